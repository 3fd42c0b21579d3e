"""What people write for a period -> (year, quarter); fiscal and calendar are kept apart.

`find_mentions` says where a period is named and on which basis: a label with FY, F or 財 is fiscal; "calendar", a named
month ("March quarter 2025", `3月季`) or "quarter ended …" is calendar; a bare `Q4 2025`, `4Q25`, `2025年第四季` is either.
`find_periods` reads the last kind as fiscal, as transcripts print it: that is the rule of `--period`.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

_YEAR = r"(?P<year>(?:19|20)\d\d|\d\d)"
_QUARTER = r"(?P<quarter>[1-4])"
_ORDINAL = r"(?P<quarter>first|second|third|fourth|1st|2nd|3rd|4th)"
_FY_OR_CY = r"(?:F(?:Y|iscal(?: year)?)?|C(?:Y|alendar(?: year)?))"
# FY2024/25 is the year that ends in 2025.
_SPLIT = r"'?(?:(?:20)?\d\d\s*/\s*(?=\d\d\b))?"
# `Q4 25%` and `Q4 25 million` name no year.
_NO_AMOUNT = r"(?![.,]\d|\s*(?:%|percent|pp\b|bps|basis|points|thousand|million|billion|bn\b|億|亿|萬|万))"
_LABELS = tuple(
    # In ASCII a Chinese character beside a label ends it, as a space does.
    re.compile(pattern, re.IGNORECASE | re.ASCII)
    for pattern in (
        rf"\b{_FY_OR_CY}\s*{_SPLIT}{_YEAR}\s*[-,/]?\s*[FC]?Q{_QUARTER}\b",
        rf"\b{_FY_OR_CY}\s*{_SPLIT}{_YEAR}\s*[-,/]?\s*F?{_QUARTER}Q\b",
        rf"\b[FC]?Q{_QUARTER}\s*(?:of\s*)?[-,/]?\s*{_FY_OR_CY}\s*{_SPLIT}{_YEAR}\b",
        rf"\b(?:(?:fiscal|calendar)\s+)?[FC]?{_QUARTER}Q(?:\s*[FC]Y)?\s*[-/]?\s*'?{_YEAR}\b{_NO_AMOUNT}",
        r"(?<![\d.])(?P<year>20\d\d)\s*(?:財年|财年|年度|年)?\s*的?\s*[-,/]?\s*F?Q(?P<quarter>[1-4])(?![A-Za-z0-9])",
        r"(?<![\d.])(?P<year>20\d\d)\s*[-,/]?\s*F?(?P<quarter>[1-4])Q(?![A-Za-z0-9])",
        rf"\b(?:(?:fiscal|calendar)\s+)?[FC]?Q(?P<quarter>[1-4])(?:\s*(?:of\s+|in\s+|[-,/]\s*)?'?(?P<year>20\d\d)|[ /-]?'?(?P<short>\d\d))\b{_NO_AMOUNT}",
        r"\b(?P<year>\d\d)Q(?P<quarter>[1-4])(?![A-Za-z0-9])",
        rf"\b(?:fiscal |calendar )?{_ORDINAL}[ -](?:fiscal |calendar )?quarter(?:'?s)?,? (?:of |for |in )?(?:the )?(?:{_FY_OR_CY} ?)?'?(?P<year>20\d\d)\b",
        rf"\b{_ORDINAL}[ -](?:fiscal )?quarter,? (?:of |for |in )?F(?:Y|iscal(?: year)?) ?'?(?P<year>\d\d)\b",
        rf"\b{_FY_OR_CY}\s*{_SPLIT}{_YEAR}(?:'s)?,? {_ORDINAL}[ -]quarter\b",
        rf"\b(?P<year>20\d\d)(?:'s)?,? {_ORDINAL}[ -](?:fiscal )?quarter\b",
        r"(?P<year>20\d\d)\s*(?:財年|财年|會計年度|会计年度|年度|[曆历]年|年)?\s*的?\s*第?\s*(?P<quarter>[1-4一二三四首])\s*(?:財|财)?季度?",
        r"(?<!\d)(?P<year>\d\d)\s*(?:財年|财年|年度?)\s*的?\s*(?:第?\s*(?P<quarter>[1-4一二三四首])\s*(?:財|财)?季度?|F?Q(?P<q2>[1-4])(?![A-Za-z0-9]))",
        r"(?:民[國国]\s*)?(?<![\d.])(?P<roc>1[0-3]\d)\s*年度?\s*的?\s*(?:第?\s*(?P<quarter>[1-4一二三四首])\s*(?:財|财)?季度?|Q(?P<q2>[1-4])(?![A-Za-z0-9]))",
        r"(?<![\d.A-Za-z])(?P<roc>1[0-3]\d)Q(?P<quarter>[1-4])(?![A-Za-z0-9])",
    )
)
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "一": 1, "二": 2, "三": 3, "四": 4, "首": 1}
_QUARTERS |= {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_ROC_EPOCH = 1911
_FISCAL_YEAR = re.compile(
    rf"\bF(?:Y|iscal(?: year)?)\s*{_SPLIT}{_YEAR}\b(?!\s*/)|(?P<cn>20\d\d|(?<!\d)\d\d)\s*(?:財年|财年|會計年度|会计年度)"
    r"|(?:財年|财年|會計年度|会计年度)\s*(?P<cn2>20\d\d)",
    re.IGNORECASE | re.ASCII,
)
_SAYS_FISCAL = re.compile(r"fy|fiscal|\bf[q\d ']|財|财|會計|会计", re.IGNORECASE)
_SAYS_CALENDAR = re.compile(r"\bcy|calendar|\bc[q\d]|曆年|历年", re.IGNORECASE)
_CALENDAR_BEFORE = re.compile(r"(?:\bcalendar(?: year)?\s*|曆年\s*|历年\s*)$", re.IGNORECASE)
_NAMES = (
    "january february march april may june july august september october november december "
    "jan feb mar apr may jun jul aug sep oct nov dec sept"
).split()
_MONTHS = {name: i % 12 + 1 for i, name in enumerate(_NAMES[:24])} | {"sept": 9}
MONTH = "|".join(sorted(set(_NAMES), key=len, reverse=True))
_HAN_MONTHS = {name: i for i, name in enumerate("一 二 三 四 五 六 七 八 九 十 十一 十二".split(), start=1)}
HAN_MONTH = r"1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九]"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_AND = r"(?:\s*(?:,|&|/|–|-)\s*|\s+)(?:(?:and|or|to|through|vs\.?|versus|than)\s+)?(?:(?:in|for|from)\s+)?(?:the\s+)?"
_HAN_AND = r"\s*(?:、|,|,|和|與|与|跟|及|到|至|對|对|比|/|-|~|–)\s*(?:第)?"
_CALENDAR = re.compile(
    rf"\b(?P<m1>{MONTH})(?:\.\s*|[\s-]*)(?:quarters?|qtrs?|q)(?:\b|(?=\d))(?:[\s,]*(?:of\s*|in\s*)?'?(?P<y1>20\d\d|(?<=[qQ'])\d\d)\b)?"
    rf"|\b(?:quarter|qtr|(?:three|3) months|period)\s+(?:end(?:ed|ing|s)?\s+(?:in\s+|on\s+)?|to\s+(?:end[ -])?)(?:{_DAY}\s+(?:of\s+)?)?"
    rf"(?P<m2>{MONTH})\b\.?(?:\s+{_DAY}(?!\d))?(?:,?\s*(?P<y2>20\d\d))?"
    rf"|\b(?P<m3>{MONTH})[\s.-]*'?(?P<y3>20\d\d|\d\d)\s+(?:quarter|qtr)\b"
    # January to March 2025, 2025年1至3月
    rf"|\b(?:jan|apr|jul|oct)[a-z]*\.?\s*(?:-|–|to|through)\s*(?P<m8>mar(?:ch)?|june?|sept?(?:ember)?|dec(?:ember)?)\b\.?(?:\s+(?:quarter|qtr)\b)?(?:,?\s+(?:of\s+)?(?P<y8>20\d\d))?"
    r"|(?:(?P<y9>20\d\d|(?<!\d)1[0-3]\d)\s*年(?:的)?\s*)?(?<!\d)(?:1\s*月?\s*[-–~至到]\s*(?P<m9>3)|4\s*月?\s*[-–~至到]\s*(?P<m10>6)|7\s*月?\s*[-–~至到]\s*(?P<m11>9)|10\s*月?\s*[-–~至到]\s*(?P<m12>12))\s*月(?!\d)(?:份)?"
    # the first of `the March and December quarters`, 12月和3月季
    rf"|\b(?P<m6>{MONTH})\b\.?(?:\s+(?P<y6>20\d\d))?(?={_AND}(?:(?:{MONTH}){_AND})?(?:{MONTH})(?:\.\s*|[\s-]*)(?:20\d\d\s+)?(?:quarters?|qtrs?)\b)"
    rf"|(?:(?P<y7>20\d\d)\s*年\s*)?(?<![\d第十])(?P<m7>{HAN_MONTH})\s*月(?:份|底)?(?={_HAN_AND}(?:(?:{HAN_MONTH})\s*月{_HAN_AND})?(?:20\d\d\s*年\s*)?(?:{HAN_MONTH})\s*月(?:份|底)?的?[兩两]?[個个]?季)"
    rf"|(?:(?P<y4>20\d\d|(?<!\d)1[0-3]\d)\s*年\s*)?(?<![\d第十])(?P<m4>{HAN_MONTH})\s*月(?:份|底|末)?的?(?:那|[當当])?[一兩两]?[個个]?(?:財|财)?季"
    rf"|截[至止]\s*(?:(?P<y5>20\d\d|1[0-3]\d)\s*年\s*)?(?P<m5>{HAN_MONTH})\s*月(?:\s*\d{{1,2}}\s*日|底|末)?(?:[為为]?止)?的?"
    r"(?:一[個个]?|[這这該该][個个]?)?(?:財|财)?(?:季|三[個个]月)",
    re.IGNORECASE | re.ASCII,
)


class Basis(StrEnum):
    FISCAL = "fiscal"
    CALENDAR = "calendar"
    EITHER = "either"


@dataclass(frozen=True)
class Period:
    """A period as asked for: fiscal (`calendar` False) or the calendar quarter.

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
        year, quarter = calendar_quarter(period_end)
        return self.quarter == quarter and self.year in (None, year)


