"""Quantities that are words rather than amounts: streaks, double digits, fractions, doubled, the third-largest."""

import re
from collections.abc import Iterator
from decimal import Decimal

from answer.quantities import numerals
from answer.quantities.amounts import HAN_NUMBER, NOUN
from answer.quantities.numerals import DIGITS, HAN_DIGITS, ORDINALS
from answer.quantities.quantity import Quantity

_STREAK = re.compile(
    rf"\b(?P<word>{'|'.join(sorted({*ORDINALS, *numerals.WORDS}, key=len, reverse=True))}|\d+(?:st|nd|rd"
    rf"|th)?)\s+(?:consecutive|straight|successive)\b(?:\s+\w+)?\s*?(?=\b|$)"
    rf"|\b(?P<row>{'|'.join(sorted({*ORDINALS, *numerals.WORDS}, key=len, reverse=True))}|\d+(?:st|nd|rd|th)?)\s+(?:\w+\s+){{1,2}}?(?:in\s+a\s+row|running)\b"
    rf"|[連连][續续]?第?(?P<han>[{HAN_DIGITS}]+|\d+)\s?[個个]?(?=季|年|月|週|周|次)",
    re.IGNORECASE | re.ASCII,
)
_DIGIT_CLASS = re.compile(
    r"\b(?:(?P<low>low|mid|high)[\s-]+)?(?P<class>single|double|triple|two|three|one)[\s-]+digits?\b"
    r"|(?P<zlow>[高中低])?(?P<zclass>[個个單单二兩两雙双三])[位][數数]",
    re.IGNORECASE | re.ASCII,
)
_DIGIT_COUNT = dict(
    zip(
        [
            "single",
            "one",
            "個",
            "个",
            "單",
            "单",
            "double",
            "two",
            "二",
            "兩",
            "两",
            "雙",
            "双",
            "triple",
            "three",
            "三",
        ],
        [1] * 6 + [2] * 7 + [3] * 3,
        strict=True,
    )
)
_FRACTION = re.compile(
    rf"百分之(?P<percent>{DIGITS}|{HAN_NUMBER})|(?P<den>[二三四五六七八九十])分之(?P<nom>[一二三四五六七八九])"
    r"|(?<!other\s)(?<!second\s)(?<!first\s)\b(?P<half>half|halfway)\b(?!\s+(?:of\s+)?(?:the\s+)?(?:fiscal|year|20\d\d|\d))|(?P<zhalf>(?<!另)一半|半數|半数)|\b(?:a"
    r"|one)[\s-]third\b|\b(?P<two>two[\s-]thirds)\b|\b(?:three[\s-]quarters|three[\s-]fourths)\b(?=\s+of)"
    r"|(?:\b(?:an?|one)[\s-](?P<part>quarter|fourth|fifth|tenth)\b)(?=\s+of\b(?!\s+(?:the\s+)?(?:year|fiscal|20\d\d)))"
    r"|(?:\b(?:by|about|almost|nearly|roughly|over|than|around|still)\s+)(?:an?|one)[\s-](?P<share>quarter|fifth|tenth)\b(?!\s+ago)",
    re.IGNORECASE | re.ASCII,
)
_MULTIPLE = re.compile(
    r"\b(?:(?P<two>doubl(?:ed|es|ing)|double(?!\s+down)|twofold|twice)|(?P<three>tripl(?:ed|es|ing)|tripled?)"
    r"|(?P<four>quadrupl\w+)|(?P<half>halv(?:ed|es|ing)))\b|(?P<ztwo>翻[一了]?[倍番]|倍增)|(?P<zhalf>腰斬"
    r"|減半)",
    re.IGNORECASE | re.ASCII,
)
_TIMES_A = re.compile(r"\btwice\b(?=\s+(?:an?|per|each|every)\s)", re.IGNORECASE)
_ORDINAL = re.compile(
    rf"\b(?:(?P<word>{'|'.join(ORDINALS)})(?=[\s-]+(?:largest|biggest|highest|lowest|time|place|anniversary"
    rf"|generation)\b)|(?P<digits>\d+)(?:st|nd|rd|th)\b)"
    rf"|第(?P<han>\d+|[{HAN_DIGITS}]+)(?=大|次|名|代)",
    re.IGNORECASE | re.ASCII,
)


