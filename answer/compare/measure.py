"""A figure of a quote with everything that must agree before it may be set against another one in arithmetic."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from answer.checks.clauses import Clause, Figure, clauses, figures
from answer.compare import reading
from answer.compare.reading import RATES, STOCKS
from answer.compare.subject import Business, Neighbours, inherited, is_whole, left_over, names, neighbours
from answer.evidence import Evidence
from answer.quantities.numbers import Quantity
from answer.quantities.periods import UNITS as PERIOD_UNITS
from index.glossary import Glossary
from index.periods import Period, find_periods
from ingest.transcript import Role

OF_THE_COMPANY = frozenset(
    "free cash flow|operating cash flow|net cash|cash|debt|net debt|net income|net loss|EPS|dividend|regular dividend|special dividend|buyback|"
    "shareholder return|share count|tax rate|capex|equity|ROE|ROIC|payout ratio|net margin|pre-tax income|working capital".split(
        "|"
    )
)
"""Metrics that a company reports for itself as a whole, so that a sentence need not say so."""
BY_BUSINESS = RATES - {"tax rate", "take rate", "market share", "retention", "churn", "payout ratio"} | frozenset(
    "revenue|EBITA|EBITDA|EBIT|operating income|operating loss|gross profit|profit|loss|orders|GMV|customers|users|headcount|R&D|depreciation|"
    "operating expenses|cost of revenue|bookings|backlog|shipments|inventory".split("|")
)
"""Metrics that a company and its businesses each have: whose it is must be asked for."""
_LEAST_BARE_COUNT = 1000
"""A smaller whole number that counts nothing named ("two things") is no figure."""
_BESIDE = frozenset({"record", "net", "guidance", "target"})
"""Qualifiers that say nothing of how a figure is measured; targets are read by themselves."""
_OUTLOOK = re.compile(
    r"\b(?:will|shall|expect\w*|plan(?:s|ned|ning)?|target\w*|guid(?:e|es|ed|ing|ance)|forecast\w*|aim(?:s|ed|ing)?|anticipat\w+|outlook"
    r"|estimat\w+|going to|should|on track|goal|project(?:s|ed|ion|ions)\b|hop(?:e|es|ing))\b"
    r"|預計|预计|預期|预期|預估|預測|目標|目标|計[畫劃]|指引|展望|財測|將(?!近)|希望|有望|可望",
    re.IGNORECASE,
)
SUPPOSED = re.compile(
    r"\b(?:would|could|might|without|if|had it not|assum\w+|scenario)\b|如果|假如|假設|若|要不是|可能", re.IGNORECASE
)
_SUPPOSITION_FIRST = re.compile(r"^\W*(?:without|if|assuming|had|take|leave|如果|假如|假設|若)\b", re.IGNORECASE)
_DENIED = re.compile(r"(?:\bnot|\brather than|\binstead of|而不是|而非|並非|不是)\s*(?:the\s+)?$", re.IGNORECASE)
_REFERS = re.compile(
    r"\b(?:i|we|you|he|she) (?:just |already |have |had )*(?:mentioned|said|gave|asked|cited|referred|described|talked)\b"
    r"|剛才|前面提到|先前提到|之前提到|您提到",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Measure:
    """`kind` is growth, level (of a rate), share or amount. Two Measures with one `signature` may be subtracted."""

    quantity: Quantity
    evidence: Evidence
    kind: str
    metrics: frozenset[str]
    business: Business
    qualifiers: frozenset[str]
    basis: str
    """yoy, qoq or mom, for growth."""
    span: str
    """quarter, year or months: how long a time the figure covers; point for what is counted on a day."""
    target: tuple[Period, ...] | None
    """The periods an outlook is for; None for what was reported."""
    details: frozenset[str]
    """Further words that a like figure must share: the whole of a share, `per month`."""
    named: frozenset[str]
    """What of `business` is a proper name, or part of one."""
    stated: bool
    """Whether the sentence itself names its business."""
    around: str
    """The translations of the sentence and of what is known of its paragraph."""

    @property
    def signature(self) -> tuple[object, ...]:
        quantity = self.quantity
        return (
            *(self.kind, quantity.unit, quantity.currency, quantity.noun, self.metrics, self.business),
            *(self.qualifiers, self.basis, self.span, self.target, self.details),
        )


def measures(item: Evidence, glossary: Glossary, known: Neighbours | None = None) -> tuple[Measure, ...]:
    """The figures of a quote that state the call's own period and whose meaning is certain.

    Left out: the figure compared with, another period's, a range, a change of a level, a supposition, a figure that
    somebody else gave, an analyst's. `known` are the sentences around it, where more is known than `item` holds.
    """
    if item.speaker.role in (Role.ANALYST, Role.OPERATOR) or _REFERS.search(item.text):
        return ()
    known = neighbours([item]) if known is None else known
    parts = clauses(item.text, glossary)
    in_range = reading.ranged(item.text)
    read = (
        _measure(item, figure, parts, glossary, known)
        for figure in figures(parts, item.text)
        if figure.quantity.start not in in_range and _is_stated(figure, item.text)
    )
    return tuple(measure for measure in read if measure)


def _is_stated(figure: Figure, text: str) -> bool:
    """Whether the figure is given as what is, rather than compared with, denied, or the size of a change."""
    quantity, clause = figure.quantity, figure.clause
    if quantity.unit not in ("percent", "money", "count", "times") or quantity.noun in PERIOD_UNITS:
        return False
    if quantity.anchor == "prior" or (quantity.anchor == "by" and quantity.unit != "percent"):
        return False
    if quantity.unit == "count" and not quantity.noun and quantity.value < _LEAST_BARE_COUNT and quantity.place >= 1:
        return False
    if quantity.bound == "under" or quantity.currency == "ANY" or clause.role in ("driver", "offset"):
        return False
    return not (reading.COMPARED.match(clause.text) or _DENIED.search(text[: quantity.start]))


def _measure(
    item: Evidence, figure: Figure, parts: Sequence[Clause], glossary: Glossary, known: Neighbours
) -> Measure | None:
    quantity, clause, call = figure.quantity, figure.clause, item.call
    start, words = reading.region(item.text, figure, parts)
    kind, details = reading.kind(figure, words, item.text, glossary)
    if kind is None or SUPPOSED.search(item.text[start : clause.end]) or _SUPPOSITION_FIRST.match(item.text):
        return None
    if kind == "share":
        words = item.text[start : quantity.end]
    metrics = reading.metrics(figure, parts, words, details if kind == "share" else frozenset(), glossary)
    qualifiers = reading.qualifiers(figure, parts, words, glossary)
    if qualifiers & {"average", "consensus"} or reading.framed(item.before, qualifiers, glossary):
        return None
    outlook = bool(_OUTLOOK.search(item.text[: clause.end]) or qualifiers & {"target", "guidance"})
    span = "point" if metrics & STOCKS else reading.span(item.before, call, clause, parts)
    if span is None or (not outlook and not reading.own_period(call, clause, parts)):
        return None
    if item.section == "qa" and span != "point" and reading.named_span(item.text) is None:
        return None  # the question may have said which time it is about
    basis = reading.basis(figure, clause.text, glossary) if kind == "growth" else ""
    stated = _stated(item, figure, metrics, reading.noun_phrase(words, quantity.start - start, glossary), glossary)
    if stated is None and is_whole(words):
        stated = frozenset()
    business = stated if stated is not None else _implied(item, metrics, item.text[:start], known, glossary)
    if business is None or basis is None:
        return None
    return Measure(
        quantity=quantity,
        evidence=item,
        kind=kind,
        metrics=metrics,
        business=business,
        qualifiers=qualifiers - _BESIDE,
        basis=basis,
        span=span,
        target=tuple(find_periods(item.text)) if outlook else None,
        details=details,
        named=_named(business, item, known, glossary),
        stated=stated is not None,
        around="\n".join([item.translation or "", *(pair[1] for pair in _paragraph(item, known).values())]),
    )


def _stated(
    item: Evidence, figure: Figure, metrics: frozenset[str], phrase: str, glossary: Glossary
) -> Business | None:
    """The business that the sentence itself gives the figure for; None where it says none."""
    segments = {t.name for t in glossary.spans(phrase) if t.kind == "segment"}
    words = left_over(phrase, item.call, glossary)
    if segments or words:
        return frozenset(segments) | words
    if metrics and metrics <= OF_THE_COMPANY:
        return None
    return frozenset(t for t in figure.carried if glossary.kind(t) == "segment") or None


def _implied(
    item: Evidence, metrics: frozenset[str], head: str, known: Neighbours, glossary: Glossary
) -> Business | None:
    """The business of a sentence that names none; None where an analyst's question may have named it."""
    if metrics and metrics <= OF_THE_COMPANY:
        return frozenset()
    return None if item.section == "qa" else inherited(item, head, known, glossary)


def _named(business: Business, item: Evidence, known: Neighbours, glossary: Glossary) -> frozenset[str]:
    texts = [item.text, item.before, *(pair[0] for pair in _paragraph(item, known).values())]
    capital = {t.name for text in texts for t in glossary.spans(text) if text[t.start].isupper()}
    return business & (capital | frozenset().union(*(names(text, item.call, glossary) for text in texts)))


def _paragraph(item: Evidence, known: Neighbours) -> Mapping[int, tuple[str, str]]:
    return known.get((item.call.id, item.turn, item.paragraph), {})
