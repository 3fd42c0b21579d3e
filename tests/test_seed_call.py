"""The first call this was made for: its people, its layout, and every gold quote found where the gold says.

Nothing of its text is kept here; the call and the gold are read from the shared folder.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from ingest.parse import parse
from ingest.sources import read_source
from ingest.transcript import Role, Section, Transcript, sentence_id


@pytest.fixture(scope="module")
def call(seed_call: Path) -> Transcript:
    (transcript,) = parse(read_source(seed_call))
    return transcript


def letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def test_what_call_it_is(call: Transcript) -> None:
    about = call.call
    assert about.id == "baba-fy2025-q4"
    assert (about.company, about.ticker, about.fiscal_period) == ("阿里巴巴", "BABA", "FY2025 Q4")
    assert (about.period_end, about.date) == ("2025-03-31", None)
    assert set(about.company_aliases) == {"Alibaba Group", "Alibaba"}
    assert (about.format, about.languages, about.translation_kind) == ("statementdog", ("en", "zh-Hant"), "machine")


def test_its_size(call: Transcript) -> None:
    assert len(call.turns) == 32
    assert call.paragraph_count == 92
    assert (call.misaligned, call.warnings) == (0, ())
    assert [note.kind for note in call.not_speech] == ["summary", "disclaimer", "note"]
    assert sum(note.paragraphs for note in call.not_speech if note.kind == "note") == 1


def test_its_people(call: Transcript) -> None:
    assert [(p.name, p.role.value, p.title, p.firm, set(p.also_called)) for p in call.participants] == [
        ("Lydia Lu", "executive", "Head of Investor Relations", None, set()),
        ("Yongming Wu", "executive", "Chief Executive Officer, Director", None, {"Eddie Wu", "Eddie"}),
        ("Xu Hong", "executive", "Chief Financial Officer", None, {"Toby Xu", "Toby"}),
        ("Fan Jiang", "executive", "Chief Executive Officer, Alibaba International Digital Commerce Group", None,
         {"Jiang Fan"}),
        ("Gary Yu", "analyst", "Analyst", "Morgan Stanley", set()),
        ("Alex Yao", "analyst", "Analyst", "JPMorgan", set()),
        ("Ronald Keung", "analyst", "Analyst", "Goldman Sachs", set()),
        ("Kenneth Fong", "analyst", "Analyst", "UBS", set()),
        ("Joyce Ju", "analyst", "Analyst", "Bank of America", set()),
        ("Alicia Yap", "analyst", None, "Citigroup", set()),
    ]  # fmt: skip
    assert all(turn.role is Role.OPERATOR for turn in call.turns if turn.speaker == "Operator")


def test_sections_and_exchanges(call: Transcript) -> None:
    assert [turn.n for turn in call.turns if turn.section is Section.QA] == list(range(6, 33))
    assert [(e.analyst, e.question_turns, e.answer_turns) for e in call.exchanges] == [
        ("Gary Yu", (7,), (8, 9)),
        ("Alex Yao", (12,), (13,)),
        ("Ronald Keung", (16,), (17,)),
        ("Kenneth Fong", (20,), (21, 22)),
        ("Joyce Ju", (25,), (26,)),
        ("Alicia Yap", (29,), (30,)),
    ]


def test_flags(call: Transcript) -> None:
    flagged = {
        flag: [turn.n for turn in call.turns if flag in turn.flags] for turn in call.turns for flag in turn.flags
    }
    assert flagged == {
        "interpreted": [3, 7, 8, 9, 12, 13, 16, 17, 21, 22, 25, 26, 30],
        "inaudible": [4, 12, 20, 21, 29, 30],
    }


def test_sentences_are_addressed_and_verbatim(call: Transcript) -> None:
    turn = call.turn(30)
    quotes = {sentence_id(call.call.id, 30, p, s): turn.quote(sentence) for p, s, sentence in turn.sentences()}
    assert quotes["baba-fy2025-q4#t30.p0.s0"] == "So this is Toby."
    assert "baba-fy2025-q4#t30.p0.s2" in quotes
    for turn in call.turns:
        for _, _, sentence in turn.sentences():
            quote = turn.quote(sentence)
            assert quote and quote == quote.strip() and quote == turn.text[sentence.start : sentence.end]
            assert sentence.translation_start is not None
    assert not any("(interpreted)" in turn.quote(s) for turn in call.turns for _, _, s in turn.sentences())


def test_every_character_of_the_file_is_kept_once(call: Transcript, seed_call: Path) -> None:
    """Speech, translations, notes, headings (printed twice) and the two markers make up the whole file."""
    parts = [call.call.title or "", "內容摘要", "完整原文"]
    parts += [text for note in call.not_speech for text in (note.text, note.translation or "")]
    parts += [text for turn in call.turns for p in turn.paragraphs for text in (p.text, p.translation or "")]
    headings = [" - ".join(filter(None, (turn.speaker, turn.title))) for turn in call.turns] + ["Editor"]
    parts += [heading for heading in headings for _ in (1, 2)]
    assert sorted(letters("".join(parts))) == sorted(letters(seed_call.read_text(encoding="utf-8")))


def gold(shared: Path) -> list[tuple[str, dict[str, Any]]]:
    lines = (shared / "golden" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    return [(item["id"], evidence) for item in map(json.loads, lines) for evidence in item["evidence"]]


def test_every_gold_quote_is_where_the_gold_says(call: Transcript, shared: Path) -> None:
    quotes = gold(shared)
    assert len(quotes) > 100
    missing = []
    for case, evidence in quotes:
        turn = call.turn(evidence["turn"])
        paragraph = turn.paragraphs[evidence["paragraph"]]
        found = turn.speaker == evidence["speaker"] and letters(evidence["quote"]) in letters(paragraph.text)
        if zh := evidence.get("quote_zh"):
            found = found and letters(zh) in letters(paragraph.translation or "")
        if not found:
            missing.append((case, evidence["turn"], evidence["paragraph"]))
    assert missing == []