@dataclass(frozen=True)
class Mention:
    """`text[start:end]` names a period. `month` is the quarter's last where a month was named; then `quarter` is that
    of the month. `quarter` is None for a whole fiscal year, `year` None where none is stated."""

    start: int
    end: int
    year: int | None
    quarter: int | None
    basis: Basis
    month: int | None = None


def find_periods(text: str) -> list[Period]:
    """Every period named in a text, in order of appearance, without repeats; what may be either is fiscal."""
    mentions = [m for m in find_mentions(text) if m.month is None or m.month % 3 == 0]
    return list(dict.fromkeys(Period(m.year, m.quarter, m.basis is Basis.CALENDAR) for m in mentions))


def find_mentions(text: str) -> list[Mention]:
    """Where a text names periods, in order of appearance; no two overlap."""
    found: list[Mention] = []

    def take(mention: Mention) -> None:
        if not any(m.start < mention.end and mention.start < m.end for m in found):
            found.append(mention)

    for pattern in _LABELS:
        for match in pattern.finditer(text):
            groups = match.groupdict()
            quarter = (groups["quarter"] or groups["q2"]).lower()
            year = (
                int(groups["roc"]) + _ROC_EPOCH
                if groups.get("roc")
                else full_year(groups.get("year") or groups["short"])
            )
            take(Mention(*match.span(), year, _QUARTERS.get(quarter) or int(quarter), _basis(text, match)))
    for match in _CALENDAR.finditer(text):
        name = next(value for key, value in match.groupdict().items() if key[0] == "m" and value).lower()
        month = month_of(name)
        said = next((value for key, value in match.groupdict().items() if key[0] == "y" and value), None)
        take(Mention(*match.span(), full_year(said) if said else None, (month + 2) // 3, Basis.CALENDAR, month))
    for match in _FISCAL_YEAR.finditer(text):
        take(Mention(*match.span(), full_year(match["year"] or match["cn"] or match["cn2"]), None, Basis.FISCAL))
    return sorted(found, key=lambda mention: mention.start)


def calendar_quarter(period_end: str) -> tuple[int, int]:
    """(year, quarter) in which the middle of the quarter lies that ends on an ISO date.

    So a quarter that ends on 1 April is the first, and one of November to January the fourth of the year before.
    """
    middle = date.fromisoformat(period_end) - timedelta(days=45)
    return middle.year, (middle.month + 2) // 3


def month_of(name: str) -> int:
    """`Feb`, `september`, 十一, `11` -> 1 to 12. Raises ValueError for what is no month."""
    name = name.lower()
    return _MONTHS.get(name) or _HAN_MONTHS.get(name) or int(name)


def full_year(text: str) -> int:
    """`25` and `2025`; a year of the Republic of China (`114`) too."""
    number = int(text)
    return number if len(text) == 4 else number + _ROC_EPOCH if len(text) == 3 else 2000 + number


def _basis(text: str, match: re.Match[str]) -> Basis:
    if _SAYS_CALENDAR.search(match[0]) or _CALENDAR_BEFORE.search(text, 0, match.start()):
        return Basis.CALENDAR
    return Basis.FISCAL if _SAYS_FISCAL.search(match[0]) else Basis.EITHER
