"""Questions over two calls of one company and over all companies: which calls are meant, and which are set side by side."""

from dataclasses import replace

import pytest

from answer.scoping.read import read_scope
from answer.scoping.reading import Reading
from index.glossary import Glossary
from index.passage import Scope
from index.question import read_question
from index.rows import Held
from tests.scoping_calls import MAR, call, quarters, thirty_calls

GLOSSARY = Glossary.load()
OLD, NEW = "plwg-fy2025-q3", "plwg-fy2025-q4"
TWO = tuple(
    quarters("plwg", "翎羽商務", "PLWG", MAR[2:], (2025, 3), aliases=("Plumewing Commerce", "Plumewing"))
    + quarters("tbrk", "Tarnbrook Instruments, Inc.", "TBRK", MAR[3:], (2025, 2), says_end=False)
)
"""The December and March quarters of one company, and one call of another."""


def read(question: str, held: tuple[Held, ...] = TWO) -> Reading:
    return read_scope(question, Scope(), held, GLOSSARY, language=read_question(question).language)


def shown(reading: Reading) -> tuple[str, ...]:
    return tuple(side.transcripts[0] for side in reading.sides)


TWO_SIDES = [
    # both quarters by name
    "Compare Plumewing's take rate in the March and December quarters.",
    "Plumewing take rate: December and March quarters",
    "Plumewing's take rate in the December quarter and in the March quarter",
    "How did Plumewing's churn develop from the December to the March quarter?",
    "How did Plumewing's churn move between the December and March quarters?",
    "What was churn at Plumewing in the third and fourth quarters of fiscal 2025?",
    "Plumewing churn in the third and the fourth fiscal quarter",
    "Plumewing churn, October to December versus January to March",
    "翎羽12月和3月季的流失率",
    "翎羽12月季跟3月季的流失率",
    "翎羽12月及3月兩季的流失率各是多少?",
    "翎羽第三、四財季的流失率",
    "翎羽10至12月與1至3月的流失率",
    # by the dates on which they ended
    "What changed at Plumewing in net cash between end-December and end-March?",
    "Plumewing's net cash at the end of December and at the end of March",
    "Plumewing net cash on December 31 and on March 31",
    "翎羽12月底和3月底的淨現金",
    # without naming them
    "In which of the two quarters did Plumewing buy back more stock?",
    "What was churn at Plumewing in both quarters?",
    "What did Gary Quill ask on the two Plumewing calls?",
    "Did both calls of Plumewing mention tariffs?",
    "What did Plumewing say about pricing on its two calls?",
    "翎羽連續兩季的流失率各是多少?",
    "翎羽這兩季的流失率",
    "翎羽兩季的流失率差多少?",
    "Gary Quill在翎羽兩場法說會分別問了什麼?",
    "翎羽兩次法說會都提到哪些風險?",
    "Which quarter had the higher churn at Plumewing?",
    "翎羽哪一季的流失率比較高?",
    "Put Plumewing's two latest calls side by side on churn.",
    "Which of Plumewing's two quarters had more members?",
    "How did churn at Plumewing go from Q3 to Q4?",
    "Was churn at Plumewing lower in March than in December?",
    "What was Plumewing's churn this quarter and the one before?",
    "翎羽從第三季到第四季的流失率",
    "翎羽去年12月到今年3月的會員數變化",
    # against the quarter before
    "Is Plumewing's guidance the same as last quarter?",
    "Any change in Plumewing's churn vs. the prior quarter?",
    "翎羽本季與前一季流失率的差異",
    "翎羽這季的流失率比起上季如何",
    "翎羽的雲端成長跟上一季比如何?",
    "翎羽的雲端成長與上季相比如何?",
    "翎羽的流失率和上一季比起來怎麼樣?",
    "翎羽的流失率跟前一場法說會比有什麼不同?",
    "Plumewing cloud growth versus last quarter?",
    "How does Plumewing's churn compare with the previous quarter?",
    "How did Plumewing's churn develop?",
    # what was expected, and what came of it
    "What did Plumewing tell investors in February to expect for cloud in the March quarter, and what came out?",
    "What did Plumewing guide for the March quarter and how did it turn out?",
    "What cloud growth had Plumewing expected for the March quarter, and what did it actually deliver?",
    "Plumewing: cloud guidance versus actual",
    "What did Plumewing promise last quarter and did it deliver?",
    "Did Plumewing hit the guidance it gave in February?",
    "Did Plumewing's actual churn match what was guided on the previous call?",
    "翎羽上一季給的財測,這季實際如何",
    "翎羽對3月季的雲端預期是多少,結果如何?",
    "翎羽當初對雲端的指引,跟實際有什麼落差?",
]


