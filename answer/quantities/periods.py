"""Dates, quarters and years of a text as quantities of their own, and the label of a call's own period."""

import re
from collections.abc import Iterator
from decimal import Decimal

from answer.quantities.numerals import MONTHS, ORDINALS, han
from answer.quantities.quantity import Quantity
from ingest.transcript import Call

UNITS = frozenset({"year", "quarter", "half", "month", "day"})

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = r"(?:19[89]\d|20[0-4]\d)"
_HAN_YEAR = "[零〇一二三四五六七八九]{4}"
_DATE = re.compile(
    rf"\b(?P<month>{_MONTH})\b\.?\s+(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b(?![\d,]*\d{{3}}|\.\d|\s?(?:%|million"
    rf"|billion))(?:,?\s+(?P<year>{_YEAR})\b)?"
    rf"|\b(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?\s+(?P<month2>{_MONTH})\b\.?(?:,?\s+(?P<year2>{_YEAR})\b)?"
    rf"|\b(?P<iso>{_YEAR})[-/](?P<isomonth>[01]?\d)[-/](?P<isoday>[0-3]?\d)\b"
    rf"|(?P<month3>{_MONTH})\b\.?(?:\s+quarter)?,?\s+(?:of\s+)?(?P<year3>{_YEAR})\b"
    rf"|(?P<zyear>{_YEAR}|{_HAN_YEAR})\s?年\s?(?:(?P<zmonth>1[0-2]|0?[1-9]"
    rf"|[一二三四五六七八九十]{{1,2}})\s?月(?!活)\s?)(?:(?P<zday>[0-3]?\d"
    rf"|[一二三四五六七八九十]{{1,3}})\s?[日號号])?"
    rf"|(?<![\d個个])(?P<zmonth2>1[0-2]|0?[1-9]"
    rf"|[一二三四五六七八九十]{{1,2}})\s?月(?![活增減])\s?(?:(?P<zday2>[0-3]?\d"
    rf"|[一二三四五六七八九十]{{1,3}})\s?[日號号])?",
    re.IGNORECASE | re.ASCII,
)
_MONTH_ALONE = re.compile(
    rf"\b(?!(?:[Mm]ay|Mar|Sep|Dec"
    rf"|Jan)\b)(?P<month>{'|'.join(m.capitalize() for m in sorted(MONTHS, key=len, reverse=True))})\b"
    rf"|(?<=\b[Ii]n )(?P<may>May)\b|(?<=\bof )(?P<may2>May)\b|(?<=\band )(?P<may4>May)\b|(?<=\bfrom )(?P<may5>May)\b|(?<=\bsince )(?P<may6>May)\b|\b(?P<may3>May)(?=\s+quarter)",
    re.ASCII,
)
_QUARTER = re.compile(
    rf"\b(?:Q(?P<q>[1-4])|(?P<q2>[1-4])Q)(?:[\s'’-]*(?:FY"
    rf"|of\s+(?:fiscal\s+)?(?:year\s+)?)?[\s'’]*(?P<year>{_YEAR}|\d\d(?!\d|[.,]\d|\s?%))\b)?(?![\d])"
    rf"|\b(?P<word>first|second|third|fourth)[\s-]+(?:fiscal\s+)?quarter\b|第\s?(?P<han>[一二三四1-4])\s?季",
    re.IGNORECASE | re.ASCII,
)
_HALF = re.compile(
    r"\b(?:(?P<word>first|second)[\s-]half\b|(?P<n>[12])H(?P<year>\d\d)?\b|H(?P<n2>[12])\b)|(?P<zh>[上下])半年",
    re.IGNORECASE | re.ASCII,
)
_FISCAL = re.compile(
    rf"\bFY\s?'?(?P<year>{_YEAR}|\d\d)\b|\bfiscal(?:\s+year)?\s+'?(?P<year2>{_YEAR}|\d\d(?!\d|%|[.,]\d))\b"
    rf"|(?P<year3>{_YEAR}|{_HAN_YEAR})\s?(?:會計|会计|財政|财政)?(?:財年|财年|年度)"
    rf"|(?P<year4>{_YEAR})\s+fiscal\s+year\b",
    re.IGNORECASE | re.ASCII,
)
_CALENDAR = re.compile(
    rf"(?<![\w.,$¥€£-])(?P<year>{_YEAR})(?!\s?(?:%|percent|[mb]illion|bn|mn|points|times"
    rf"|[億亿萬万元個个家名位倍]))(?![\d]|[,.]\d|\w)(?!\s+(?:\w+\s)?(?:stores|employees|customers|models|units"
    rf"|users|members|people|merchants|orders|shares)\b)"
    rf"|(?P<zyear>{_YEAR}|{_HAN_YEAR})\s?年",
    re.ASCII,
)


