"""Two figures that management gives for one fact, where only one can be right."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from answer.checks.clauses import Clause, Figure, clauses, figures
from answer.checks.wording import hedges, stems
from answer.doubts.finding import Finding, Line, reading
from answer.quantities.numbers import Quantity
from answer.quantities.periods import UNITS as PERIOD_UNITS
from index.glossary import Glossary

_GROUP = re.compile(r"\b(?:total|consolidated|group|company|overall)\b|集團|集团|合併|合并|總|总", re.IGNORECASE)
_NAME = re.compile(r"\b(?!I\b|We\b|Our\b|RMB|USD|NT\b|HK\b|US\b|EUR|GBP|GAAP\b|Q[1-4]\b|FY)[A-Z][\w&]*(?:[A-Z]|\w{2,})")
_TIME = re.compile(
    r"\b(?:full|half|nine|six|three|twelve|first|second|third|fourth|last|previous|prior|trailing|annual\w*|months?|years?(?![\s-]over)"
    r"|cumulative\w*|fiscal|sequential\w*|January|February|March|April|May|June|July|August|September|October|November"
    r"|December|today|currently|20\d\d)\b|全年|半年|上一?季|去年|年度|累計|累计|截至|前\S{1,2}[季月]",
    re.IGNORECASE,
)
_COMPARISON = re.compile(
    r"(?P<yoy>year[\s-](?:over|on)[\s-]year|\byoy\b|a year (?:ago|earlier)|same (?:quarter|period) (?:of )?last year|年增|同比|去年同期)"
    r"|(?P<qoq>quarter[\s-](?:over|on)[\s-]quarter|\bqoq\b|sequential\w*|(?:last|previous|prior) quarter|季增|環比|环比|上一?季)",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\b(?:exclud\w*|includ\w*|adjust\w*|organic\w*|constant currenc\w+|core|comparable|like-for-like|pro forma|underlying"
    r"|outside|domestic|international|overseas|public|private|new|same-store|would|if|per|average|range|between|of which"
    r"|some|part|half|impact|contribut\w+|additional|remaining|worth|guid\w+|ranking|among|over the)\b|不含|排除|調整|调整|若",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:compared (?:with|to)|versus|vs\.?|against)\b[^,;]*$|相較於[^,,]*$|相比[^,,]*$", re.IGNORECASE
)
_OPENERS = frozenset(
    "and but so now in our the this for as on with while also notably overall finally turning looking adjusted net gross first"
    " second third moving next at during meanwhile additionally importantly let it its we by of to from here again lastly".split()
)
_PLAIN = stems(
    "total consolidated group company overall business segment reported delivered recorded generated posted achieved came in at"
    " reached was were grew growth rose fell increased increase decreased decline declined accelerated accelerating strong robust"
    " solid momentum continued continue continues again figure amount rate this quarter compared so and also now notably exhibit"
    " well very up down stood totaled amounted"
)
"""Words around a figure that do not tell of what it is."""
_LOOSE_UNITS = frozenset({"money", "count"})


@dataclass(frozen=True)
class _Fact:
    line: Line
    quantity: Quantity
    key: tuple[object, ...]
    """Everything but the value in which two figures on one fact agree."""


def disagreements(spoken: Sequence[Line], glossary: Glossary) -> Iterator[Finding]:
    """Pairs of management's figures with one metric, business, period and comparison, and two values."""
    facts: dict[tuple[object, ...], list[_Fact]] = {}
    lower = frozenset(word for line in spoken for word in re.findall(r"\b[a-z]+\b", line.text))
    for line in spoken:
        if any(c.isdigit() for c in line.text):
            for fact in _facts(line, glossary, lower):
                facts.setdefault(fact.key, []).append(fact)
    for group in facts.values():
        for one, other in combinations(group, 2):
            if (one.line.turn.n, one.line.start) != (other.line.turn.n, other.line.start) and _differ(
                one.quantity, other.quantity
            ):
                said = [reading(f.line, f.line.text[f.quantity.start : f.quantity.end]) for f in (one, other)]
                yield Finding("figures", tuple(said), subject=str(one.key[0]))


