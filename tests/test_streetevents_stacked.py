"""StreetEvents text without the publisher's name: speakers on two lines, page numbers between the lines."""

import pytest

from ingest.formats.text import Text
from ingest.formats.vendors import seeking_alpha
from ingest.parse import parse
from ingest.sources import source_of
from ingest.transcript import Role, Section, Transcript
from tests.writers.call import make_call
from tests.writers.compare import assert_same_turns, said
from tests.writers.streetevents_stacked import firm, house, write

HEAD = """CORPORATE PARTICIPANTS

Ingrid Voss-Hale
Kestrelvane Robotics Inc - Head of IR

Tobias Renn
Kestrelvane Robotics Inc - President, CEO & Director

Wim Orlo
CONFERENCE CALL PARTICIPANTS

Lena Fosse
Harrowgate Securities LLC, Research Division - MD & Senior Analyst

Jory Pell

Nell de la Marsh
Quillfeather Capital - Analyst
PRESENTATION
"""
TWO = "\nTobias Renn\nKestrelvane Robotics Inc - President, CEO & Director\nMore.\n"


def _call(text: str, name: str = "call.txt") -> Transcript:
    [found] = parse(source_of(name, text.encode()))
    return found


def _labels(text: str) -> list[str | None]:
    return [turn.speaker for turn in _call(text).turns]


@pytest.mark.parametrize("blank", [True, False])
@pytest.mark.parametrize("numbers", [True, False])
@pytest.mark.parametrize("seed", range(8))
def test_a_file_gives_the_call_back(seed: int, numbers: bool, blank: bool) -> None:
    call = make_call(seed, questions=5, longest=40)
    [found] = parse(source_of(*write(call, blank=blank, numbers=numbers)))
    assert_same_turns(said(call), found, firms=False)
    assert found.call.company == firm(call)
    # Only the file's name tells the period.
    assert (found.call.fiscal_year, found.call.fiscal_quarter) == (call.fiscal_year, call.fiscal_quarter)
    for turn, printed in zip(found.turns, call.turns, strict=True):
        if printed.role is Role.EXECUTIVE:
            assert (turn.title, turn.firm) == (printed.title, firm(call))
        elif printed.firm:
            assert turn.firm == house(printed.firm)
    assert [person.name for person in found.participants] == [name for name, _ in (*call.executives, *call.analysts)]
    assert not any(text.isdecimal() for turn in found.turns for text in turn.text.split("\n"))


def test_people_without_a_firm_are_listed_apart() -> None:
    found = _call(
        f"{HEAD}\nOperator\nGood day.\n\nWim Orlo\nThank you all.\n{TWO}QUESTIONS AND ANSWERS\n\nJory Pell\nWhy?\n{TWO}"
    )
    assert [(p.name, p.role, p.title, p.firm) for p in found.participants] == [
        ("Ingrid Voss-Hale", Role.EXECUTIVE, "Head of IR", "Kestrelvane Robotics Inc"),
        ("Tobias Renn", Role.EXECUTIVE, "President, CEO & Director", "Kestrelvane Robotics Inc"),
        ("Wim Orlo", Role.EXECUTIVE, None, None),
        ("Lena Fosse", Role.ANALYST, "MD & Senior Analyst", "Harrowgate Securities LLC, Research Division"),
        ("Jory Pell", Role.ANALYST, None, None),
        ("Nell de la Marsh", Role.ANALYST, "Analyst", "Quillfeather Capital"),
    ]
    assert [(turn.speaker, turn.role, turn.section) for turn in found.turns] == [
        ("Operator", Role.OPERATOR, Section.PREPARED),
        ("Wim Orlo", Role.EXECUTIVE, Section.PREPARED),
        ("Tobias Renn", Role.EXECUTIVE, Section.PREPARED),
        ("Jory Pell", Role.ANALYST, Section.QA),
        ("Tobias Renn", Role.EXECUTIVE, Section.QA),
    ]


@pytest.mark.parametrize(
    ("speech", "labels"),
    [
        # Somebody whom the lists do not have.
        ("\nBettina Amblin\nDunmarsh & Co. - Analyst\nWhy?\n", ["Operator", "Bettina Amblin", "Tobias Renn"]),
        ("\nUnidentified Company Representative\nYes.\n", ["Operator", "Unidentified Company Representative", "Tobias Renn"]),
        # A listed name at a line's beginning or end is speech, and so is a dash inside a sentence.
        ("I give the word to\nTobias Renn, who leads us.\n", ["Operator", "Tobias Renn"]),
        ("The plant - Unit Two - is new.\n", ["Operator", "Tobias Renn"]),
        # A sentence that was cut off stands before a heading.
        ("\nLena Fosse\nHarrowgate Securities LLC, Research Division - MD & Senior Analyst\nSo...\n", ["Operator", "Lena Fosse", "Tobias Renn"]),
    ],
)  # fmt: skip
def test_what_is_a_heading(speech: str, labels: list[str]) -> None:
    intro = "\nIngrid Voss-Hale\nKestrelvane Robotics Inc - Head of IR\nHello.\n"
    assert _labels(f"{HEAD}\nOperator\nGood day.\n{speech}{TWO}{intro}") == [*labels, "Ingrid Voss-Hale"]


def test_seeking_alphas_lists_are_not_taken_for_these() -> None:
    text = (
        "Company Participants\nTobias Renn - CEO\nConference Call Participants\nLena Fosse - Harrowgate Securities\n\n"
        "Operator\nGood day.\nTobias Renn\nThanks.\nQuestion-and-Answer Session\nLena Fosse\nWhy?\nTobias Renn\nCash.\n"
    )
    assert seeking_alpha.recognises(Text(text))
    assert _call(text).call.format == "seeking_alpha"
