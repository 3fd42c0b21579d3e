"""What a user puts right: applied after every parse, told when it no longer fits, and refused when it is wrong."""

from dataclasses import replace
from typing import Any

import pytest

from errors import CorrectionInvalid
from ingest.corrections import Anchor, Corrections, anchored, apply, corrections_from_json, corrections_json
from ingest.parse import parse
from ingest.sources import source_of
from ingest.transcript import Role, Section, Transcript

CALL = """\
Operator: Good day and welcome to the Emberlark call. Over to Ada.
Speaker 1: Revenue was $4.2 billion, up 12% from last year.
Speaker 2: The margin widened to 14.6%.
Operator: The first question is from Gary Storrow with Bellhaven Crest. Please go ahead.
Gary Storrow: What drove the margin?
Speaker 2: Mix, and a lower cost of freight.
Speaker 9: This page is brought to you by a sponsor.
Operator: That concludes the call. Goodbye.
"""


@pytest.fixture
def transcript() -> Transcript:
    return parse(source_of("emberlark.txt", CALL.encode()))[0]


def fix(transcript: Transcript, value: dict[str, Any]) -> Transcript:
    return apply(transcript, anchored(transcript, corrections_from_json(value)))


def test_nothing_to_correct_changes_nothing(transcript: Transcript) -> None:
    assert apply(transcript, Corrections()) is transcript


def test_a_speaker_gets_a_name_a_role_a_title_and_a_firm(transcript: Transcript) -> None:
    right = fix(
        transcript,
        {
            "speakers": [
                {
                    "label": "Speaker 2",
                    "name": "Ben Lark",
                    "role": "executive",
                    "title": "CFO",
                    "also_called": ["Benny"],
                }
            ]
        },
    )
    named = [turn for turn in right.turns if turn.speaker == "Ben Lark"]
    assert [turn.n for turn in named] == [3, 6]
    assert {(turn.role, turn.title) for turn in named} == {(Role.EXECUTIVE, "CFO")}
    assert not any("unidentified" in turn.flags for turn in named)
    assert [turn.text for turn in right.turns] == [turn.text for turn in transcript.turns]
    (person,) = [person for person in right.participants if person.name == "Ben Lark"]
    assert (person.role, person.title, person.also_called) == (Role.EXECUTIVE, "CFO", ("Benny",))
    assert any(6 in exchange.answer_turns for exchange in right.exchanges)


def test_an_alias_alone_leaves_the_rest(transcript: Transcript) -> None:
    right = fix(transcript, {"speakers": [{"label": "Gary Storrow", "also_called": ["Gaz"]}]})
    (person,) = [person for person in right.participants if person.name == "Gary Storrow"]
    assert (person.role, person.firm, person.also_called) == (Role.ANALYST, "Bellhaven Crest", ("Gaz",))
    assert right.turns == transcript.turns


def test_one_turn_filed_under_the_wrong_label(transcript: Transcript) -> None:
    right = fix(transcript, {"turns": [{"at": {"turn": 6}, "speaker": "Gary Storrow"}]})
    assert (right.turn(6).speaker, right.turn(6).role, right.turn(6).firm) == (
        "Gary Storrow",
        Role.ANALYST,
        "Bellhaven Crest",
    )
    assert right.turn(3).speaker == "Speaker 2"


def test_the_section_boundary_moves_and_the_exchanges_with_it(transcript: Transcript) -> None:
    right = fix(transcript, {"qa_from": {"turn": 2}})
    assert [turn.section for turn in right.turns] == [Section.PREPARED] + [Section.QA] * 7
    late = fix(transcript, {"qa_from": {"turn": 8}})
    assert late.exchanges == ()


def test_what_is_no_speech_becomes_a_note_and_turns_close_up(transcript: Transcript) -> None:
    right = fix(transcript, {"not_speech": [{"turn": 7}]})
    assert [turn.n for turn in right.turns] == list(range(1, 8))
    assert not any("sponsor" in turn.text for turn in right.turns)
    assert any("sponsor" in note.text for note in right.not_speech)
    assert right.turn(7).text.startswith("That concludes")


def test_metadata(transcript: Transcript) -> None:
    right = fix(
        transcript,
        {
            "call": {
                "company": "Emberlark",
                "ticker": "EMBK",
                "fiscal_year": 2025,
                "fiscal_quarter": 4,
                "period_end": "2025-03-31",
            }
        },
    )
    assert right.call.period_label == "FY2025 Q4, quarter ended Mar 2025"
    assert (right.call.id, right.call.ticker) == (transcript.call.id, "EMBK")


def test_corrections_outlive_an_edit_that_moves_their_turns(transcript: Transcript) -> None:
    kept = anchored(
        transcript,
        corrections_from_json({"qa_from": {"turn": 4}, "not_speech": [{"turn": 7}], "turns": [{"at": {"turn": 6}, "speaker": "Gary Storrow"}]}),
    )  # fmt: skip
    edited = CALL.replace("Speaker 1:", "Colleen Strand: With me is Ada, who heads the company.\nSpeaker 1:")
    right = apply(parse(source_of("emberlark.txt", edited.encode()))[0], kept)
    assert right.turn(5).section is Section.QA and right.turn(4).section is Section.PREPARED
    assert right.turn(7).speaker == "Gary Storrow"
    assert not any("sponsor" in turn.text for turn in right.turns)
    assert not any("correction" in warning for warning in right.warnings)


def test_a_correction_that_no_longer_fits_is_told(transcript: Transcript) -> None:
    kept = replace(Corrections(), not_speech=(Anchor(7, "These words are nowhere"),), qa_from=Anchor(2, "Nor these"))
    right = apply(transcript, kept)
    assert right.turns == transcript.turns
    assert len([warning for warning in right.warnings if "no longer fits" in warning]) == 2


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ({"speakers": [{"label": "Nobody"}]}, "Nobody is printed as"),
        ({"qa_from": {"turn": 99}}, "no turn 99"),
        ({"qa_from": {"turn": 0}}, "no turn 0"),
        ({"call": {"fiscal_quarter": 5}}, "quarter 5"),
        ({"call": {"date": "15 May"}}, "no date"),
        ({"call": {"period_end": "2025-02-30"}}, "no date"),
        ({"call": {"colour": "red"}}, "colour"),
        ({"speakers": [{"label": "Speaker 1", "role": "boss"}]}, "role"),
        ({"speaker": []}, "speaker"),
        ([], "cannot be read"),
        ("x", "cannot be read"),
        (None, "cannot be read"),
    ],
)
def test_what_cannot_be_is_refused(transcript: Transcript, value: Any, says: str) -> None:
    with pytest.raises(CorrectionInvalid, match=says) as caught:
        fix(transcript, value)
    assert caught.value.hint


def test_corrections_survive_json() -> None:
    kept = corrections_from_json(
        {
            "call": {"ticker": "EMBK"},
            "speakers": [{"label": "Speaker 1", "name": "溫嵐", "role": "executive", "also_called": ["Wen"]}],
            "turns": [{"at": {"turn": 2, "opening": "Revenue"}, "speaker": "Speaker 2"}],
            "qa_from": {"turn": 4, "opening": "The first"},
            "not_speech": [{"turn": 7, "opening": "This page"}],
        }
    )
    assert corrections_from_json(corrections_json(kept)) == kept
    assert corrections_json(Corrections()) == {}