@pytest.mark.parametrize("question", TWO_SIDES)
def test_two_quarters_are_two_sides(question: str) -> None:
    reading = read(question)
    assert shown(reading) == (OLD, NEW)
    assert set(reading.calls) == {OLD, NEW} and reading.unheld is None


ONE_CALL = [
    # the older of the calls held
    ("Gary Quill on the earlier Plumewing call: what was he after?", OLD),
    ("What did Plumewing say on the previous call?", OLD),
    ("What did Plumewing say about churn on the call before?", OLD),
    ("Plumewing's churn on the first of the two calls", OLD),
    ("翎羽前一場法說會怎麼談流失率?", OLD),
    ("翎羽前一場怎麼談流失率?", OLD),
    ("翎羽較早那場法說會提到哪些風險?", OLD),
    # by month
    ("What did Plumewing say on its February call?", OLD),
    ("What did Plumewing tell investors in February to expect for the March quarter?", OLD),
    ("Back in February, what did Plumewing say about churn?", OLD),
    ("What did Plumewing say on the May call?", NEW),
    ("翎羽2月的法說會怎麼談流失率?", OLD),
    ("翎羽在2月說流失率會怎樣?", OLD),
    ("How many members did Plumewing have at the end of December?", OLD),
    ("翎羽12月底的會員數", OLD),
    ("What was Plumewing's churn in the three months to December?", OLD),
    ("Plumewing churn, January to March 2025", NEW),
    ("翎羽1至3月的流失率", NEW),
    ("翎羽去年底的會員數", OLD),
    ("What did Plumewing say a quarter earlier?", OLD),
    # an outlook is given on the call before
    ("What growth does Plumewing see in the second half?", NEW),
    ("翎羽下半年的資本支出計畫多少?", NEW),
    ("翎羽怎麼看下半年的需求?", NEW),
    ("What CMR growth did Plumewing guide for the March quarter?", OLD),
    ("What does Plumewing expect for the June quarter?", NEW),
    ("翎羽對3月季的展望", OLD),
    # what says neither
    ("Is Plumewing's churn higher than last quarter?", NEW),
    ("How much did Plumewing's revenue grow versus last quarter?", NEW),
    ("翎羽流失率比上一季高多少?", NEW),
    ("When will the plant of Plumewing open, by the end of December?", NEW),
    ("Was Skylark launched at the end of December at Plumewing?", NEW),
    ("Did Plumewing meet its guidance?", NEW),
    ("How did Plumewing's revenue come in versus guidance?", NEW),
    ("In which quarter will Plumewing break even?", NEW),
    ("翎羽預計哪一季損益兩平?", NEW),
    ("What two trends did Plumewing see?", NEW),
    ("Plumewing's two founders", NEW),
    ("Will Plumewing's results improve in the next two quarters?", NEW),
    ("翎羽未來兩季的展望", NEW),
    ("翎羽兩成的會員來自哪裡?", NEW),
    ("Does Plumewing march on?", NEW),
    ("What may Plumewing call its new product?", NEW),
]  # fmt: skip


@pytest.mark.parametrize(("question", "wanted"), ONE_CALL)
def test_one_call_is_meant(question: str, wanted: str) -> None:
    reading = read(question)
    assert reading.calls == (wanted,)
    assert reading.sides == () and reading.unheld is None


def test_one_call_held_is_no_side() -> None:
    for question in (
        "Compare Tarnbrook's churn in the two quarters.",
        "How does Tarnbrook's churn compare with last quarter?",
        "What did Tarnbrook guide for the March quarter and how did it turn out?",
        "What did Tarnbrook say on the earlier call?",
    ):
        reading = read(question)
        assert reading.calls == ("tbrk-fy2025-q2",) and reading.sides == () and reading.unheld is None