def parse(text: str) -> Iterator[Quantity]:
    """Years, quarters, halves, months and days of `text`, without overlap."""
    taken: list[tuple[int, int]] = []
    for found in (_dates, _quarters, _halves, _fiscal_years, _years, _months):
        spans: list[tuple[int, int]] = []
        for (start, end), parts in found(text):
            if any(start < e and s < end for s, e in taken):
                continue
            spans.append((start, end))
            for unit, value, noun in parts:
                yield Quantity(Decimal(value), unit, start, end, noun=noun)
        taken.extend(spans)


Part = tuple[str, int, str | None]
Found = Iterator[tuple[tuple[int, int], list[Part]]]


def _number(text: str) -> int:
    return int(text) if text.isdigit() else int(han(text))


def _year(text: str) -> int:
    value = _number(text)
    return value + 2000 if value < 100 else value


def _dates(text: str) -> Found:
    for m in _DATE.finditer(text):
        named = {k: v for k, v in m.groupdict().items() if v}
        parts: list[Part] = []
        for key, value in named.items():
            if "month" in key:
                parts.append(("month", MONTHS[value.lower()] if value.lower() in MONTHS else _number(value), None))
            elif "day" in key:
                parts.append(("day", _number(value), None))
            else:
                parts.append(("year", _year(value), None))
        if all(1 <= v <= 12 for u, v, _ in parts if u == "month") and all(
            1 <= v <= 31 for u, v, _ in parts if u == "day"
        ):
            yield m.span(), parts


def _quarters(text: str) -> Found:
    for m in _QUARTER.finditer(text):
        written = m["q"] or m["q2"] or m["han"]
        parts: list[Part] = [("quarter", _number(written) if written else ORDINALS[m["word"].lower()], None)]
        if m["year"]:
            parts.append(("year", _year(m["year"]), None))
        yield m.span(), parts


def _halves(text: str) -> Found:
    for m in _HALF.finditer(text):
        first = (m["word"] or "").lower() == "first" or m["n"] == "1" or m["n2"] == "1" or m["zh"] == "上"
        yield m.span(), [("half", 1 if first else 2, None), *([("year", _year(m["year"]), None)] if m["year"] else [])]


def _fiscal_years(text: str) -> Found:
    for m in _FISCAL.finditer(text):
        yield m.span(), [("year", _year(next(v for v in m.groupdict().values() if v)), "fiscal")]


def _years(text: str) -> Found:
    for m in _CALENDAR.finditer(text):
        yield m.span(), [("year", _year(m["year"] or m["zyear"]), None)]


def _months(text: str) -> Found:
    for m in _MONTH_ALONE.finditer(text):
        name = next(v for v in m.groupdict().values() if v)
        yield m.span(), [("month", MONTHS[name.lower()], None)]


def in_label(quantity: Quantity, call: Call) -> bool:
    """Whether a year, quarter, month or day is one of the call's own period label or date."""
    value = int(quantity.value)
    end = [int(part) for part in (call.period_end or "").split("-") if part.isdigit()]
    held = [int(part) for part in (call.date or "").split("-") if part.isdigit()]
    if quantity.unit == "quarter":
        return value == call.fiscal_quarter
    if quantity.unit == "year":
        if quantity.noun == "fiscal":
            return value == call.fiscal_year
        return value in (call.fiscal_year, *end[:1])
    if quantity.unit == "month":
        return value in end[1:2]
    if quantity.unit == "day":
        return value in (*end[2:3], *held[2:3])
    return False
