"""Differences, ratios and sums of cited figures, where it is certain that both measure the same; else nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from answer.checks import wording
from answer.compare import says
from answer.compare.asked import Asked, Operation, covers
from answer.compare.measure import BY_BUSINESS, OF_THE_COMPANY, Measure
from answer.evidence import Evidence
from index.glossary import Glossary
from ingest.transcript import Call

MOST = 2
"""Computations shown for one comparison."""
_LARGEST_CHANGE = 3
"""Beyond this factor, two amounts whose business is only implied may be a segment's and the company's."""
_SAID_FIRST = frozenset({"adjusted", "non-GAAP", "GAAP", "organic", "constant currency", "pro forma"})
_MARKER = "[{}]"


@dataclass(frozen=True)
class Calculation:
    """`template` has one `[{}]` for each piece of evidence, in order; a sentence that gives both figures stands twice."""

    template: str
    evidence: tuple[Evidence, ...]

    def text(self, numbers: Sequence[int]) -> str:
        """`computed: 18 % [1] − 13 % [2] = +5 pp`; `numbers` are the citation numbers of `evidence`."""
        return self.template.format(*numbers)


def computed(
    language: str, asked: Asked, sides: Sequence[Sequence[Measure]], glossary: Glossary
) -> tuple[Calculation, ...]:
    """What can be computed from the figures of each side's quotes; `sides` in the order asked."""
    if len(sides) < 2 or not all(sides):
        return ()
    relevant = [[m for m in side if is_asked(m, asked)] for side in sides]
    found = []
    for kind in ("growth", "level") if asked.growth else ("amount", "level", "share", "growth"):
        row = _like(relevant, kind)
        if row:
            found.append(_calculated(language, asked.operation, row, glossary))
    return tuple(calculation for calculation in found if calculation)[:MOST]


def alike(one: Sequence[Measure], other: Sequence[Measure], asked: Asked) -> bool:
    """Whether two quotes hold figures that would be computed with."""
    kinds = ("growth", "level") if asked.growth else ("amount", "level", "share", "growth")
    sides = [[m for m in side if is_asked(m, asked)] for side in (one, other)]
    return any(_like(sides, kind) for kind in kinds)


def is_asked(measure: Measure, asked: Asked) -> bool:
    """Whether the figure is of the metric, business and kind that the question names, and of no other."""
    held = measure.metrics | (measure.details if asked.share and measure.kind == "share" else frozenset())
    if asked.metrics:
        if not covers(asked.metrics, held):
            return False
    elif not (asked.segments or asked.names) or not asked.words <= wording.stems(measure.evidence.text):
        return False
    if (measure.target is not None) != asked.outlook:
        return False
    if not asked.qualifiers - {"guidance", "target", "average", "record", "net"} <= measure.qualifiers:
        return False
    if measure.basis not in ("", "yoy") and measure.basis not in asked.comparisons:
        return False
    return _is_asked_business(measure, asked)


def _is_asked_business(measure: Measure, asked: Asked) -> bool:
    stems = frozenset().union(*(wording.stems(name) for name in asked.names))
    wanted = asked.segments | stems
    if not wanted <= measure.business | measure.details | measure.metrics:
        return False
    source = f"{measure.around}\n{measure.evidence.text}"
    if not all(run in source for run in asked.han):
        return False
    extra = measure.business - wanted - asked.words
    if not extra or (wanted and extra <= measure.named):
        return True
    # A business that has an English name only, asked for by its Chinese one: the translation holds both.
    return bool(asked.han) or not (measure.stated or measure.metrics & BY_BUSINESS)


def _like(sides: Sequence[Sequence[Measure]], kind: str) -> tuple[Measure, ...] | None:
    """One figure a side, all of one signature, where no side holds a second one that might be meant."""
    row = []
    for side in sides:
        of_kind = [m for m in side if m.kind == kind]
        distinct = {(m.signature, m.quantity.value): m for m in of_kind}
        row.append(list(distinct.values()))
    shared = set.intersection(*({m.signature for m in side} for side in row)) if all(row) else set()
    # A sum and what it is in another currency: the first stated counts.
    in_order = [m.signature for m in (row[0] if row else []) if m.signature in shared]
    if len(shared) != 1 and (
        len({_but_currency(s) for s in shared}) != 1 or len(shared) != len({s[2] for s in shared})
    ):
        return None
    signature = in_order[0]
    chosen = [[m for m in side if m.signature == signature] for side in row]
    if any(len(side) != 1 for side in chosen):
        return None
    measures = tuple(side[0] for side in chosen)
    if measures[0].target == () or (measures[0].quantity.unit == "count" and not measures[0].metrics):
        return None
    return None if kind == "amount" and _out_of_proportion(measures) else measures


