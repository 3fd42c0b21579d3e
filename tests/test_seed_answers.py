"""The main job on the seed call, with the real embedder: what the product was made for."""

import json
from pathlib import Path

import pytest

from answer.answer import Answer, Status
from answer.ask import Asker
from compose import make_asker, open_configured
from evals.run import run_cases
from index.opened import Opened
from settings import Settings


@pytest.fixture(scope="module")
def settings(seed_call: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    made = Settings(library=tmp_path_factory.mktemp("seed") / "library")
    opened = open_configured(made)
    with opened.library.lock.held():
        (outcome,) = opened.builder.add_file(seed_call)
        opened.builder.flush()
    assert (outcome.turns, outcome.paragraphs, outcome.misaligned) == (32, 92, 0)
    return made


@pytest.fixture(scope="module")
def opened(settings: Settings) -> Opened:
    return open_configured(settings)


@pytest.fixture(scope="module")
def asker(settings: Settings, opened: Opened) -> Asker:
    return make_asker(settings, opened)


def test_a_second_ingest_embeds_nothing(opened: Opened, seed_call: Path) -> None:
    (outcome,) = opened.builder.add_file(seed_call)
    assert (outcome.kind, outcome.passages_embedded) == ("unchanged", 0)


@pytest.mark.parametrize(
    ("question", "language"), [("what drove CMR growth?", "en"), ("CMR 成長的主要原因是什麼?", "zh")]
)
def test_what_drove_cmr_growth(asker: Asker, seed_call: Path, question: str, language: str) -> None:
    answer = asker.ask(question)
    assert (answer.status, answer.language) == (Status.ANSWERED, language)
    first = answer.citations[:3]
    told = " ".join(c.quote for c in first if (c.speaker, c.turn) in (("Xu Hong", 4), ("Xu Hong", 30)))
    assert "take rate" in told
    assert "software service fee" in told
    file = seed_call.read_text(encoding="utf-8")
    assert all(c.quote in file and c.translation and c.translation in file for c in first)


@pytest.mark.parametrize(
    "question",
    ["what is Alibaba's revenue guidance for the June quarter 2025?", "What did Tencent say about its games business?"],
)
def test_what_was_not_said_is_not_answered(asker: Asker, question: str) -> None:
    answer = asker.ask(question)
    assert answer.status is Status.NOT_FOUND
    assert answer.claims == ()


def test_guidance_that_was_given_is_answered(asker: Asker, shared: Path) -> None:
    lines = (shared / "golden" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    cases = [case for case in map(json.loads, lines) if case["type"] == "guidance" and case["answerable"]]
    answers: list[Answer] = [asker.ask(case["question"]) for case in cases]
    assert len(cases) == 6
    assert sum(answer.status in (Status.ANSWERED, Status.PARTIAL) for answer in answers) >= 5


@pytest.mark.parametrize("name", ["阿里巴巴", "Alibaba", "BABA", "阿里"])
def test_the_company_is_found_by_its_names(asker: Asker, name: str) -> None:
    assert asker.ask(f"{name} cloud revenue growth").scope == {"companies": ["阿里巴巴"]}


def test_retrieval_on_the_tuning_questions(settings: Settings, shared: Path) -> None:
    result = run_cases(settings, shared / "golden" / "dev.jsonl", mode="quotes", with_rows=False)
    total = result["metrics"]["all"]
    assert total["hit@5"]["value"] >= 0.90
    assert total["MRR@10"]["value"] >= 0.75
    assert result["longest_hit"] <= 900
