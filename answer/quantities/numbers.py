"""Every quantity of a text, English or Chinese, as an exact value with its unit: what two sentences are compared by.

Basis points and percentage points share the unit `pp` (100 bps = 1 pp); 三成 and "half" are `percent`; a range gives
two quantities of one scale and unit; dates give their year, month and day one by one, so that "March 31" is
found in "March 31, 2025". Figures inside names (88VIP, Qwen3, GPT-4, 618) are not quantities.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import zip_longest

from answer.quantities import amounts, counts, movement, numerals, periods
from answer.quantities.numerals import DIGITS
from answer.quantities.quantity import Quantity, equal

__all__ = ["Quantity", "equal", "quantities"]

_NAME = re.compile(
    r"\b\d+\s?位?VIP\b|\b[A-Za-z][A-Za-z&]*-?\d[\w.-]*(?<![.-])|\b\d+[A-Za-z]{1,2}\d+\b|\b\d+-[KQF]\b|\b24/7\b"
    r"|\b\d{1,2}:\d{2}\b|(?<![\w$€£¥.,])(?:618|11\.11|12\.12|9\.9)\b(?!\.\d|\s?(?:%|[億亿萬万元]|percent|thousand|[mbtr]+illion|[bm]n\b))"
    r"|雙\s?1[12]|\b(?:iPhone|iOS|Windows|Model|Slide|Page|Phase|Version|Level|Tier|Type|Series"
    r"|Gen)\s\d[\d.]*\b|\b[45]G\b|\b\d+[A-Z](?![a-zA-Z])(?<![KMBTkmbtx])|\bone-(?:off|time|stop)\b|第(?:\d+"
    r"|[一二三四五六七八九十]+)(?![季大次名代\d])[個个]?",
    re.ASCII,
)
_CODE_NOT_NAME = re.compile(rf"(?:{amounts.PREFIX})-?\d", re.IGNORECASE | re.ASCII)
_APPROXIMATE = re.compile(
    r"(?:\b(?:about|approximately|approx\.?|around|roughly|nearly|almost|some|close\s+to|closer\s+to|near|circa|say"
    r"|something\s+like|or\s+so|in\s+the\s+range\s+of)|~|大約|大约|(?<![簽签合契條条預预節节])[約约]|近|將近|接近|逼近|大概)"
    r"(?:[占佔為有達成\u3400-\u9fff]{0,10}|\s+(?:an?|the\s+same|another|plus|minus))?[^\d,;，；。]{0,5}?\s*$",
    re.IGNORECASE | re.ASCII,
)
_APPROXIMATE_AFTER = re.compile(r"^\s*(?:左右|上下|or so\b|多|-ish\b|give or take\b)")
_OVER_AFTER = re.compile(r"^\s*(?:以上|or more\b|or higher\b|plus\b|\+)")
_UNDER_AFTER = re.compile(r"^\s*(?:以下|以內|or less\b|or lower\b|at most\b)")
_OVER = re.compile(
    r"(?:\b(?:over|more than|at least|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|above|north of|in excess of"
    r"|topped|greater than|passed|upwards of|surpassing)|超過|超过|超越|突破|逾|高於|高于|至少|大於|不低於|以上)\s*(?:了\s*)?$|(?:高於|高于)[^,，;；\d]{0,8}(?:\d+\s?[月季]\S{0,5})?\s*$",
    re.IGNORECASE | re.ASCII,
)
_UNDER = re.compile(
    r"(?:\b(?:under|less than|below|fewer than|(?<!sped )(?<!picked )(?<!went )(?<!stepped )(?<!moved )(?<!ramped )(?<!scaled )(?<!added )(?<!summed )up to|at most|no more than|a maximum of)|低於|低于|少於|不到"
    r"|最多|至多|未達|不足|最高)\s*$|(?:低於|低于)[^,，;；\d]{0,8}(?:\d+\s?[月季]\S{0,5})?\s*$",
    re.IGNORECASE | re.ASCII,
)
_RANGE = re.compile(r"^\s*(?:-|–|—|~|〜|to|至|到|and|or|或)\s*$", re.IGNORECASE | re.ASCII)
_FROM = re.compile(r"(?:\bfrom|從|从|由)\s*(?:about\s*)?$", re.IGNORECASE)
_AGO = re.compile(r"^\s*(?:days?|weeks?|months?|quarters?|years?)?\s*(?:ago|earlier|before)\b", re.IGNORECASE)
""" "11% more than twelve months earlier" says nothing of more than twelve."""
_EARLIER = re.compile(r"^\s*(?:per\s\w+\s*)?(?:before|previously|prior)\b", re.IGNORECASE)
APPROXIMATE = re.compile(
    r"[~約约近]|大概|幾乎|几乎|差不多|\balmost\b|\bnearly\b|左右|上下|\b(?:approximately|roughly)\b|\bor\s+so\b",
    re.IGNORECASE,
)
"""A word of approximation anywhere in a clause: Chinese puts it before the verb."""
BOUND = re.compile(
    r"\b(?:at\s+(?:least|most)|more\s+than|exceed\w*|surpass\w*|pass(?:ed|es)|topped)\b"
    r"|超|逾|突破|至少|至多|最多|高於|高于|低於|低于|不到|不足|以上|以下|以內",
    re.IGNORECASE,
)
_WIDE = str.maketrans("０１２３４５６７８９．％＋－＄（）", "0123456789.%+-$()")


def numbered_names(text: str) -> tuple[str, ...]:
    """Names with digits in them, which are no quantities: 88VIP, Qwen3, GPT-4."""
    folded = text.translate(_WIDE)
    return tuple(m.group() for m in _NAME.finditer(folded) if not _CODE_NOT_NAME.match(m.group()))


@lru_cache(maxsize=2048)
def quantities(text: str) -> tuple[Quantity, ...]:
    """Every quantity of `text`, in order; offsets are into `text`. Never raises."""
    folded = text.translate(_WIDE)
    found = [*periods.parse(folded), *counts.streaks(folded)]
    taken = [(q.start, q.end) for q in found]
    names = (m for m in _NAME.finditer(folded) if not _CODE_NOT_NAME.match(m.group()))
    taken += [m.span() for m in names if not _overlaps(m.span(), taken)]
    for parser in (
        counts.digit_classes,
        counts.fractions,
        counts.ordinals,
        amounts.amounts,
        counts.multiples,
    ):
        fresh = [q for q in parser(folded) if not _overlaps((q.start, q.end), taken)]
        found += fresh
        taken += [(q.start, q.end) for q in fresh]
    in_context = [_in_context(q, folded) for q in sorted(found, key=lambda q: q.start)]
    return tuple(_compared_losses(_ranges(in_context, folded), folded))


def _compared_losses(found: Iterator[Quantity], text: str) -> Iterator[Quantity]:
    """ "a loss of 3.6 billion, against 4.1 billion last year": the earlier figure is a loss too."""
    last: Quantity | None = None
    for here in found:
        if (
            last
            and last.negative
            and here.unit == last.unit == "money"
            and here.anchor == "prior"
            and not here.negative
        ):
            between = text[last.end : here.start]
            here = replace(
                here, negative=not re.search(r"\b(?:profit|income|gain)|獲利|盈利|利潤|[.。;；](?!\d)", between)
            )
        if here.unit not in periods.UNITS:
            last = here
        yield here


def _overlaps(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in taken)


def _ranges(found: list[Quantity], text: str) -> Iterator[Quantity]:
    """Give a range's low end the scale, unit and currency of the high end, and the high end the low end's context."""
    low: Quantity | None = None
    for here, following in zip_longest(found, found[1:]):
        if low is not None:
            here = replace(
                here, anchor=low.anchor, direction=low.direction, bound=low.bound, approximate=low.approximate
            )
            here = replace(here, ranged=low.ranged)
            if here.unit == "count" and low.unit == "money":
                here = replace(here, unit="money", currency=low.currency)
        low = None
        if following and _is_range(here, following, text):
            if (
                here.place <= 1 and here.noun is None and here.unit != following.unit
            ) or following.place > 1 >= here.place:
                factor = _stated_scale(following, text)
                here = replace(
                    here, value=here.value * factor, place=here.place * factor, noun=following.noun,
                    unit="money" if here.currency else following.unit, currency=here.currency or following.currency,
                )  # fmt: skip
            else:
                here = replace(here, noun=here.noun or following.noun, currency=here.currency or following.currency)
            if not re.search(
                r"(?:\bfrom|從|从|由)\s*(?:about\s*)?$", text[max(0, here.start - 12) : here.start], re.IGNORECASE
            ):
                here = replace(here, ranged=True)
            earlier = _EARLIER.match(text[following.end :]) is not None
            moved = not earlier and _FROM.search(text[max(0, here.start - 16) : here.start])
            if earlier:
                here = replace(here, anchor="prior")
            here = replace(here, ranged=not moved)
            low = None if moved and here.anchor == "prior" else here
        yield here


def _is_range(here: Quantity, following: Quantity, text: str) -> bool:
    joint = text[here.end : following.start].strip().lower()
    if not _RANGE.match(text[here.end : following.start]) or here.unit not in ("count", "money", following.unit):
        return False
    if here.anchor == "by" and here.place > 1:  # "rose by 11.1 billion to 12 billion"
        return False
    if following.unit not in ("count", "money", "percent", "pp", "times"):
        return False
    return joint not in ("and", "or", "或") or "between" in text[max(0, here.start - 16) : here.start].lower()


def _stated_scale(quantity: Quantity, text: str) -> Decimal:
    stated = re.search(DIGITS, text[quantity.start : quantity.end])
    if not stated or not (value := numerals.digits(stated.group())[0]):
        return Decimal(1)
    return quantity.value / value


def _in_context(quantity: Quantity, text: str) -> Quantity:
    if quantity.unit in periods.UNITS:
        return quantity
    head = text[max(0, quantity.start - 24) : quantity.start]
    before, after = movement.segment(text, quantity.start, quantity.end)
    loss = quantity.unit == "money" and movement.is_loss(before, after)
    return replace(
        quantity,
        approximate=bool(_APPROXIMATE.search(head) or _APPROXIMATE_AFTER.match(after)),
        bound="over"
        if (_OVER.search(head) and not _AGO.match(after)) or _OVER_AFTER.match(after)
        else "under"
        if _UNDER.search(head) or _UNDER_AFTER.match(after)
        else None,
        negative=quantity.negative or loss,
        direction=quantity.direction or movement.direction(before, after),
        anchor=movement.anchor(before, after),
    )
