"""The calls written for this project: they parse without a complaint and hold what a first look should show."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from ingest.parse import parse
from ingest.sources import read_source
from ingest.transcript import Role, Section, Transcript
from tests.conftest import SAMPLES

FILES = sorted(SAMPLES.glob("*.txt"))


@pytest.fixture(scope="module")
def transcripts() -> dict[str, Transcript]:
    return {file.stem: parse(read_source(file))[0] for file in FILES}


def test_there_are_three() -> None:
    assert [file.stem for file in FILES] == ["plumewing-fy2025-q3", "plumewing-fy2025-q4", "tarnbrook-fy2025-q2"]


@pytest.mark.parametrize(
    ("stem", "ticker", "period", "language"),
    [
        ("plumewing-fy2025-q3", "PLWG", "FY2025 Q3", ("en", "zh-Hant")),
        ("plumewing-fy2025-q4", "PLWG", "FY2025 Q4", ("en", "zh-Hant")),
        ("tarnbrook-fy2025-q2", "TBRK", "FY2025 Q2", ("en",)),
    ],
)
def test_a_sample(
    transcripts: dict[str, Transcript], stem: str, ticker: str, period: str, language: tuple[str, ...]
) -> None:
    transcript = transcripts[stem]
    call = transcript.call
    assert (call.ticker, call.fiscal_period, call.languages) == (ticker, period, language)
    assert call.id == f"{ticker.lower()}-{stem.partition('-')[2]}"
    assert (transcript.warnings, transcript.misaligned) == ((), 0)
    assert 20 <= len(transcript.turns) <= 40
    assert {turn.section for turn in transcript.turns} == set(Section)
    assert all(turn.role is not Role.OTHER for turn in transcript.turns)
    assert all(person.firm for person in transcript.participants if person.role is Role.ANALYST)
    assert all(person.title for person in transcript.participants if person.role is Role.EXECUTIVE)
    assert len(transcript.exchanges) >= 5
    assert all(exchange.answer_turns for exchange in transcript.exchanges)
    assert "inaudible" in {flag for turn in transcript.turns for flag in turn.flags}
    assert any(len(exchange.question_turns) > 1 for exchange in transcript.exchanges), "no follow-up question"
    assert any(len({transcript.turn(n).speaker for n in e.answer_turns}) > 1 for e in transcript.exchanges)


@pytest.mark.parametrize("stem", ["plumewing-fy2025-q3", "plumewing-fy2025-q4"])
def test_the_bilingual_samples_have_an_interpreter_and_nicknames(transcripts: dict[str, Transcript], stem: str) -> None:
    transcript = transcripts[stem]
    assert sum("interpreted" in turn.flags for turn in transcript.turns) >= 5
    assert {"Victor Lo", "Ian Chen", "Joan Tseng"} <= {n for p in transcript.participants for n in p.also_called}
    assert [note.kind for note in transcript.not_speech] == ["summary", "disclaimer", "note"]


def test_closing_words_answer_nobody(transcripts: dict[str, Transcript]) -> None:
    for transcript in transcripts.values():
        closing = transcript.turns[-2]
        assert closing.role is Role.EXECUTIVE and closing.section is Section.QA
        assert not any(closing.n in exchange.answer_turns for exchange in transcript.exchanges)


def test_two_quarters_differ_only_in_what_was_said(transcripts: dict[str, Transcript]) -> None:
    for before, after in pairwise([transcripts["plumewing-fy2025-q3"], transcripts["plumewing-fy2025-q4"]]):
        assert before.call.company == after.call.company
        assert {p.name for p in before.participants} & {p.name for p in after.participants}


def runs(text: str) -> set[str]:
    """Every run of eight words, or of sixteen Chinese characters and figures, that lies in one line."""
    found: set[str] = set()
    for line in text.lower().split("\n"):
        for pattern, length in ((r"[a-z0-9%.']+", 8), (r"[一-鿿]|[a-z0-9%.]+", 16)):
            units = re.findall(pattern, line)
            found.update(" ".join(units[i : i + length]) for i in range(len(units) - length + 1))
    return found


def test_no_sample_repeats_a_real_call(shared: Path) -> None:
    real = [file for file in (shared / "data").rglob("*.txt") if file.stat().st_size > 10_000]
    assert real
    theirs = set[str]().union(*(runs(file.read_text(encoding="utf-8")) for file in real))
    for file in FILES:
        assert runs(file.read_text(encoding="utf-8")) & theirs == set()
