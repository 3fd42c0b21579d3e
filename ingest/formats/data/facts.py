"""What objects and rows say of their call: company, ticker, fiscal period, date, title, under whatever keys."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from ingest.formats.data.cells import plain
from ingest.formats.data.fields import Row, first_plain, key, row_of
from ingest.formats.draft import Draft
from ingest.metadata import bare_ticker, iso_date, period

_META = frozenset(
    "meta metadata event call callinfo info header company companyinfo issuer document details earningscall transcriptinfo "
    "transcriptmetadata "
    "attributes properties".split()
)
_COMPANY = tuple("company companyname issuer issuername 公司 公司名稱 公司名称".split())
_TICKER = tuple(
    "ticker symbol tickersymbol stockcode stocksymbol stockticker companyticker tic ric 股票代號 股票代码".split()
)
_EXCHANGE = tuple("exchange exchangeshortname stockexchange exchangename".split())
_YEAR = tuple("fiscalyear fy year fyear 年度".split())
_QUARTER = tuple("fiscalquarter quarter fiscalperiod period fq qtr fiscalqtr q 季度".split())
_DATE = tuple(
    "date calldate conferencedate eventdate earningsdate transcriptdate datetime eventdatetime mostimportantdateutc 日期".split()
)
_HEADLINE = tuple("title headline eventtitle eventname event calltitle callname".split())
_PERIOD_END = tuple("periodend periodending periodenddate fiscaldateending quarterend".split())
OF_CALL = frozenset((*_COMPANY, *_TICKER, *_EXCHANGE, *_YEAR, *_QUARTER, *_DATE, *_PERIOD_END))
"""Keys of what is the same in all rows of a call."""
_NUMBER = re.compile(r"^(?:FY|fiscal(?: year)?)?\s*['’]?((?:19|20)\d\d|\d\d)(?:\.0)?$", re.IGNORECASE)
_QUARTERS = {
    **{f"{form}{n}": n for n in range(1, 5) for form in ("", "q", "fq", "quarter ")},
    **{f"{n}{form}": n for n in range(1, 5) for form in ("q", ".0", "fq")},
    **{word: n for n, word in enumerate("first second third fourth".split(), start=1)},
}
_MONTH_FIRST = frozenset(
    "NYSE NASDAQ AMEX NYSEAMERICAN NYSEARCA OTC OTCMKTS OTCQX CBOE NASDAQGS NASDAQGM NASDAQCM US".split()
)
_DAY_FIRST = frozenset(
    "LSE LON AIM NSE BSE ASX NZX SGX XETRA ETR FRA EPA AMS EBR BIT BME SWX STO CPH HEL OSL BVMF B3 JSE KLSE LN AU IN L NS BO AX DE "
    "PA AS BR MI MC SW ST CO HE OL SA JO GR FP NA IM SM".split()
)
_SLASHED = re.compile(r"(?<!\d)(\d{1,2})[/.](\d{1,2})[/.]((?:19|20)\d\d)(?!\d)")


@dataclass(frozen=True)
class Facts:
    """What an object or row says of its call, as printed; `date` before day and month are told apart."""

    company: str | None = None
    exchange: str | None = None
    ticker: str | None = None
    year: int | None = None
    quarter: int | None = None
    date: str | None = None
    period_end: str | None = None
    title: str | None = None

    @property
    def identify(self) -> bool:
        """Whether they tell one call from another; a title alone does not, since parts of a call have titles too."""
        return any((self.company, self.ticker, self.year, self.quarter, self.date))

    def over(self, other: "Facts") -> "Facts":
        """These, and those of `other` where these are silent."""
        return replace(other, **{f.name: value for f in fields(self) if (value := getattr(self, f.name)) is not None})

    def fill(self, draft: Draft, *, month_first: bool | None = None) -> None:
        """Write them into the Draft, over what it has: what stands beside a text wins over what was read in it."""
        draft.company = self.company or draft.company
        draft.exchange = self.exchange or draft.exchange
        if month_first is None:
            month_first = _month_first_there(self)
        draft.ticker = self.ticker or draft.ticker
        if self.year:
            if draft.fiscal_year not in (None, self.year):
                draft.fiscal_quarter = None
            draft.fiscal_year = self.year
        draft.fiscal_quarter = self.quarter or draft.fiscal_quarter
        draft.date = (self.date and date_of(self.date, month_first)) or draft.date
        draft.period_end = (self.period_end and date_of(self.period_end, month_first)) or draft.period_end
        draft.title = self.title or draft.title


def facts_of(row: Row, *, nested: int = 2, of_turn: bool = False) -> Facts:
    """What the object says of its call, with its objects of metadata; the `title` of a Turn is its speaker's."""
    exchange, ticker = _listing(row)
    headline = first_plain(row, _HEADLINE[1:] if of_turn else _HEADLINE)
    year, quarter = _period(row, headline)
    company = first_plain(row, _COMPANY)
    date = first_plain(row, _DATE)
    if date is None and not of_turn and (time := plain(row.get("time"))) and iso_date(time):
        date = time
    own = Facts(company, exchange, ticker, year, quarter, date, first_plain(row, _PERIOD_END), headline)
    for name in _META.intersection(row) if nested else ():
        if isinstance(row[name], dict):
            inner = row_of(row[name])
            if name in ("company", "companyinfo", "issuer") and own.company is None:
                own = replace(own, company=first_plain(inner, (*_COMPANY, "name", "longname")))
            own = own.over(facts_of(inner, nested=nested - 1))
    return own


