"""Wrong figures: one number of an honest claim changed in digits, scale, unit, currency, place or precision."""

import random
import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from answer.evidence import Evidence
from evals.claims import chance
from evals.claims.marks import Mark, marks, put, renumber
from evals.claims.words import COUNTED, UP_DOWN, is_chinese

Made = Iterator[tuple[str, str]]
"""(kind, claim) pairs."""
_ABOUT = re.compile(r"\b(?:about|around|roughly|approximately|nearly|almost|close to)\s$|[約近]\s?$", re.IGNORECASE)
_BOUND = re.compile(r"\b(?:over|more than|less than|up to|at least|at most|under|below|above)\s$|(?:超過|低於|不到|逾|高於|至少|至多)\s?$", re.IGNORECASE)  # fmt: skip


def wrong_figures(text: str, cited: tuple[Evidence, ...], rng: random.Random) -> Made:
    found = marks(text)
    for mark in found:
        about = bool(_ABOUT.search(text[: mark.start]))
        for kind, claim in _changed(text, mark, rng):
            if kind == "currency":
                coined = next((m for m in marks(claim) if m.start >= mark.start - 1), None)
                if coined and chance.new_currency(coined, cited):
                    yield kind, claim
                continue
            now = [m for m in marks(claim) if not any(m.same_as(o) and m.number == o.number for o in found)]
            if len(now) == 1 and chance.new_figure(now[0], cited, about=about):
                yield kind, claim
        yield from _precision(text, mark, cited)
        yield from _level_or_change(text, mark)
    yield from _swapped(text, found)
    yield from _signs(text, found)
    yield from _computed(text, found, cited, rng)


def _changed(text: str, mark: Mark, rng: random.Random) -> Made:
    number, chinese = mark.number, is_chinese(text)
    places = [i for i, c in enumerate(number) if c.isdigit()]
    place = rng.choice(places)
    for digit in rng.sample([d for d in "123456789" if d != number[place]], 2):
        yield "digit", renumber(text, mark, number[:place] + digit + number[place + 1 :])
    swappable = [i for i in places if i + 1 in places and number[i] != number[i + 1] and (number[i + 1] != "0" or i)]
    if swappable:
        i = rng.choice(swappable)
        yield "digit", renumber(text, mark, number[:i] + number[i + 1] + number[i] + number[i + 2 :])
    if "." in number and mark.value:
        yield "digit", renumber(text, mark, number.replace(".", ""))
    yield from _scaled(text, mark, chinese)
    yield from _united(text, mark, chinese)
    yield from _coined(text, mark, chinese)


def _scaled(text: str, mark: Mark, chinese: bool) -> Made:
    body = text[mark.number_start : mark.end]
    if mark.scale:
        wrong = {"billion": ("million", "trillion"), "million": ("billion", "thousand"), "bn": ("mn", "trillion"),
                 "mn": ("bn",), "thousand": ("million",), "trillion": ("billion",), "億": ("萬", "兆"), "萬": ("億",),
                 "兆": ("億",), "亿": ("万",), "万": ("亿",)}.get(mark.scale, ())  # fmt: skip
        for scale in wrong:
            yield "scale", text[: mark.number_start] + body.replace(mark.scale, scale, 1) + text[mark.end :]
    if mark.scale in ("億", "萬", "兆", "亿", "万") and mark.unit in ("money", ""):
        number = Decimal(mark.number.replace(",", ""))
        for ten in (number * 10, number / 10):
            yield "scale", renumber(text, mark, f"{ten.normalize():,f}")
    elif not chinese and mark.scale and mark.unit == "money":
        yield "scale", renumber(text, mark, f"{(Decimal(mark.number.replace(',', '')) * 10).normalize():,f}")


def _united(text: str, mark: Mark, chinese: bool) -> Made:
    number = mark.number
    if mark.unit == "percent":
        yield "%/pp", put(text, mark, f"{number} 個百分點" if chinese else f"{number} percentage points")
        yield "%/pp", put(text, mark, f"{number} 個基點" if chinese else f"{number} basis points")
        yield "unit", put(text, mark, f"{number} 倍" if chinese else f"{number} times")
    elif mark.unit in ("pp", "bp"):
        yield "%/pp", put(text, mark, f"{number}%")
        other = ("個百分點" if mark.unit == "bp" else "個基點") if chinese else ("percentage points" if mark.unit == "bp" else "basis points")  # fmt: skip
        yield "%/pp", put(text, mark, f"{number} {other}")
    elif mark.unit == "times":
        yield "unit", put(text, mark, f"{number}%")
    elif mark.unit == "money" and not chinese and mark.currency:
        yield "unit", put(text, mark, f"{number} {mark.scale} units".replace("  ", " "))
    tail = text[mark.end :]
    for noun, other in COUNTED:
        if m := re.match(rf"\s?(?:\w+\s)?{noun}\b" if noun.isascii() else rf"\s?[個名家筆]?{noun}", tail):
            yield "unit", text[: mark.end] + m.group().replace(noun, other) + tail[m.end() :]


def _coined(text: str, mark: Mark, chinese: bool) -> Made:
    if mark.unit != "money" or not mark.currency:
        return
    written = text[mark.start : mark.end]
    body = f"{mark.number}{' ' if mark.scale.isascii() and mark.scale else ''}{mark.scale}"
    if chinese:
        wrong = ["美元", "元人民幣", "港元"] if "台" in mark.currency else ["美元", "日圓"] if mark.currency in ("RMB", "人民幣") else ["元人民幣", "歐元"]  # fmt: skip
        for currency in wrong:
            yield "currency", put(text, mark, body + currency)
        return
    dollars = "$" in mark.currency or mark.currency == "USD"
    for code in ("RMB", "€", "HK$") if dollars and mark.currency != "NT$" else ("USD", "NT$", "€"):
        if not written.startswith(code):
            yield "currency", put(text, mark, f"{code}{body}")
    yield "currency", put(text, mark, f"{body} {'yuan' if dollars else 'US dollars'}")


