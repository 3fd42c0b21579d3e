"""Cases are read as written, answers judged as golden/README.md says, and a run counts what happened."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from answer.answer import Answer, Citation, Claim, Mode, Status
from compose import open_configured
from errors import UsageError
from evals.cases import Case, Gold, load_cases
from evals.judge import Found, Row, judge_answer, judge_failure
from evals.metrics import share
from evals.run import run_cases
from evals.summary import answers, curve, grouped, language_gap, latencies, retrieval
from ingest.transcript import Paragraph, Role, Section, Turn
from settings import Settings
from tests.small_call import write_small_call

CASE = {
    "id": "en-1", "lang": "en", "question": "what drove revenue growth?", "type": "driver", "answerable": True, "answer": "Orders.",
    "evidence": [
        {"turn": 3, "paragraph": 0, "speaker": "Ada Finch", "quote": "driven by battery storage orders", "sufficient": True},
        {"turn": 1, "paragraph": 0, "speaker": "Operator", "quote": "results call", "sufficient": False},
    ],
}  # fmt: skip
UNANSWERABLE = {**CASE, "id": "en-2", "question": "What did Tencent say?", "answerable": False, "evidence": []}
TALK = {
    "id": "c-1", "lang": "zh",
    "turns": [{**CASE, "question": "為什麼營收成長?"}, {**CASE, "question": "還有呢?"}],
}  # fmt: skip


def write(path: Path, *rows: object) -> Path:
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def test_cases_and_conversations(tmp_path: Path) -> None:
    one, none, first, second = load_cases(write(tmp_path / "cases.jsonl", CASE, UNANSWERABLE, TALK))
    assert [gold.quote for gold in one.targets] == ["driven by battery storage orders"]
    assert none.targets == ()
    assert (first.id, first.type, first.history) == ("c-1.1", "first", ())
    assert (second.id, second.type, second.history) == ("c-1.2", "follow-up", (("為什麼營收成長?", "Orders."),))


@pytest.mark.parametrize("text", ["{", '{"id": 1}', "[]"])
def test_a_line_that_is_no_case_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text(f"{json.dumps(CASE)}\n{text}\n", encoding="utf-8")
    with pytest.raises(UsageError, match="line 2"):
        load_cases(path)


def test_every_field_of_a_case_is_read(tmp_path: Path) -> None:
    row = {
        **CASE, "call": "a", "facets": {"x": "first", "y": "second"}, "must_contain": ["12%"], "must_contain_any": [["a", "b"]],
        "evidence": [{**CASE["evidence"][0], "call": "b", "quote_zh": "儲能", "covers": ["x"]}],
        "expect_calls": ["b"], "allowed_calls": ["c"], "names_company": True, "expect_status": "answered", "status_alt": ["partial"],
    }  # fmt: skip
    bare = {"id": 7, "lang": "en", "question": "?", "evidence": [], "expect_status": "not_found"}
    full, short = load_cases(write(tmp_path / "cases.jsonl", row, bare))
    assert full.evidence[0] == Gold("driven by battery storage orders", "Ada Finch", True, "b", "儲能", ("x",))
    assert (full.facets, full.must_contain) == (("x", "y"), (("12%",), ("a", "b")))
    assert (full.right_calls, full.names_call) == ({"b", "c"}, True)
    assert full.expect_status == ("answered", "partial")
    assert (short.id, short.type, short.answerable, short.right_calls) == ("7", "other", False, frozenset())


def quoted(quote: str, speaker: str = "Ada", call: str = "a", n: int = 1) -> Citation:
    return Citation(
        n=n, quote=quote, translation="譯文", transcript=call, turn=1, paragraph=0, sentence_id="", start=0, end=len(quote), speaker=speaker,
        role="executive", title=None, firm=None, section="qa", company=None, fiscal_period=None, period_end=None, date=None,
    )  # fmt: skip


def answered(*citations: Citation, status: Status = Status.ANSWERED, lead: str = "Two quotes, verbatim:") -> Answer:
    claims = tuple(Claim(c.quote, (c.n,), verified=True) for c in citations)
    return Answer("q", "q", {}, Mode.QUOTES, "en", status, lead, claims=claims, citations=citations)


def turn(text: str, speaker: str = "Ada") -> Turn:
    return Turn(1, speaker, Role.EXECUTIVE, None, None, Section.QA, (Paragraph(text, None),))


FACETS = Case(
    "c", "en", "list", "q", True,
    (Gold("Orders grew", "Ada", False, covers=("x",)), Gold("Costs fell", "Ada", False, covers=("y",))),
    call="a", facets=("x", "y"), must_contain=(("orders", "訂單"), ("costs", "譯文")), expect_calls=("a", "b"), allowed_calls=("c",),
)  # fmt: skip


def test_an_answer_is_judged_by_what_it_displays() -> None:
    shown = answered(quoted("Orders grew."), quoted("Nothing else.", n=2), quoted("Costs fell.", "Ben", "d", n=3))
    judged = judge_answer(shown, FACETS, lambda _: turn("Orders grew."))
    assert judged.right == (True, False, False)
    assert (judged.precision, judged.recall, judged.facets) == (pytest.approx(1 / 3), 0.5, 0.5)
    assert judged.speakers == (True, False)
    assert (judged.shown, judged.not_verbatim, judged.wrong_speaker, judged.unlike) == (3, 2, 1, 2)
    assert (judged.contains, judged.in_language) == (True, True)
    assert (judged.calls_right, judged.calls_complete) == (False, False)


@pytest.mark.parametrize(
    ("evidence", "recall"),
    [
        ((Gold("Orders grew", None, True), Gold("Costs fell", None, True)), 1.0),
        ((Gold("Orders grew", None, False), Gold("Costs fell", None, False)), 0.5),
        ((Gold("Costs fell", None, True), Gold("Orders grew", None, False)), 0.0),
        ((), None),
    ],
)
def test_recall_is_of_what_has_to_be_shown(evidence: tuple[Gold, ...], recall: float | None) -> None:
    case = Case("c", "en", "list", "q", True, evidence)
    assert judge_answer(answered(quoted("Orders grew.")), case, lambda _: turn("Orders grew.")).recall == recall


def test_a_refusal_displays_nothing_and_related_quotes_are_checked_all_the_same() -> None:
    refusal = replace(answered(status=Status.NOT_FOUND, lead="找不到答案。"), related=(quoted("Orders grew."),))
    judged = judge_answer(refusal, FACETS, lambda _: None)
    assert (judged.right, judged.precision, judged.recall, judged.speakers) == ((), None, 0.0, ())
    assert (judged.shown, judged.not_verbatim, judged.wrong_speaker, judged.unlike) == (1, 1, 1, 1)
    assert (judged.calls_right, judged.in_language) == (None, False)


def test_an_error_counts_as_wrong_wherever_the_case_could_have_been_right() -> None:
    failed = Row(
        "c", "en", "list", True, "error", quotes=judge_failure(FACETS), status_expected=False, error={"type": "usage"}
    )
    measures = {**retrieval([failed]), **answers([failed])}
    for name in ("hit@5", "MRR@10", "nDCG@10", "first sentence right", "facets covered", "citation recall", "answer has what it must",
                 "status as expected", "expected calls quoted", "answerable refused"):  # fmt: skip
        assert (measures[name]["value"], measures[name]["n"]) == (0.0, 1), name
    assert measures["errors"]["value"] == 1.0
    for name in ("citation precision", "speaker as in gold", "quotes not as in the transcript", "quoted calls right"):
        assert measures[name]["n"] == 0, name


def found(rank: int | None) -> Found:
    return Found(rank, 0.0, rank is not None, False, 10, 10.0)


def test_rows_are_counted_by_language_and_type() -> None:
    rows = [
        Row("1", "en", "number", True, "answered", found(1), score=0.9),
        Row("2", "en", "driver", True, "not_found", found(6), score=0.2),
        Row("3", "zh", "number", True, "answered", found(None), score=0.8),
        Row("4", "zh", "number", False, "declined", score=0.3),
        Row("5", "zh", "number", False, "not_found"),
    ]
    groups = grouped(rows)
    assert list(groups) == ["all", "language en", "language zh", "type driver", "type number"]
    total = {**retrieval(rows), **answers(rows)}
    assert total["hit@5"] == share([True, False, False])
    assert total["hit@10"] == share([True, True, False])
    assert total["MRR@10"]["value"] == pytest.approx((1 + 1 / 6) / 3)
    assert total["answerable refused"] == share([False, True, False])
    assert total["unanswerable recognised"] == share([True, True])
    assert total["refusals right"] == share([False, True, True])
    assert total["answerable above unanswerable (AUROC)"]["value"] == pytest.approx(5 / 6)
    assert curve(rows)[-1] == {"threshold": -1.0, "coverage": 1.0, "risk": 0.4}
    assert language_gap(groups)["value"] == 0.5
    assert "answerable above unanswerable (AUROC)" not in answers([replace(row, score=None) for row in rows])


def test_latencies_are_by_stage() -> None:
    assert latencies([{"dense": 1.0}, {"dense": 3.0, "rerank": 5.0}]) == {
        "dense": {"p50": 1.0, "p95": 3.0, "n": 2},
        "rerank": {"p50": 5.0, "p95": 5.0, "n": 1},
    }


def test_a_run_counts_what_happened(tmp_path: Path) -> None:
    settings = Settings(library=tmp_path / "library")
    opened = open_configured(settings)
    with opened.library.lock.held():
        opened.builder.add_file(write_small_call(tmp_path))
        opened.builder.flush()
    unheld = {**CASE, "id": "en-3", "call": "nobody-fy2025-q1", "type": "unheld"}
    result = run_cases(
        settings, write(tmp_path / "cases.jsonl", CASE, UNANSWERABLE, TALK, unheld), mode="quotes", with_rows=True
    )
    assert result["cases"] == 5
    total = result["metrics"]["all"]
    assert total["hit@5"] == share([True, True, True, False])
    assert total["quotes not as in the transcript"]["value"] == 0.0
    assert total["nDCG@10"]["value"] > 0.5
    assert total["unanswerable recognised"] == share([True])
    assert result["metrics"]["type driver"]["unanswerable recognised"]["n"] == 1
    assert result["metrics"]["language zh"]["unanswerable recognised"]["value"] is None
    assert [row["id"] for row in result["rows"]] == ["en-1", "en-2", "c-1.1", "c-1.2", "en-3"]
    assert result["rows"][-1]["status"] == "error"
    assert result["rows"][-1]["error"]["type"] == "usage"
    assert (result["errors"], result["metrics"]["type unheld"]["errors"]["value"]) == (1, 1.0)
    assert 0 < result["longest_hit"] <= 900
    assert result["latency_ms"]["total"]["n"] == 4
    assert result["rows"][0]["language"] == "en"
    assert json.loads(json.dumps(result))["metrics"] == result["metrics"]
