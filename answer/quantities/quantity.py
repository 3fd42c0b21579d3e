"""Quantity: one number of a text with all that may be compared of it, and when two are equal."""

from dataclasses import dataclass
from decimal import Decimal

from answer.quantities.movement import Anchor, Direction

Unit = str
"""percent, pp, times, money, count, ordinal, streak, digits, or a period's: year, quarter, half, month, day."""


@dataclass(frozen=True)
class Quantity:
    """One quantity at `text[start:end]`. `value` is unsigned, scale applied; `place` is that of its last stated digit.

    `noun` is what is counted, in English, where the text says. `negative` marks a loss or a minus before an amount,
    `direction` up or down, `anchor` whether it is a level, a change or the figure compared with, `bound` over or under,
    `ranged` whether it is one end of a range.
    """

    value: Decimal
    unit: Unit
    start: int
    end: int
    currency: str | None = None
    noun: str | None = None
    approximate: bool = False
    negative: bool = False
    direction: Direction | None = None
    anchor: Anchor | None = None
    bound: str | None = None
    place: Decimal = Decimal(1)
    ranged: bool = False


def equal(claim: Quantity, source: Quantity) -> bool:
    """Whether `claim` states the source's quantity: unit, what is counted, currency, sign and exact value.

    A claim may leave out the currency or the noun, never add or change one: "236.5 billion" holds for RMB236.5 billion,
    2,365億元 for any currency counted in 元. "About" in the claim allows rounding to the digit the claim stops at, and
    "over" allows cutting there.
    """
    if claim.unit != source.unit and not (claim.unit == "count" and source.unit == "money" and claim.noun is None):
        return False
    if claim.unit in ("year", "count", "streak", "digits") and claim.noun and source.noun and claim.noun != source.noun:
        return False
    if claim.noun == "元" and source.currency not in (None, "CNY", "TWD", "HKD"):
        return False
    if claim.currency and claim.currency != source.currency:
        return False
    if claim.negative != source.negative:
        return False
    if {claim.bound, source.bound} == {"over", "under"}:
        return False
    if claim.value == source.value:
        return True
    if claim.approximate:
        off = abs(claim.value - source.value)
        return off <= claim.place / 2 and off * 10 <= source.value  # one digit of a small figure rounds too coarsely
    return claim.bound == "over" and 0 < source.value - claim.value < claim.place
