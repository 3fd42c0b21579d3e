"""A period that a question names, absolute or as seen from the newest call, and what it is named for."""

from dataclasses import dataclass
from enum import StrEnum

from index.periods import Basis


class Kind(StrEnum):
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    BACK = "back"
    """`count` quarters before the newest call; 0 is the newest itself."""
    YEAR_AGO = "year ago"
    LAST = "last"
    """The newest `count` quarters; all of them where it is None."""
    PREVIOUS = "previous"
    """The `count` quarters before the newest."""
    EARLIER = "earlier"
    """The call held before the newest, of whatever quarter."""
    HELD_IN = "held in"
    """The call that took place in a month."""
    FIRST = "first"
    """The first `count` quarters of a year."""
    NEXT = "next"
    """What has not been yet; no call is meant."""


class Use(StrEnum):
    SCOPE = "scope"
    BASE = "base"
    """What something is compared with: calls state such figures themselves."""
    SINCE = "since"
    AHEAD = "ahead"
    """What an outlook is about: said on an earlier call."""


@dataclass(frozen=True)
class When:
    start: int
    end: int
    kind: Kind
    basis: Basis = Basis.EITHER
    year: int | None = None
    years_back: int | None = None
    """From the year of the newest call: 0 is 今年, 1 last year."""
    quarter: int | None = None
    month: int | None = None
    half: int | None = None
    count: int | None = None
    loose: bool = False
    """Counts only where a call of it is held: `the end of March`, `in February`, 兩季."""
    use: Use = Use.SCOPE


@dataclass(frozen=True)
class Times:
    """`whens` in order; `over_time`: several calls are asked about; `compares`: two periods side by side.

    `outcome`: what was expected of a period, and what came of it; `restated`: a target or guidance as it was at first.
    """

    whens: tuple[When, ...]
    over_time: bool
    compares: bool
    what_changed: bool
    outcome: bool = False
    restated: bool = False


def is_told(when: When) -> bool:
    """Whether a period is an earlier call, on which something was said of what was to come."""
    return when.kind in (Kind.EARLIER, Kind.HELD_IN) or (when.kind is Kind.BACK and (when.count or 0) > 0)