def streaks(text: str) -> Iterator[Quantity]:
    """Seven consecutive quarters, the seventh consecutive quarter, 連續七季."""
    for m in _STREAK.finditer(text):
        word = (m["word"] or m["row"] or m["han"]).lower()
        value = _integer(word)
        if value is not None:
            end = m.end()
            noun = NOUN.search(
                text, m.start() if m["row"] else end - 12 if m["word"] else end, end if m["row"] else end + 12
            )
            yield Quantity(value, "streak", m.start(), end, noun=noun.lastgroup if noun else None)


def digit_classes(text: str) -> Iterator[Quantity]:
    """Double-digit, high single digits, 三位數: `value` is the number of digits, `noun` high, mid or low."""
    for m in _DIGIT_CLASS.finditer(text):
        count = _DIGIT_COUNT[(m["class"] or m["zclass"]).lower()]
        level = (m["low"] or "").lower() or {"高": "high", "中": "mid", "低": "low"}.get(m["zlow"] or "")
        yield Quantity(Decimal(count), "digits", m.start(), m.end(), noun=level or None)


def fractions(text: str) -> Iterator[Quantity]:
    """百分之十二, half, 三分之一, two-thirds: percent."""
    for m in _FRACTION.finditer(text):
        if m["percent"]:
            value = numerals.digits(m["percent"])[0] if m["percent"][0].isascii() else numerals.han(m["percent"])
        elif m["den"]:
            value = numerals.han(m["nom"]) * 100 / numerals.han(m["den"])
        elif m["half"] or m["zhalf"]:
            value = Decimal(50)
        elif m["part"] or m["share"]:
            value = Decimal({"quarter": 25, "fourth": 25, "fifth": 20, "tenth": 10}[(m["part"] or m["share"]).lower()])
        elif "quarter" in m.group().lower() or "fourth" in m.group().lower():
            value = Decimal(75)
        else:
            value = Decimal(2 if m["two"] else 1) * 100 / 3
        start = m.start() if not m["share"] else m.start() + re.search(r"\s", m.group()).end()  # type: ignore[union-attr]
        yield Quantity(value, "percent", start, m.end())


def multiples(text: str) -> Iterator[Quantity]:
    """Doubled, tripled, halved, 翻倍; and how often: twice a year."""
    often = {m.start() for m in _TIMES_A.finditer(text)}
    for start in sorted(often):
        yield Quantity(Decimal(2), "count", start, start + len("twice"))
    for m in _MULTIPLE.finditer(text):
        if m.start() in often:
            continue
        value = {"two": "2", "ztwo": "2", "three": "3", "four": "4"}.get(m.lastgroup or "", "0.5")
        yield Quantity(Decimal(value), "times", m.start(), m.end())


def ordinals(text: str) -> Iterator[Quantity]:
    """The third-largest, 7th, 第二大; not "first, …" in the course of speech."""
    for m in _ORDINAL.finditer(text):
        value = _integer((m["word"] or m["digits"] or m["han"]).lower())
        if value is not None:
            yield Quantity(value, "ordinal", m.start(), m.end())


def _integer(word: str) -> Decimal | None:
    if word in ORDINALS:
        return Decimal(ORDINALS[word])
    if word in numerals.WORDS:
        return Decimal(numerals.WORDS[word])
    leading = re.match(r"\d+", word)
    if leading:
        return Decimal(leading.group())
    return numerals.han(word) if all(c in HAN_DIGITS for c in word) else None
