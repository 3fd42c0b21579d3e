"""One period named -> the calls of one company that it means, under the reading that counts and under the other."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from answer.scoping.timeline import Dated
from answer.scoping.when import Kind, When
from index.periods import Basis

_REPORTED = timedelta(days=12)
_CALLS_AFTER = (1, 2)
"""Months after its quarter's end in which a call takes place, where its date is not known."""


@dataclass(frozen=True)
class Found:
    """`calls` are meant; `other` are those of the other reading, or the rest of a year of which one call tells."""

    calls: tuple[Dated, ...] = ()
    other: tuple[Dated, ...] = ()
    reading: str = ""
    """Key of the note that says how it was read; empty where nothing needs saying."""


@dataclass(frozen=True)
class Line:
    """The calls of one company, oldest first. `this_year` is the calendar year in which the library's newest call was."""

    calls: tuple[Dated, ...]
    this_year: int

    @property
    def newest(self) -> Dated:
        return self.calls[-1]

    @property
    def shift(self) -> int:
        """Calendar ordinal less fiscal ordinal."""
        shifts = [d.ordinal - _ordinal(*d.fiscal) for d in self.calls if d.ordinal is not None and d.fiscal]
        return shifts[-1] if shifts else 0

    def at(self, ordinal: int) -> tuple[Dated, ...]:
        return tuple(d for d in self.calls if d.ordinal == ordinal)

    def between(self, first: int, last: int) -> tuple[Dated, ...]:
        return tuple(d for d in self.calls if d.ordinal is not None and first <= d.ordinal <= last)


