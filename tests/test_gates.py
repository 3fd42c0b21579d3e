"""Hard gates: what is outside transcripts, who is not on the call, which names, periods and words no held call has."""

import json

import pytest

from answer.answer import Reason
from answer.asked.outside import Outside, outside_part
from answer.gates import asked_periods, gate
from index.opened import Opened, open_library
from index.passage import Scope
from index.periods import Period
from index.scope import select
from settings import PROJECT
from tests.conftest import SAMPLES, HashEmbedder


@pytest.mark.parametrize(
    ("question", "kind", "rest"),
    [
        ("Should I buy the shares?", Outside.ADVICE, ""),
        ("Is Plumewing a buy?", Outside.ADVICE, ""),
        ("What is the current stock price?", Outside.PRICE, ""),
        ("What is the analysts' price target?", Outside.PRICE, ""),
        ("Did it beat consensus?", Outside.CONSENSUS, ""),
        ("What is its market cap?", Outside.VALUATION, ""),
        ("可以買嗎?", Outside.ADVICE, ""),
        ("這檔股票值得投資嗎?", Outside.ADVICE, ""),
        ("目標價多少?", Outside.PRICE, ""),
        ("殖利率幾%?", Outside.YIELD, ""),
        ("市場預期的每股盈餘是多少?", Outside.CONSENSUS, ""),
        ("What is the dividend and what yield is that?", Outside.YIELD, "What is the dividend?"),
        ("What drove CMR growth, and is the stock a buy?", Outside.ADVICE, "What drove CMR growth?"),
        (
            "What are the dividend, the payout ratio and the current share price?",
            Outside.PRICE,
            "What are the dividend, the payout ratio?",
        ),
        ("每股股利多少?殖利率幾%?", Outside.YIELD, "每股股利多少\uff1f"),
    ],
)
def test_what_no_transcript_tells(question: str, kind: Outside, rest: str) -> None:
    part = outside_part(question)
    assert part is not None
    assert (part.kind, part.rest) == (kind, rest)


@pytest.mark.parametrize(
    "question",
    [
        "How many shares did the company buy back?",
        "What was the wafer yield?",
        "What is the market share?",
        "How much is left to buy under the authorization?",
        "What did the CFO say about buying servers?",
        "公司買回多少庫藏股?",
        "市佔率是多少?",
        "良率多少?",
        "買家保護基金賠了幾筆?",
    ],
)
def test_what_a_transcript_may_tell(question: str) -> None:
    assert outside_part(question) is None


def test_a_price_that_was_spoken_of_is_not_outside_but_todays_is() -> None:
    spoken = ["We buy more when the share price is weak."]
    assert outside_part("Why does a weak share price matter for buybacks?", spoken) is None
    assert outside_part("What is the share price now?", spoken) is not None


@pytest.mark.parametrize(
    ("question", "periods"),
    [
        ("六月季度的營收預期是多少?", [Period(None, 2, calendar=True)]),
        ("十二月季度的訂單?", [Period(None, 4, calendar=True)]),
        ("What was revenue?", []),
    ],
)
def test_months_in_chinese_numerals_are_periods(question: str, periods: list[Period]) -> None:
    assert asked_periods(question) == periods


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    opened = open_library(tmp_path_factory.mktemp("gates") / "library", HashEmbedder)
    with opened.library.lock.held():
        for path in sorted(SAMPLES.glob("*.txt")):
            opened.builder.add_file(path)
        opened.builder.flush()
    return opened


def _gate(opened: Opened, question: str, call: str) -> Reason | None:
    scope = Scope(transcripts=(call,))
    hits = opened.searcher.search(question, 10, scope).hits
    texts = [f"{hit.passage.text}\n{hit.passage.translation or ''}" for hit in hits]
    held = select(opened.library, scope, opened.glossary).transcripts
    return gate(question, held, texts, opened.glossary, lambda token: opened.keyword.knows(token, [call]))


Q4, Q3, TBRK = "plwg-fy2025-q4", "plwg-fy2025-q3", "tbrk-fy2025-q2"


@pytest.mark.parametrize(
    ("call", "question", "reason"),
    [
        (TBRK, "What did Dr. Osei say about North Carolina?", Reason.NOT_DISCUSSED),
        (TBRK, "Osei 博士在會上怎麼談北卡羅萊納?", Reason.NOT_DISCUSSED),
        (TBRK, "What did Dr. Haldane say about Bioprocess?", None),
        (TBRK, "What did Anneke Storrow want to know?", None),
        (TBRK, "What did the Bellhaven Crest analyst ask?", None),
        (TBRK, "What did the Quillfeather Capital analyst ask?", Reason.NOT_DISCUSSED),
        (TBRK, "瑞銀的分析師問了什麼?", Reason.NOT_DISCUSSED),
        (TBRK, "What did the chairman say about succession?", Reason.NOT_DISCUSSED),
        (TBRK, "What did the chief financial officer say about leverage?", None),
        (TBRK, "耗材與服務部門的營收多少?", None),
        (TBRK, "客戶提前拉貨的金額估計多少?", None),
        (TBRK, "What does fiscal 2026 revenue look like?", Reason.NOT_DISCUSSED),
        (TBRK, "What were orders in FY2023 Q2?", Reason.CALL_NOT_HELD),
        (Q4, "What did Victor say about the marketplace?", None),
        (Q4, "What did Joan Tseng say about appliance makers?", None),
        (Q4, "What did Daniel Okoro say about cloud?", Reason.NOT_DISCUSSED),
        (Q4, "技術長怎麼談大模型?", Reason.NOT_DISCUSSED),
        (Q4, "騰訊這季的遊戲收入多少?", Reason.CALL_NOT_HELD),
        (Q4, "What is the Falconet model?", Reason.NOT_DISCUSSED),
        (Q4, "What Is The Take Rate And How Did It Change?", None),
        (Q4, "What capital expenditure is planned for fiscal year 2026?", None),
        (Q4, "Is the dividend paid in July, and what is the dividend yield?", None),
        (Q3, "What did Petra Quillmore ask?", Reason.NOT_DISCUSSED),
        (Q3, "Petra Quillmore 問了什麼?", Reason.NOT_DISCUSSED),
        (Q3, "What does the PlumePass programme cost?", None),
    ],
)
def test_gates(samples: Opened, call: str, question: str, reason: Reason | None) -> None:
    assert _gate(samples, question, call) is reason


def test_gates_refuse_no_answerable_question_of_the_samples_and_name_the_right_reason(samples: Opened) -> None:
    path = PROJECT / "evals" / "data" / "samples.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    refused = {row["id"]: reason for row in rows if (reason := _gate(samples, row["question"], row["call"]))}
    assert [row["id"] for row in rows if row["answerable"] and row["id"] in refused] == []
    expected = {row["id"]: row["reason"] for row in rows if not row["answerable"]}
    assert [i for i, reason in refused.items() if expected[i] != reason.value] == []
    outside = [i for i, reason in expected.items() if reason != Reason.NOT_DISCUSSED.value]
    assert [i for i in outside if i not in refused] == []
