"""Where the Q&A begins, and which questions and answers belong together."""

import pytest

from ingest.formats.draft import DraftTurn
from ingest.sections import exchanges, is_hand_over, sections
from ingest.speakers import cast
from ingest.transcript import Exchange, Paragraph, Role, Section, Turn

HEAD_OF_IR = "Head of Investor Relations"


def drafts(*rows: tuple[str, ...]) -> list[DraftTurn]:
    """Turns from (label, words) or (label, words, title)."""
    return [DraftTurn(row[0], row[2] if len(row) > 2 else None, paragraphs=[(row[1], None)]) for row in rows]


def first_of_qa(turns: list[DraftTurn]) -> int | None:
    """The number (from 1) of the first turn of the Q&A."""
    found = sections(turns, cast(turns)[1])
    assert len(found) == len(turns)
    return found.index(Section.QA) + 1 if Section.QA in found else None


OPENING = (
    ("Operator", "Welcome. Here is Colleen Strand."),
    ("Colleen Strand", "With me is Maren Tolliver.", HEAD_OF_IR),
    ("Maren Tolliver", "We grew.", "Chief Executive Officer"),
)
ASKS = ("Gary Storrow", "Why?", "Analyst")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((("Operator", "Gary Storrow, Sablewick."), ASKS), 4),
        ((("Colleen Strand", "Operator, please start.", HEAD_OF_IR), ("Operator", "Gary Storrow, Sablewick."), ASKS), 5),
        ((("Colleen Strand", "The first question is from Gary Storrow.", HEAD_OF_IR), ASKS), 4),
        ((("Colleen Strand", "Hands up, please. First the gentleman in row two.", HEAD_OF_IR), ("Unidentified Audience Member", "Why?")), 4),
        ((("Maren Tolliver", "We sold. " * 40 + "No question.", "Chief Executive Officer"), ASKS), 5),
        ((("Colleen Strand", "That was all.", HEAD_OF_IR),), None),
        ((), None),
    ],
    ids=["operator", "host then operator", "host", "hands", "nobody names him", "no questions", "remarks only"],
)  # fmt: skip
def test_boundary(rows: tuple[tuple[str, ...], ...], expected: int | None) -> None:
    assert first_of_qa(drafts(*OPENING, *rows)) == expected


def test_no_turns() -> None:
    assert sections([], []) == []


def test_printed_sections_are_kept_and_carried_on() -> None:
    turns = drafts(*OPENING, ("Operator", "Gary Storrow, Sablewick."), ASKS, ("Maren Tolliver", "Mix."))
    turns[1].section = Section.PREPARED
    turns[4].section = Section.QA
    turns[5].section = Section.PREPARED
    kept = [Section.PREPARED] * 4 + [Section.QA, Section.PREPARED]
    assert sections(turns, cast(turns)[1]) == kept


REMARKS = "We shipped lamps. " * 40 + "Margin was 41%, cash $12 million, and growth 6% in the year."


@pytest.mark.parametrize(
    ("rows", "heading", "expected"),
    [
        # The operator explains the queue; only then is somebody named, who may never come on.
        (["Operator: Press star one. We pause for the roster.", "Colleen Strand: We meet again in May.", "Operator: Gary Storrow, Sablewick.", "Gary Storrow: Why?"], None, 6),
        (["Operator: A question from Anne Vane with UBS.", "Colleen Strand: She has left.", "Operator: Gary Storrow, Sablewick.", "Gary Storrow: Why?"], None, 4),
        (["Operator: Gary Storrow, Sablewick.", "Colleen Strand: Hi, Gary.", "Gary Storrow: Why?"], None, 4),
        # Journalists and private investors ask too.
        (["Operator: Gary Storrow of the Tarnbrook Gazette.", "Gary Storrow: Why?"], None, 4),
        (["Operator: Gary Storrow, a private investor.", "Gary Storrow: Why?"], None, 4),
        # A heading above prepared remarks, above the host's few words, and below the first answer.
        ([f"Maren Tolliver: {REMARKS}", "Operator: Gary Storrow, Sablewick.", "Gary Storrow: Why?"], 4, 5),
        (["Colleen Strand: Let us begin.", "Operator: Gary Storrow, Sablewick.", "Gary Storrow: Why?"], 4, 4),
        (["Operator: Gary Storrow, Sablewick.", "Gary Storrow: Why?", "Maren Tolliver: Mix.", "Gary Storrow: And?"], 7, 4),
        (["Operator: Gary Storrow, Sablewick.", "Gary Storrow: Why?", "Maren Tolliver: Mix."], 5, 5),
    ],
)  # fmt: skip
def test_where_questions_begin(rows: list[str], heading: int | None, expected: int) -> None:
    turns = drafts(*OPENING, *(tuple(row.split(": ", 1)) for row in rows))
    if heading:
        for i, turn in enumerate(turns, start=1):
            turn.section = Section.QA if i >= heading else Section.PREPARED
    assert first_of_qa(turns) == expected


