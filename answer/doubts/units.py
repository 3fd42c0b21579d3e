"""Units, percentages and dates that cannot be right where they stand."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from answer.checks.clauses import clauses, figures
from answer.doubts.finding import Finding, Line, reading
from answer.quantities.numbers import Quantity, quantities
from answer.quantities.numerals import MONTHS
from index.glossary import Glossary

_PEOPLE = (
    r"(?:members?|memberships?|users?|subscribers?|subscriptions?|shoppers|consumers|downloads|MAUs?|DAUs?|households"
    r"|employees|followers|visitors|viewers|riders|patients|students)"
)
_OVER = r"(?:\s+(?:over|more than|about|around|approximately|nearly|almost|some|a total of))?\s*$"
_REACHED = (
    r"(?:surpass(?:ed|es|ing)?|exceed(?:ed|s|ing)?|reach(?:ed|es|ing)?|topp(?:ed|ing)|pass(?:ed|ing)|cross(?:ed|ing)|hit"
    r"|total(?:l)?(?:ed|ing|s)|(?:stood|stands|standing) at|(?:rose|rising|grew|growing|climbed|climbing|increased"
    r"|increasing) to|numbered|amounted to)"
)
_COUNTED_BEFORE = (
    # "Fernpass members reached RMB45 million"
    re.compile(
        rf"\b{_PEOPLE}(?:\s+(?:base|count|numbers?))?(?:\s+(?:has|have|had|now|already))*\s+{_REACHED}{_OVER}", re.I
    ),
    # "the number of our members rose again by a tenth, reaching $7 million"
    re.compile(rf"\bnumber of\s+(?:[\w-]+\s+){{0,5}}?{_PEOPLE}\b[^.;:]{{0,90}}?\b{_REACHED}{_OVER}", re.I),
    re.compile(rf"\bnumber of\s+(?:[\w-]+\s+){{0,5}}?{_PEOPLE}\s+(?:is|was|were|are)(?:\s+now)?{_OVER}", re.I),
    re.compile(
        r"(?:會員|会员|用戶|用户|使用者|訂戶|订户|訂閱戶|员工|員工|下載)(?:人[數数]|[數数]量|[數数]|量|[規规]模)?[^,，。;；元\d]{0,12}?"
        r"(?:突破|超[過过]|達到|达到|[達达]|逾|增至|升至|[來来]到)[約约了]?\s*$"
    ),
)
_COUNTED_AFTER = re.compile(
    r"^\s*(?:(?:paying|active|paid|registered|monthly|daily|annual|new|loyal)\s+){0,2}"
    r"(?:members|users|subscribers|downloads|MAUs?|DAUs?|households|employees)\b|^\s*(?:名|位|個|个)(?:會員|会员|用戶|用户|訂戶)",
    re.I,
)
_MONEY_SPOKEN_OF = re.compile(
    r"\b(?:revenues?|sales|spend\w*|spent|fees?|income|value|GMV|GTV|TPV|profits?|losses|loss|costs?|ARPU|ARR|deposits?"
    r"|balances?|sav(?:e|ed|ings?)|assets|worth|pa(?:y|id|yments?)|transactions?|wallet|average|earn\w*|bought|buy\w*"
    r"|purchas\w+|invest\w*|bill\w*|price\w*|compensation|salar\w+|wage\w*|stock|dollars? (?:of|in)|budget)\b"
    r"|收入|營收|营收|消費|消费|貢獻|贡献|儲值|储值|交易|支出|花費|花费|金額|金额|每[人戶户]|薪",
    re.I,
)
_SHARES = frozenset(
    "gross margin|operating margin|net margin|EBITA margin|EBITDA margin|margin|market share|tax rate|yield|NPL ratio".split(
        "|"
    )
)
_CANNOT_GO_BELOW_ZERO = frozenset(
    "revenue|GMV|GTV|TPV|orders|users|members|subscribers|MAU|DAU|active buyers|headcount|stores|shipments|deliveries"
    "|production|capex|R&D|S&M|G&A|operating expenses|cost of revenue|inventory|ASP|ARPU|share count".split("|")
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH_DAY = re.compile(
    rf"(?:\b(?P<weekday>{'|'.join(_WEEKDAYS)}),?\s+)?\b(?P<month>{'|'.join(m for m in MONTHS if len(m) > 2 and (len(m) > 3 or m == 'may'))})\s+(?P<day>\d{{1,2}})"
    r"(?:st|nd|rd|th)?\b(?!\s*(?:%|million|billion|percent))(?:,?\s+(?P<year>20\d\d)\b)?"
    r"|(?:(?P<zyear>20\d\d)\s?年\s?)?(?<!\d)(?P<zmonth>\d{1,2})\s?月\s?(?P<zday>\d{1,2})\s?[日號号]",
    re.I,
)
_COMING_YEAR = re.compile(
    r"\b(?:coming|next|upcoming|following)\s+(?:fiscal|financial)\s+year,?\s+(?:or\s+|that is,?\s+|which is\s+|i\.e\.,?\s+)?(?:in\s+)?"
    r"(?:fiscal\s+|FY\s?|FY)?(?P<year>20\d\d)\b|(?:下一?個?|下个?一?)(?:財政|财政|會計|会计)?(?:財年|财年|年度)(?:,|，|、|也就是|即|就是|\s)*(?P<zyear>20\d\d)",
    re.I,
)


def people_in_money(line: Line) -> Iterator[Finding]:
    """Members or users counted in a currency: "members reached RMB45 million"."""
    if not re.search(_PEOPLE, line.text, re.I) and not re.search(
        r"會員|会员|用戶|用户|使用者|訂戶|订户|員工|员工|下載", line.text
    ):
        return
    for money in quantities(line.text):
        if money.unit != "money" or money.value < 1000:
            continue
        before, after = line.text[: money.start], line.text[money.end :]
        matches = [m for pattern in _COUNTED_BEFORE if (m := pattern.search(before))]
        clause = re.split(r"[;:.]\s|;", before)[-1][-110:]
        beside = f"{clause} {re.split(r'[,;.]', after)[0][:40]}"
        direct = _COUNTED_AFTER.match(after)
        if (
            direct
            and not _MONEY_SPOKEN_OF.search(re.split(r"[,;]", before)[-1][-60:])
            and not re.match(rf"^\s*(?:\w+\s+)*?{_PEOPLE}\s+(?:spen[dt]|pa(?:y|id)|bought)", after, re.I)
        ):
            yield _people(line, money, direct.group())
        elif (
            matches and not _MONEY_SPOKEN_OF.search(beside) and not re.match(r"^\s*(?:of|in|worth|per)\b", after, re.I)
        ):
            yield _people(line, money, matches[0].group())


def _people(line: Line, money: Quantity, around: str) -> Finding:
    noun = re.search(_PEOPLE, around, re.I) or re.search(r"會員|会员|用戶|用户|使用者|訂戶|订户|員工|员工|下載", around)
    subject = noun.group().lower() if noun else ""
    return Finding("people_in_money", (reading(line, line.text[money.start : money.end]),), subject.rstrip("s"))


def percent_out_of_bounds(line: Line, glossary: Glossary) -> Iterator[Finding]:
    """A margin or share above 100 %, or a fall by more than everything."""
    if not any(q.unit == "percent" and q.value > 100 for q in quantities(line.text)):
        return
    for figure in figures(clauses(line.text, glossary), line.text):
        quantity = figure.quantity
        if (
            quantity.unit != "percent"
            or quantity.value <= 100
            or len(figure.own & (_SHARES | _CANNOT_GO_BELOW_ZERO)) != 1
        ):
            continue
        level = quantity.direction is None and quantity.anchor != "by" and bool(figure.own & _SHARES)
        fall = quantity.direction == "down" and quantity.anchor != "to" and bool(figure.own & _CANNOT_GO_BELOW_ZERO)
        if level or fall:
            yield Finding("percent", (reading(line, line.text[quantity.start : quantity.end]),))


def impossible_dates(line: Line, fiscal_year: int | None) -> Iterator[Finding]:
    """31 June; a weekday that is another one; a coming fiscal year that is already over."""
    for match in _MONTH_DAY.finditer(line.text):
        month = MONTHS[match["month"].lower()] if match["month"] else int(match["zmonth"])
        day, year = int(match["day"] or match["zday"]), int(match["year"] or match["zyear"] or 0)
        cannot = not 1 <= month <= 12 or not 1 <= day <= (monthrange(year or 2024, month)[1])
        if not cannot and year and match["weekday"]:
            cannot = _WEEKDAYS[date(year, month, day).weekday()] != match["weekday"].lower()
        if cannot and not (match["month"] or "").islower():
            yield Finding("date", (reading(line, match.group().strip()),))
    for match in _COMING_YEAR.finditer(line.text):
        if fiscal_year and int(match["year"] or match["zyear"]) <= fiscal_year:
            yield Finding("date", (reading(line, match.group()),))
