"""What is read from a question, follow-ups, named scope and the hard gates: tables."""

import pytest

from answer.answer import Reason
from answer.gates import gate
from answer.rewrite import leans_back, merged, named_scope, newest_only, standalone
from index.opened import Opened
from index.passage import Scope
from index.question import Kind, read_question
from tests.conftest import SAMPLES


@pytest.mark.parametrize(
    ("text", "language", "kinds"),
    [
        ("what drove CMR growth?", "en", {Kind.DRIVER}),
        ("How much did cloud revenue grow?", "en", {Kind.FIGURE}),
        ("What did the analyst ask about Farwing?", "en", {Kind.ANALYST}),
        ("Did management give guidance?", "en", {Kind.CLOSED, Kind.OUTLOOK}),
        ("What does the board plan for next year?", "en", {Kind.OUTLOOK}),
        ("CMR 成長的主要原因是什麼?", "zh", {Kind.DRIVER}),
        ("雲端營收是多少?", "zh", {Kind.FIGURE}),
        ("有沒有談到股利?", "zh", {Kind.CLOSED}),
        ("下一季的展望如何", "zh", {Kind.OUTLOOK}),
        ("哪位分析師問了 take rate?", "zh", {Kind.ANALYST}),
        ("What did 翎羽商務 say about its cloud business this quarter?", "en", set()),
    ],
)
def test_language_and_kinds(text: str, language: str, kinds: set[Kind]) -> None:
    question = read_question(text)
    assert question.language == language
    assert question.kinds == kinds


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("What did the CFO say?", "chief financial officer"),
        ("財務長怎麼說?", "chief financial officer"),
        ("Did the chief executive mention it?", "chief executive officer"),
    ],
)
def test_offices_named(text: str, title: str) -> None:
    assert title in read_question(text).titles


@pytest.mark.parametrize(
    ("question", "leans"),
    [
        ("And in the December quarter?", True),
        ("Why?", True),
        ("When did the first one start?", True),
        ("那雲端呢?", True),
        ("What drove customer management revenue in the March quarter?", False),
        ("自由現金流在三月季度減少了多少?", False),
    ],
)
def test_follow_ups_lean_back(question: str, leans: bool) -> None:
    assert leans_back(question) is leans


def test_a_follow_up_takes_up_the_question_it_leans_on() -> None:
    history = [("What drove CMR growth in the March quarter?", "…"), ("And why did it speed up?", "…")]
    joined = standalone("When did that start?", history)
    assert joined.startswith("When did that start?")
    assert "CMR growth in the March quarter" in joined


def test_a_question_of_its_own_is_left_alone() -> None:
    question = "How many members does PlumePass have at the end of March?"
    assert standalone(question, [("What drove CMR growth?", "…")]) == question
    assert standalone("Why?", []) == "Why?"


@pytest.fixture
def two_calls(opened: Opened) -> Opened:
    with opened.library.lock.held():
        for path in sorted(SAMPLES.glob("plumewing-*.txt")):
            opened.builder.add_file(path)
        opened.builder.flush()
    return opened


@pytest.mark.parametrize(
    ("question", "companies", "periods"),
    [
        ("What drove Plumewing's CMR?", ("翎羽商務",), ()),
        ("翎羽商務的雲端成長多少?", ("翎羽商務",), ()),
        ("PLWG cloud growth in FY2025 Q3", ("翎羽商務",), ("FY2025 Q3",)),
        ("Cloud growth in the March quarter 2025", (), ("FY2025 Q4",)),
        ("What drove CMR growth?", (), ()),
    ],
)
def test_scope_named_by_the_question(
    two_calls: Opened, question: str, companies: tuple[str, ...], periods: tuple[str, ...]
) -> None:
    scope = named_scope(question, two_calls.library.held(), two_calls.glossary)
    assert scope == Scope(companies=companies, periods=periods)


@pytest.mark.parametrize(
    ("question", "narrowed"),
    [
        ("What drove CMR growth?", True),
        ("What did Plumewing say about cloud?", True),
        ("What drove CMR growth in the December quarter?", False),
        ("How did CMR growth change?", False),
        ("兩季之間會員數的變化", False),
    ],
)
def test_without_a_period_the_newest_call_counts(two_calls: Opened, question: str, narrowed: bool) -> None:
    scope = newest_only(question, Scope(), two_calls.library.held())
    assert scope == (Scope(transcripts=("plwg-fy2025-q4",)) if narrowed else None)
    assert newest_only(question, Scope(transcripts=("plwg-fy2025-q3",)), two_calls.library.held()) is None


def test_the_users_own_filter_wins() -> None:
    named = Scope(companies=("A",), periods=("FY2025 Q3",))
    assert merged(Scope(periods=("FY2025 Q4",)), named) == Scope(companies=("A",), periods=("FY2025 Q4",))
    assert merged(Scope(transcripts=("x",)), named) == Scope(transcripts=("x",))


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("What drove CMR growth?", None),
        ("What did Tencent say about games?", Reason.CALL_NOT_HELD),
        ("騰訊的遊戲收入多少?", Reason.CALL_NOT_HELD),
        ("What is the revenue guidance for the June quarter 2026?", Reason.NOT_DISCUSSED),
        ("What was cloud growth in FY2019 Q1?", Reason.CALL_NOT_HELD),
        ("How did Zebrafinch perform in the quarter?", Reason.NOT_DISCUSSED),
        ("What did Plumewing say about nuclear fusion?", Reason.NOT_DISCUSSED),
        ("Should I buy the stock?", Reason.OUTSIDE_TRANSCRIPTS),
        ("Which merchants pay the fee?", None),
    ],
)
def test_gates(two_calls: Opened, question: str, reason: Reason | None) -> None:
    hits = two_calls.searcher.search(question, 10).hits
    texts = [f"{hit.passage.text}\n{hit.passage.translation}" for hit in hits]
    held = two_calls.library.held()
    ids = [h.call.id for h in held]
    found = gate(question, held, texts, two_calls.glossary, lambda token: two_calls.keyword.knows(token, ids))
    assert found is reason
