"""Calls filed with the Indian exchanges, as PDF and as text: our own calls written in that layout, and ugly ones."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.formats.pdf import indian_concall
from ingest.formats.pdf.pages import text_pages
from ingest.parse import parse
from ingest.shape import transcript_json
from ingest.sources import source_of
from ingest.transcript import Role, Transcript
from tests.writers import indian_concall as writer
from tests.writers.call import make_call
from tests.writers.compare import assert_same_turns

EXAMPLE = Path(__file__).parent / "formats" / "examples" / "indian_concall.pdf.txt"
_COVER = """“Saffronvale Ceramics Limited
Q3 FY25 Earnings Conference Call”
January 30, 2025
MANAGEMENT: MR. PARESH DALVEKAR – MANAGING DIRECTOR
MS. RITU KHANNADE – CHIEF FINANCIAL OFFICER
MODERATOR: MR. AMIT RANEKAR – QUILLFEATHER INDIA
\f"""


def _parsed(text: str, cover: str = _COVER) -> Transcript:
    (transcript,) = parse(source_of("call.txt", (cover + text).encode()))
    return transcript


def _said(transcript: Transcript) -> list[tuple[str | None, str]]:
    return [(turn.speaker, " ".join(turn.text.split())) for turn in transcript.turns]


@pytest.mark.parametrize("seed", range(8))
def test_a_written_pdf_comes_back(seed: int) -> None:
    call = make_call(seed, questions=4)
    (found,) = parse(source_of(*writer.write(call, seed)))
    style = writer.style_of(seed)
    host = call.executives[0][0]
    # Who hosts for a broker is on the cover; without one he is introduced as anybody else.
    turns = [
        replace(turn, role=Role.OTHER) if turn.speaker == host and style.cover != "none" else turn
        for turn in writer.turns_of(call)
    ]
    assert_same_turns(turns, found)
    assert (found.call.company, found.call.date) == (writer.company_of(call), call.date.isoformat())
    if style.cover != "none":
        assert (found.call.fiscal_year, found.call.fiscal_quarter) == (call.fiscal_year, call.fiscal_quarter)
    assert found.call.ticker == ("599999" if style.letter else None)


@pytest.mark.parametrize("seed", [seed for seed in range(60) if not writer.style_of(seed).block])
def test_written_text_comes_back(seed: int) -> None:
    call = make_call(seed, questions=4)
    (found,) = parse(source_of(*writer.write_text(call, seed)))
    assert _said(found) == [
        (turn.speaker, " ".join(" ".join(text for text, _ in turn.paragraphs).split()))
        for turn in writer.turns_of(call)
    ]


@pytest.mark.parametrize("seed", [seed for seed in range(40) if writer.style_of(seed).block])
def test_labels_apart_from_the_words_lose_no_words(seed: int) -> None:
    call = make_call(seed, questions=4)
    (found,) = parse(source_of(*writer.write_text(call, seed)))
    turns = writer.turns_of(call)
    assert (
        " ".join(text for _, text in _said(found)).split()
        == " ".join(text for turn in turns for text, _ in turn.paragraphs).split()
    )
    assert [turn.speaker for turn in found.turns] == [turn.speaker for turn in turns]


@pytest.mark.parametrize("seed", range(4))
def test_a_label_misspelt_once(seed: int) -> None:
    call = make_call(seed, questions=4)
    turns = writer.turns_of(call)
    at = max(i for i, turn in enumerate(turns) if turn.role is Role.EXECUTIVE)
    name = turns[at].speaker
    wrong = name[:-2] + name[-1]
    (found,) = parse(source_of(*writer.write(call, seed, misspelt={at: wrong})))
    assert (found.turns[at].speaker, found.turns[at].role) == (wrong, Role.EXECUTIVE)
    assert "label_misspelt" in found.turns[at].flags
    assert transcript_json(found)["turns"][at]["likely_speaker"] == name
    assert wrong not in [person.name for person in found.participants]


@pytest.mark.parametrize(
    ("speech", "said"),
    [
        # Labels may share the line with the words, stand above them, or have a space before the colon.
        ("Moderator: Welcome to all.\nParesh Dalvekar: Thanks.\nModerator: Bye now.\n",
         [("Moderator", "Welcome to all."), ("Paresh Dalvekar", "Thanks."), ("Moderator", "Bye now.")]),
        ("Moderator :\nWelcome to\nall.\nParesh Dalvekar :\nThanks.\nModerator :\nBye now.\n",
         [("Moderator", "Welcome to all."), ("Paresh Dalvekar", "Thanks."), ("Moderator", "Bye now.")]),
        ("Moderator:          Welcome to all.\n                    Press star.\nParesh Dalvekar:    Thanks.\n",
         [("Moderator", "Welcome to all. Press star."), ("Paresh Dalvekar", "Thanks.")]),
        # What looks like a label is speech without support.
        ("Moderator: Welcome.\nParesh Dalvekar: Three points:\nGross Margin: our gross margin rose.\nVehicle loans: flat.\n"
         "Note: all in rupees.\nGross Margin: as said.\nGross Margin: again.\nModerator: Bye.\n",
         [("Moderator", "Welcome."),
          ("Paresh Dalvekar", "Three points: Gross Margin: our gross margin rose. Vehicle loans: flat. Note: all in rupees. "
           "Gross Margin: as said. Gross Margin: again."),
          ("Moderator", "Bye.")]),
        # Nobody listed or announced him, but he answers under a name and comes back.
        ("Moderator: Welcome.\nRitu Khannade: It is flat.\nVikas Gorlekar: Just to add to it, we hired.\nRitu Khannade: Yes.\n"
         "Vikas Gorlekar: Two hundred.\nModerator: Bye.\n",
         [("Moderator", "Welcome."), ("Ritu Khannade", "It is flat."), ("Vikas Gorlekar", "Just to add to it, we hired."),
          ("Ritu Khannade", "Yes."), ("Vikas Gorlekar", "Two hundred."), ("Moderator", "Bye.")]),
        # Announced under a slightly other spelling, and a surname alone.
        ("Moderator: The first is from Nitin Sodhani of Harrowgate.\nNitin Soodhani: Hello?\nParesh Dalvekar: Hello.\n"
         "Moderator: Next is Ms. Kaur.\nJ. Kaur: Sir, dividend?\nManagement: In May.\nModerator: Bye.\n",
         [("Moderator", "The first is from Nitin Sodhani of Harrowgate."), ("Nitin Soodhani", "Hello?"), ("Paresh Dalvekar", "Hello."),
          ("Moderator", "Next is Ms. Kaur."), ("J. Kaur", "Sir, dividend?"), ("Management", "In May."), ("Moderator", "Bye.")]),
        # A long name wraps beside its speech, with or without the gap between the columns.
        ("Moderator: From Paresh Kumar Gorlekar, please.\nParesh Kumar     Good evening. What is\nGorlekar:        the split?\n"
         "Ritu Khannade: A third.\nModerator: Bye.\n",
         [("Moderator", "From Paresh Kumar Gorlekar, please."), ("Paresh Kumar Gorlekar", "Good evening. What is the split?"),
          ("Ritu Khannade", "A third."), ("Moderator", "Bye.")]),
        ("Moderator: From Paresh Kumar Gorlekar, please.\nParesh Kumar Good evening. What is\nGorlekar: the split?\n"
         "Ritu Khannade: A third.\nModerator: Bye.\n",
         [("Moderator", "From Paresh Kumar Gorlekar, please."), ("Paresh Kumar Gorlekar", "Good evening. What is the split?"),
          ("Ritu Khannade", "A third."), ("Moderator", "Bye.")]),
        # Labels in capitals, of people who speak once: said in mixed case, by an honorific or an office.
        ("MODERATOR: Welcome. With us is Mr. Paresh McGorlekar.\nPARESH MCGORLEKAR: Three things: price, volume, mix.\n"
         "RITU KHANNADE: I am Ritu Khannade, the Chief Financial Officer. It is flat.\nGROSS MARGIN: up, and gross margin is margin.\nMODERATOR: Bye.\n",
         [("MODERATOR", "Welcome. With us is Mr. Paresh McGorlekar."), ("PARESH MCGORLEKAR", "Three things: price, volume, mix."),
          ("RITU KHANNADE", "I am Ritu Khannade, the Chief Financial Officer. It is flat. GROSS MARGIN: up, and gross margin is margin."),
          ("MODERATOR", "Bye.")]),
        # After the call.
        ("Moderator: Welcome.\nParesh Dalvekar: Thanks.\nModerator: Bye now.\n____________\nNote: 1. Edited lightly.\nRegistered Office: Surat\n",
         [("Moderator", "Welcome."), ("Paresh Dalvekar", "Thanks."), ("Moderator", "Bye now.")]),
        ("Moderator: Welcome.\nParesh Dalvekar: Thanks.\nModerator: Bye now.\n(This document has been edited for reading.)\n",
         [("Moderator", "Welcome."), ("Paresh Dalvekar", "Thanks."), ("Moderator", "Bye now.")]),
    ],
)  # fmt: skip
def test_ugly_speech(speech: str, said: list[tuple[str, str]]) -> None:
    assert _said(_parsed(speech)) == said


@pytest.mark.parametrize(
    "lists",
    [
        "MANAGEMENT: MR. PARESH DALVEKAR – MANAGING DIRECTOR – SAFFRONVALE CERAMICS LIMITED\nMS. RITU KHANNADE – CHIEF\nFINANCIAL OFFICER\n"
        "MODERATOR: MR. AMIT RANEKAR – QUILLFEATHER INDIA\n",
        "MANAGEMENT:\nMr. Paresh Dalvekar – Managing Director –\nSaffronvale Ceramics Limited\nMs. Ritu Khannade – Chief Financial Officer\n"
        "MODERATOR:\nMr. Amit Ranekar – Quillfeather India\n",
        "Management: Mr. Paresh Dalvekar, Managing Director\nMs. Ritu Khannade, Chief Financial Officer\nModerator: Mr. Amit Ranekar, Quillfeather India\n",
        "MANAGEMENT:\nMr. Paresh Dalvekar\nManaging Director\nMs. Ritu Khannade\nChief Financial Officer\nMODERATOR:\nMr. Amit Ranekar\nQuillfeather India\n",
        "MANAGEMENT: MR. PARESH DALVEKAR – MANAGING DIRECTOR MS. RITU KHANNADE – CHIEF FINANCIAL OFFICER\n"
        "MODERATOR: MR. AMIT RANEKAR – QUILLFEATHER INDIA\nDISCLAIMER: E&OE. What is said looks ahead.\n",
        "Management:\nParesh Dalvekar – Managing Director\nRitu Khannade – Chief Financial Officer\nModerator:\nAmit Ranekar – Quillfeather India\n",
    ],
)
def test_covers(lists: str) -> None:
    speech = (
        "Moderator: Welcome. I hand over to Mr. Amit Ranekar of Quillfeather India.\nAmit Ranekar: Thank you. I welcome Mr. Dalvekar.\n"
        "Paresh Dalvekar: Orders rose.\nRitu Khannade: Costs fell.\nModerator: Bye.\n"
    )
    cover = _COVER[: _COVER.index("MANAGEMENT")] + lists + "\f"
    found = _parsed(speech, cover)
    people = {person.name: (person.role, person.title, person.firm) for person in found.participants}
    company = "Saffronvale Ceramics Limited"
    assert people == {
        "Paresh Dalvekar": (Role.EXECUTIVE, "Managing Director", company),
        "Ritu Khannade": (Role.EXECUTIVE, "Chief Financial Officer", company),
        "Amit Ranekar": (Role.OTHER, "Moderator", "Quillfeather India"),
    }
    assert [turn.speaker for turn in found.turns] == [
        "Moderator",
        "Amit Ranekar",
        "Paresh Dalvekar",
        "Ritu Khannade",
        "Moderator",
    ]
    assert "broker_host" in found.turns[1].flags
    assert (found.call.company, found.call.fiscal_year, found.call.fiscal_quarter) == (company, 2025, 3)


@pytest.mark.parametrize(
    ("printed", "fiscal"),
    [
        ("Q3 & 9M FY ‘25 Results Call", (2025, 3)),
        ("Q4 FY 2024-25 Earnings Call", (2025, 4)),
        ("Q2 & H1 FY25 Conference Call", (2025, 2)),
        ("Third Quarter and Nine Months FY25 Call", (2025, 3)),
        ("Q4 & Full Year Ended FY24 Call", (2024, 4)),
        ("Q1 FY-26 Earnings Call", (2026, 1)),
    ],
)
def test_fiscal_periods(printed: str, fiscal: tuple[int, int]) -> None:
    cover = _COVER.replace("Q3 FY25 Earnings Conference Call", printed)
    found = _parsed("Moderator: Welcome.\nParesh Dalvekar: Thanks.\nModerator: Bye.\n", cover)
    assert (found.call.fiscal_year, found.call.fiscal_quarter) == fiscal


def test_who_signed_the_letter_and_when_is_not_the_call() -> None:
    signed = "PARESH\nDALVEKAR\nDigitally signed by\nPARESH DALVEKAR\nDate: 2031.05.13\n12:42:34 +05'30'\n"
    found = _parsed("Moderator: Welcome.\nParesh Dalvekar: Thanks.\nModerator: Bye.\n", f"{signed}\f{_COVER}")
    plain = _parsed("Moderator: Welcome.\nParesh Dalvekar: Thanks.\nModerator: Bye.\n")
    assert (found.call.date, found.call.company) == (plain.call.date, plain.call.company)
    assert found.call.date is not None
    assert [turn.speaker for turn in found.turns] == ["Moderator", "Paresh Dalvekar", "Moderator"]


def test_names_of_two_people_that_differ_by_a_letter() -> None:
    found = _parsed(
        "Moderator: Welcome. First is Ritu Khannadi of Harrowgate.\nRitu Khannadi: How many?\nRitu Khannade: Ten.\nModerator: Bye.\n"
    )
    assert [turn.flags for turn in found.turns] == [()] * 4


def test_a_page_of_labels_first_warns() -> None:
    (found,) = parse(source_of("call.txt", EXAMPLE.read_bytes()))
    assert any("Page 4" in warning for warning in found.warnings)


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_damaged_files_do_not_raise(data: st.DataObject) -> None:
    lines = EXAMPLE.read_text().split("\n")
    damage: dict[str, Callable[[list[str], int], list[str]]] = {
        "drop": lambda found, i: found[:i] + found[i + 1 :],
        "double": lambda found, i: [*found[:i], found[i], *found[i:]],
        "cut": lambda found, i: found[: max(i, 1)],
        "turn": lambda found, i: found[i:] + found[:i],
        "stray": lambda found, i: [*found[:i], data.draw(st.text(max_size=20)).replace("\n", " "), *found[i:]],
        "break": lambda found, i: [*found[:i], "\f" + found[i], *found[i + 1 :]],
    }
    for _ in range(data.draw(st.integers(1, 12))):
        if not lines:
            break
        kind = data.draw(st.sampled_from(sorted(damage)))
        lines = damage[kind](lines, data.draw(st.integers(0, len(lines) - 1)))
    pages = text_pages("\n".join(lines))
    if indian_concall.recognises(pages):
        for draft in indian_concall.parse(pages):
            assert all(turn.label and turn.paragraphs for turn in draft.turns)