def _facts(line: Line, glossary: Glossary, lower: frozenset[str]) -> Iterator[_Fact]:
    if any(hedges(line.text)):
        return
    parts = clauses(line.text, glossary)
    found = [f for f in figures(parts, line.text) if f.quantity.unit not in PERIOD_UNITS]
    for figure in found:
        quantity = figure.quantity
        metrics = {t.name for t in figure.clause.terms if t.kind == "metric"}
        same_kind = [f for f in found if f.clause is figure.clause and f.quantity.unit == quantity.unit]
        if (
            len(metrics) != 1
            or len(same_kind) != 1
            or _COMPARED.search(line.text[: quantity.start])
            or figure.clause.role != "main"
            or quantity.anchor == "prior"
        ):
            continue
        if (
            quantity.unit not in ("money", "percent", "count")
            or quantity.negative
            or quantity.bound
            or quantity.approximate
        ):
            continue
        subject = _subject(figure, parts, line, lower)
        if subject is not None:
            change = quantity.anchor == "by" or (quantity.direction is not None and quantity.anchor != "to")
            measure = "amount" if quantity.unit in _LOOSE_UNITS else quantity.unit
            yield _Fact(
                line, quantity, (next(iter(metrics)), *subject, measure, change, quantity.direction if change else None)
            )


def _subject(figure: Figure, parts: Sequence[Clause], line: Line, lower: frozenset[str]) -> tuple[object, ...] | None:
    """Business, period and comparison that the sentence itself names; None where it leaves any of them to context."""
    text = line.text
    head = text[: figure.clause.end]
    if _ASIDE.search(figure.clause.text) or any(p.role == "excluding" for p in parts):
        return None
    segments = frozenset(t.name for t in figure.clause.terms if t.kind == "segment")
    qualifiers = frozenset(t.name for t in figure.clause.terms if t.kind in ("qualifier", "driver", "event"))
    terms = [(t.start, t.end) for p in parts for t in p.terms]
    names = frozenset(
        m.group().lower()
        for m in _NAME.finditer(head)
        if not _TIME.match(m.group())
        and not any(s <= m.start() < e for s, e in terms)
        # A capital that opens the sentence is a name's only where the word never stands without one.
        and (m.start() > 0 or not (m.group().lower() in lower | _OPENERS or _GROUP.match(m.group())))
    )
    # "orders from hospitals" are not the orders.
    said = _blank(figure.clause.text, [(s - figure.clause.start, e - figure.clause.start) for s, e in terms])
    rest = stems(said[: max(0, figure.quantity.start - figure.clause.start)]) - _PLAIN - names
    if not segments and not names and not _GROUP.search(figure.clause.text):
        return None
    times = frozenset(m.group().lower() for m in _TIME.finditer(text))
    comparison = next((m.lastgroup for m in _COMPARISON.finditer(text)), "yoy")
    return segments, qualifiers, names, rest, times, comparison


def _blank(text: str, spans: Sequence[tuple[int, int]]) -> str:
    return "".join(" " if any(s <= i < e for s, e in spans) else c for i, c in enumerate(text))


def _differ(one: Quantity, other: Quantity) -> bool:
    if one.unit != other.unit:
        return {one.unit, other.unit} == _LOOSE_UNITS and one.currency is not None and other.noun is not None
    if one.unit == "money" and one.currency != other.currency:
        return _digits(one) == _digits(other) and one.currency is not None and other.currency is not None
    if one.noun != other.noun:
        return False
    # Rounded the one time and not the other: 14.2 and 14, 236.5 and 237.
    place = max(one.place, other.place)
    return abs(one.value - other.value) >= place


def _digits(quantity: Quantity) -> Decimal:
    return quantity.value.normalize()
