"""A question without the words that only named its scope, over thirty calls of eight fictional companies."""

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answer.scoping.bare import bare, bare_side
from answer.scoping.read import read_scope
from answer.scoping.reading import Reading
from index.glossary import Glossary
from index.passage import Scope
from index.question import read_question
from tests.scoping_calls import thirty_calls

GLOSSARY = Glossary.load()


def left_of(question: str, explicit: Scope = Scope()) -> str:
    held = thirty_calls()
    reading = read_scope(question, explicit, held, GLOSSARY, language=read_question(question).language)
    return bare(question, reading, held, GLOSSARY)


TAKEN_OUT = [
    # periods, absolute
    ("Kestrelvane 4Q24: how many stores were there?", "how many stores were there?"),
    ("Kestrelvane FY24 Q3 organic growth", "organic growth"),
    ("What was the book-to-bill at KSTV in the March quarter 2025?", "What was the book-to-bill?"),
    ("In Q3 2024, why did Kestrelvane's gross margin fall?", "why did gross margin fall?"),
    ("How fast did capacity grow in F1Q25 at Ossifern?", "How fast did capacity grow?"),
    ("Who talked about tariffs on Kestrelvane's Q3 2024 call?", "Who talked about tariffs?"),
    ("岩蕨2024年第四季(曆年)毛利率多少?", "毛利率多少?"),
    ("澤芬2025年第一季(1至3月)會員數成長多少?", "會員數成長多少?"),
    ("翎羽商務 2025財年第三季的雲端營收成長幾趴?", "雲端營收成長幾趴?"),
    ("6799 114年第一季稼動率多少?", "稼動率多少?"),
    ("岩蕨在2024年第四季法說會上怎麼談擴產?", "怎麼談擴產?"),
    ("Kestrelvane Q1 2025 (January to March) churn", "churn"),
    # periods as seen from the newest call
    ("What did Grauvex say about backlog last quarter?", "What did say about backlog?"),
    ("Skylark adoption in the latest quarter at Plumewing", "Skylark adoption"),
    ("翎羽上一季的抽成率", "抽成率"),
    ("岩蕨最近一季稼動率", "稼動率"),
    ("Kestrelvane 近三季毛利率", "毛利率"),
    # companies
    ("Plumewing's take rate", "take rate"),
    ("What drove churn at Kestrelvane?", "What drove churn?"),
    ("翎羽的抽成率是多少?", "抽成率是多少?"),
    ("6799.TW 稼動率", "稼動率"),
    ("Compare Kestrelvane and Ossifern on backlog", "Compare on backlog"),
    ("Kestrelvane vs Grauvex: backlog in Q4 2024", "backlog"),
    ("岩蕨跟翎羽誰的毛利率高?", "誰的毛利率高?"),
    ("Compare Tencent and Kestrelvane cloud growth", "Compare cloud growth"),
    # sides
    ("Kestrelvane gross margin Q3 vs Q4 2024", "gross margin"),
    ("How did Kestrelvane's Q4 2024 margin compare with Q3 2024?", "How did margin compare with?"),
    # what names a business keeps it
    ("How fast did Plumewing Cloud expand in F4Q25?", "How fast did Cloud expand?"),
    ("翎羽物流的獲利", "物流的獲利"),
    # a figure of the whole year is another one
    ("Kestrelvane full year 2024 churn", "full year churn"),
    ("岩蕨113年全年稼動率", "全年稼動率"),
]


@pytest.mark.parametrize(("question", "left"), TAKEN_OUT)
def test_what_only_named_the_scope_is_taken_out(question: str, left: str) -> None:
    assert left_of(question) == left


KEPT = [
    # a period of which nothing is held, and one that is not the scope
    "What did Kestrelvane say in FY2019 Q1?",
    "What was churn in the June quarter 2027?",
    "How much did churn rise versus the December quarter?",
    "Did churn rise from a year ago?",
    # what an outlook is about
    "What is the guidance for the June 2025 quarter?",
    "下一季稼動率展望如何?",
    # topics, employers, people and ordinary words
    "the competition from Plumewing",
    "Which company mentions Nvidia?",
    "What did Morgan Stanley's analyst ask?",
    "What did Nvidia say about supply?",
    "2330 stores were opened",
    "the four pillars of strategy",
    "稼動率為什麼下滑?",
]


