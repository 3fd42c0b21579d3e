"""Flags that words and labels show, and ordinary speech that shows none."""

import pytest

from ingest.flags import flags, is_only_notes
from ingest.sections import sections
from ingest.speakers import cast
from tests.calls import CLOSING, OPENING, turns_of


def flags_of(*rows: str, bilingual: bool = False) -> list[tuple[str, ...]]:
    turns = turns_of(rows)
    speakers = cast(turns)[1]
    return flags(turns, speakers, sections(turns, speakers), bilingual=bilingual)


@pytest.mark.parametrize(
    ("words", "flag"),
    [
        ("(interpreted) We grew.", "interpreted"),
        ("[Interpreted] We grew.", "interpreted"),
        ("We grew. (through translator)", "interpreted"),
        ("（翻譯）We grew.", "interpreted"),
        ("[Foreign Language] We grew.", "foreign_language"),
        ("(Spoken in Chinese). We grew.", "foreign_language"),
        ("[Speaking Japanese] We grew.", "foreign_language"),
        ("We [indiscernible] grew.", "inaudible"),
        ("We (inaudible - microphone inaccessible) grew.", "inaudible"),
        ("We <unclear> grew.", "inaudible"),
        ("We [Cross Talk] grew.", "crosstalk"),
        ("We (multiple speakers) grew.", "crosstalk"),
        ("We [Audio Gap] grew.", "technical_difficulty"),
        ("We [technical difficulty] grew.", "technical_difficulty"),
        ("We (sic - see release) grew.", "sic"),
        ("We sold to Orlo [ph] first.", "transcriber_guess"),
        ("We sold [ some lamps ] first.", "transcriber_guess"),
        ("We (corrected by company after the call) grew.", "corrected"),
    ],
)
def test_notes(words: str, flag: str) -> None:
    assert flags_of(f"Tobias Renn / Chief Executive Officer: {words}") == [(flag,)]


@pytest.mark.parametrize(
    "words",
    [
        "We grew (in euros).",
        "Foreign sales (about 4%) grew.",
        "The crosstalk between the teams is good.",
        "We posted growth in April and it was written into the plan.",
        "We sent a letter by mail.",
        "That's our plan for Europe.",
        "他們說「成長」。",
    ],
)
def test_ordinary_speech_has_no_flags(words: str) -> None:
    rows = [*OPENING, "Operator: Gary Storrow, UBS.", "Gary Storrow: Why?", f"Tobias Renn: {words}", *CLOSING]
    assert set(flags_of(*rows)) == {()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Operator signoff]", True),
        ("(Operator Instructions) .", True),
        ("[Foreign Language] [Foreign Language]", True),
        ("(外語)", True),
        ("[Some guessed words]", False),
        ("[Foreign Language] Yes.", False),
        ("", True),
        ("[" * 300 + "inaudible" + "]" * 300, False),
    ],
)
def test_turns_of_notes_alone(text: str, expected: bool) -> None:
    assert is_only_notes(text) is expected


@pytest.mark.parametrize(
    ("words", "next_words", "cut"),
    [
        ("And so we --", "Next.", True),
        ("And so we ...", "Next.", True),
        ("And so,", "Next.", True),
        ("And so we", "sold it.", True),
        ("And so we [crosstalk]", "Next.", True),
        ("And so we sold it.", "Next.", False),
        ("And so we sold it (all of it)", "Next.", False),
        ("Two points:", "Next.", False),
        ("賣了。", "Next.", False),
    ],
)
def test_turns_that_are_cut_off(words: str, next_words: str, cut: bool) -> None:
    found = flags_of(f"Tobias Renn / Chief Executive Officer: {words}", f"Marit Solheim / CFO: {next_words}")[0]
    assert ("cut_off" in found) is cut


@pytest.mark.parametrize(
    ("rows", "flag"),
    [
        (["Operator: Wim Pell, UBS.", "Anne Vane: This is Anne on for Wim. Why?"], "on_behalf"),
        (["Operator: Anne Vane, Tarnbrook Gazette.", "Anne Vane: Why?"], "media"),
        (["Operator: Go on.", "Ingrid Voss / Head of Investor Relations: A question submitted online: why?"], None),
        (["Operator: Go on.", "Unknown Speaker: Yes."], "unidentified"),
        (["Operator: Go on.", "-: Yes."], "label_missing"),
    ],
)
def test_flags_of_people(rows: list[str], flag: str | None) -> None:
    asked = ["Operator: Gary Storrow, UBS.", "Gary Storrow: Why?", "Tobias Renn: Mix."]
    found = flags_of(*OPENING, *asked, *rows, "Tobias Renn: Mix.")
    assert (flag or "submitted_question") in found[len(OPENING) + len(asked) + 1]


def test_a_file_without_names_is_unattributed() -> None:
    assert flags_of("-: We grew.", "-: We sold.") == [("unattributed",), ("unattributed",)]


def test_missing_translations() -> None:
    assert flags_of("Tobias Renn / CEO: We grew.", bilingual=True) == [("translation_missing",)]