def _but_currency(signature: tuple[object, ...]) -> tuple[object, ...]:
    return (*signature[:2], *signature[3:])


def _out_of_proportion(row: Sequence[Measure]) -> bool:
    values = [m.quantity.value for m in row]
    implied = (
        not any(m.business or m.metrics <= OF_THE_COMPANY for m in row)
        and len({m.evidence.call.company for m in row}) == 1
    )
    return not all(values) or (implied and max(values) > _LARGEST_CHANGE * min(values))


def _calculated(language: str, operation: Operation, row: Sequence[Measure], glossary: Glossary) -> Calculation | None:
    one_company = len({m.evidence.call.company or m.evidence.call.id for m in row}) == 1
    if not one_company and row[0].quantity.unit == "money" and not row[0].quantity.currency:
        return None
    if operation in (Operation.SUM, Operation.AVERAGE):
        return _total(language, operation, row, glossary, one_company)
    if one_company:
        row = sorted(row, key=lambda m: period_key(m.evidence.call))
    elif len(row) > 2:
        return None
    else:
        row = (row[1], row[0])  # the first named minus the second
    ratio = operation is Operation.RATIO
    older, newer = row[0], row[-1]
    if ratio and (older.kind != "amount" or older.quantity.negative or newer.quantity.negative):
        return None
    steps = [
        _quotient(language, new, old) if ratio else _subtracted(language, new, old, one_company)
        for old, new in pairwise(row)
    ]
    labels = [says.short_label(language, m.evidence.call, company=not one_company) for m in row]
    joined = "; ".join(steps)
    against = " 對 " if language == "zh" else " against "
    what = _what(language, newer, glossary)
    label = against.join(reversed(labels)) if len(row) == 2 else ""
    return _calculation(language, joined, [what, label], [m for old, new in pairwise(row) for m in (new, old)])


def arithmetic(language: str, operation: Operation, row: tuple[Measure, Measure]) -> Calculation | None:
    """Two figures of one call in the order given: the first minus, or divided by, the second; or their sum."""
    one, other = row
    if operation is Operation.SUM:
        if one.kind != "amount" or one.quantity.unit == "times":
            return None
        like = replace(one.quantity, place=max(one.quantity.place, other.quantity.place))
        total = says.shown(language, value_of(one) + value_of(other), like)
        return _calculation(language, f"{_operand(language, one)} + {_operand(language, other)} = {total}", (), row)
    if operation is Operation.RATIO:
        if one.kind != "amount" or not other.quantity.value or one.quantity.negative or other.quantity.negative:
            return None
        return _calculation(language, _quotient(language, one, other), (), row)
    return _calculation(language, _subtracted(language, one, other, one_company=True), (), row)


def _subtracted(language: str, new: Measure, old: Measure, one_company: bool) -> str:
    """`13 % [{}] − 9 % [{}] = +4 pp`, or an amount's difference with its change in percent."""
    a, b = value_of(new), value_of(old)
    place = max(new.quantity.place, old.quantity.place)
    about = "" if not (_is_about(new) or _is_about(old)) else "約 " if language == "zh" else "about "
    left, right = _operand(language, new), _operand(language, old)
    if b < 0:
        right = f"({right})"
    difference = a - b
    if new.quantity.unit == "percent":
        result = says.points(language, difference, min(new.quantity.place, old.quantity.place))
    else:
        like = replace(new.quantity, place=place)
        result = says.signed(says.shown(language, difference, like), difference)
        if one_company and a > 0 and b > 0:
            change = difference * 100 / b
            decimals = max(says_decimals(language, new), says_decimals(language, old))
            rounded = change.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
            text = says.signed(says.number(rounded, Decimal(1).scaleb(-decimals)), rounded)
            result += f" ({text} %)"
    return f"{left} − {right} = {about}{result}"