@pytest.mark.parametrize("question", KEPT)
def test_what_was_not_resolved_stays(question: str) -> None:
    assert left_of(question) == question


def test_only_what_was_resolved_is_taken_out_of_several() -> None:
    assert left_of("Plumewing's churn in the June quarter 2027") == "Plumewing's churn in the June quarter 2027"
    assert left_of("Kestrelvane churn in Q3 2024 and the September quarter of 2019") == (
        "churn and the September quarter of 2019"
    )
    assert left_of("Is Kestrelvane's churn higher than in the June quarter of 2024?") == (
        "Is churn higher than in the June quarter of 2024?"
    )
    assert left_of("What did Plumewing say about competition from Tarnbrook?") == (
        "What did say about competition from Tarnbrook?"
    )


def test_a_scope_set_by_the_user_counts_as_named() -> None:
    assert left_of("Kestrelvane's churn in Q3 2024", Scope(transcripts=("kstv-fy2024-q3",))) == "churn"
    assert left_of("Kestrelvane's churn", Scope(companies=("PLWG",))) == "Kestrelvane's churn"


def test_nothing_is_taken_out_where_nothing_was_read() -> None:
    assert bare("Plumewing Q1 2025", Reading(Scope()), thirty_calls(), GLOSSARY) == "Plumewing Q1 2025"
    assert left_of("Plumewing Q4 FY25?") == "Plumewing Q4 FY25?"


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[\u3400-\u9fff]|[^\W\d\u3400-\u9fff]+|\d+", text))


PIECES = (
    "Plumewing's", "PLWG", "翎羽", "的", "Kestrelvane", " and ", " vs ", "和", "Q1 2025", "F4Q25", "2025年第一季", "(1至3月)",
    "(", ")", "last quarter", "上一季", " in the ", "March quarter", "12月季", "毛利率", " gross margin", "?", ",", "、", " ", "full year 2024",
    "Nvidia", "騰訊", "Cloud", "比", "跟", "’s", " call", "法說會", "，", "（", "）", "\n",
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.lists(st.sampled_from(PIECES), max_size=9).map("".join), st.text(max_size=40)))
def test_no_question_raises_and_nothing_is_added(question: str) -> None:
    left = left_of(question)
    assert _words(left) <= _words(question)
    assert bool(re.search(r"\w", left)) or left == question


@pytest.mark.parametrize(
    ("question", "lefts"),
    [
        ("岩蕨晶圓和翎羽遠翼,哪家虧比較多?", {"6799-fy2025-q1": "晶圓,哪家虧比較多?", "plwg-fy2025-q4": "遠翼,哪家虧比較多?"}),
        ("Compare Ossifern Foundry and Plumewing Cloud on margins", {"6799-fy2025-q1": "Compare Foundry and on margins"}),
        ("Compare Kestrelvane and Ossifern on backlog", {"kstv-fy2025-q1": "Compare on backlog"}),
        ("Compare Skylark and Everspar members", {"plwg-fy2025-q4": "Compare Skylark and members"}),
    ],
)  # fmt: skip
def test_a_side_is_not_asked_for_what_is_the_other_sides_own(question: str, lefts: dict[str, str]) -> None:
    held, own = thirty_calls(), {"Skylark": "plwg", "Everspar": "6799"}
    reading = read_scope(
        question,
        Scope(),
        held,
        GLOSSARY,
        language=read_question(question).language,
        occurs=lambda name: [h.call.id for h in held if name in own and h.call.id.startswith(own[name])],
    )
    assert len(reading.sides) == 2
    assert {call: bare_side(question, reading, held, GLOSSARY, call) for call in lefts} == lefts