def test_an_earlier_call_need_not_be_of_the_quarter_before() -> None:
    held = (
        call("a", "Emberlark", None, 2024, 1, end="2024-03-31"),
        call("b", "Emberlark", None, 2025, 1, end="2025-03-31"),
    )
    assert read("What did Emberlark say on the previous call?", held).calls == ("a",)
    assert read("What did Emberlark say last quarter?", held).calls == ("b",)


def test_a_call_is_known_by_its_date_before_its_quarter() -> None:
    held = tuple(
        replace(h, call=replace(h.call, date=on)) for h, on in zip(TWO[:2], ("2025-01-30", "2025-04-29"), strict=True)
    )
    assert read("What did Plumewing say on its January call?", held).calls == (OLD,)
    assert read("What did Plumewing say in February?", held).calls == (NEW,)
    assert read("What did Plumewing say on the December call?", held).calls == (OLD,)


def test_the_first_target_is_looked_for_on_both_calls_but_not_compared() -> None:
    for question in (
        "What was the original break-even target of Plumewing?",
        "Plumewing's previous capex guidance",
        "翎羽原本的損益兩平目標是什麼時候?",
    ):
        reading = read(question)
        assert reading.calls == (OLD, NEW) and reading.sides == ()
        assert reading.notes


WHICH = [
    ("Which companies mention tariffs?", False),
    ("Which company raised its guidance?", False),
    ("Who is exposed to tariffs?", False),
    ("哪些公司提到關稅?", False),
    ("哪一家公司這季把財測往上調?", False),
    ("哪家公司提高了資本支出?", False),
    ("誰提到關稅?", False),
    ("Which company has the highest gross margin?", True),
    ("Which company grew faster?", True),
    ("Who grew more?", True),
    ("What did each company say about capex?", True),
    ("哪家公司的毛利率最高?", True),
    ("哪一家的毛利率比較高?", True),
    ("誰的毛利率高?", True),
    ("各公司的資本支出", True),
    ("每家公司怎麼談關稅?", True),
]  # fmt: skip


@pytest.mark.parametrize(("question", "beside"), WHICH)
def test_all_companies_are_set_beside_only_where_they_are_compared(question: str, beside: bool) -> None:
    reading = read(question)
    assert set(reading.calls) == {NEW, "tbrk-fy2025-q2"}
    assert bool(reading.sides) is beside
    assert reading.detected.companies == ()


def test_what_is_missing_beside_what_is_held_is_said_apart_from_notes() -> None:
    for question, said in (
        ("Compare Tencent and Plumewing cloud growth.", "No call of Tencent is held"),
        ("比較騰訊和翎羽的雲端成長", "資料庫沒有 Tencent 的法說會;以下只涵蓋翎羽商務。"),
        ("Plumewing churn in the December quarter and in the September quarter 2019", "September quarter 2019"),
        ("Compare Plumewing and Tarnbrook in the December quarter of 2024", "The library holds no call of Tarnbrook"),
    ):
        reading = read(question)
        assert reading.unheld is None and reading.calls
        assert any(said in sentence for sentence in reading.missing), reading
        assert not any(said in sentence for sentence in reading.notes)
    assert read("What did Plumewing say about churn?").missing == ()


def test_periods_of_thirty_calls_are_not_mixed_up() -> None:
    held = thirty_calls()
    for question, wanted in (
        ("Kestrelvane churn in the September and December quarters of 2024", ("kstv-fy2024-q3", "kstv-fy2024-q4")),
        ("Kestrelvane 2024年9月與12月季的流失率", ("kstv-fy2024-q3", "kstv-fy2024-q4")),
        ("Kestrelvane churn on the last two calls", ("kstv-fy2024-q4", "kstv-fy2025-q1")),
        ("In which of the two quarters, Q3 or Q4 2024, was churn at Kestrelvane higher?", ("kstv-fy2024-q3", "kstv-fy2024-q4")),
        ("What did Kestrelvane guide for Q4 2024, and what came out?", ("kstv-fy2024-q3", "kstv-fy2024-q4")),
    ):  # fmt: skip
        assert shown(read(question, held)) == wanted