def test_sessions_may_alternate() -> None:
    turns = drafts(*OPENING, ("Operator", "Gary Storrow, Sablewick."), ASKS, ("Maren Tolliver", REMARKS), ASKS)
    printed = [Section.PREPARED] * 3 + [Section.QA] * 2 + [Section.PREPARED, Section.QA]
    for turn, section in zip(turns, printed, strict=True):
        turn.section = section
    assert sections(turns, cast(turns)[1]) == printed


def qa(*rows: str, section: Section = Section.QA) -> list[Turn]:
    """Turns from `who: words` rows; who is O (operator), H (host), M or K (executives), or an analyst's name."""
    known = {
        "O": ("Operator", Role.OPERATOR, None),
        "H": ("Colleen Strand", Role.EXECUTIVE, HEAD_OF_IR),
        "M": ("Maren Tolliver", Role.EXECUTIVE, "Chief Executive Officer"),
        "K": ("Keith Abersoll", Role.EXECUTIVE, "Chief Financial Officer"),
        "I": ("Interpreter", Role.OTHER, None),
    }
    turns = []
    for n, row in enumerate(rows, start=1):
        who, _, words = row.partition(": ")
        name, role, title = known.get(who, (who, Role.ANALYST, "Analyst"))
        firm = "Sablewick" if role is Role.ANALYST else None
        turns.append(Turn(n, name, role, title, firm, section, (Paragraph(words, None),)))
    return turns


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["O: Gary.", "Gary: Why?", "M: Mix."], [("Gary", (2,), (3,))]),
        (["Gary: Why?", "M: Mix.", "K: And price."], [("Gary", (1,), (2, 3))]),
        (["Gary: Why?", "I: He asks why.", "M: Mix."], [("Gary", (1,), (2, 3))]),
        (["Gary: Why?", "M: Mix.", "Gary: And then?", "K: Price."], [("Gary", (1, 3), (2, 4))]),
        (["Gary: Why?", "M: Mix.", "O: Pardon, the line dropped.", "M: I said mix."], [("Gary", (1,), (2, 4))]),
        (
            ["Gary: Why?", "M: Mix.", "H: Next question, please.", "O: Anne.", "Anne: How?", "K: Well."],
            [("Gary", (1,), (2,)), ("Anne", (5,), (6,))],
        ),
        (
            ["Gary: Why?", "M: Mix.", "Anne: How?", "K: Well.", "Gary: And?", "K: So."],
            [("Gary", (1,), (2,)), ("Anne", (3,), (4,)), ("Gary", (5,), (6,))],
        ),
        (["Gary: Why?", "Anne: How?", "K: Well."], [("Gary", (1,), ()), ("Anne", (2,), (3,))]),
        (["M: A last remark.", "Gary: Why?", "M: Mix."], [("Gary", (2,), (3,))]),
        (["Gary: Why?", "M: Mix.", "H: That brings us to the end. Enjoy your evening."], [("Gary", (1,), (2,))]),
        (
            ["Gary: Why?", "M: Mix.", "O: That was our final question. I hand the call back to Maren.", "M: Thank you."],
            [("Gary", (1,), (2,))],
        ),
        (["Gary: Why?", "M: Mix.", "O: There are no further questions.", "K: Goodbye."], [("Gary", (1,), (2,))]),
        (
            ["Gary: Why?", "M: Mix.", "O: Our last question is from Anne.", "Anne: How?", "K: Well."],
            [("Gary", (1,), (2,)), ("Anne", (4,), (5,))],
        ),
        (["Gary: Why?", "H: The deadline is in our release, on page two."], [("Gary", (1,), (2,))]),
        ([], []),
    ],
)  # fmt: skip
def test_exchanges(rows: list[str], expected: list[tuple[str, tuple[int, ...], tuple[int, ...]]]) -> None:
    assert exchanges(qa(*rows)) == tuple(Exchange(name, "Sablewick", asked, told) for name, asked, told in expected)


def test_prepared_remarks_hold_no_exchange() -> None:
    assert exchanges(qa("Gary: Why?", "M: Mix.", section=Section.PREPARED)) == ()


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("H: Next question, please.", True),
        ("H: Due to the time limit, we now take the last question.", True),
        ("H: Operator, please start the Q&A.", True),
        ("H: Thank you, everyone.", True),
        ("H: The margin table is in the release.", False),
        ("H: " + "Revenue of the segment is in the release. " * 8 + "Next question, please.", False),
        ("M: Next question, please.", False),
    ],
)
def test_hand_overs(row: str, expected: bool) -> None:
    assert is_hand_over(qa(row)[0]) is expected
