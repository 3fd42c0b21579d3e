"""Labels that the words contradict, and whole ordinary calls in which none is."""

import pytest

from ingest.formats.draft import DraftTurn
from ingest.sections import sections
from ingest.speakers import cast
from ingest.suspects import Seen, check_labels
from ingest.transcript import Role
from tests.calls import CLOSING, OPENING, turns_of
from tests.writers.call import make_call


def seen(turns: list[DraftTurn]) -> list[Seen]:
    speakers = cast(turns)[1]
    return check_labels(turns, speakers, sections(turns, speakers))


ASKED = ("Operator: The first question is from Gary Storrow with UBS.", "Gary Storrow: Why?", "Tobias Renn: Mix.")


@pytest.mark.parametrize("titled", [True, False])
@pytest.mark.parametrize("operator", ["Operator", "Moderator", "Priya"])
def test_ordinary_calls_hold_no_suspect(operator: str, titled: bool) -> None:
    for seed in range(60):
        call = make_call(seed, questions=4)
        names = {"Operator": operator}
        turns = [
            DraftTurn(
                names.get(said.speaker, said.speaker),
                said.title if titled else None,
                paragraphs=[(english, None) for english, _ in said.paragraphs],
            )
            for said in call.turns
        ]
        found = seen(turns)
        assert [(i, turns[i].label) for i, one in enumerate(found) if one.suspect] == []
        assert [one.speaker.role for one in found if one.speaker] == [said.role for said in call.turns]


@pytest.mark.parametrize(
    ("rows", "at", "likely", "role"),
    [
        # An executive's script under the operator's name.
        (
            [*OPENING[:3], "Operator: Gross margin was 41.2%, and cash came to $12 million.", *ASKED],
            3,
            None,
            Role.EXECUTIVE,
        ),
        (
            [
                *OPENING[:2],
                "Tobias Renn / Chief Executive Officer: We grew. I turn it over to Marit Solheim.",
                "Operator: Gross margin was 41.2%, and cash came to $12 million.",
                "Marit Solheim / Chief Financial Officer: More on that later.",
                *ASKED,
            ],
            3,
            "Marit Solheim",
            Role.EXECUTIVE,
        ),
        # One sentence over two names.
        ([*OPENING, *ASKED[:2], "Tobias Renn: Mix, and the", "Gary Storrow: price that we took."], 7, "Tobias Renn", None),
    ],
)  # fmt: skip
def test_suspects(rows: list[str], at: int, likely: str | None, role: Role | None) -> None:
    found = seen(turns_of(rows))
    assert [i for i, one in enumerate(found) if one.suspect] == [at]
    assert found[at].likely_speaker == likely
    speaker = found[at].speaker
    assert role is None or (speaker is not None and speaker.role is role)


def test_a_swapped_name_table() -> None:
    rows = [*OPENING, *ASKED, "Operator: The next question is from Anne Vane with Citi.", "Anne Vane: How?", *CLOSING]
    swap = {"Operator": "Ingrid Voss", "Ingrid Voss": "Operator"}
    rows = [row.replace(" / Head of Investor Relations", "") for row in rows]
    rows = [f"{swap.get(row.partition(': ')[0], row.partition(': ')[0])}: {row.partition(': ')[2]}" for row in rows]
    found = seen(turns_of(rows))
    assert all(one.suspect for one, row in zip(found, rows, strict=True) if row.startswith(("Operator", "Ingrid")))
    assert found[0].likely_speaker == "Operator"


def test_who_the_operator_named_for_a_numbered_speaker() -> None:
    rows = [
        "Operator: Welcome.",
        "Speaker 2: We grew.",
        "Operator: A question from Gary Storrow with UBS.",
        "Speaker 4: Why?",
    ]
    assert seen(turns_of(rows))[3].likely_speaker == "Gary Storrow"
    rows += ["Operator: A question from Anne Vane with Citi.", "Speaker 4: How?"]
    assert seen(turns_of(rows))[3].likely_speaker is None


def test_no_turns() -> None:
    assert check_labels([], [], []) == []
