"""Where a question calls people by name: whole, by the first or last word, or in the other script."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from answer.scoping.fold import fold
from answer.scoping.han_names import names_in
from ingest.transcript import Role

ORDINARY_NAMES = frozenset(
    "will may mark bill april june art grace hope joy rich frank sue pat drew chase chip gene ray dean max rob grant miles "
    "faith dawn summer autumn rose lily ivy iris violet ruby amber pearl crystal jade price cash cost fell sales bond stock case "
    "day banks page king best early high low strong short power bank long young so he an no do go on in it my we us or of at "
    "by to be me up if is as am ma long sun moon bay hill wood woods field fields stone rivers brooks lane street park parks "
    "green brown black white gray grey gold silver cloud call calls plan trend what who when where which how did does the and "
    "yes not are was has had can all any new now out one two top key act add big buy get see say let set put run use win way "
    "march august china taiwan group data chain peak sharp wise swift noble marks rates rate share shares major minor storm".split()
)
"""Names that are also words: alone they count only with Mr., Ms. or a possessive."""
_HONORIFIC = re.compile(r"\b(?:Mr|Ms|Mrs|Dr|Prof|Miss)\.?\s+$", re.IGNORECASE)
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True)
class Person:
    """One person over the calls; `labels` are the names that Turns may carry."""

    labels: tuple[str, ...]
    role: Role
    firm: str | None
    calls: frozenset[str]


def by_name(text: str, people: Sequence[Person]) -> tuple[list[Person], list[tuple[str, tuple[str, ...]]]]:
    """Those whom folded text names, and (what is written, whom it may be) where that could be several."""
    whole: dict[tuple[int, int], list[Person]] = {}
    alone: dict[tuple[int, int], list[Person]] = {}
    for person in people:
        for label in person.labels:
            for span in name_spans(text, fold(label)):
                if len(label.split()) > 1 or _HAN.search(label) or _is_name_alone(text, *span):
                    _add(whole if len(label.split()) > 1 or _HAN.search(label) else alone, span, person)
            for span in names_in(text, label) if label.isascii() and _HAN.search(text) else ():
                _add(whole, span, person)
            words = fold(label).split()
            for word in {words[0], words[-1]} if len(words) > 1 and label.isascii() else ():
                for span in name_spans(text, word):
                    if _is_name_alone(text, *span):
                        _add(alone, span, person)
    named = [person for persons in whole.values() for person in persons]
    unclear = []
    for span, persons in alone.items():
        if any(start <= span[0] and span[1] <= end for start, end in whole):
            continue
        if len(persons) == 1:
            named.append(persons[0])
        elif not any(person in named for person in persons):
            unclear.append((text[slice(*span)], tuple(person.labels[0] for person in persons)))
    return list(dict.fromkeys(named)), unclear


def _is_name_alone(text: str, start: int, end: int) -> bool:
    """Whether a single word can be a name where it stands: with a capital, and no ordinary word."""
    word = text[start:end]
    if not word[0].isupper() or (word.isupper() and len(word) > 2):
        return False
    if _HONORIFIC.search(text[:start]):
        return True
    if re.match(r"\s+(?:[Qq]uarter|[Qq]tr|\d)", text[end:]) or (
        re.match(r"\s+[A-Z][a-z]", text[end:]) and not re.match(r"\s+(?:CEO|CFO)", text[end:])
    ):
        return False
    if re.search(r"[A-Z][a-z'\-]+\s+$", text[:start]) and not re.search(
        r"(?:\b(?:Did|Does|What|Has|Was|Is|How|Why|And|Do|When|Can|Will|Would|Should|According to|Per|Who|CEO|CFO|COO|CTO|Chairman|President)\s+)$",
        text[:start],
    ):
        return False
    if word.lower() in ORDINARY_NAMES:
        return bool(re.match(r"'s\b", text[end:])) and bool(text[:start].strip())
    return len(word) > 1


def name_spans(text: str, name: str) -> list[tuple[int, int]]:
    """Where a name stands in folded text, as whole words."""
    if not name.split() or name.split()[0].lower() not in text.lower():
        return []
    escaped = re.escape(name).replace(r"\ ", r"\s+")
    if name.isascii():
        escaped = rf"(?<![A-Za-z0-9]){escaped}(?![A-Za-z0-9])"
    return [m.span() for m in re.finditer(escaped, text, re.IGNORECASE)]


def _add(found: dict[tuple[int, int], list[Person]], span: tuple[int, int], person: Person) -> None:
    row = found.setdefault(span, [])
    if person not in row:
        row.append(person)
