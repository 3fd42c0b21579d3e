"""What a question asks for, and how a call's sentences support an answer: tables, and fictional sentences."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.asked.searched import searched_terms
from answer.asked.shapes import Shape
from answer.asked.things import apart, wanted
from answer.confidence import Signals, answerable, load_ground, signals
from answer.evidence import Evidence, evidence_of
from answer.support import ground_of, may_be_outlook, standardised, support
from index.glossary import Glossary
from index.opened import Opened, open_library
from index.passage import Scope
from index.scope import select
from index.tokens import tokens
from tests.conftest import SAMPLES, HashEmbedder

GLOSSARY = Glossary.load()


@pytest.fixture
def glossary() -> Glossary:
    return GLOSSARY


@pytest.mark.parametrize(
    ("question", "shapes", "figure"),
    [
        ("How many couriers does Perchway employ?", {Shape.COUNT}, True),
        ("What was revenue in dollars?", {Shape.MONEY}, True),
        ("What share of revenue comes from AI?", {Shape.SHARE}, True),
        ("What was inventory?", set(), True),
        ("What drove inventory higher?", set(), False),
        ("Which vendors supply the servers?", {Shape.NAMES}, False),
        ("When will the unit break even?", {Shape.TIME}, False),
        ("Did they say how many couriers there are?", set(), False),
        ("Who mentioned the 28% market share?", set(), False),
        ("毛利率是多少?", {Shape.SHARE}, True),
        ("一台賣多少錢?", {Shape.MONEY}, True),
        ("有幾家門市?", {Shape.COUNT}, True),
        ("什麼時候開始?", {Shape.TIME}, False),
        ("財務長有對毛利率給出預測嗎?", set(), False),
        ("28% 的市佔率是誰提到的?", set(), False),
    ],
)
def test_shape_of_what_is_asked(glossary: Glossary, question: str, shapes: set[Shape], figure: bool) -> None:
    want = wanted(question, glossary)
    assert set(want.shapes) == shapes
    assert want.figure is figure


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("How much did gross margin improve this quarter?", {"gross margin"}),
        ("What did Oakhollow say about the Merlow warehouse?", {"merlow", "warehous"}),
        ("這一季的毛利率是多少?", {"gross margin"}),
        ("請問公司為什麼縮減倉儲面積?", {"縮減倉儲面積"}),
        ("How many orders a day?", {"orders", "day"}),
        ("What is the loss per order?", {"loss", "orders", "per order"}),
        ("At what price is the lamp sold?", {"price", "lamp", "sold"}),
    ],
)
def test_things_asked_about(glossary: Glossary, question: str, names: set[str]) -> None:
    assert {thing.name for thing in wanted(question, glossary, ["Oakhollow"]).things} == names


def test_a_thing_is_found_in_either_language_and_a_name_in_either_spelling(glossary: Glossary) -> None:
    (margin,) = wanted("What was the gross margin?", glossary).things
    assert margin.held(tokens("毛利率為 42.5%")) == margin.held(tokens("Gross margin was 42.5%")) == 1.0
    assert margin.held(tokens("The margin was gross")) == 1.0 and margin.held(tokens("Margin was 42.5%")) == 0.0
    assert apart("OakDB") == ["Oak DB"] and apart("77VIP") == ["77 VIP"] and apart("Oakhollow") == []


@pytest.mark.parametrize(
    ("question", "terms"),
    [
        ("What is the dividend?", ["dividend", "股利", "股息"]),
        ("股利是多少?", ["股利", "dividend", "cash dividend"]),
        (
            "How many monthly active users does Oakhollow's app have?",
            ["monthly active users", "月活躍用戶", "月活", "Oakhollow", "app"],
        ),
    ],
)
def test_searched_terms_are_what_a_reader_would_write(glossary: Glossary, question: str, terms: list[str]) -> None:
    assert searched_terms(question, glossary) == terms


@given(st.text(max_size=120))
def test_searched_terms_never_repeat_and_never_fail(question: str) -> None:
    terms = [term.casefold() for term in searched_terms(question, GLOSSARY)]
    assert len(terms) == len(set(terms)) and all(term.strip() for term in terms)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    opened = open_library(tmp_path_factory.mktemp("confidence") / "library", HashEmbedder)
    with opened.library.lock.held():
        for path in sorted(SAMPLES.glob("*.txt")):
            opened.builder.add_file(path)
        opened.builder.flush()
    return opened


def _signals(opened: Opened, question: str, call: str) -> Signals:
    scope = Scope(transcripts=(call,))
    search = opened.searcher.search(question, 10, scope)
    ground = load_ground(opened.library, search.hits, len(search.vector))
    held = select(opened.library, scope, opened.glossary).transcripts
    return signals(question, ground, search.vector, held, opened.glossary)


@pytest.mark.parametrize(
    ("call", "answered", "near_miss"),
    [
        ("plwg-fy2025-q4", "What is the revenue of Plumewing Cloud?", "What is the inventory of Plumewing Cloud?"),
        ("plwg-fy2025-q4", "How many members does PlumePass have?", "How many couriers does PlumePass employ?"),
        ("plwg-fy2025-q4", "翎羽雲的營收是多少?", "翎羽雲的存貨是多少?"),
        (
            "plwg-fy2025-q4",
            "What did Omar Lindgard ask about free cash flow?",
            "What did Omar Lindgard ask about Skylark?",
        ),
        (
            "plwg-fy2025-q4",
            "What capital expenditure is planned for fiscal year 2026?",
            "What inventory is planned for fiscal year 2026?",
        ),
        (
            "tbrk-fy2025-q2",
            "What was the revenue of Bioprocess Monitoring?",
            "What was the net income of Bioprocess Monitoring?",
        ),
        ("tbrk-fy2025-q2", "在手訂單是多少?", "利息費用是多少?"),
    ],
)
def test_an_answer_is_better_supported_than_its_near_miss(
    samples: Opened, call: str, answered: str, near_miss: str
) -> None:
    assert _signals(samples, answered, call).joint > _signals(samples, near_miss, call).joint + 0.1


def test_a_question_of_another_language_is_judged_by_what_carries_over(samples: Opened) -> None:
    """Chinese words that a call without Chinese cannot hold do not count against the question."""
    assert _signals(samples, "在手訂單到了季末的水位是多少?", "tbrk-fy2025-q2").unknown == 0.0


@pytest.mark.parametrize(
    ("sentence", "bound"),
    [
        ("Capital expenditure was RMB3.7 billion.", 1.0),
        ("Free cash flow fell to RMB3.7 billion because of higher capital expenditure.", 0.0),
        ("Capital expenditure rose.", 0.0),
        ("Capital expenditure rose 12%.", 0.0),
        ("Revenue was RMB3.7 billion.", 0.0),
    ],
)
def test_a_figure_counts_with_its_own_clause_only(samples: Opened, sentence: str, bound: float) -> None:
    item = replace(_sentence(samples), text=sentence, translation=None)
    ground = ground_of([item], {}, 64)
    want = wanted("How much money was capital expenditure?", GLOSSARY)
    assert Shape.MONEY in want.shapes
    found = support("", want, ground, np.array([True]), GLOSSARY, np.zeros(1))
    assert found.bound[0] == pytest.approx(bound)


def test_signals_stay_in_range_for_questions_about_nothing(samples: Opened) -> None:
    for question in ("?a", "多少", "Who?", "What did Omar Lindgard ask?", "1 2 3"):
        found = _signals(samples, question, "plwg-fy2025-q4")
        assert 0.0 <= found.covered <= 1.0 and 0.0 <= found.unknown <= 1.0 and np.isfinite(found.joint)
        assert answerable(found) in (True, False)


def test_no_sentences_support_nothing(samples: Opened) -> None:
    ground = ground_of([], {}, 64)
    vector = np.ones(64, dtype=np.float32)
    found = signals("What was revenue?", ground, vector, [], samples.glossary)
    assert found.joint == -1.0 and found.covered == 0.0


def test_standardised_bears_missing_and_equal_values() -> None:
    assert standardised(np.array([np.nan, np.nan])).tolist() == [0.0, 0.0]
    assert standardised(np.array([2.0, 2.0])).tolist() == [0.0, 0.0]
    scores = standardised(np.array([1.0, np.nan, 3.0]))
    assert scores[1] == scores.min() and scores[2] == scores.max()


def _sentence(opened: Opened) -> Evidence:
    (turn,) = opened.library.turns([("plwg-fy2025-q4", 4)]).values()
    held = opened.library.find("plwg-fy2025-q4")
    assert held is not None
    return next(iter(evidence_of(turn, held)))


def test_an_outlook_for_next_year_names_what_comes_next(samples: Opened) -> None:
    plan = replace(_sentence(samples), text="We expect to open ten shops.", before="", translation=None)
    assert may_be_outlook(plan, later=False) and not may_be_outlook(plan, later=True)
    assert may_be_outlook(replace(plan, text="We expect to open ten shops next year."), later=True)
    assert not may_be_outlook(replace(plan, text="We opened ten shops."), later=False)
