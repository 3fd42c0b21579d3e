"""The same statement in other words: numbers written otherwise, synonyms, order, rounding said as such."""

import random
import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from evals.claims.marks import Mark, marks, put, renumber
from evals.claims.words import NUMBERLESS_SAME, QOQ, SAME_WAY, YOY, holds, is_chinese


def numbers(text: str, rng: random.Random) -> str:
    for mark in reversed(marks(text)):
        text = put(text, mark, _other_writing(mark, text, rng))
    return text


def _other_writing(mark: Mark, text: str, rng: random.Random) -> str:
    written = text[mark.start : mark.end]
    if is_chinese(text):
        return written.replace(" ", "")
    if mark.unit == "percent":
        return f"{mark.number}{rng.choice(('%', ' percent', ' per cent', ' %'))}"
    if mark.unit == "pp" and "percentage" in written:
        return f"{mark.number} percentage points"
    if mark.unit == "money" and mark.currency:
        scale = {"billion": ("bn", " billion"), "million": ("mn", " million")}.get(mark.scale, (mark.scale,))
        codes = {"RMB": ("RMB", "RMB ", "CNY "), "$": ("$", "US$"), "USD": ("USD ", "US$"), "NT$": ("NT$", "NT$ ")}
        return rng.choice(codes.get(mark.currency, (mark.currency,))) + mark.number + rng.choice(scale)
    return written


def synonyms(text: str, rng: random.Random) -> str:
    for group in SAME_WAY:
        for verb in group:
            # "grew the business" takes an object and has no synonym among these.
            pattern = re.compile(
                rf"\b{verb}\b(?=\s(?:by\s)?(?:[$\d]|RMB))" if verb.isascii() else rf"{verb}(?=了?約?\d)"
            )
            if pattern.search(text):
                others = [v for v in group if v != verb]
                if re.search(rf"{verb} by", text):
                    others = [v for v in others if not v.startswith("was")]
                return pattern.sub(rng.choice(others), text, count=1)
    for old, new in NUMBERLESS_SAME:
        if re.search(rf"\b{old}\b", text):
            return re.sub(rf"\b{old}\b", new, text, count=1)
    return text


def comparisons(text: str, rng: random.Random) -> str:
    for group in (YOY, QOQ):
        for phrase in group:
            if holds(text, phrase):
                return text.replace(
                    phrase, rng.choice([p for p in group if p != phrase and not p.startswith("than")]), 1
                )
    return text


def shortened(text: str) -> str | None:
    """Without its last clause, where that adds a reason, a comparison or an aside and the rest stands alone."""
    if re.search(
        r"\b(?:excluding|if|unless|while|although|when|may|might|could|expect|not|n't)\b|若|不計|如果|預計|可能", text
    ):
        return None
    cut = re.search(
        r"(?:,\s(?:which|driven by|helped by|because|mainly|mostly|with|as|nearly all)\b|\sbecause\s|,(?:主要|其中|這)).*$",
        text,
    )
    if not cut or len(marks(text[: cut.start()])) == 0:
        return None
    rest = text[: cut.start()].rstrip(" ,")
    return f"{rest}{'。' if is_chinese(text) else '.'}" if len(rest) > 20 and _has_verb(rest) else None


def _has_verb(text: str) -> bool:
    return is_chinese(text) or re.search(r"\b(?:was|were|is|are|had|grew|rose|fell|\w+ed)\b", text) is not None


def rounded(text: str) -> Iterator[str]:
    for mark in marks(text):
        places = len(mark.number.partition(".")[2])
        before = text[max(0, mark.start - 22) : mark.start]
        if mark.unit in ("pp", "bp") or re.search(
            r"about|over|than|nearly|roughly|around|between|to\s$|約|超過|近", before
        ):
            continue
        whole = Decimal(mark.number.replace(",", ""))
        if re.match(r"\s?(?:to|-|至|到)\s?[$\dRN]", text[mark.end :]) or whole < 2 or places == 0:
            continue
        place = Decimal(1).scaleb(1 - places)
        near = whole.quantize(place, ROUND_HALF_UP)
        if abs(near - whole) * 20 > whole:
            continue
        number = f"{near:,f}"
        shown = renumber(text, mark, number)
        about = "約" if is_chinese(text) else "about "
        yield shown[: mark.start] + about + shown[mark.start :]
        return


def fronted(text: str) -> str | None:
    """ "X grew 5%, driven by Y." -> "Driven by Y, X grew 5%." """
    m = re.fullmatch(r"(?P<main>[A-Z][^,;]{12,}), (?P<why>(?:driven|helped|supported) by [^,;.]{6,})\.", text)
    if not m:
        return None
    main = m["main"]
    return f"{m['why'][0].upper()}{m['why'][1:]}, {main[0].lower() if main.split()[0] in ('The', 'Total', 'Our', 'Gross', 'Revenue') else main[0]}{main[1:]}."
