"""What call a text says it is: fiscal period, date, company and ticker, read from a line of its front matter.

Printed periods are fiscal and are kept as printed; nothing here derives a period from a date.
"""

import re
from datetime import date

_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_YEAR = r"(?:['’‘](?P<yy{n}>\d\d)|(?P<yyyy{n}>(?:19|20)\d\d)|(?P<two{n}>\d\d))"

# The longer period that ends with a quarter and is reported with it.
_LONGER = r"(?:9M|6M|12M|H[12]|FY|full[- ]year|half[- ]year|nine[- ]months?)"
# A fiscal year named by both calendar years it touches, 2024-25, is the later one.
_SPAN = re.compile(r"(?<![\d/.-])(?:20)?(\d\d)\s?[-–/]\s?(?:20)?(\d\d)(?![\d/.-]*\d)")


def _year(n: int) -> str:
    return _YEAR.replace("{n}", str(n))


# Each names its groups so that `_read` finds quarter and year whatever their order.
_PERIODS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # Q4 2018, FQ1 2025, Q3 FY25, Q3 & 9M FY ‘25, Q2 fiscal 2025, Q1 and full year 2024
        rf"\b(?:F?Q|quarter )(?P<q1>[1-4])(?:\s*(?:&|and|/)\s*{_LONGER}(?:\s+ended)?)?[\s,\-_]*(?:of |for )?(?:FY|fiscal(?: year)?|of|for)?[\s,\-_]*{_year(1)}\b",
        # 1Q25, 3Q FY2025, 2Q 2025, F3Q12
        rf"\bF?(?P<q2>[1-4])F?Q[\s\-_]*(?:FY|fiscal(?: year)?)?[\s\-_]*{_year(2)}\b",
        # FY2025 Q2, 2025 Q2, 2025Q2, FY25-Q2, fiscal year 2025, Q2
        rf"\b(?:FY|fiscal(?: year)?)?[\s\-_]*{_year(3)}[\s,\-_]*F?Q(?P<q3>[1-4])\b",
        # fourth quarter of fiscal 2025, second quarter 2024, third quarter fiscal year 2025
        rf"\b(?P<q4>first|second|third|fourth)[\s\-]+quarter(?:\s+(?:&|and)\s+(?:{_LONGER}|\w+[\s\-]year))?(?:\s+of)?(?:\s+the)?(?:\s+fiscal)?(?:\s+year)?,?\s+(?:FY[\s\-]?)?{_year(4)}\b",
        # fiscal 2025 fourth quarter, 2024 third quarter
        rf"\b(?:fiscal(?:\s+year)?\s+)?{_year(5)}\s+(?P<q5>first|second|third|fourth)[\s\-]+quarter\b",
        # 2025年第二季, 2025 年第 2 季度, 2025財年第四季
        r"(?P<yyyy6>20\d\d)\s*(?:財|财)?年(?:度)?\s*第?\s*(?P<q6>[一二三四1-4])\s*季",
    )
)
_CHINESE = {"一": 1, "二": 2, "三": 3, "四": 4}
_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<![\d.])(?P<year>(?:19|20)\d\d)[-/.年](?P<number>0?[1-9]|1[0-2])[-/.月](?P<day>3[01]|[12]\d|0?[1-9])(?!\d)",
        rf"(?:\b|(?-i:(?<=[a-z])(?=[A-Z]))){_MONTH}\s*(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?,?\s*(?P<year>(?:19|20)\d\d)(?!\d)",
        rf"(?<!\d)(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\s*[-/ ]\s*{_MONTH}\s*[-/ ,]\s*(?P<year>(?:19|20)\d\d|\d\d)(?!\d)",
        r"(?<!\d)(?P<year>20\d\d)(?P<number>0[1-9]|1[0-2])(?P<day>3[01]|[12]\d|0[1-9])(?!\d)",
    )
)
_SLASHED = re.compile(r"(?<!\d)(\d{1,2})[/.](\d{1,2})[/.]((?:19|20)\d\d)(?!\d)")
_TICKER = re.compile(
    r"\(\s*(?:(?P<exchange>[A-Z][A-Za-z]{1,9}(?:[ -][A-Z]{1,4})?)\s*:\s*)?(?P<ticker>[A-Z0-9][A-Z0-9]{0,7}(?:[.\-][A-Z]{1,3})?)\s*\)"
)
_COUNTRY = re.compile(
    r"\s+(?:US|UN|UW|UQ|LN|HK|CH|TT|JP|JT|KS|GR|GY|FP|NA|SW|AU|CN|IN|IT|SM|SP)(?:\s+Equity)?$", re.IGNORECASE
)


def period(text: str) -> tuple[int, int] | None:
    """(fiscal year, fiscal quarter) of the first period that the text prints, whatever its spelling."""
    text = _SPAN.sub(lambda m: f"20{m[2]}" if int(m[2]) == (int(m[1]) + 1) % 100 else m[0], text)
    found = [(match.start(), match) for pattern in _PERIODS if (match := pattern.search(text))]
    for _, match in sorted(found, key=lambda item: item[0]):
        groups = {key.rstrip("123456"): value for key, value in match.groupdict().items() if value}
        if "yyyy" in groups:
            year = int(groups["yyyy"])
        else:
            year = 2000 + int(groups.get("yy") or groups["two"])
        quarter = groups["q"].lower()
        return year, _ORDINALS.get(quarter) or _CHINESE.get(quarter) or int(quarter)
    return None


def iso_date(text: str) -> str | None:
    """The first date of the text as ISO 8601; None where there is none, or where day and month cannot be told apart."""
    found = [(match.start(), match) for pattern in _DATES if (match := pattern.search(text))]
    for _, match in sorted(found, key=lambda item: item[0]):
        groups = match.groupdict()
        month = int(groups["number"]) if groups.get("number") else _month(groups["month"])
        year = int(groups["year"])
        if written := _written(year if year > 99 else 2000 + year, month, int(groups["day"])):
            return written
    if match := _SLASHED.search(text):
        first, second, year = int(match[1]), int(match[2]), int(match[3])
        if first > 12:
            return _written(year, second, first)
        if second > 12:
            return _written(year, first, second)
        if first == second:
            return _written(year, first, second)
    return None


def ticker(text: str) -> tuple[str | None, str] | None:
    """(exchange, ticker) of `(NYSE: TICK)`, `(TICK)` or `(TICK.B)`; a RIC's suffix stays (`0700.HK`)."""
    match = _TICKER.search(text)
    return (match["exchange"], match["ticker"]) if match else None


def bare_ticker(text: str) -> tuple[str | None, str]:
    """(exchange, ticker) of a field that holds a ticker alone: `NYSE: TICK`, `TICK US`, `TICK`."""
    exchange, _, symbol = text.strip().rpartition(":")
    return exchange.strip() or None, _COUNTRY.sub("", symbol.strip())


def _month(name: str) -> int:
    return next(i for i, month in enumerate(_MONTHS, start=1) if month.startswith(name.lower().rstrip(".")[:3]))


def _written(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
