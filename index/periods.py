"""What people write for a fiscal period -> (year, quarter); fiscal and calendar are kept apart.

A label with FY or a bare `2025 Q4` is fiscal, as transcripts print it, and so is "fourth quarter of 2025" or
`2025年第四季`; a named calendar quarter ("March quarter 2025", "calendar Q1 2025", `3月季`) is matched against the day on
which a call's period ends.
"""

import re
from dataclasses import dataclass

_YEAR = r"(?P<year>(?:19|20)\d\d|\d\d)"
_QUARTER = r"(?P<quarter>[1-4])"
# `Q4 25%` and `Q4 25 million` name no year.
_NO_AMOUNT = r"(?![.,]\d|\s*(?:%|percent|pp\b|bps|basis|points|thousand|million|billion|bn\b|億|亿|萬|万))"
_FISCAL = (
    re.compile(rf"\bF(?:Y|iscal(?: year)?)?\s*'?{_YEAR}\s*[-,/]?\s*F?Q{_QUARTER}\b", re.IGNORECASE),
    re.compile(rf"\bF?Q{_QUARTER}\s*(?:of\s*)?[-,/]?\s*F(?:Y|iscal(?: year)?)?\s*'?{_YEAR}\b", re.IGNORECASE),
    re.compile(rf"\bF?{_QUARTER}Q(?:\s*FY)?\s*'?{_YEAR}\b{_NO_AMOUNT}", re.IGNORECASE),
    re.compile(r"\b(?P<year>20\d\d)\s*(?:財年|财年|年)?\s*[-,/]?\s*F?Q(?P<quarter>[1-4])\b", re.IGNORECASE),
    re.compile(
        rf"\bF?Q(?P<quarter>[1-4])(?:\s*[-,/]?\s*'?(?P<year>20\d\d)|[ -]?'?(?P<short>\d\d))\b{_NO_AMOUNT}",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?P<year>\d\d)Q(?P<quarter>[1-4])\b", re.IGNORECASE),
    re.compile(
        r"\b(?P<quarter>first|second|third|fourth) (?:fiscal )?quarter,? (?:of |for )?(?:F(?:Y|iscal)(?: year)? ?)?'?(?P<year>20\d\d)\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\bF(?:Y|iscal)(?: year)?\s*'?{_YEAR},? (?P<quarter>first|second|third|fourth) quarter\b", re.IGNORECASE
    ),
    re.compile(
        r"(?P<year>20\d\d)\s*(?:財年|财年|會計年度|年度|年)?\s*的?\s*第?\s*(?P<quarter>[1-4一二三四])\s*(?:財|财)?季"
    ),
)
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "一": 1, "二": 2, "三": 3, "四": 4}
_FISCAL_YEAR = re.compile(
    rf"\bF(?:Y|iscal(?: year)?)\s*'?{_YEAR}\b|(?P<cn>20\d\d)\s*(?:財年|财年|會計年度)", re.IGNORECASE
)
_CALENDAR_YEAR = re.compile(r"\bcalendar(?: year)?\s*$", re.IGNORECASE)
_ENDS = {"march": 3, "mar": 3, "june": 6, "jun": 6, "september": 9, "sep": 9, "december": 12, "dec": 12}
_CALENDAR = re.compile(
    r"\b(?P<month>march|mar|june|jun|september|sep|december|dec)\w*\.?\s*(?:quarter|qtr|q)\b(?:\s*(?:of\s*)?(?P<year>20\d\d))?"
    r"|\bquarter end(?:ed|ing)\s+(?P<month2>mar|jun|sep|dec)\w*\.?\s*(?:\d{1,2},?\s*)?(?P<year2>20\d\d)"
    r"|\b(?P<month4>march|june|september|december)\s+(?P<year4>20\d\d)\s+(?:quarter|qtr)\b"
    r"|(?:(?P<year3>20\d\d)\s*年\s*)?(?P<month3>1?\d)\s*月(?:份)?季",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Period:
    """A period as asked for: fiscal (`calendar` False) or the calendar quarter ending in `month`.

    `quarter` is None for a whole fiscal year, `year` None for a calendar quarter of no stated year.
    """

    year: int | None
    quarter: int | None
    calendar: bool = False

    def matches(self, *, fiscal_year: int | None, fiscal_quarter: int | None, period_end: str | None) -> bool:
        if not self.calendar:
            return self.year == fiscal_year and self.quarter in (None, fiscal_quarter)
        if period_end is None:
            return False
        year, month = int(period_end[:4]), int(period_end[5:7])
        return self.quarter == (month + 2) // 3 and self.year in (None, year)


def find_periods(text: str) -> list[Period]:
    """Every period named in a text, in order of appearance, without repeats."""
    found: list[tuple[int, Period]] = []
    taken: list[tuple[int, int]] = []

    def take(match: re.Match[str], period: Period) -> None:
        if not any(start < match.end() and match.start() < end for start, end in taken):
            taken.append(match.span())
            found.append((match.start(), period))

    for pattern in _FISCAL:
        for match in pattern.finditer(text):
            quarter = match["quarter"].lower()
            year = match["year"] or match.groupdict()["short"]
            calendar = _CALENDAR_YEAR.search(text, 0, match.start()) is not None
            take(match, Period(_full_year(year), _QUARTERS.get(quarter) or int(quarter), calendar))
    for match in _CALENDAR.finditer(text):
        month = match["month"] or match["month2"] or match["month4"]
        number = _ENDS[month.lower()] if month else int(match["month3"])
        if number in (3, 6, 9, 12):
            year = match["year"] or match["year2"] or match["year3"] or match["year4"]
            take(match, Period(int(year) if year else None, number // 3, calendar=True))
    for match in _FISCAL_YEAR.finditer(text):
        take(match, Period(_full_year(match["year"] or match["cn"]), None))
    found.sort(key=lambda item: item[0])
    return list(dict.fromkeys(period for _, period in found))


def _full_year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)
