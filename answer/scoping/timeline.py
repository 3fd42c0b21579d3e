"""The calls of one company in order of time, each with its calendar quarter, known or worked out."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from index.periods import calendar_quarter
from index.rows import Held

_SOONEST = timedelta(days=12)
"""A call is held at the soonest so long after its quarter's end."""


@dataclass(frozen=True)
class Dated:
    """A call with the ordinal of its calendar quarter (year * 4 + quarter - 1); None where nothing tells.

    `known` is False where the ordinal is worked out from the call's date or taken to be the fiscal quarter's.
    """

    held: Held
    ordinal: int | None
    known: bool

    @property
    def fiscal(self) -> tuple[int, int] | None:
        call = self.held.call
        return (call.fiscal_year, call.fiscal_quarter or 4) if call.fiscal_year else None


def timeline(calls: Sequence[Held]) -> tuple[Dated, ...]:
    """The calls of ONE company, oldest first: by end of quarter, else by fiscal label, else by date.

    Where a call does not say when its quarter ended, the company's other calls tell how its fiscal year lies; failing
    those, the date of the call does. Of several texts of one call the first one held stands for all.
    """
    shifts = Counter(
        _ordinal(*calendar_quarter(h.call.period_end)) - _ordinal(h.call.fiscal_year, h.call.fiscal_quarter)
        for h in calls
        if h.call.period_end and h.call.fiscal_year and h.call.fiscal_quarter
    )
    shift = shifts.most_common(1)[0][0] if shifts else None
    dated = sorted((_dated(h, shift) for h in _one_text_each(calls)), key=_age)
    return tuple(dated)


def _dated(held: Held, shift: int | None) -> Dated:
    call = held.call
    if call.period_end:
        return Dated(held, _ordinal(*calendar_quarter(call.period_end)), known=True)
    label = _ordinal(call.fiscal_year, call.fiscal_quarter or 4) if call.fiscal_year else None
    if label is not None and shift is not None:
        return Dated(held, label + shift, known=True)
    if call.date:
        ended = date.fromisoformat(call.date) - _SOONEST
        return Dated(held, _ordinal(ended.year, (ended.month + 2) // 3) - 1, known=False)
    return Dated(held, label, known=False)


def _age(dated: Dated) -> tuple[int, tuple[int, int], str, float]:
    ordinal = -1 if dated.ordinal is None else dated.ordinal
    return ordinal, dated.fiscal or (0, 0), dated.held.call.date or "", -dated.held.added_at


def _one_text_each(calls: Sequence[Held]) -> list[Held]:
    first: dict[object, Held] = {}
    for h in sorted(calls, key=lambda h: (h.call.id != h.parsed_id, h.added_at, h.call.id)):
        call = h.call
        label = (call.fiscal_year, call.fiscal_quarter) if call.fiscal_year and call.fiscal_quarter else None
        first.setdefault(label or h.parsed_id or call.id, h)
    return list(first.values())


def _ordinal(year: int, quarter: int | None) -> int:
    return year * 4 + (quarter or 4) - 1
