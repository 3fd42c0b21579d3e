"""What a question is read to be about: tables of questions over thirty calls of eight fictional companies."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answer.scoping.read import read_scope
from answer.scoping.reading import Reading, favoured
from errors import UsageError
from index.glossary import Glossary
from index.opened import Opened
from index.passage import Scope
from index.question import read_question
from index.rows import Held
from tests.conftest import SAMPLES
from tests.scoping_calls import call, person, thirty_calls

GLOSSARY = Glossary.load()
NEWEST = (
    "plwg-fy2025-q4", "tbrk-fy2025-q2", "6799-fy2025-q1", "kstv-fy2025-q1",
    "dmel-fy2024-q4", "grvx-fy2026-q1", "mirrowell-fy2025-q1", "0689-fy2025-q1",
)  # fmt: skip
KSTV = tuple(f"kstv-{period}" for period in ("fy2024-q2", "fy2024-q3", "fy2024-q4", "fy2025-q1"))


def read(
    question: str, explicit: Scope = Scope(), held: tuple[Held, ...] | None = None, without: tuple[str, ...] = ()
) -> Reading:
    language = read_question(question).language
    held = thirty_calls() if held is None else held
    return read_scope(question, explicit, held, GLOSSARY, language=language, without=without)


ONE_CALL = [
    # seen from the newest call
    ("What did Ossifern say about capacity last quarter?", "6799-fy2024-q4"),
    ("6799 上一季毛利率多少", "6799-fy2024-q4"),
    ("岩蕨上季毛利率多少", "6799-fy2024-q4"),
    ("翎羽上上季毛利率", "plwg-fy2025-q2"),
    ("Plumewing two quarters ago", "plwg-fy2025-q2"),
    ("Tarnbrook's previous quarter", "tbrk-fy2025-q1"),
    ("岩蕨本季毛利率", "6799-fy2025-q1"),
    ("岩蕨最近一季毛利率", "6799-fy2025-q1"),
    ("岩蕨最新法說會提到什麼", "6799-fy2025-q1"),
    ("What did Grauvex say on its most recent call?", "grvx-fy2026-q1"),
    ("What was Kestrelvane's latest quarter like?", "kstv-fy2025-q1"),
    ("岩蕨去年第四季的毛利率", "6799-fy2024-q4"),
    ("澤芬今年第一季營收", "0689-fy2025-q1"),
    ("Kestrelvane's fourth quarter of last year", "kstv-fy2024-q4"),
    ("Zephandra 3月季營收", "0689-fy2025-q1"),
    ("三月季澤芬營收", "0689-fy2025-q1"),
    ("Grauvex January quarter revenue", "grvx-fy2025-q4"),
    ("What did Grauvex say about China in the April quarter?", "grvx-fy2026-q1"),
    ("澤芬 截至2024年12月31日止季度 營收", "0689-fy2024-q4"),
    ("Kestrelvane Q4 margins", "kstv-fy2024-q4"),
    ("岩蕨第三季毛利率", "6799-fy2024-q3"),
    ("Plumewing's fiscal Q2 results", "plwg-fy2025-q2"),
    ("Tarnbrook fiscal first quarter revenue", "tbrk-fy2025-q1"),
    ("翎羽第四財季營收", "plwg-fy2025-q4"),
    ("Plumewing's December quarter last year", "plwg-fy2025-q3"),
    ("翎羽去年12月季營收", "plwg-fy2025-q3"),
    # whole years and halves are told by their last call
    ("What was Plumewing's fiscal 2025 revenue?", "plwg-fy2025-q4"),
    ("last fiscal year revenue at Plumewing", "plwg-fy2025-q4"),
    ("Kestrelvane full year 2024 revenue", "kstv-fy2024-q4"),
    ("What was Kestrelvane revenue in 2024?", "kstv-fy2024-q4"),
    ("Kestrelvane 2024年營收", "kstv-fy2024-q4"),
    ("岩蕨去年營收多少", "6799-fy2024-q4"),
    ("岩蕨113年全年營收", "6799-fy2024-q4"),
    ("Kestrelvane 1H24 revenue", "kstv-fy2024-q2"),
    ("岩蕨上半年營收", "6799-fy2024-q2"),
    # an outlook is given before the period
    ("What guidance did Kestrelvane give for the first quarter of 2025?", "kstv-fy2024-q4"),
    ("Kestrelvane Q4 2024 guidance", "kstv-fy2024-q3"),
    ("岩蕨2024年第四季的展望", "6799-fy2024-q3"),
    ("What guidance did Kestrelvane give in Q4 2024?", "kstv-fy2024-q4"),
    ("岩蕨在2024年第四季法說會給的展望", "6799-fy2024-q4"),
    ("What did Kestrelvane guide for the June 2025 quarter?", "kstv-fy2025-q1"),
    ("What is Kestrelvane's FY2026 revenue target?", "kstv-fy2025-q1"),
    ("岩蕨下半年展望", "6799-fy2025-q1"),
    ("岩蕨對下半年怎麼看?", "6799-fy2025-q1"),
    ("岩蕨對第二季的看法", "6799-fy2025-q1"),
    ("How did Kestrelvane's Q4 2024 revenue come in versus guidance?", "kstv-fy2024-q4"),
    # a period that figures are compared with is not the scope
    ("How did revenue grow from a year ago at Kestrelvane?", "kstv-fy2025-q1"),
    ("How much did Kestrelvane's Q1 2025 revenue grow compared with Q1 2024?", "kstv-fy2025-q1"),
    ("Kestrelvane 2025年第一季營收較去年同期成長多少", "kstv-fy2025-q1"),
    ("岩蕨毛利率跟上一季比變化多少?", "6799-fy2025-q1"),
    ("岩蕨毛利率比上一季高多少", "6799-fy2025-q1"),
    ("Is Tarnbrook's margin higher than last quarter?", "tbrk-fy2025-q2"),
    # who is asked, beside topics, employers and competitors
    ("What did Kestrelvane say about Nvidia?", "kstv-fy2025-q1"),
    ("Did Grauvex mention Kestrelvane?", "grvx-fy2026-q1"),
    ("Is Plumewing worried about Tarnbrook?", "plwg-fy2025-q4"),
    ("What did Plumewing say about competition from Tarnbrook?", "plwg-fy2025-q4"),
    ("翎羽對岩蕨的競爭怎麼看?", "plwg-fy2025-q4"),
    ("What did Morgan Stanley's analyst ask Kestrelvane?", "kstv-fy2025-q1"),
    ("大摩分析師問了岩蕨什麼", "6799-fy2025-q1"),
    ("delta morrow capex", "dmel-fy2024-q4"),
    ("KESTRELVANE Q1 2025 REVENUE", "kstv-fy2025-q1"),
    # a person tells which company it is
    ("What did Victor say about cloud?", "plwg-fy2025-q4"),
    ("What did Ms. Orlo say about capacity?", "6799-fy2025-q1"),
    ("羅維庭對雲端怎麼看", "plwg-fy2025-q4"),
    ("在問答中林若溪怎麼談擴產", "6799-fy2025-q1"),
]


@pytest.mark.parametrize(("question", "wanted"), ONE_CALL)
def test_one_call_is_meant(question: str, wanted: str) -> None:
    reading = read(question)
    assert reading.calls == (wanted,)
    assert reading.sides == () and reading.unheld is None


SIDES = [
    ("Compare Kestrelvane's revenue last quarter and this quarter", KSTV[2:]),
    ("How did Ossifern's margin compare with last quarter?", ("6799-fy2024-q4", "6799-fy2025-q1")),
    ("What changed at Plumewing since last quarter?", ("plwg-fy2025-q3", "plwg-fy2025-q4")),
    ("Plumewing: what is new versus the prior quarter?", ("plwg-fy2025-q3", "plwg-fy2025-q4")),
    ("How has Kestrelvane's gross margin changed over the last four quarters?", KSTV),
    ("Kestrelvane 近三季毛利率", KSTV[1:]),
    ("How did gross margin trend at Kestrelvane?", KSTV),
    ("Kestrelvane各季毛利率", KSTV),
    ("岩蕨前兩季的資本支出", ("6799-fy2024-q3", "6799-fy2024-q4")),
    ("the previous two quarters of Kestrelvane", KSTV[1:3]),
    ("Kestrelvane margins since Q3 2024", KSTV[1:]),
    ("Kestrelvane gross margin Q3 vs Q4 2024", KSTV[1:3]),
    ("Kestrelvane FY24 Q3 and Q4 revenue", KSTV[1:3]),
    ("Kestrelvane revenue from Q2 2024 to Q1 2025", (KSTV[0], KSTV[3])),
    ("岩蕨第三季和第四季的毛利率比較", ("6799-fy2024-q3", "6799-fy2024-q4")),
    ("How did Kestrelvane's Q4 2024 margin compare with Q3 2024?", KSTV[1:3]),
    ("compare Plumewing and Tarnbrook on gross margin", ("plwg-fy2025-q4", "tbrk-fy2025-q2")),
    ("岩蕨跟翎羽誰的毛利率高?", ("6799-fy2025-q1", "plwg-fy2025-q4")),
    ("Plumewing vs Delta Morrow on capex", ("plwg-fy2025-q3", "dmel-fy2024-q4")),
    ("Kestrelvane vs Grauvex in the December quarter", ("kstv-fy2024-q4", "grvx-fy2025-q4")),
    ("Compare Kestrelvane and Ossifern in Q4 2024", ("kstv-fy2024-q4", "6799-fy2024-q4")),
    ("Kestrelvane和岩蕨去年第四季誰的營收高", ("kstv-fy2024-q4", "6799-fy2024-q4")),
    ("What did Plumewing and Kestrelvane say about pricing?", ("plwg-fy2025-q4", "kstv-fy2025-q1")),
]


@pytest.mark.parametrize(("question", "wanted"), SIDES)
def test_sides_in_the_order_to_show(question: str, wanted: tuple[str, ...]) -> None:
    reading = read(question)
    assert tuple(side.transcripts[0] for side in reading.sides) == wanted
    assert set(reading.calls) == set(wanted) == set(reading.scope.transcripts)


def test_a_question_about_all_companies_has_a_side_for_each() -> None:
    reading = read("Which company has the highest gross margin?")
    assert {side.transcripts[0] for side in reading.sides} == set(NEWEST)


NOTHING = [
    "What did management say about AI?",
    "What drove margins?",
    "How is competition?",
    "毛利率為什麼下滑?",
    "下一季展望如何",
    "明年資本支出計畫",
    "2330 stores were opened",
    "6799 stores were opened",
    "What is the delta between bookings and billings?",
    "next quarter guidance",
    "Will revenue grow in 2030?",
    "the factory opened in 2021",
    "a quarter of revenue comes from Asia",
    "Did they march into Europe?",
    "What happened in March?",
    "88VIP會員有多少?",
    "H20 chips and the 20 GW plan",
    "year over year growth",
    "年增率多少",
    "the four pillars of strategy",
    "How many people work in Taiwan?",
    "全新產品什麼時候推出",
    "股東同期待遇",
    "the competition from Plumewing",
    "如何看待來自翎羽的競爭",
    "公司有沒有提到騰訊的競爭",
    "What two adoption trends do companies see?",
    "the marketing quarter-hour",
    "Will May's price cost him sales?",
    "Is the March of technology slowing?",
    "供應鏈有變數,態度有變嗎?",
    "How many of the 1,024 GPUs are in use?",
    "first half of the call",
]


@pytest.mark.parametrize("question", NOTHING)
def test_nothing_is_detected_where_nothing_is_named(question: str) -> None:
    reading = read(question)
    assert (reading.detected.companies, reading.detected.periods, reading.detected.speakers) == ((), (), ())
    assert set(reading.calls) == set(NEWEST) and reading.unheld is None


UNHELD = [
    ("What did Nvidia say about supply?", "NVIDIA"),
    ("騰訊的遊戲收入多少", "Tencent"),
    ("台積電毛利率", "TSMC"),
    ("What did Apple say about Plumewing?", "Apple"),
    ("What did Kestrelvane say in FY2019 Q1?", "FY2019 Q1"),
    ("What did DMEL say in 25Q1?", "25Q1"),
    ("岩蕨110年第一季營收", "110年第一季"),
    ("What was Kestrelvane's revenue in Q3 2026?", "Q3 2026"),
]


@pytest.mark.parametrize(("question", "named"), UNHELD)
def test_what_is_not_held_is_said_with_what_is(question: str, named: str) -> None:
    reading = read(question)
    assert reading.unheld is not None
    assert named in reading.unheld
    assert ("It holds" in reading.unheld) or ("目前有" in reading.unheld)


NOTES = [
    ("What was Plumewing's margin in Q1 2025?", "calendar quarter", "Read as the fiscal quarter: Plumewing Commerce FY2025 Q1"),
    ("翎羽2025年第一季毛利率?", "曆年季度", "改以財年季度解讀:翎羽商務 FY2025 Q1"),
    ("What was Plumewing's margin in Q4 2024?", "calendar quarter", None),
    ("What was Plumewing's margin in Q4 2025?", "fiscal quarter", None),
    ("Kestrelvane Q1 2025 margin", None, None),
    ("Plumewing FY25 Q1 margin", None, None),
    ("Plumewing March quarter margin", None, None),
    ("Mirrowell March quarter 2025 revenue", "does not say when its quarter ended", None),
    ("What did Kestrelvane say about capex a year ago?", "“a year ago” is not held", None),
    ("What drove Kestrelvane's growth?", "No period is named", "Kestrelvane Inc. FY2024 Q4"),
    ("Compare Kestrelvane and Nvidia", "No period is named", None),
]  # fmt: skip


@pytest.mark.parametrize(("question", "note", "other"), NOTES)
def test_how_it_was_read_is_said(question: str, note: str | None, other: str | None) -> None:
    reading = read(question)
    if note is None:
        assert reading.notes == ()
    else:
        assert any(note in said for said in reading.notes)
    if other is not None:
        assert any(alternative.label.startswith(other) for alternative in reading.alternatives)


def test_an_alternative_asked_again_is_what_it_says() -> None:
    question = "What was Plumewing's margin in Q1 2025?"
    other = read(question).alternatives[0]
    again = read(question, Scope(**{name: tuple(values) for name, values in other.scope.items()}))
    assert again.calls == ("plwg-fy2025-q1",)
    assert again.detected.companies == again.detected.periods == ()


SPEAKERS = [
    ("What did Kestrelvane's CEO say?", ("Tobias Renn",), (), ()),
    ("What did the CEO of Plumewing say in the Q&A?", ("Lo Wei-Ting",), (), ("qa",)),
    ("Plumewing's marketplace CEO on merchants", ("Tseng Hsin-Yu",), (), ()),
    ("翎羽財務長在準備好的發言中怎麼說", ("Chen Yi-An",), (), ("prepared",)),
    ("What did Chen say about Plumewing's cash flow?", ("Chen Yi-An",), (), ()),
    ("陳怡安怎麼看現金流", ("Chen Yi-An",), (), ()),
    ("陈怡安怎么看现金流", ("Chen Yi-An",), (), ()),
    ("What did the Fenmoor analyst ask Grauvex?", ("Desmond Achter",), (), ()),
    ("大摩分析師問了岩蕨什麼", ("Gary Quill",), (), ()),
    ("What did analysts ask Plumewing?", (), ("analyst",), ()),
    ("翎羽的分析師問了什麼", (), ("analyst",), ()),
    ("What does Plumewing's management expect?", (), ("executive",), ()),
    ("法人說明會在哪裡舉行", (), (), ()),
]


@pytest.mark.parametrize(("question", "speakers", "roles", "sections"), SPEAKERS)
def test_speakers_roles_and_sections(
    question: str, speakers: tuple[str, ...], roles: tuple[str, ...], sections: tuple[str, ...]
) -> None:
    reading = read(question)
    assert (reading.speakers, reading.roles, reading.sections) == (speakers, roles, sections)


def test_a_name_of_several_prefers_nobody_and_says_so() -> None:
    two = (person("Ada Finch", "Chief Executive Officer"), person("Ben Finch", "Chief Financial Officer"))
    reading = read("What did Finch say?", held=(call("a", "Emberlark", "EMBK", 2025, 1, people=two),))
    assert reading.speakers == ()
    assert any("Ada Finch, Ben Finch" in note for note in reading.notes)


def test_the_users_filter_wins() -> None:
    assert read("What did Plumewing say in FY25 Q1?", Scope(transcripts=(KSTV[0],))).calls == (KSTV[0],)
    reading = read("What did Plumewing say?", Scope(companies=("KSTV",)))
    assert reading.calls == (KSTV[3],) and any("not searched" in note for note in reading.notes)
    assert read("What did Kestrelvane say last quarter?", Scope(periods=("FY2024 Q2",))).calls == (KSTV[0],)
    there = read("What did Zephandra say?", Scope(periods=("FY2024 Q2",)))
    assert there.calls == () and there.unheld is not None and "FY2024 Q2" in there.unheld
    with pytest.raises(UsageError):
        read("What did Plumewing say?", Scope(companies=("Nobody",)))


def test_what_the_user_removes_is_not_detected() -> None:
    question = "What was Kestrelvane's margin in Q3 2024?"
    assert read(question, without=("periods",)).calls == (KSTV[3],)
    assert read(question, without=("periods:FY2024 Q3",)).calls == (KSTV[3],)
    assert read(question, without=("periods:FY2024 Q2",)).calls == (KSTV[1],)
    assert len(read(question, without=("companies",)).calls) == 8
    assert len(read(question, without=("companies:Kestrelvane Inc.",)).calls) == 8
    assert read("What drove Kestrelvane's growth?", without=("newest",)).calls == tuple(KSTV)
    assert read("What did Kestrelvane's CEO say?", without=("speakers",)).speakers == ()


def test_newest_is_by_period_and_not_by_ingest() -> None:
    calls = thirty_calls()
    for held in (calls, calls[::-1], tuple(replace(h, added_at=-i) for i, h in enumerate(calls))):
        assert set(read("What drove growth?", held=tuple(held)).calls) == set(NEWEST)


def test_two_texts_of_one_call_count_once_and_the_other_is_offered() -> None:
    first = call("embk-fy2025-q4", "Emberlark Energy", "EMBK", 2025, 4, end="2025-03-31")
    second = call("embk-fy2025-q4-2", "Emberlark Energy", "EMBK", 2025, 4, parsed_id="embk-fy2025-q4", added_at=5.0)
    for held in ((first, second), (second, first)):
        reading = read("What did Emberlark say in FY25 Q4?", held=held)
        assert reading.calls == ("embk-fy2025-q4",)
        assert any(list(a.scope["transcripts"]) == ["embk-fy2025-q4-2"] for a in reading.alternatives)


def test_a_sample_is_left_out_until_it_is_named() -> None:
    sample = call("embk-fy2025-q4", "Emberlark Energy", "EMBK", 2025, 4, sample=True)
    held = (*thirty_calls(), sample)
    assert sample.call.id not in read("What drove growth?", held=held).calls
    assert read("What drove Emberlark's growth?", held=held).calls == (sample.call.id,)


def test_calls_that_say_nothing_of_themselves_are_searched() -> None:
    bare = (call("upload", None, None, None, None), call("other", None, None, None, None))
    for question in (
        "What drove growth?",
        "How did margins change?",
        "毛利率多少",
        "What did Nvidia say?",
        "last quarter?",
    ):
        reading = read(question, held=bare)
        assert set(reading.calls) == {"upload", "other"}
    assert read("anything", held=()).scope == Scope()


def test_a_company_under_two_names_is_one() -> None:
    english = call("a", "Emberlark Energy", "EMBK", 2025, 3, end="2024-12-31")
    chinese = call("b", "燼雀能源", None, 2025, 4, end="2025-03-31", aliases=("Emberlark Energy",))
    reading = read("燼雀的營收", held=(english, chinese))
    assert reading.calls == ("b",)
    assert set(reading.scope.companies) == {"Emberlark Energy", "燼雀能源"}


@settings(max_examples=150, deadline=None)
@given(
    st.text(st.one_of(st.characters(), st.sampled_from("Plumewing Q1 2025 上一季去年FY岩蕨'’年第四季,?")), max_size=60)
)
def test_no_question_raises_and_the_calls_are_held(question: str) -> None:
    ids = {h.call.id for h in thirty_calls()}
    reading = read(question)
    assert set(reading.calls) <= ids
    assert {t for side in reading.sides for t in side.transcripts} <= set(reading.calls)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    from index.opened import open_library
    from tests.conftest import HashEmbedder

    opened = open_library(tmp_path_factory.mktemp("scoping") / "library", HashEmbedder)
    with opened.library.lock.held():
        for path in sorted(SAMPLES.glob("*.txt")):
            opened.builder.add_file(path)
        opened.builder.flush()
    return opened


def preferred(samples: Opened, question: str) -> set[tuple[str, str]]:
    """(role, section) of the Turns preferred, checked against who speaks there."""
    held = samples.library.held()
    reading = read_scope(question, Scope(), held, GLOSSARY, language="en")
    turns = samples.library.turns(favoured(reading, samples.library))
    return {(turn.role.value, turn.section.value) for turn in turns.values()}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What did Plumewing's CFO say in the prepared remarks?", {("executive", "prepared")}),
        ("What did analysts ask Plumewing?", {("analyst", "qa")}),
        ("What did Marguerite Feng ask?", {("analyst", "qa"), ("executive", "qa")}),
        ("What did the Calloway Birch analyst ask Plumewing?", {("analyst", "qa"), ("executive", "qa")}),
        ("What drove growth at Plumewing?", set()),
    ],
)
def test_turns_preferred(samples: Opened, question: str, expected: set[tuple[str, str]]) -> None:
    assert preferred(samples, question) == expected


def test_the_scope_read_selects_the_calls_that_were_meant(samples: Opened) -> None:
    from index.scope import select

    for question in (
        "What did Plumewing say?",
        "Plumewing December quarter",
        "compare Plumewing and Tarnbrook",
        "CMR since Q4 2024",
    ):
        reading = read_scope(question, Scope(), samples.library.held(), GLOSSARY, language="en")
        assert {h.call.id for h in select(samples.library, reading.scope, GLOSSARY).transcripts} == set(reading.calls)
