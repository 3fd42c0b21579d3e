"""Who is who: roles, firms, and the other names by which a call calls its people."""

from collections.abc import Sequence

import pytest

from ingest.announce import announced
from ingest.formats.draft import DraftTurn
from ingest.speakers import cast
from ingest.transcript import Role, Speaker


def turn(label: str | None, text: str = "Words.", title: str | None = None, firm: str | None = None) -> DraftTurn:
    return DraftTurn(label, title, firm, paragraphs=[(text, None)])


OPERATOR = turn("Operator", "Welcome. Here is Colleen Strand, who heads investor relations.")
HOST = turn("Colleen Strand", "With me are Maren Tolliver and Keith Abersoll.", "Head of Investor Relations")
CHIEF = turn("Maren Tolliver", "We grew.", "Chief Executive Officer")


def announced_firm(label: str, turns: Sequence[DraftTurn], i: int) -> str | None:
    """The firm with which `label` is announced; '' if announced without one, None if not."""
    found = announced(label, turns, i)
    return None if found is None else found.firm or ""


def people(*turns: DraftTurn) -> dict[str, Speaker]:
    return {person.name: person for person in cast(turns)[1] if person}


@pytest.mark.parametrize(
    ("said", "firm"),
    [
        ("Gary Storrow, Bellhaven Crest.", "Bellhaven Crest"),
        ("(Operator Instructions) Gary Storrow, Bellhaven Crest.", "Bellhaven Crest"),
        ("Gary Storrow, Bellhaven Crest, your line is open.", "Bellhaven Crest"),
        (
            "Our first question comes from the line of Gary Storrow with Bellhaven Crest. Please go ahead.",
            "Bellhaven Crest",
        ),
        ("The next question is from Gary Storrow from Bellhaven Crest.", "Bellhaven Crest"),
        ("We go next to Gary Storrow of Fenmoor & Vale.", "Fenmoor & Vale"),
        ("We take Gary Storrow of Dunmarsh & Co. next.", "Dunmarsh & Co."),
        ("Gary Storrow, Dunmarsh & Co.", "Dunmarsh & Co."),
        ("Gary Storrow, Dunmarsh & Co. Please go ahead.", "Dunmarsh & Co."),
        ("Gary Storrow with Pellworm Partners, Inc. Your line is open.", "Pellworm Partners, Inc."),
        ("Next is Gary Storrow at Pellworm, please.", "Pellworm"),
        ("Gary Storrow, from Pellworm Partners, please go ahead.", "Pellworm Partners"),
        ("Gary Storrow with P.W. Sablewick. Please go ahead.", "P.W. Sablewick"),
        ("Gary Storrow from B. Marlpit Securities. Go ahead.", "B. Marlpit Securities"),
        ("Gary Storrow with St. Oswin Capital. Go ahead.", "St. Oswin Capital"),
        ("Gary Storrow with Stifford, Nixon & Company. Please go ahead.", "Stifford, Nixon & Company"),
        ("Gary Storrow from Sablewick has the next question.", "Sablewick"),
        ("Gary Storrow - Sablewick Partners.", "Sablewick Partners"),
        ("Your question, Gary T. Storrow of Sablewick.", "Sablewick"),
        ("Anne Vane of Oxbow is gone, so Gary Storrow of Sablewick.", "Sablewick"),
        ("Gary Storrow, please go ahead.", ""),
        ("Gary Storrow. Please go ahead.", ""),
        ("Gary Storrow, Your line is open.", ""),
        ("Your line is open, Gary Storrow.", ""),
        ("We take the next question.", None),
        ("Gary Storrowson, Sablewick.", None),
    ],
)
def test_firms_in_the_operators_announcement(said: str, firm: str | None) -> None:
    turns = (OPERATOR, HOST, CHIEF, turn("Operator", said), turn("Gary Storrow"))
    assert announced_firm("Gary Storrow", turns, 4) == firm
    person = people(*turns)["Gary Storrow"]
    assert person.firm == (firm or None)
    assert (person.role is Role.ANALYST) is (firm is not None)