def _precision(text: str, mark: Mark, cited: tuple[Evidence, ...]) -> Made:
    """Rounding not said as such, "about" of something further off, "about" or "over" left out, one end of a range."""
    before = text[: mark.start]
    value = Decimal(mark.number.replace(",", ""))
    about, bound = _ABOUT.search(before), _BOUND.search(before)
    if about and not re.match(r"\s?(?:to|至|到|-)\s?\S{0,4}\d", text[mark.end :]):
        yield "approximation", before[: about.start()] + text[mark.start :]
    if bound and re.search(
        r"(?:\b(?:is|are|was|were|be|of|to|at|than|them|growth|grew|costs)\s|[為是將在長有])$", before[: bound.start()]
    ):
        yield "approximation", before[: bound.start()] + text[mark.start :]
    if about or bound:
        return
    if "." in mark.number:
        flat = renumber(text, mark, f"{value.quantize(Decimal(1), ROUND_HALF_UP):,f}")
        changed = next((m for m in marks(flat) if m.number_start == mark.number_start), None)
        if changed and value % 1 and chance.new_figure(changed, cited):
            yield "approximation", flat
    far = renumber(text, mark, f"{(value * Decimal('1.6')).quantize(Decimal(1)):,f}")
    moved = next((m for m in marks(far) if m.number_start == mark.number_start), None)
    if moved and value > 4 and chance.new_figure(moved, cited, about=True):
        yield "approximation", far[: mark.start] + ("約" if is_chinese(text) else "about ") + far[mark.start :]
    if m := re.match(r"(?: to |至|到)(?=[$RNU\d])", text[mark.end :]):
        following = next((x for x in marks(text) if x.start == mark.end + m.end()), None)
        if following and following.unit == mark.unit and not re.search(r"from\s$|從$|由$", before):
            yield "range", before + text[following.start :]
            if following.scale == mark.scale:
                yield "range", text[: mark.end] + text[following.end :]


def _level_or_change(text: str, mark: Mark) -> Made:
    """Risen to taken for risen by, and the reverse."""
    before = text[: mark.start]
    verb = r"(?:rose|grew|increased|climbed|fell|declined|decreased|dropped)"
    if mark.unit in ("percent", "pp") and (m := re.search(rf"\b{verb}(?P<by>\sby)?\s$", before)):
        yield "to/by", before[: m.start("by") if m["by"] else m.end() - 1] + " to " + text[mark.start :]
    if mark.unit == "money" and (
        m := re.search(rf"\b{verb}(?:\s[\d.]+(?:%| percent| per cent| %))?(?P<to>\sto)\s$", before)
    ):
        yield "to/by", before[: m.start("to")] + " by " + text[mark.start :]
    if mark.unit == "percent" and (m := re.search(r"(?:成長|增加|上升|下降|減少|下滑)(?:了|約)?\s?$", before)):
        yield "to/by", before[: m.end()].rstrip().removesuffix("了").removesuffix("約") + "至" + text[mark.start :]


def _swapped(text: str, found: tuple[Mark, ...]) -> Made:
    for i, one in enumerate(found):
        for two in found[i + 1 :]:
            same_writing = (one.unit, one.scale, one.currency) == (two.unit, two.scale, two.currency)
            if same_writing and chance.swappable(text, one, two):
                swapped = renumber(renumber(text, two, one.number), one, two.number)
                sides = re.search(r"\bfrom\b|從|由", text[: two.start]) and re.search(r"\bto\b|至|到", text[one.start : two.start])  # fmt: skip
                yield ("sides swapped" if sides else "figures swapped"), swapped


def _signs(text: str, found: tuple[Mark, ...]) -> Made:
    for up, down in UP_DOWN:
        for word, other in ((up, down), (down, up)):
            pattern = rf"(?<![\w-]){word}(?![\w-])(?!\s(?:to|from|by)?\s?(?:the|our|for)\b)" if word.isascii() else word
            hits = [m for m in re.finditer(pattern, text) if any(0 <= mark.start - m.end() < 14 for mark in found)]
            if len(hits) == 1:
                yield "sign", text[: hits[0].start()] + other + text[hits[0].end() :]
    for word, other in (("a loss of", "a profit of"), ("虧損", "獲利")):
        if text.count(word) == 1:
            yield "sign", text.replace(word, other)


def _computed(text: str, found: tuple[Mark, ...], cited: tuple[Evidence, ...], rng: random.Random) -> Made:
    """A difference that only arithmetic gives: never said, so never a finding."""
    ending = "。" if is_chinese(text) else "."
    for one, two in pairwise(found):
        if (one.unit, one.scale, one.currency) != (two.unit, two.scale, two.currency) or one.value == two.value:
            continue
        if one.unit not in ("percent", "money"):
            continue
        gap = abs(Decimal(one.number.replace(",", "")) - Decimal(two.number.replace(",", ""))).normalize()
        if one.unit == "percent":
            shown = f"{gap:f}個百分點" if ending == "。" else f"{gap:f} percentage points"
        else:
            shown = text[one.start : one.end].replace(one.number, f"{gap:,f}")
        tails = (f",相差{shown}", f",等於變動了{shown}") if ending == "。" else (f", a difference of {shown}", f", a change of {shown}")  # fmt: skip
        claim = text.rstrip(".。") + rng.choice(tails) + ending
        if chance.new_figure(marks(claim)[-1], cited):
            yield "computed", claim