def _quotient(language: str, new: Measure, old: Measure) -> str:
    ratio = (value_of(new) / value_of(old)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    about = "" if not (_is_about(new) or _is_about(old)) else "約 " if language == "zh" else "about "
    times = "倍" if language == "zh" else "times"
    return f"{_operand(language, new)} ÷ {_operand(language, old)} = {about}{ratio} {times}"


def _total(
    language: str, operation: Operation, row: Sequence[Measure], glossary: Glossary, one_company: bool
) -> Calculation | None:
    """A sum or mean of amounts; what is counted at a point in time does not add up over periods of one company."""
    if row[0].kind != "amount" or row[0].quantity.unit == "times" or row[0].target is not None:
        return None
    if one_company and operation is Operation.SUM and row[0].span != "quarter":
        return None
    if row[0].qualifiers & {"per ADS", "per share", "average", "cumulative"}:
        return None
    values = [value_of(m) for m in row]
    place = max(m.quantity.place for m in row)
    like = replace(row[0].quantity, place=place)
    about = "" if not any(map(_is_about, row)) else "約 " if language == "zh" else "about "
    joined = " + ".join(f"({_operand(language, m)})" if value_of(m) < 0 else _operand(language, m) for m in row)
    total = sum(values, Decimal(0))
    finest = min(m.quantity.place for m in row)
    if operation is Operation.AVERAGE:
        joined, total = (
            f"({joined}) ÷ {len(row)}",
            (total / len(row) / finest).quantize(Decimal(1), ROUND_HALF_UP) * finest,
        )
    labels = ("、" if language == "zh" else ", ").join(
        says.short_label(language, m.evidence.call, company=not one_company) for m in row
    )
    text = f"{joined} = {about}{says.shown(language, total, like)}"
    return _calculation(language, text, [_what(language, row[0], glossary), labels], row)


def _calculation(language: str, text: str, notes: Sequence[str], row: Sequence[Measure]) -> Calculation:
    said = ("," if language == "zh" else ", ").join(note for note in notes if note)
    lead = "計算:" if language == "zh" else "computed: "
    return Calculation(f"{lead}{text}{f' ({said})' if said else ''}", tuple(m.evidence for m in row))


def _operand(language: str, measure: Measure) -> str:
    about = "" if not _is_about(measure) else "約 " if language == "zh" else "about "
    return f"{about}{says.shown(language, value_of(measure), measure.quantity)} {_MARKER}"


def value_of(measure: Measure) -> Decimal:
    """With its sign: a loss, and growth that went down, are negative."""
    quantity = measure.quantity
    down = measure.kind == "growth" and quantity.direction == "down"
    return -quantity.value if down or quantity.negative else quantity.value


def _is_about(measure: Measure) -> bool:
    return measure.quantity.approximate or measure.quantity.bound is not None


def says_decimals(language: str, measure: Measure) -> int:
    """Decimals that the figure carries as printed."""
    text = says.shown(language, measure.quantity.value, measure.quantity)
    digits = text.partition(".")[2]
    return len(digits) - len(digits.lstrip("0123456789"))


def _what(language: str, measure: Measure, glossary: Glossary) -> str:
    """The metric in the question's language, with its qualifiers, and "growth" where it is growth."""
    if len(measure.metrics) != 1:
        return ""
    words = [*sorted(measure.qualifiers & _SAID_FIRST), *measure.metrics]
    if language == "zh":
        words = [word if word.isupper() else _in_chinese(word, glossary) for word in words]
    growth = measure.kind == "growth"
    return " ".join(words) + (("成長率" if language == "zh" else " growth") if growth else "")


def _in_chinese(name: str, glossary: Glossary) -> str:
    return next((spelling for spelling in glossary.spellings(name) if wording.is_han(spelling)), name)


def period_key(call: Call) -> tuple[int, int, str, str]:
    """Orders the calls of one company by the period they report."""
    return (call.fiscal_year or 0, call.fiscal_quarter or 5, call.period_end or "", call.date or "")