def test_a_label_with_an_initial_is_announced_without_it() -> None:
    turns = (OPERATOR, HOST, CHIEF, turn("Operator", "Gary Storrow of Sablewick."), turn("Gary T. Storrow"))
    assert people(*turns)["Gary T. Storrow"].firm == "Sablewick"


@pytest.mark.parametrize(
    ("host", "announced"),
    [
        ("The next question is from Gary Storrow of Sablewick.", "Sablewick"),
        ("Our last caller is Gary Storrow, Sablewick.", "Sablewick"),
        ("Thank you for the question. Gary Storrow of our cloud team will answer it.", None),
        ("The next question is for Gary Storrow.", None),
        ("I see Gary Storrow here.", None),
    ],
)
def test_a_host_who_is_no_operator_must_call_on_the_questioner(host: str, announced: str | None) -> None:
    assert (
        announced_firm("Gary Storrow", (OPERATOR, turn("Colleen Strand", host), turn("Gary Storrow")), 2) == announced
    )


@pytest.mark.parametrize(
    ("label", "title", "announcement", "role"),
    [
        ("Gary Storrow", "Analyst", "Next question, please.", Role.ANALYST),
        ("Gary Storrow", "Senior Equity Research Analyst", "Next.", Role.ANALYST),
        ("Gary Storrow", "Executive Director", "Gary Storrow, Sablewick.", Role.ANALYST),
        ("Gary Storrow", "Managing Director", "Gary Storrow, Sablewick.", Role.ANALYST),
        ("Gary Storrow", "VP", "Gary Storrow, your line is open.", Role.ANALYST),
        ("Gary Storrow", "Executive Director", "The cloud question goes to the team.", Role.EXECUTIVE),
        ("Keith Abersoll", "Chief Financial Officer", "Keith Abersoll, your line is open again.", Role.EXECUTIVE),
        ("Keith Abersoll", None, "Next.", Role.EXECUTIVE),
        ("Keith Vane", None, "Next.", Role.EXECUTIVE),
        ("Gary Storrow", None, "Next.", Role.OTHER),
        ("Unidentified Analyst", None, "Next.", Role.ANALYST),
        ("Unknown Analyst", None, "Next.", Role.ANALYST),
        ("Unidentified Audience Member", None, "Next.", Role.ANALYST),
        ("Unidentified Company Representative", None, "Next.", Role.EXECUTIVE),
        ("Unknown Executive", None, "Next.", Role.EXECUTIVE),
        ("Unidentified Participant", None, "Next.", Role.OTHER),
        ("Unknown Speaker", None, "Next.", Role.OTHER),
        ("Interpreter", None, "Next.", Role.OTHER),
        ("Translator", None, "Next.", Role.OTHER),
        ("Operator", None, "Next.", Role.OPERATOR),
        ("Moderator", None, "Next.", Role.OPERATOR),
        ("Conference Operator", None, "Next.", Role.OPERATOR),
    ],
)
def test_roles(label: str, title: str | None, announcement: str, role: Role) -> None:
    turns = (OPERATOR, HOST, CHIEF, turn("Operator", announcement), turn(label, title=title))
    speaker = cast(turns)[1][-1]
    assert speaker is not None and speaker.role is role


def test_participants_are_the_company_then_analysts_then_others() -> None:
    turns = (
        OPERATOR,
        HOST,
        CHIEF,
        turn("Operator", "Gary Storrow, Sablewick."),
        turn("Gary Storrow"),
        turn("Keith Abersoll", title="Chief Financial Officer"),
        turn("Interpreter"),
        turn("Unidentified Analyst"),
        turn(None),
    )
    participants, speakers = cast(turns)
    assert [person.name for person in participants] == [
        "Colleen Strand",
        "Maren Tolliver",
        "Keith Abersoll",
        "Gary Storrow",
        "Interpreter",
    ]
    assert [speaker.name if speaker else None for speaker in speakers] == [t.label for t in turns]


def test_a_printed_firm_outweighs_the_announced_one() -> None:
    turns = (OPERATOR, HOST, CHIEF, turn("Operator", "Gary Storrow, Sablewick."), turn("Gary Storrow", firm="Oxbow"))
    assert people(*turns)["Gary Storrow"].firm == "Oxbow"


CFO = "Chief Financial Officer"


