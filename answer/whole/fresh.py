"""Topics that one call has and another of the same company has not: terms of the glossary, names, recurring word pairs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from answer.whole.lines import Gone
from answer.whole.reading import Said
from answer.whole.topic import read_topic
from index.glossary import Glossary
from index.tokens import tokens

_KINDS = ("segment", "driver", "event", "metric", "other")
_VAGUE = frozenset(
    "profit loss margin cash customers consumers users products services demand investment search retail devices strategy confidence "
    "uncertainty pricing volume orders merchants revenue net confidence operating efficiency training inference software hardware "
    "stores capacity compute new products".split()
)
_LEAST = {"term": 2, "name": 2, "words": 3}
"""Statements in which a topic must stand to be one."""
_TOLD_ONCE = ("metric", "event")
"""Kinds of terms that are a topic where one statement gives a figure for them."""
_WORDS = re.compile(r"(?=\b([a-z]{3,}[ -][a-z]{4,})\b)")
_WORTH = {"term": 1.0, "name": 1.0, "words": 0.0}
_PLAIN = frozenset(
    "quarter quarters year years month months last next first second third fourth same will have been this that with from more than "
    "less most some other also very much good great strong well continue continues continued business company group billion million "
    "percent point points basis adjusted revenue growth time think really going know said here there what when which while where "
    "being these those them they their could would should about into over under after before between because through during "
    "like just make made many lots part number terms sense kind sort look looking forward back ahead were year-over-year order days "
    "the and for our are has had its can may not you was but all any who how why own use used per than too yet get got put see say let did does whole better "
    "question thank thanks please operator people things thing again still only both each every another around across".split()
)
_MOST_NAMES = 3
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True)
class Fresh:
    """A topic under up to three names, in how many statements it stands, and the one that tells most of it."""

    names: tuple[str, ...]
    count: int
    best: Said


def fresh(here: Sequence[Said], there: Gone, glossary: Glossary, most: int) -> list[Fresh]:
    """The topics of `here` that nobody mentions in the call `there`, most spoken of first."""
    absent_terms = frozenset().union(*(glossary.terms_in(line.text) for line in there.lines))
    told = "\n".join(line.text for line in there.lines).lower().replace("-", " ")
    words = frozenset(tokens(told))
    ignored = _ignored(here, there)
    holders: dict[tuple[str, str], list[Said]] = {}
    for s in here:
        for kind, name in _topics(s):
            holders.setdefault((kind, name), []).append(s)
    found: list[tuple[float, Fresh]] = []
    for (kind, name), own in holders.items():
        once = kind == "term" and own[0].figures and name in own[0].names(*_TOLD_ONCE)
        if (
            (len(own) < _LEAST[kind] and not once)
            or name.lower() in ignored
            or _is_said(kind, name, absent_terms, told, words)
        ):
            continue
        weight = len(own) + 0.5 * any(s.figures for s in own) + 0.3 * any(s.money for s in own) + _WORTH[kind]
        found.append((-weight, Fresh((name,), len(own), _best(own))))
    chosen: list[Fresh] = []
    for _, item in sorted(found, key=lambda row: (row[0], row[1].best.place, row[1].names)):
        at = next((n for n, other in enumerate(chosen) if item.best is other.best or _overlap(item, other)), None)
        if at is None and len(chosen) < most:
            chosen.append(item)
        elif at is not None and len(chosen[at].names) < _MOST_NAMES and not _overlap(item, chosen[at]):
            chosen[at] = replace(chosen[at], names=(*chosen[at].names, *item.names))
    return chosen


def _topics(s: Said) -> Iterator[tuple[str, str]]:
    yield from (("term", name) for name in s.names(*_KINDS) - _VAGUE)
    yield from (("name", name) for name in s.proper)
    if not _HAN.search(s.line.text):
        found = {match[1].lower().replace("-", " ") for match in _WORDS.finditer(s.line.text)}
        yield from (("words", words) for words in found if not set(words.split()) & _PLAIN)


def _is_said(kind: str, name: str, terms: frozenset[str], told: str, words: frozenset[str]) -> bool:
    if kind == "term":
        return name in terms or all(token in words for token in tokens(name))
    if name.lower().replace("-", " ") in told:
        return True
    return all(token in words for token in tokens(name)) if kind == "name" else False


def _ignored(here: Sequence[Said], there: Gone) -> frozenset[str]:
    """Names of the people and of the company: who speaks is no topic."""
    names = [name for person in there.held.participants for name in (person.name, *person.also_called, person.firm)]
    if here:
        call = here[0].line.call
        names += [call.company, call.ticker, *call.company_aliases]
        names += [s.line.speaker.name for s in here]
    whole = {name.lower() for name in names if name}
    return frozenset(whole | {part for name in whole for part in name.split()})


def _best(own: Sequence[Said]) -> Said:
    return max(own, key=lambda s: (s.fits - s.leans, min(s.figures, 1), -s.place))


def _overlap(one: Fresh, other: Fresh) -> bool:
    """Whether a name of one stands within a name of the other."""
    pairs = [(a.lower(), b.lower()) for a in one.names for b in other.names]
    return any(a in b or b in a for a, b in pairs)


def holds(said: Sequence[Said], topic: str, gone: Gone, glossary: Glossary) -> list[Said]:
    """The statements on a topic."""
    wanted = read_topic(topic, [gone.held], glossary)
    return [s for s in said if wanted.count(s.line)] or [s for s in said if wanted.holds_parts(s.line)]
