"""Number by number: does a cited sentence state it, of the same thing, in the same sense?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from answer.checks import belonging, wording
from answer.checks.attribution import named_period
from answer.checks.cited import Cited
from answer.checks.clauses import Figure
from answer.evidence import Evidence
from answer.quantities.numbers import APPROXIMATE, BOUND, Quantity, equal
from answer.quantities.periods import UNITS as PERIOD_UNITS
from index.glossary import Glossary
from ingest.transcript import Role

_COMPARING = re.compile(
    r"\b(?:(?<!starting )(?<!beginning )from|than|versus|vs\.?|against|over|compared\s+(?:with|to))\s+[^,;]{0,60}$|[較较比][^,，;；]{0,6}$"
)
_OPENING = re.compile(
    r"\W*(?:(?:[Ii]n|[Ff]or|[Dd]uring|在)\s*)?(?:the\s+)?(?:full\s+)?(?:fiscal\s+)?(?:year\s+)?(?:FY\s?\d*\s*|\d{4}\s?(?:財年|财年|年)\s*)?"
)
_PAIR = re.compile(r"\bboth\b|\bpair\b|\btwo\b", re.IGNORECASE)
_ITEMS = re.compile(
    r"\s+(?:(?:main|key|major|big|other)\s+)?(?:drivers?|reasons?|factors?|things|points|areas|parts|ways|questions|aspects|themes)\b"
    r"|[個大項点點]?(?:主要|關鍵|重要|重)?(?:原因|因素|重點|方面|動力|問題|部分|面向|點)",
    re.IGNORECASE,
)
_DENIED_VERB = re.compile(
    r"(?:\b(?:did|does|do|has|have|had|is|are|was|were|will|would|could|can)\s+(?:not|never)|n['’]t)\s+(?!only\b)[a-z]|並未|并未|並沒有|并没有"
    r"|沒有(?=[成增上下減減提])|不會|不会",
    re.IGNORECASE,
)


def unsupported(
    claim: Figure, claimed: Sequence[Figure], cited: Sequence[Cited], glossary: Glossary
) -> tuple[list[str], Evidence | None]:
    """(reasons, the Evidence that states the number). No reasons: the number stands there, and belongs to the same."""
    quantity = claim.quantity
    shown = _shown(claim)
    if quantity.unit in PERIOD_UNITS:
        if named_period(quantity, [c.evidence for c in cited]) or any(
            _same(quantity, f.quantity) and not (_opens(claim) and _compared_with(f)) for c in cited for f in c.figures
        ):
            return [], None
        return [f"{shown}: the {quantity.unit} is neither the cited call's nor in the cited sentence"], None
    best: list[str] | None = None
    where: Evidence | None = None
    for source in cited:
        for figure in source.figures:
            if not (equal(quantity, figure.quantity) or _currency_from_context(quantity, figure.quantity, source)):
                continue
            reasons = list(_differences(claim, claimed, figure, source, glossary, shown))
            if best is None or _worse(best, where) > _worse(reasons, source.evidence):
                best, where = reasons, source.evidence
    both = quantity.unit == "count" and quantity.value == 2 and any(_PAIR.search(c.evidence.text) for c in cited)
    if best is None and (both or _counts_items(claim)):
        return [], None
    if best is None:
        return [f"{shown} is not in the cited sentence"], None
    return best, where


def _counts_items(claim: Figure) -> bool:
    """ "two drivers", "三項重點": how many things the claim itself lists, no figure of the company's."""
    q = claim.quantity
    return (
        q.unit == "count" and q.noun is None and 2 <= q.value <= 6 and _ITEMS.match(claim.sentence[q.end :]) is not None
    )


def _worse(reasons: list[str], evidence: Evidence | None) -> tuple[int, bool]:
    """Fewest objections first; of equals, management's own words."""
    return len(reasons), evidence is not None and evidence.speaker.role == Role.ANALYST