def also_called(*turns: DraftTurn) -> tuple[str, ...]:
    return people(*turns)["Chiu Ming-te"].also_called


@pytest.mark.parametrize(
    ("before", "own", "after", "names"),
    [
        # He says so himself.
        ("We go on.", "This is Derek. We saved.", "Next.", ("Derek",)),
        ("We go on.", "(interpreted) This is Derek, and we saved.", "Next.", ("Derek",)),
        ("We go on.", "I'm Derek Chiu, glad to be here.", "Next.", ("Derek Chiu",)),
        ("We go on.", "Hello. It's Derek here. We saved.", "Next.", ("Derek",)),
        ("We go on.", "This is Mr. Derek. We saved.", "Next.", ("Derek",)),
        # The speaker before hands over to him.
        ("I turn the call over to Derek.", "We saved.", "Next.", ("Derek",)),
        ("I hand it to Dr. Derek Chiu for the numbers.", "We saved.", "Next.", ("Derek Chiu",)),
        ("Over to Derek.", "We saved.", "Next.", ("Derek",)),
        ("Here is Derek Chiu.", "We saved.", "Next.", ("Derek Chiu",)),
        # The host introduced him under his title.
        ("Derek Chiu, Chief Financial Officer; and others are here.", "We saved.", "Next.", ("Derek Chiu", "Derek")),
        ("Derek Chiu, our Chief Financial Officer, is here.", "We saved.", "Next.", ("Derek Chiu", "Derek")),
        # The host named him in full, and the next speaker thanks him.
        ("Derek Chiu has the ledger.", "We saved.", "Thank you, Derek. We sold.", ("Derek Chiu", "Derek")),
        # By surname alone nobody is anybody.
        ("Derek Chiu has the ledger.", "We saved.", "Next.", ()),
        ("Derek Chiu, Chief Operating Officer, is here.", "We saved.", "Next.", ()),
        ("Mr. Chiu is here.", "We saved.", "Thank you, Mr. Chiu.", ()),
        # Nor by another's name, nor by a word that is none.
        ("I turn the call over to Wen Lan.", "We saved.", "Next.", ()),
        ("I turn the call over to Wen.", "We saved.", "Next.", ()),
        ("I turn the call over to Goran Peltz.", "We saved.", "Next.", ()),
        ("We go on.", "This is March. We saved.", "Next.", ()),
        ("We go on.", "This is great. We saved.", "Next.", ()),
        ("We go on.", "This is Chiu Ming-te. We saved.", "Next.", ()),
        ("We go on.", "Words. " * 40 + "This is Derek.", "Next.", ()),
    ],
)  # fmt: skip
def test_aliases(before: str, own: str, after: str, names: tuple[str, ...]) -> None:
    turns = (turn("Marta Oyelaran", before, "Head of Investor Relations"), turn("Chiu Ming-te", own, CFO), turn("Wen Lan", after, "Chief Executive Officer"))  # fmt: skip
    assert also_called(*turns) == names


def test_analysts_have_no_aliases() -> None:
    turns = (
        OPERATOR,
        HOST,
        CHIEF,
        turn("Operator", "Gary Storrow, Sablewick."),
        turn("Gary Storrow", "This is Bob, for Gary."),
    )
    assert people(*turns)["Gary Storrow"].also_called == ()


@pytest.mark.parametrize(
    "call",
    [
        "Our next question comes from <unk> with Raywell Partners.",
        "Our next question comes from [indiscernible] with Raywell Partners.",
        "Next, a question from, uh, Casimir <inaudible>",
        "And there is a question from the line of, um, Halvard Rivo at <inaudible>",
        "The next question is from (inaudible).",
    ],
)
def test_a_questioner_whose_name_was_not_heard(call: str) -> None:
    turns = (
        turn("Operator", "Good day, and welcome to the call."),
        turn("Speaker 1", "Thank you. We had a good quarter."),
        turn("Operator", call),
        turn("Speaker 4", "Good morning. Two from me, on cash and on freight."),
        turn("Speaker 1", "Cash is fine."),
    )
    roles = {name: person.role for name, person in people(*turns).items()}
    assert roles["Speaker 4"] is Role.ANALYST and roles["Speaker 1"] is not Role.ANALYST
