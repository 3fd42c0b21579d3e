"""Cases are read as written, and the metrics count as golden/README.md says."""

import json
from pathlib import Path

import pytest

from compose import open_configured
from errors import UsageError
from evals.cases import Gold, load_cases
from evals.metrics import first_rank, is_right, mean, share
from evals.run import run_cases
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


def test_rank_compares_letters_and_digits_only() -> None:
    gold = [Gold("Revenue – grew 12%!", None, True)]
    assert first_rank(["nothing", "our revenue grew 12 % again"], gold) == 2
    assert first_rank(["revenue grew 13%"], gold) is None


def test_a_sentence_is_right_when_it_contains_or_lies_in_the_quote_of_its_speaker() -> None:
    gold = [Gold("grew 12% on orders", "Ada", True)]
    assert is_right("Revenue grew 12% on orders.", "Ada", gold)
    assert is_right("12% on orders", "Ada", gold)
    assert not is_right("Revenue grew 12% on orders.", "Ben", gold)
    assert not is_right("Revenue fell.", "Ada", gold)


def test_shares_and_means() -> None:
    assert share([]) == {"value": None, "n": 0, "interval": None}
    half = share([True, False] * 50)
    assert half["value"] == 0.5
    assert half["interval"] == pytest.approx([0.404, 0.596], abs=0.001)
    assert share([True] * 10)["interval"] == pytest.approx([0.722, 1.0], abs=0.001)
    assert mean([]) == {"value": None, "n": 0, "interval": None}
    assert mean([1.0, 0.0])["value"] == 0.5


def test_a_run_counts_what_happened(tmp_path: Path) -> None:
    settings = Settings(library=tmp_path / "library")
    opened = open_configured(settings)
    with opened.library.lock.held():
        opened.builder.add_file(write_small_call(tmp_path))
        opened.builder.flush()
    result = run_cases(
        settings, write(tmp_path / "cases.jsonl", CASE, UNANSWERABLE, TALK), mode="quotes", with_rows=True
    )
    assert result["cases"] == 4
    total = result["metrics"]["all"]
    assert total["hit@5"]["n"] == 3
    assert total["hit@5"]["value"] == 1.0
    assert total["unanswerable recognised"] == share([True])
    assert result["metrics"]["type driver"]["unanswerable recognised"]["n"] == 1
    assert result["metrics"]["language zh"]["unanswerable recognised"]["value"] is None
    assert [row["id"] for row in result["rows"]] == ["en-1", "en-2", "c-1.1", "c-1.2"]
    assert result["longest_hit"] <= 900
