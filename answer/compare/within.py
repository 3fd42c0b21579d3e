"""Arithmetic that a question asks for over figures of one call: this year's and last year's, or two things named."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from answer.checks import wording
from answer.checks.clauses import Figure, clauses, figures
from answer.compare import reading
from answer.compare.asked import Asked, Operation, covers, read_asked
from answer.compare.computed import Calculation, arithmetic, is_asked
from answer.compare.measure import OF_THE_COMPANY, Measure, measures
from answer.compare.subject import neighbours
from answer.evidence import Evidence
from index.glossary import Glossary
from index.question import Question

_YEAR_BEFORE = re.compile(
    r"\b(?:last|previous|prior) (?:fiscal )?year\b|\ba year (?:ago|earlier|before)\b|\bone year ago\b|\byear[- ]o(?:ver|n)[- ]year\b"
    r"|\btwelve months (?:ago|earlier)\b|去年|上年|前一年|一年前|年[增減]|同期",
    re.IGNORECASE,
)
_QUARTER_BEFORE = re.compile(
    r"\b(?:last|previous|prior|one) quarter\b|\bquarter (?:ago|before|earlier)\b|\bsequential\w*\b|\bquarter[- ]o(?:ver|n)[- ]quarter\b"
    r"|\b(?:March|June|September|December)\b|上一?季|前一?季|季[增減]|\d+\s*月",
    re.IGNORECASE,
)


def within_one(
    question: Question, evidence: Sequence[Evidence], glossary: Glossary, around: Sequence[Evidence] = ()
) -> tuple[Calculation, ...]:
    """The difference, ratio or sum that the question asks for in words, where the quotes hold exactly its two figures.

    `around` are further sentences of their paragraphs: what a quote is about may have been said before it.
    """
    calls = [item.call for item in evidence]
    asked = read_asked(question.text, calls, glossary)
    if not asked.explicit or asked.operation is Operation.AVERAGE or len({call.id for call in calls}) != 1:
        return ()
    known = neighbours([*around, *evidence])
    held = [measure for item in evidence for measure in measures(item, glossary, known)]
    row = _two_subjects(question.text, asked, held, glossary)
    if row is None and asked.operation is not Operation.SUM:
        row = _now_and_before(question.text, asked, held, glossary)
    if row is None:
        return ()
    calculation = arithmetic(question.language, asked.operation, row)
    return (calculation,) if calculation else ()


def _now_and_before(
    text: str, asked: Asked, held: Sequence[Measure], glossary: Glossary
) -> tuple[Measure, Measure] | None:
    """The one figure asked for with the one that its sentence compares it with."""
    base = _base(text)
    found = []
    for measure in held:
        if measure.kind in ("amount", "level") and is_asked(measure, asked):
            found += [(measure, before) for before in _compared_with(measure, base, glossary)]
    distinct = {(now.quantity.value, before.quantity.value): (now, before) for now, before in found}
    return next(iter(distinct.values())) if len(distinct) == 1 else None


def _base(text: str) -> str | None:
    if _YEAR_BEFORE.search(text):
        return "year"
    return "quarter" if _QUARTER_BEFORE.search(text) else None


def _compared_with(measure: Measure, base: str | None, glossary: Glossary) -> Iterator[Measure]:
    """The figure compared with, directly after the measure: same unit and currency, and against what was asked."""
    text, now = measure.evidence.text, measure.quantity
    parts = clauses(text, glossary)
    in_range = reading.ranged(text)
    after = [f for f in figures(parts, text) if f.quantity.start >= now.end and reading.counted(f.clause)]
    same = [f for f in after if f.quantity.unit == now.unit and f.quantity in reading.counted(f.clause)]
    if not same or same[0].quantity.start in in_range or not _is_before(same[0]):
        return
    before = same[0].quantity
    if before.currency not in (None, now.currency) or (before.noun and before.noun != now.noun):
        return
    numbers = [f.quantity for f in after if f.quantity in reading.counted(f.clause)]
    following = next((q.start for q in numbers if q.start >= before.end), len(text))
    against = _base(text[now.end : following])
    if base is not None and against != base:
        return
    negative = before.negative or (
        now.negative and re.search(r"\bloss\b|虧損", text[now.end : before.start]) is not None
    )
    yield replace(measure, quantity=replace(before, currency=now.currency, noun=now.noun, negative=negative))


def _is_before(figure: Figure) -> bool:
    return figure.quantity.anchor == "prior" or reading.COMPARED.match(figure.clause.text) is not None


def _two_subjects(
    text: str, asked: Asked, held: Sequence[Measure], glossary: Glossary
) -> tuple[Measure, Measure] | None:
    """Two metrics, or one metric of two businesses, in the order asked, where each has one figure of one kind."""
    if len(asked.metrics) == 2:
        rows = [[m for m in held if m.metrics == {metric}] for metric in asked.metrics]
    else:
        names = _in_order(text, asked, glossary)
        if len(names) != 2:
            return None
        rows = [
            [m for m in held if name <= m.business and (not asked.metrics or covers(asked.metrics, m.metrics))]
            for name in names
        ]
    distinct = [list({(m.signature, m.quantity.value): m for m in row if m.kind != "growth"}.values()) for row in rows]
    if any(len(row) != 1 for row in distinct):
        return None
    one, other = distinct[0][0], distinct[1][0]
    by_business = len(asked.metrics) != 2
    return (one, other) if _comparable(one, other, by_business) and one.target is None else None


def _comparable(one: Measure, other: Measure, by_business: bool) -> bool:
    """Whether they differ in their business alone, or in their metric alone."""
    nothing: frozenset[str] = frozenset()
    if by_business:
        one, other = replace(one, business=nothing), replace(other, business=nothing)
    else:
        if one.metrics | other.metrics <= OF_THE_COMPANY:
            one, other = replace(one, business=nothing), replace(other, business=nothing)
        one, other = replace(one, metrics=nothing), replace(other, metrics=nothing)
    return one.signature == other.signature


def _in_order(text: str, asked: Asked, glossary: Glossary) -> list[frozenset[str]]:
    found = [(t.start, frozenset({t.name})) for t in glossary.spans(text) if t.name in asked.segments]
    found += [(text.find(name), wording.stems(name)) for name in asked.names]
    return list(dict.fromkeys(name for _, name in sorted(found, key=lambda row: row[0])))
