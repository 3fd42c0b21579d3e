"""What the claim says beside its numbers: key terms, reasons, negation, hedges and direction, against what is cited."""

import re
from collections.abc import Iterator, Sequence

from answer.checks import attribution, naming, wording
from answer.checks.belonging import widened
from answer.checks.clauses import CAUSES, DRIVER, Clause, clauses, terms_in
from answer.evidence import Evidence
from answer.quantities.numbers import quantities
from answer.quantities.periods import UNITS as PERIOD_UNITS
from index.glossary import Glossary
from ingest.transcript import Role

_LEAST_OVERLAP = 0.34


def reasons_given(parts: Sequence[Clause], cited: Sequence[Evidence], glossary: Glossary) -> Iterator[str]:
    """What the claim gives as the reason must be the reason given, and not what worked against it."""
    for part in parts:
        if part.role not in ("driver", "offset"):
            continue
        said = part.names("metric", "segment", "driver", "event")
        everywhere = frozenset().union(
            *(terms_in(x, glossary) for e in cited for x in (e.text, e.translation or "", e.before, e.after))
        )
        own: set[str] = set()
        other: set[str] = set()
        loose: set[str] = set()
        for e in cited:
            for neighbour in (e.text, e.translation or "", e.before, e.after):
                pieces = clauses(neighbour, glossary)
                for piece in pieces:
                    names = piece.names("metric", "segment", "driver", "event")
                    if piece.role in ("driver", "offset"):
                        (own if piece.role == part.role else other).update(names)
                    elif CAUSES.search(neighbour) and (neighbour in (e.text, e.translation) or part.role == "driver"):
                        loose.update(names)
        stated = own if own & said else own | loose
        missing = said - own if own else said - stated
        if said and (
            missing == said
            or missing & other
            or any(glossary.kind(t) == "metric" for t in missing)
            or any(glossary.kind(t) == "segment" for t in missing - everywhere)
        ):
            yield f"{', '.join(sorted(missing))}: not the reason given in the cited sentence"
        elif not said and part.role == "driver":
            share = wording.overlap(
                DRIVER.sub(" ", part.text), [x for e in cited for x in (e.text, e.translation or "", e.before, e.after)]
            )
            if share is not None and share < 0.5:
                yield f"“{part.text.strip()}” is not in the cited sentence"


def statements(claim: str, parts: Sequence[Clause], cited: Sequence[Evidence], glossary: Glossary) -> Iterator[str]:
    """Key terms that stand nowhere in what is cited or its context; then the sense of each statement."""
    words = frozenset().union(*(terms_in(e.text, glossary) | terms_in(e.translation or "", glossary) for e in cited))
    context = words.union(
        *(
            terms_in(e.before, glossary) | terms_in(e.after, glossary) | terms_in(e.speaker.title or "", glossary)
            for e in cited
        )
    )
    texts = [x for e in cited for x in (e.text, e.translation or "")]
    counted = [q for p in parts for q in p.numbers if q.unit not in PERIOD_UNITS]
    for part in parts:
        if part.role == "excluding":
            yield from (f"{t}: not in the cited sentence" for t in sorted(part.names("metric") - words))
        if part.role != "main" or (part.numbers and any(q.unit not in PERIOD_UNITS for q in part.numbers)):
            continue
        yield from _measures(part, cited, words, glossary)
        firm = (
            part.names("metric", "segment", "event", "qualifier")
            - context
            - {"profit", "loss", "target", "guidance", "record", "average"}
        )
        held = widened(set(context))
        if firm - held:
            yield f"{', '.join(sorted(firm - held))}: not in the cited sentence"
        loose = part.names("driver", "other")
        if loose and len(loose - context) * 2 > len(loose) and not firm - held:
            yield f"{', '.join(sorted(loose - context))}: not in the cited sentence"
    if not counted:
        share = wording.overlap(
            claim, [*texts, *(x for e in cited for x in (e.before, e.after, naming.names_of(e, glossary)))]
        )
        common = terms_in(claim, glossary) & context
        if (share is not None and share < _LEAST_OVERLAP) or (share is None and not common):
            yield "too little of the claim stands in the cited sentence"
    yield from _loss_or_profit(parts, words)
    yield from _sense(claim, cited, glossary)


def _loss_or_profit(parts: Sequence[Clause], words: frozenset[str]) -> Iterator[str]:
    losses, profits = {"loss", "net loss", "operating loss"}, {"profit"}
    said = frozenset().union(*(p.names("metric") for p in parts))
    if said & profits and not said & losses and words & losses and not words & profits:
        yield "the cited sentence speaks of a loss, not of a profit"
    if said & losses and not words & losses and words & profits:
        yield "the cited sentence speaks of a profit, not of a loss"