def _listing(row: Row) -> tuple[str | None, str | None]:
    exchange = first_plain(row, _EXCHANGE)
    printed = first_plain(row, _TICKER)
    if exchange and ":" in exchange:  # `NASDAQ: TICK`
        exchange, ticker = bare_ticker(exchange)
        return exchange, bare_ticker(printed)[1] if printed else ticker
    if printed is None:
        return exchange, None
    before, ticker = bare_ticker(printed)
    return before or exchange, ticker


def _period(row: Row, headline: str | None) -> tuple[int | None, int | None]:
    year = quarter = None
    if (printed := first_plain(row, _YEAR)) is not None:
        if match := _NUMBER.match(printed):
            year = int(match[1]) if len(match[1]) == 4 else 2000 + int(match[1])
        elif both := period(printed):
            year, quarter = both
    if (printed := first_plain(row, _QUARTER)) is not None:
        quarter = _QUARTERS.get(printed.lower()) or quarter
        if quarter is None and (both := period(printed)):
            year, quarter = year or both[0], both[1]
    if (year is None or quarter is None) and headline and (both := period(headline)) and year in (None, both[0]):
        return both[0], quarter or both[1]
    return year, quarter


def month_first(facts: Iterable[Facts]) -> bool | None:
    """Whether `01/08/2026` is January in this file, by another date of it with a day above 12."""
    found = {
        int(match[2]) > 12
        for fact in facts
        if fact.date and (match := _SLASHED.search(fact.date)) and (int(match[1]) > 12) != (int(match[2]) > 12)
    }
    return found.pop() if len(found) == 1 else None


def _month_first_there(facts: Facts) -> bool | None:
    """Whether dates begin with the month where the shares trade."""
    places = {key(facts.exchange or "").upper(), (facts.ticker or "").partition(".")[2].upper()}
    if places & _MONTH_FIRST:
        return True
    return False if places & _DAY_FIRST else None


def date_of(printed: str, month_first: bool | None) -> str | None:
    """The date as ISO 8601; `month_first` decides where a date with slashes could be read in two ways."""
    if (found := iso_date(printed)) or month_first is None:
        return found
    match = _SLASHED.search(printed)
    if match is None:
        return None
    month, day = (match[1], match[2]) if month_first else (match[2], match[1])
    return iso_date(f"{match[3]}-{int(month):02}-{int(day):02}")