def _differences(
    claim: Figure, claimed: Sequence[Figure], figure: Figure, source: Cited, glossary: Glossary, shown: str
) -> Iterator[str]:
    mine, theirs = claim.quantity, figure.quantity
    if mine.anchor == theirs.anchor == "prior" and {mine.direction, theirs.direction} == {"up", "down"}:
        yield f"{shown}: the cited sentence does not say it went {mine.direction} from there"
    if mine.direction and mine.direction != theirs.direction and mine.anchor != "prior":
        unsaid = theirs.direction is None and mine.direction in wording.ways(source.evidence.text)
        level = theirs.direction is None and mine.anchor == "to" and mine.unit in ("money", "count")
        if not (unsaid or level or _loss_shrinks(claim, figure)):
            yield f"{shown}: the cited sentence does not say it went {mine.direction}"
    if theirs.anchor == "prior" and mine.anchor != "prior" and mine.bound:
        if {"over": "down", "under": "up"}[mine.bound] == theirs.direction:
            yield f"{shown}: the cited sentence does not say it went {'up' if mine.bound == 'over' else 'down'}"
    elif (mine.anchor == "prior") != (theirs.anchor == "prior"):
        yield (
            f"{shown} is the figure compared with" if theirs.anchor == "prior" else f"{shown} is not the earlier figure"
        )
    elif {mine.anchor, theirs.anchor} == {"by", "to"} or _level_taken_as_change(mine, theirs):
        yield f"{shown} is a level in one and a change in the other"
    yield from _precision(claim, theirs, shown)
    yield from _denial(claim, figure, source, shown)
    yield from belonging.subject(claim, claimed, figure, source, glossary, shown)
    yield from belonging.qualifiers(claim, figure, source, glossary, shown)


def _level_taken_as_change(mine: Quantity, theirs: Quantity) -> bool:
    """ "had revenue of 9.6 billion" against "grew by 9.6 billion"."""
    return mine.anchor == "by" and mine.unit == "money" and theirs.anchor is None and theirs.direction is None


def _denial(claim: Figure, figure: Figure, source: Cited, shown: str) -> Iterator[str]:
    """A figure denied by one and stated by the other, whatever else their sentences deny."""
    evidence = source.evidence
    if _DENIED_VERB.search(claim.clause.text) and not any(
        map(wording.NEGATION.search, (evidence.text, evidence.translation or ""))
    ):
        yield f"{shown}: the claim denies what the cited sentence affirms"
    if _DENIED_VERB.search(figure.clause.text) and not wording.NEGATION.search(claim.sentence):
        yield f"{shown}: the cited sentence denies what the claim affirms"


def _precision(claim: Figure, theirs: Quantity, shown: str) -> Iterator[str]:
    """How exactly the sentence gives the figure, and whether the claim gives it more exactly."""
    mine, said = claim.quantity, claim.clause.text
    if theirs.ranged:
        if not (mine.ranged or mine.bound):
            yield f"{shown} is one end of a range in the cited sentence"
        return
    if theirs.approximate and not (mine.approximate or mine.bound or mine.ranged or APPROXIMATE.search(said)):
        yield f"the cited sentence gives {shown} only as an approximation; the claim gives it flat"
    loose = mine.bound or mine.approximate or BOUND.search(said)
    if theirs.bound and not loose and theirs.anchor != "prior" and mine.anchor != "prior":
        yield f"the cited sentence says {theirs.bound} {shown}; the claim gives it flat"
    if mine.bound and not theirs.bound and theirs.anchor != "prior" and mine.value == theirs.value:
        yield f"{shown}: the cited sentence gives it exactly, not as {mine.bound} that"


def _loss_shrinks(claim: Figure, figure: Figure) -> bool:
    """A loss that improved is a loss that narrowed."""
    return "loss" in figure.own | figure.carried and "improv" in claim.clause.text.lower()


def _same(claim: Quantity, source: Quantity) -> bool:
    return claim.unit == source.unit and claim.value == source.value


def _compared_with(figure: Figure) -> bool:
    """Whether a period is only the one compared with: "up 2% from the second quarter"."""
    return _COMPARING.search(figure.sentence[: figure.quantity.start]) is not None


def _opens(figure: Figure) -> bool:
    """Whether a quarter or year opens its sentence and so dates all of it: "In fiscal 2024, …"."""
    return (
        figure.quantity.unit in ("quarter", "year")
        and _OPENING.fullmatch(figure.sentence[: figure.quantity.start]) is not None
    )


def _currency_from_context(claim: Quantity, source: Quantity, cited: Cited) -> bool:
    """The source leaves the currency to its context, and the context has only that one."""
    if not claim.currency or source.currency or source.noun not in (None, "元") or cited.currencies != {claim.currency}:
        return False
    return equal(claim, replace(source, currency=claim.currency, unit="money"))


def _shown(figure: Figure) -> str:
    """The figure as the claim writes it."""
    return figure.sentence[figure.quantity.start : figure.quantity.end].strip()