def _measures(part: Clause, cited: Sequence[Evidence], words: frozenset[str], glossary: Glossary) -> Iterator[str]:
    """Adjusted or not, GAAP or not, against which period: of a metric that is given without a figure."""
    for family in ({"GAAP", "non-GAAP"}, {"yoy", "qoq", "mom"}):
        said = part.names() & family
        if said and words & family and not said <= words:
            yield f"{', '.join(sorted(said - words))}: not in the cited sentence"
    clauses_held = [c for e in cited for c in clauses(e.text, glossary)]
    for metric in sorted(part.names("metric")):
        held = [c.names("qualifier") & {"adjusted", "non-GAAP"} for c in clauses_held if metric in c.names("metric")]
        kept = frozenset.intersection(*held) if held else frozenset()
        for qualifier in sorted(kept - part.names("qualifier")):
            yield f"{metric} is given as “{qualifier}”, which the claim leaves out"


def _sense(claim: str, cited: Sequence[Evidence], glossary: Glossary) -> Iterator[str]:
    """Negation, hedge and direction of each statement of the claim, against the most alike clause that is cited."""
    if all(e.speaker.role == Role.ANALYST for e in cited) and attribution.tells_a_question(claim):
        return  # "asked whether …" leaves open what the question left open
    sources = list(dict.fromkeys(piece for e in cited for piece in _statements_of(_readable(e, claim))))
    said = _statements_of(claim)
    matched: list[str] = []
    for statement in said:
        terms = terms_in(statement, glossary)
        ranked = sorted(sources, key=lambda s: -_alike(statement, terms, s, glossary))
        likeness = _alike(statement, terms, ranked[0], glossary) if ranked else 0
        denies = wording.negated(statement)
        if not likeness:
            if denies and not any(wording.negated(s) for s in sources):
                yield "the claim denies what the cited sentence affirms"
            continue
        source = ranked[0]
        matched.append(source)
        differs = denies != wording.negated(source) and wording.compares_denial(statement, source)
        if differs and not any(_says_the_same(statement, s) for s in sources):
            if denies:
                yield "the claim denies what the cited sentence affirms"
            elif not any(
                not wording.negated(s) and _alike(statement, terms, s, glossary) * 2 > likeness for s in ranked[1:3]
            ):
                yield "the cited sentence denies what the claim affirms"
        yield from _direction(statement, source, bool(terms & terms_in(source, glossary)))
    for i, what in enumerate(("may or could", "expects, aims or plans")):
        needed = len({s for s in matched if wording.hedges(s)[i]})
        if needed > sum(wording.softened(s, outlook=i == 1) for s in said):
            yield f"the cited sentence hedges (“{what}”), which the claim leaves out"


def _direction(statement: str, source: str, same_subject: bool) -> Iterator[str]:
    said, held = wording.ways(statement), wording.ways(source)
    wanted = wording.stems(statement)
    verbatim = len(wanted & wording.stems(source)) >= 0.7 * len(wanted)
    counted = any(q.unit not in PERIOD_UNITS for q in quantities(statement))
    if held and ((said and not said & held and same_subject and not counted) or (said - held and verbatim)):
        yield "the cited sentence gives the opposite direction"


def _readable(evidence: Evidence, claim: str) -> str:
    """The original, or its translation where only that is in the claim's language and denies no less or more."""
    text, translation = evidence.text, evidence.translation
    if (
        not translation
        or wording.is_han(text) == wording.is_han(claim)
        or wording.is_han(translation) != wording.is_han(claim)
    ):
        return text
    return translation if bool(wording.NEGATION.search(text)) == bool(wording.NEGATION.search(translation)) else text


def _statements_of(text: str) -> list[str]:
    pieces = re.split(
        r"[,，;；。:：—](?!\s*(?:not|rather|instead)\b)\s*(?!\d)|\s(?:but|while|whereas|although|though|because)\s|但|而(?!且|不是|非|不在)|雖然|虽然|(?<!不是)因為",
        text,
    )
    return [p for p in pieces if re.search(r"\w", p)]


def _alike(statement: str, terms: frozenset[str], source: str, glossary: Glossary) -> float:
    shared = len(terms & terms_in(source, glossary)) * 1.5
    if wording.is_han(statement) == wording.is_han(source):
        shared += len(wording.stems(statement) & wording.stems(source))
    return shared


def _says_the_same(statement: str, source: str) -> bool:
    """ "did not shrink" against "rose": the denial is of the opposite."""
    return bool(
        wording.denied_ways(statement) & wording.ways(source) or wording.denied_ways(source) & wording.ways(statement)
    )
