"""Announcements of questioners: in how many words operators say a name and a firm, and what only sounds like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.announce import announced, introduces_himself, is_operator_speech, named_questioner
from ingest.firms import firm_said, private_investor
from ingest.formats.draft import DraftTurn

NAME = "Della Fairley"
FIRMS = [
    "UBS",
    "J.P. Morgan",
    "Harrowgate Securities",
    "Bank of Tarnbrook Lynch",
    "Sandford C. Dunmarsh & Co.",
    "Stifford, Nixon & Company",
    "Keef, Bruyère, & Wood, Inc.",
    "Oppenholt & Co. Inc.",
    "Robert W. Sablewick & Co.",
    "B. Marlpit FBR, Inc.",
    "D.A. Pellworm & Co.",
    "William Bellhaven & Company L.L.C.",
    "T. Quill Price",
    "St. Oswin Capital",
    "Coward and Company",
    "S&P Fenmoor",
    "3i Research",
    "Société Fenmoor",
    "First Analytics",
    "eToro",
]
WORDINGS = [
    "Our first question comes from the line of {n} with {f}. Please go ahead.",
    "Your next question comes from the line of {n} from {f}. Your line is open.",
    "The next question is from {n} of {f}. Please go ahead.",
    "Next question comes from {n} at {f}. Please proceed.",
    "We'll hear next from {n} of {f}.",
    "{n}, {f}.",
    "{n} with {f}.",
    "{n} from {f}. Your line is now open.",
    "Thank you. {n}, {f}. Please go ahead, sir.",
    "Our next question comes from {n} representing {f}. Please go ahead.",
    "And next we have {n} from {f}.",
    "The line of {n} with {f} is open.",
    "{n} of {f}, your line is open. Please go ahead.",
    "{n}, {f}, you may begin.",
    "(Operator Instructions) Your first question comes from the line of {n} with {f}. Della, your line is open.",
    "Our next question comes from the line of {n} with {f}. Your line is open, Della.",
    "We'll take our first question from {n} over at {f}.",
    "I would like to hand over to {n} from {f}. Please go ahead.",
    "The first question comes from Ms. {n} from {f}. Please go ahead.",
    "The question comes from {n}, with {f}. Your line is live.",
    "The next one on the line is {n} calling from {f}. Please unmute.",
    "Right now, we're having {n} from {f}. Della, go ahead please.",
    "Please go ahead, {n} from {f}.",
    "Your next question is from {n} - {f}. Please go ahead.",
    "Our next question is from {n}, who is with {f}. Please go ahead.",
    "Your next question comes from the line of {n} with {f}, please go ahead.",
    "Thank you so much. And the next question is from {n} with {f}",
    "Our first question comes from {n} from {f} in London. Please go ahead.",
    "We go to {n}, an analyst with {f}. Please go ahead.",
    "We go to {n} (on behalf of Wim Pell) with {f}. Please go ahead.",
    "Next is {n} in for Wim Pell of {f}. Please go ahead.",
    "Your next question is from {n}, CFA, with {f}. Please go ahead.",
    "Next, {n} from {f}, followed by others.",
    "{n} ({f}), please.",
    "下一位提問者是來自{f}的{n}。請發問。",
    "下一位，{f}的{n}，請提問。",
    "下一位，{f}，{n}小姐，請提問。",
]


@pytest.mark.parametrize("wording", WORDINGS)
@pytest.mark.parametrize("firm", FIRMS)
def test_firms_of_every_shape_in_every_wording(wording: str, firm: str) -> None:
    said = wording.format(n=NAME, f=firm).replace("..", ".")
    at = said.index(NAME)
    # A full stop that ends the sentence and the firm alike is told apart by the suffix alone.
    assert firm_said(said, at, at + len(NAME)) == firm


@pytest.mark.parametrize(
    ("said", "firm"),
    [
        ("Della Fairley. Please go ahead.", None),
        ("Della Fairley, please go ahead.", None),
        ("Della Fairley, Chief Financial Officer.", None),
        ("Della Fairley from Investor Relations.", None),
        ("Della Fairley, Head of Lamps at Kestrelvane.", None),
        ("Della Fairley on for Wim Pell.", None),
        ("Della Fairley on for UBS.", "UBS"),
        ("Della Fairley with UBS and Wim Pell with Citi.", "UBS"),
        ("From Harrowgate Securities, Della Fairley.", None),
        ("We go to Harrowgate's Della Fairley.", None),
        ("Question from Harrowgate Securities, Della Fairley.", "Harrowgate Securities"),
        ("謝謝您，Della Fairley，請說。", None),
        ("請財務長Della Fairley回答。", None),
        ("", None),
    ],
)
def test_what_is_a_firm_and_what_is_not(said: str, firm: str | None) -> None:
    at = max(said.find(NAME), 0)
    assert firm_said(said, at, at + len(NAME) if said else 0) == firm


@pytest.mark.parametrize(
    ("said", "title"),
    [
        (", a private investor. Please go ahead.", "private investor"),
        (", who is an individual investor.", "individual investor"),
        (" a retail shareholder.", "retail shareholder"),
        (" with Private Investor Partners.", None),
        (", investor relations.", None),
    ],
)
def test_private_investors(said: str, title: str | None) -> None:
    assert private_investor(NAME + said, len(NAME)) == title


def turn(label: str | None, text: str) -> DraftTurn:
    return DraftTurn(label, paragraphs=[(text, None)])


@pytest.mark.parametrize(
    ("label", "said", "expected"),
    [
        # Spelt, short and turned in other ways than the label.
        ("Bob Storrow", "The next question is from Robert Storrow with UBS.", ("Robert Storrow", "UBS")),
        ("Gary Storrow", "The next question is from Gary Starrow with UBS.", ("Gary Starrow", "UBS")),
        ("Bhavesh Lodaya", "The next question is from Bavesh Lodia of UBS.", ("Bavesh Lodia", "UBS")),
        ("Xu Wen", "The next question is from Wen Xu of UBS.", ("Wen Xu", "UBS")),
        ("GARY STORROW", "The next question is from Gary Storrow of UBS.", ("GARY STORROW", "UBS")),
        ("Wim van der Pell", "The next question is from Wim van der Pell of UBS.", ("Wim van der Pell", "UBS")),
        ("王小明", "第一位提問者是來自高石證券的王小明，請發問。", ("王小明", "高石證券")),
        ("王小明", "下一位是高石證券的王小明先生，請發問。", ("王小明", "高石證券")),
        ("王小明", "下一位，王小明（高石證券），請發問。", ("王小明", "高石證券")),
        # His name again, with nothing after it.
        (
            "Gary Storrow",
            "The question comes from Gary Storrow with UBS. Gary Storrow, your line is open.",
            ("Gary Storrow", "UBS"),
        ),
        ("Gary Storrow", "Thank you, Gary Storrow. " * 3 + "Gary Storrow of UBS, please.", ("Gary Storrow", "UBS")),
        ("Gary Storrow", "Gary Storrow of UBS. " + "Please stay on the line. " * 12, ("Gary Storrow", "UBS")),
        # Somebody to whom the question, or the call, goes.
        ("Gary Storrow", "The next question is for Gary Storrow.", None),
        ("Gary Storrow", "I turn the call back over to Gary Storrow, CEO.", None),
        ("Gary Storrow", "I now hand over to Gary Storrow.", None),
        ("Gary Storrow", "The next question is from Anne Vane with UBS.", None),
        ("", "The next question is from Anne Vane with UBS.", None),
    ],
)
def test_how_labels_are_announced(label: str, said: str, expected: tuple[str, str] | None) -> None:
    found = announced(label, [turn("X", "Words."), turn("Operator", said), turn(label, "Why?")], 2)
    assert (found and (found.name, found.firm)) == expected
    assert found is None or found.by == 1


def test_a_greeting_may_stand_between_announcement_and_question() -> None:
    turns = [
        turn("Operator", "Gary Storrow of UBS."),
        turn("Maren Tolliver", "Hi, Gary."),
        turn("Gary Storrow", "Why?"),
    ]
    found = announced("Gary Storrow", turns, 2)
    assert found is not None and (found.firm, found.by) == ("UBS", 0)
    turns[1] = turn("Maren Tolliver", "We grew in all the segments and we will go on to grow in them next year.")
    assert announced("Gary Storrow", turns, 2) is None


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("The next question comes from Anne Vane with UBS. Please go ahead.", ("Anne Vane", "UBS")),
        ("The next question comes from the line of Anne Vane. Please go ahead.", ("Anne Vane", None)),
        ("Anne Vane, UBS.", ("Anne Vane", "UBS")),
        ("下一位提問者是來自高石證券的王小明，請發問。", ("王小明", "高石證券")),
        ("I now hand over to Anne Vane of Kestrelvane.", None),
        ("The Chief Executive Officer will answer.", None),
        ("There are no further questions.", None),
    ],
)
def test_whom_the_operator_names(said: str, expected: tuple[str, str | None] | None) -> None:
    found = named_questioner([turn("Operator", said), turn("Speaker 4", "Why?")], 1, frozenset())
    assert (found and (found.name, found.firm)) == expected
    assert named_questioner([turn("Perry", said), turn("Speaker 4", "Why?")], 1, frozenset()) is None


@pytest.mark.parametrize(
    ("text", "opens", "expected"),
    [
        ("To ask a question, press star then one.", False, True),
        ("Please stand by while we compile the Q&A roster.", False, True),
        ("This concludes the call. You may now disconnect.", False, True),
        ("Good day, and welcome to the call.", True, True),
        ("Good day, and welcome to the call.", False, False),
        ("Revenue rose 4%.", False, False),
        ("Words " * 300 + "press star one", True, False),
    ],
)
def test_operators_work(text: str, opens: bool, expected: bool) -> None:
    assert is_operator_speech(turn("Priya", text), opens=opens) is expected


@pytest.mark.parametrize(
    ("text", "firm"),
    [
        ("Gary Storrow from UBS. Why did it fall?", "UBS"),
        ("Hi, this is Gary Storrow, Harrowgate Securities. Why?", "Harrowgate Securities"),
        ("Gary Storrow, Chief Financial Officer. Why not?", None),
        ("Gary Storrow from UBS here, thank you.", None),
        ("Why did it fall, " + "and fall, " * 20 + "asks Gary Storrow from UBS?", None),
    ],
)
def test_questioners_introduce_themselves(text: str, firm: str | None) -> None:
    found = introduces_himself("Gary Storrow", turn("Gary Storrow", text))
    assert (found and found.firm) == firm


@given(st.text(alphabet="Gary Storow,.&-('U的來自 \n", max_size=120), st.integers(0, 120))
def test_any_text_is_read_without_error(text: str, at: int) -> None:
    at = min(at, len(text))
    firm = firm_said(text, at, at)
    assert firm is None or firm.rstrip(".") in text
    announced("Gary Storrow", [turn("Operator", text), turn("Gary Storrow", "Why?")], 1)
    named_questioner([turn("Operator", text), turn("X", "Why?")], 1, frozenset())
