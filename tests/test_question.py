"""What is read from a question, and the hard gates over real calls: tables."""

import pytest

from answer.answer import Reason
from answer.gates import gate
from index.opened import Opened
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


@pytest.fixture
def two_calls(opened: Opened) -> Opened:
    with opened.library.lock.held():
        for path in sorted(SAMPLES.glob("plumewing-*.txt")):
            opened.builder.add_file(path)
        opened.builder.flush()
    return opened


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("What drove CMR growth?", None),
        ("What did Tencent say about games?", Reason.CALL_NOT_HELD),
        ("騰訊的遊戲收入多少?", Reason.CALL_NOT_HELD),
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
