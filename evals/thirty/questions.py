"""Questions over the thirty calls: which calls each may cite, and the figures that answer it."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from evals.thirty.companies import COMPANIES, Company, HeldCall, Topic, calls_of
from evals.thirty.speech import ANALYSTS

_ORDINAL = ("", "first", "second", "third", "fourth")
_HAN = "〇一二三四"
_MONTH = ("", "March", "June", "September", "December")

_FISCAL = (
    "FY{yy} Q{q}",
    "Q{q} FY{y}",
    "fiscal Q{q} {y}",
    "F{q}Q{yy}",
    "the {ordinal} quarter of fiscal {y}",
    "FY{y} Q{q}",
    "{q}QFY{yy}",
)
_EITHER = ("{q}Q{yy}", "Q{q} {y}", "{yy}Q{q}", "the {ordinal} quarter of {y}", "{y}Q{q}", "Q{q}'{yy}")
_CALENDAR = (
    "the {month} quarter of {y}",
    "{month} quarter {y}",
    "{mon}Q{yy}",
    "calendar Q{q} {y}",
    "the {month} {y} quarter",
)
_HAN_FISCAL = ("{y}財年第{han}季", "FY{yy} Q{q}", "{y}财年第{han}季度", "Q{q} FY{y}", "{y}年第{han}財季")
_HAN_EITHER = ("{y}年第{han}季", "{roc}年第{han}季", "{q}Q{yy}", "{y}年第{han}季度", "民國{roc}年第{han}季", "{y} Q{q}")
_HAN_CALENDAR = ("{y}年{m}月季", "{y}年{hanmonth}月季", "{y} 年 {m} 月季度")
"""The first list of each language names fiscal quarters; the other two are read by the calendar."""

_ASKED: dict[Topic, tuple[tuple[str, ...], tuple[str, ...]]] = {
    Topic.REVENUE: (
        ("What was {c}'s revenue in {p}?", "How much revenue did {c} report for {p}?", "{c} {p} revenue"),
        ("{c}{p}的營收是多少?", "{p},{c}的營收多少?", "請問{c}在{p}的營收"),
    ),
    Topic.MARGIN: (
        ("What was {c}'s gross margin in {p}?", "In {p}, what gross margin did {c} report, and why?", "gross margin of {c}, {p}"),
        ("{c}{p}的毛利率是多少?", "{c}在{p}的毛利率為什麼變動?", "{c}{p}毛利率"),
    ),
    Topic.CAPEX: (
        ("How much did {c} spend on capex in {p}?", "{c} {p} capex", "What was {c}'s capital expenditure in {p}?"),
        ("{c}在{p}的資本支出是多少?", "{c}{p}資本支出", "想知道{c}{p}的資本支出金額"),
    ),
    Topic.GUIDANCE: (
        ("What revenue for the next quarter did {c} guide to on its call for {p}?", "What revenue guidance did {c} give in {p}?"),
        ("{c}在{p}法說會給的下一季營收財測是多少?", "{c}在{p}法說會對下一季營收的展望?"),
    ),
    Topic.INVENTORY: (
        (f"What did {{c}} tell {ANALYSTS[0][0]} about inventory in {{p}}?", "How many days of inventory did {c} hold in {p}?"),
        ("{c}{p}的庫存天數是多少?", f"{{c}}在{{p}}怎麼回答 {ANALYSTS[0][0]} 的庫存問題?"),
    ),
    Topic.TARIFFS: (
        ("What did tariffs cost {c} in {p}?", f"How did {{c}} answer {ANALYSTS[1][1]} on tariff costs in {{p}}?"),
        ("{c}{p}的關稅成本是多少?", "{c}在{p}說關稅造成多少成本?"),
    ),
}  # fmt: skip

# Periods as seen from the newest call: (words, how many calls before it).
_SEEN = (
    ("its latest quarter", 0),
    ("the latest call", 0),
    ("the last quarter", 1),
    ("the previous quarter", 1),
    ("its most recent quarter", 0),
)
_SEEN_ZH = (("上一季", 1), ("最新一季", 0), ("最近一次法說會", 0), ("上季", 1), ("本季", 0))
_UNDATED = ("What was {c}'s gross margin?", "How much was {c}'s capex?")
_UNDATED_ZH = ("{c}的毛利率是多少?", "{c}的資本支出是多少?")

_COMPARED = (Topic.MARGIN, Topic.REVENUE, Topic.CAPEX)
_WORDS = {Topic.MARGIN: "gross margin", Topic.REVENUE: "revenue", Topic.CAPEX: "capital expenditure"}
_WORDS_ZH = {Topic.MARGIN: "毛利率", Topic.REVENUE: "營收", Topic.CAPEX: "資本支出"}
_TWO_QUARTERS = ("Compare {c}'s {t} in {p} and {o}", "How did {c}'s {t} change from {p} to {o}?", "{c} {t}, {p} vs {o}")
_TWO_QUARTERS_ZH = ("{c}{p}與{o}的{t}比較", "比較{c}{p}和{o}的{t}", "{c}的{t}從{p}到{o}有什麼變化?")
_TWO_COMPANIES = (
    "Compare {c} and {d} on {t} in {p}",
    "Which had the higher {t} in {p}, {c} or {d}?",
    "{c} vs {d}: {t} in {p}",
)
_TWO_COMPANIES_ZH = ("{c}和{d}在{p}的{t}誰比較高?", "比較{c}與{d}{p}的{t}", "{p}{c}跟{d}的{t}比較")


@dataclass(frozen=True)
class ThirtyQuestion:
    """`calls` are those that it names, in order; none where the call that it names is not held.

    `kind` is `one call`, `seen from today`, `no period`, `two quarters`, `two companies` or `not held`.
    """

    text: str
    kind: str
    topic: Topic
    calls: tuple[HeldCall, ...]


def thirty_questions() -> list[ThirtyQuestion]:
    """Some 300, always the same ones, no two alike."""
    made = itertools.chain(_of_one_call(), _seen_from_today(), _of_two_quarters(), _of_two_companies(), _not_held())
    return list({question.text: question for question in made}.values())


def _of_one_call() -> Iterator[ThirtyQuestion]:
    turn = itertools.count()
    for company in COMPANIES:
        for call in calls_of(company):
            for topic in Topic:
                n = next(turn)
                han = _in_chinese(company, n)
                asked = _ASKED[topic][han]
                # So that no topic always meets the same kind of period.
                period = _period(call, n + n // len(Topic), han)
                text = _filled(asked[n // 5 % len(asked)], c=_name(company, n, han), p=period)
                yield ThirtyQuestion(text, "one call", topic, (call,))


def _seen_from_today() -> Iterator[ThirtyQuestion]:
    for i, company in enumerate(COMPANIES):
        calls = calls_of(company)
        for n in range(5):
            topic = (Topic.REVENUE, Topic.MARGIN, Topic.CAPEX, Topic.INVENTORY, Topic.TARIFFS)[(i + n) % 5]
            han = _in_chinese(company, i + n)
            words, back = (_SEEN_ZH if han else _SEEN)[n]
            text = _filled(_ASKED[topic][han][0], c=_name(company, i + n, han), p=words)
            yield ThirtyQuestion(text, "seen from today", topic, (calls[-1 - back],))
        for n, topic in enumerate((Topic.MARGIN, Topic.CAPEX)):
            han = _in_chinese(company, i + n)
            text = _filled((_UNDATED_ZH if han else _UNDATED)[n], c=_name(company, i + n, han))
            yield ThirtyQuestion(text, "no period", topic, (calls[-1],))


def _of_two_quarters() -> Iterator[ThirtyQuestion]:
    turn = itertools.count()
    for company in COMPANIES:
        calls = calls_of(company)
        for one, other in ((calls[-2], calls[-1]), (calls[0], calls[1]), (calls[0], calls[-1]), (calls[-2], calls[-1])):
            n = next(turn)
            topic, han = _COMPARED[n % 3], _in_chinese(company, n)
            form = n // 2 % 7
            text = _filled(
                (_TWO_QUARTERS_ZH if han else _TWO_QUARTERS)[n // 3 % 3],
                c=_name(company, n, han),
                t=(_WORDS_ZH if han else _WORDS)[topic],
                p=_period(one, form, han),
                o=_period(other, form, han),
            )
            yield ThirtyQuestion(text, "two quarters", topic, (one, other))


def _of_two_companies() -> Iterator[ThirtyQuestion]:
    for n, (company, beside) in enumerate(itertools.combinations(COMPANIES, 2)):
        held = {call.calendar: call for call in calls_of(beside)}
        pairs = [(call, held[call.calendar]) for call in calls_of(company) if call.calendar in held]
        one, other = pairs[n % len(pairs)]
        topic, han = _COMPARED[n % 3], _in_chinese(company, n)
        text = _filled(
            (_TWO_COMPANIES_ZH if han else _TWO_COMPANIES)[n // 3 % 3],
            c=_name(company, n, han),
            d=_name(beside, n // 2, han),
            t=(_WORDS_ZH if han else _WORDS)[topic],
            # Their fiscal years differ: what both have is a calendar quarter.
            p=_period(one, 1 + n % 2 + 3 * (n // 2), han),
        )
        yield ThirtyQuestion(text, "two companies", topic, (one, other))


def _not_held() -> Iterator[ThirtyQuestion]:
    for i, company in enumerate(COMPANIES):
        han = _in_chinese(company, i)
        for n, topic in enumerate((Topic.MARGIN, Topic.REVENUE)):
            year, quarter = (2022, 1 + i % 4) if n else (2023, 1 + (i + n) % 4)
            period = f"{year}年第{_HAN[quarter]}季" if han else (f"FY{year} Q{quarter}", f"{quarter}Q{year % 100}")[n]
            text = _filled(_ASKED[topic][han][n], c=_name(company, i, han), p=period)
            yield ThirtyQuestion(text, "not held", topic, ())


def _in_chinese(company: Company, n: int) -> bool:
    return n % 5 in (1, 3) if company.english else n % 3 > 0


def _name(company: Company, n: int, han: bool) -> str:
    names = company.han + company.latin if han else company.latin
    return names[n % len(names)]


def _period(call: HeldCall, n: int, han: bool) -> str:
    kinds = (_HAN_FISCAL, _HAN_EITHER, _HAN_CALENDAR) if han else (_FISCAL, _EITHER, _CALENDAR)
    forms = kinds[n % 3]
    year, quarter = call.calendar if n % 3 else call.fiscal
    month = _MONTH[quarter]
    return forms[n // 3 % len(forms)].format(
        y=year, yy=year % 100, q=quarter, roc=year - 1911, ordinal=_ORDINAL[quarter], han=_HAN[quarter],
        month=month, mon=month[:3], m=quarter * 3, hanmonth=("", "三", "六", "九", "十二")[quarter],
    )  # fmt: skip


def _filled(template: str, **parts: str) -> str:
    """The template with its parts, and a space where Latin letters or digits would stand right beside others or Chinese."""
    text = ""
    for piece in re.split(r"(\{\w\})", template):
        piece = parts[piece[1]] if piece[:1] == "{" else piece
        if not text or text.endswith(", "):
            piece = piece.removeprefix("the ")
        text += f" {piece}" if text and piece and _meets(text[-1], piece[0]) else piece
    return text


def _meets(one: str, other: str) -> bool:
    return (one.isascii() or other.isascii()) and one.isalnum() and other.isalnum()