def this_year(lines: Sequence[Sequence[Dated]]) -> int:
    """The year in which the newest of all calls was held, as far as is known; a December quarter is told in January."""
    years = [0]
    for dated in (d for line in lines for d in line):
        call = dated.held.call
        if call.date:
            years.append(date.fromisoformat(call.date).year)
        elif call.period_end:
            years.append((date.fromisoformat(call.period_end) + _REPORTED).year)
        elif dated.ordinal is not None:
            years.append((dated.ordinal + 1) // 4)
    return max(years)


def resolve(when: When, line: Line, seen_from: Dated | None = None) -> Found:
    """The calls that a period means; none where the library does not hold them.

    `seen_from` is the call that "a year ago" is seen from: the newest where nothing else is named.
    """
    origin = seen_from or line.newest
    now = line.newest.ordinal
    match when.kind:
        case Kind.QUARTER:
            return _quarter(when, line)
        case Kind.YEAR:
            return _year(when, line)
        case Kind.HALF:
            quarters = (2, 1) if when.half == 1 else (4, 3)
            return _last_of([_quarter(_as_quarter(when, quarter), line) for quarter in quarters])
        case Kind.FIRST:
            return _last_of([_quarter(_as_quarter(when, quarter), line) for quarter in range(when.count or 1, 0, -1)])
        case Kind.BACK if when.count == 0:
            return Found((line.newest,))
        case Kind.BACK if now is not None:
            return Found(line.at(now - (when.count or 1)))
        case Kind.YEAR_AGO if origin.ordinal is not None:
            return Found(line.at(origin.ordinal - 4))
        case Kind.LAST if now is not None:
            return Found(line.between(now - (when.count or 99) + 1, now))
        case Kind.EARLIER:
            return Found(line.calls[-2:-1])
        case Kind.HELD_IN:
            return _held_in(when, line)
        case Kind.PREVIOUS if now is not None:
            return Found(line.between(now - (when.count or 1), now - 1))
    return Found()


def last_ordinal(when: When, line: Line) -> int | None:
    """Ordinal of the calendar quarter in which a stated quarter, half or year ends; None where no year is known."""
    fiscal = when.basis is Basis.FISCAL or when.kind is Kind.YEAR
    year = _year_of(when, line, fiscal=fiscal)
    if year is None:
        return None
    quarter = (
        when.quarter or (2 * when.half if when.half else None) or (when.count if when.kind is Kind.FIRST else None) or 4
    )
    return _ordinal(year, quarter) + (line.shift if fiscal else 0)


def _quarter(when: When, line: Line) -> Found:
    assert when.quarter is not None
    calendar = _held(when, line, fiscal=False) if when.basis is not Basis.FISCAL else ()
    fiscal = _held(when, line, fiscal=True) if when.basis is not Basis.CALENDAR else ()
    if when.basis is Basis.FISCAL:
        return Found(fiscal)
    guessed = "assumed_calendar" if calendar and when.basis is Basis.CALENDAR and _unknown(calendar) else ""
    if when.basis is Basis.CALENDAR:
        return Found(calendar, reading=guessed)
    if not calendar:
        differs = bool(fiscal) and not _unknown(fiscal) and line.shift != 0
        return Found(fiscal, reading="fiscal_only" if differs else "")
    if calendar == fiscal or (_unknown(calendar) and not fiscal and line.shift == 0):
        return Found(calendar)
    differs = line.shift != 0
    return Found(calendar, fiscal if fiscal != calendar else (), "calendar" if differs else "")


def _held(when: When, line: Line, *, fiscal: bool) -> tuple[Dated, ...]:
    """The calls of a quarter on one basis; of the newest year that has them where no year is stated."""

    def fits(dated: Dated) -> bool:
        if fiscal:
            return dated.fiscal is not None and dated.fiscal[1] == when.quarter
        if when.month and dated.held.call.period_end:
            return _ends_in(dated.held.call.period_end, when.month) or (
                when.month % 3 == 0 and dated.ordinal is not None and dated.ordinal % 4 + 1 == when.quarter
            )
        return when.month in (None, 3, 6, 9, 12) and dated.ordinal is not None and dated.ordinal % 4 + 1 == when.quarter

    def year_of(dated: Dated) -> int | None:
        if fiscal:
            return dated.fiscal[0] if dated.fiscal else None
        if when.month and dated.held.call.period_end and when.month % 3:
            return int(dated.held.call.period_end[:4])
        return dated.ordinal // 4 if dated.ordinal is not None else None

    fitting = [d for d in line.calls if fits(d)]
    exact = [
        d for d in fitting if when.month and d.held.call.period_end and _ends_in(d.held.call.period_end, when.month)
    ]
    fitting = exact or fitting
    year = _year_of(when, line, fiscal=fiscal)
    if year is not None:
        found = tuple(d for d in fitting if year_of(d) == year)
        # 今年第四季 after the year is over, while nothing newer is held
        return found or (tuple(d for d in fitting if year_of(d) == year - 1) if when.years_back == 0 else ())
    return (fitting[-1],) if fitting else ()


def _held_in(when: When, line: Line) -> Found:
    """The newest call that took place in a month; of a `March call` that none did, the call of that quarter."""
    found = [d for d in line.calls if any(_fits_month(when, *month) for month in _months_of(d))]
    return Found((found[-1],)) if found else Found() if when.loose else _quarter(when, line)


def _months_of(dated: Dated) -> list[tuple[int, int]]:
    call = dated.held.call
    if call.date:
        on = date.fromisoformat(call.date)
        return [(on.year, on.month)]
    if not call.period_end:
        return []
    ended = date.fromisoformat(call.period_end) - timedelta(days=7)
    after = [divmod(ended.year * 12 + ended.month - 1 + n, 12) for n in _CALLS_AFTER]
    return [(year, month + 1) for year, month in after]


def _fits_month(when: When, year: int, month: int) -> bool:
    return when.month == month and when.year in (None, year)


def _year(when: When, line: Line) -> Found:
    year = _year_of(when, line, fiscal=True)
    if year is None:
        whole = [d for d in line.calls if d.fiscal and d.fiscal[1] == 4]
        return Found((whole[-1],)) if whole else Found((line.newest,))
    of_year = tuple(d for d in line.calls if d.fiscal and d.fiscal[0] == year)
    if not of_year and when.basis is not Basis.FISCAL:
        of_year = line.between(_ordinal(year, 1), _ordinal(year, 4))
    if not of_year:
        return Found()
    whole = [d for d in of_year if d.fiscal and d.fiscal[1] == 4]
    told = whole[-1] if whole else of_year[-1]
    return Found((told,), tuple(d for d in of_year if d != told), "year" if whole else "year_not_whole")


def _year_of(when: When, line: Line, *, fiscal: bool) -> int | None:
    if when.year is not None:
        return when.year
    if when.years_back is None:
        return None
    if fiscal and line.shift and (when.basis is Basis.FISCAL or when.kind is Kind.YEAR) and line.newest.fiscal:
        # Once a fiscal year has been reported it is the last one.
        return line.newest.fiscal[0] - when.years_back + (line.newest.fiscal[1] == 4)
    return line.this_year - when.years_back


def _last_of(found: Sequence[Found]) -> Found:
    """Of the quarters of a half, newest first: the last that is held tells of all; the others a click away."""
    held = [f for f in found if f.calls]
    if not held:
        return Found()
    calls = dict.fromkeys(d for f in held for d in f.calls)
    told = held[0].calls[-1]
    return Found((told,), tuple(d for d in calls if d != told), held[0].reading or "half")


def _as_quarter(when: When, quarter: int) -> When:
    return replace(when, kind=Kind.QUARTER, quarter=quarter, half=None, count=None)


def _unknown(calls: Sequence[Dated]) -> bool:
    return all(not d.known for d in calls)


def _ends_in(period_end: str, month: int) -> bool:
    ended = date.fromisoformat(period_end) - timedelta(days=7)
    return ended.month == month


def _ordinal(year: int, quarter: int) -> int:
    return year * 4 + quarter - 1
