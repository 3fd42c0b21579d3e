"""A library of thirty calls: the company and period that a question names are the ones searched, however it names them."""

import itertools
from collections.abc import Iterator

from answer.scoping.read import read_scope
from answer.scoping.reading import Reading
from index.glossary import Glossary
from index.passage import Scope
from index.question import read_question
from tests.scoping_calls import thirty_calls

GLOSSARY = Glossary.load()

NAMES = {
    "plwg": ("Plumewing", "Plumewing Commerce", "plumewing", "PLWG", "翎羽商務", "翎羽商务", "翎羽"),
    "tbrk": ("Tarnbrook", "Tarnbrook Instruments", "TBRK"),
    "6799": ("Ossifern", "Ossifern Semiconductor", "6799", "6799.TW", "岩蕨半導體", "岩蕨半导体", "岩蕨"),
    "kstv": ("Kestrelvane", "KSTV", "Kestrelvane Inc."),
    "dmel": ("Delta Morrow", "Delta Morrow Electronics", "DMEL", "德穆電子", "德穆"),
    "grvx": ("Grauvex", "GRVX", "grauvex"),
    "mirrowell": ("Mirrowell", "Mirrowell Holdings"),
    "0689": ("Zephandra", "0689", "0689.HK", "澤芬集團", "泽芬集团", "澤芬"),
}

# Per company: (fiscal year, quarter, calendar year, quarter) of each call held, oldest first.
HELD = {
    "plwg": [(2025, 1, 2024, 2), (2025, 2, 2024, 3), (2025, 3, 2024, 4), (2025, 4, 2025, 1)],
    "tbrk": [(2024, 3, 2024, 2), (2024, 4, 2024, 3), (2025, 1, 2024, 4), (2025, 2, 2025, 1)],
    "6799": [(2024, 2, 2024, 2), (2024, 3, 2024, 3), (2024, 4, 2024, 4), (2025, 1, 2025, 1)],
    "kstv": [(2024, 2, 2024, 2), (2024, 3, 2024, 3), (2024, 4, 2024, 4), (2025, 1, 2025, 1)],
    "dmel": [(2024, 2, 2024, 2), (2024, 3, 2024, 3), (2024, 4, 2024, 4)],
    "grvx": [(2025, 2, 2024, 2), (2025, 3, 2024, 3), (2025, 4, 2024, 4), (2026, 1, 2025, 1)],
    "mirrowell": [(2024, 2, 2024, 2), (2024, 3, 2024, 3), (2024, 4, 2024, 4), (2025, 1, 2025, 1)],
    "0689": [(2024, 3, 2024, 3), (2024, 4, 2024, 4), (2025, 1, 2025, 1)],
}
ORDINAL = ("", "first", "second", "third", "fourth")
HAN = ("", "一", "二", "三", "四")
MONTH = ("", "March", "June", "September", "December")

FISCAL = (
    "FY{y} Q{q}",
    "FY{yy} Q{q}",
    "Q{q} FY{yy}",
    "F{q}Q{yy}",
    "{q}QFY{yy}",
    "FQ{q} {y}",
    "fiscal Q{q} {y}",
    "fiscal {y} {ordinal} quarter",
    "the {ordinal} quarter of fiscal {y}",
    "the {ordinal} fiscal quarter of {y}",
    "{y}財年第{han}季",
    "{y}财年第{han}季度",
    "{y}財年Q{q}",
    "{y}年第{han}財季",
)
EITHER = (
    "Q{q} {y}",
    "{q}Q{yy}",
    "{yy}Q{q}",
    "{y}Q{q}",
    "Q{q}'{yy}",
    "the {ordinal} quarter of {y}",
    "{y}年第{han}季",
    "{y}年第{han}季度",
    "{roc}年第{han}季",
    "民國{roc}年第{han}季",
    "{yy}年第{han}季",
)
CALENDAR = (
    "the {month} quarter of {y}",
    "{month} quarter {y}",
    "{mon}Q{yy}",
    "{mon} {y} quarter",
    "{y}年{m}月季",
    "{y}年{m}月季度",
    "calendar Q{q} {y}",
    "CY{yy} Q{q}",
)

ENGLISH = (
    "What was {c}'s gross margin in {p}?",
    "What did {c} say about demand in {p}?",
    "How fast did revenue grow at {c} in {p}?",
    "{c} {p} capex",
    "In {p}, why did {c} margins fall?",
    "Can you pull up {c}'s commentary on pricing from the {p} call?",
    "Who on {c}'s {p} call talked about tariffs?",
    "Did {c} beat expectations in {p}?",
)
CHINESE = (
    "{c} {p} 的毛利率是多少?",
    "{c}在{p}怎麼談需求?",
    "{p},{c}的營收為什麼下滑?",
    "請問{c}{p}资本支出?",
    "想知道{c}於{p}的存貨狀況",
    "{p}時{c}管理層對需求的說法",
)


def _period(form: str, year: int, quarter: int) -> str:
    return form.format(
        y=year, yy=year % 100, q=quarter, roc=year - 1911, ordinal=ORDINAL[quarter], han=HAN[quarter],
        month=MONTH[quarter], mon=MONTH[quarter][:3], m=quarter * 3,
    )  # fmt: skip


def _questions() -> Iterator[tuple[str, str]]:
    """(question, id of the call that it means)."""
    turn = itertools.cycle(range(60))
    for stem, names in NAMES.items():
        for fy, fq, cy, cq in HELD[stem]:
            wanted = f"{stem}-fy{fy}-q{fq}"
            for forms, year, quarter in ((FISCAL, fy, fq), (EITHER, cy, cq), (CALENDAR, cy, cq)):
                for form in forms:
                    n = next(turn)
                    name, period = names[n % len(names)], _period(form, year, quarter)
                    # A numeric ticker before a digit is a number to any reader.
                    templates = ENGLISH if period.isascii() else CHINESE
                    template = templates[n % len(templates)]
                    if name[-1].isdigit() and "{c}{p}" in template:
                        template = templates[0]
                    yield template.format(c=name, p=period), wanted


def read(question: str, **options: object) -> Reading:
    return read_scope(question, Scope(), thirty_calls(), GLOSSARY, language=read_question(question).language, **options)  # type: ignore[arg-type]


def test_there_are_thirty_calls_and_some_hundred_questions() -> None:
    assert len(thirty_calls()) == 30
    assert len(list(_questions())) > 900


def test_company_and_period_named_are_the_only_ones_in_scope() -> None:
    wrong = [
        (question, wanted, reading.scope.as_json(), reading.unheld)
        for question, wanted in _questions()
        if (reading := read(question)).calls != (wanted,) or reading.scope.transcripts != (wanted,)
    ]
    assert wrong == []
