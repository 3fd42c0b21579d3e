"""FactSet CallStreet layout: real PDFs and their text, of all ages, clean and dirty."""

import pytest

from ingest.formats.pdf.factset_people import split_title
from ingest.parse import parse
from ingest.sources import source_of
from ingest.transcript import Transcript
from tests.writers.call import make_call
from tests.writers.compare import assert_same_turns, said
from tests.writers.factset import firm_of, style_of, title_of, write, write_text

RULE = "." * 120


def _call(text: str) -> Transcript:
    [found] = parse(source_of("call.txt", text.encode()))
    return found


def _turns(text: str) -> list[tuple[str | None, str]]:
    return [(turn.speaker, turn.text) for turn in _call(text).turns]


@pytest.mark.parametrize("seed", range(16))
def test_a_pdf_gives_the_call_back(seed: int) -> None:
    call = make_call(seed, questions=4, longest=4)
    [found] = parse(source_of(*write(call, seed)))
    style = style_of(seed)
    assert_same_turns(said(call), found)
    assert [turn.title for turn in found.turns] == [title_of(call, turn, style) for turn in call.turns]
    assert [turn.firm for turn in found.turns] == [firm_of(call, turn) for turn in call.turns]
    assert (found.call.company, found.call.ticker) == (f"{call.company}, Inc.", call.ticker)
    assert (found.call.fiscal_year, found.call.fiscal_quarter) == (call.fiscal_year, call.fiscal_quarter)
    assert found.call.date == call.date.isoformat()
    if style.lists:
        names = [name for name, _ in (*call.executives, *call.analysts)]
        assert [person.name for person in found.participants] == names


@pytest.mark.parametrize("seed", range(40))
def test_its_text_gives_the_call_back(seed: int) -> None:
    call = make_call(seed, questions=4, longest=4)
    [found] = parse(source_of(*write_text(call, seed)))
    assert_same_turns(said(call), found)
    assert [turn.title for turn in found.turns] == [title_of(call, turn, style_of(seed)) for turn in call.turns]


def _page(*blocks: str, section: str = "MANAGEMENT DISCUSSION SECTION") -> str:
    return f"\f{section}\n{RULE}\n" + f"\n{RULE}\n".join(blocks) + f"\n{RULE}\n"


LENA = "Lena Fosse\nAnalyst, Harrowgate Securities LLC Q\nIs there a plan?"
OPEN = "Operator: Good day."


@pytest.mark.parametrize(
    ("block", "speaker", "text"),
    [
        ("Operator: Good day.", "Operator", "Good day."),
        ("Operator\nGood day.", "Operator", "Good day."),
        ("OPERATOR:\nGood day.", "OPERATOR", "Good day."),
        ("Conference Operator: Good day.", "Conference Operator", "Good day."),
        ("Lena Fosse Q\nAnalyst, Harrowgate Securities LLC\nYes.", "Lena Fosse", "Yes."),
        ("Lena Fosse\nAnalyst, Harrowgate Securities LLC\nQ\nYes.", "Lena Fosse", "Yes."),
        ("Q\nLena Fosse\nAnalyst, Harrowgate Securities LLC\nYes.", "Lena Fosse", "Yes."),
        ("Lena Fosse\nQ\nAnalyst, Harrowgate Securities LLC\nYes.", "Lena Fosse", "Yes."),
        ("Lena Fosse\nAnalyst, Harrowgate Securities LLC Q\nWe prefer option A\nby far.", "Lena Fosse", "We prefer option A by far."),
        ("Unverified Participant\nQ\nAnd the price?", "Unverified Participant", "And the price?"),
        ("Unidentified Speaker Q\nAnd the price?", "Unidentified Speaker", "And the price?"),
        ("Robert J. de Graaf, Jr.\nAnalyst, Pellworm & Co. LLC Q\nThanks.", "Robert J. de Graaf, Jr.", "Thanks."),
        ("<Q – Lena Fosse – Harrowgate Securities LLC>: Yes.", "Lena Fosse", "Yes."),
        ("<Q - Lena Fosse - Harrowgate\nSecurities LLC>: Yes. No.", "Lena Fosse", "Yes. No."),
        ("Lena Fosse\nAnalyst, Harrowgate Securities LLC Q\n12\nmonths?", "Lena Fosse", "12 months?"),
        ("Lena Fosse\nAnalyst, Harrowgate Securities LLC Q\nOperator error: none.", "Lena Fosse", "Operator error: none."),
        ("Lena Fosse\nAnalyst, Harrowgate Securities LLC Q\nNote: we asked.", "Lena Fosse", "Note: we asked."),
    ],
)  # fmt: skip
def test_headings_of_every_shape(block: str, speaker: str, text: str) -> None:
    ask = "Wim Pell\nAnalyst, Pellworm Partners LP Q\nWhy?"
    turns = _turns(_page(OPEN) + _page("Operator: Next.", ask, block, section="QUESTION AND ANSWER SECTION"))
    assert turns[-1] == (speaker, text)


def test_long_titles_wrap_and_the_flag_may_stand_on_any_of_their_lines() -> None:
    title = "Executive Vice President, Chief Financial Officer & Treasurer, Kestrelvane Robotics, Inc."
    head = "Kestrelvane Robotics, Inc. (KVRB )\nQ2 2025 Earnings Call\n07 -Aug-2025\n"
    for wrapped in (f"{title[:62]} A\n{title[63:]}", f"{title[:62]}\n{title[63:]} A"):
        text = (
            head + _page(OPEN) + _page(LENA, f"Marit Solheim\n{wrapped}\nYes.", section="QUESTION AND ANSWER SECTION")
        )
        found = _call(text)
        turn = found.turns[-1]
        assert (turn.speaker, turn.title, turn.firm, turn.text) == (
            "Marit Solheim",
            "Executive Vice President, Chief Financial Officer & Treasurer",
            "Kestrelvane Robotics, Inc.",
            "Yes.",
        )
        assert (found.call.ticker, found.call.date, found.call.fiscal_quarter) == ("KVRB", "2025-08-07", 2)


def test_a_heading_again_without_a_rule_goes_on_with_the_speech() -> None:
    cut = "Lena Fosse\nAnalyst, Harrowgate Securities LLC Q\nThat they do. And Q"
    again = "\fLena Fosse\nAnalyst, Harrowgate Securities LLC Q\n3 margin?\n" + RULE
    turns = _turns(
        _page(OPEN)
        + _page(LENA, "Operator: Yes.", cut, section="QUESTION AND ANSWER SECTION").removesuffix(f"{RULE}\n")
        + again
    )
    assert turns[-1] == ("Lena Fosse", "That they do. And Q 3 margin?")


@pytest.mark.parametrize(
    "heading", ["QUESTION AND AN SW ER SECTION", "Q U E S T I O N  A N D  A N S W E R  S E C T I O N"]
)
def test_letter_spaced_titles_part_the_sections(heading: str) -> None:
    found = _call(_page(OPEN) + _page("Operator: First question.", LENA, section=heading))
    assert [turn.section.value for turn in found.turns] == ["prepared", "qa", "qa"]


def test_two_columns_on_one_line_are_two_participants() -> None:
    front = (
        "OTHER PARTICIPANTS\nLena Fosse Wim de Graaf\n"
        "Analyst, Harrowgate Securities LLC Analyst, Pellworm Partners LP\n" + RULE
    )
    found = _call(front + _page(OPEN) + _page(LENA, section="QUESTION AND ANSWER SECTION"))
    assert [(p.name, p.firm) for p in found.participants] == [
        ("Lena Fosse", "Harrowgate Securities LLC"),
        ("Wim de Graaf", "Pellworm Partners LP"),
    ]


@pytest.mark.parametrize(
    ("text", "title", "firm"),
    [
        ("Analyst, Brean, Murray & Co. LLC", "Analyst", "Brean, Murray & Co. LLC"),
        ("Chief Executive Officer & Director, Kestrelvane Robotics, Inc.", "Chief Executive Officer & Director", "Kestrelvane Robotics, Inc."),
        ("EVP, CFO & Treasurer, Voss LLC", "EVP, CFO & Treasurer", "Voss LLC"),
        ("Senior Vice President, Finance", "Senior Vice President, Finance", None),
        ("Harrowgate Securities", None, "Harrowgate Securities"),
        ("Chief Financial Officer", "Chief Financial Officer", None),
        ("", None, None),
    ],
)  # fmt: skip
def test_title_and_firm_are_taken_apart(text: str, title: str | None, firm: str | None) -> None:
    assert split_title(text, []) == (title, firm)


def test_a_firm_known_on_the_call_parts_any_title() -> None:
    assert split_title("Head of Pumps, Valves, Voss & Sons, Ltd.", ["Voss & Sons, Ltd."]) == (
        "Head of Pumps, Valves",
        "Voss & Sons, Ltd.",
    )


def test_page_headers_with_the_publishers_sign_are_no_speech() -> None:
    head = "Kestrelvane Robotics, Inc. (KVRB )\nQ2 2025 Earnings Call\n07-Aug-2025\n"
    between = (
        "FACTSET: callstreet\n1-877-FACTSET www.callstreet.com\nC Corrected Transcript 07-Aug-2025\n4\n"
        "Copyright @ 2001-2025 FactSet CallStreet, LLC\n"
    )
    long = f"Lena Fosse\nAnalyst, Harrowgate Securities LLC Q\nIs it so in the\n{between}north?"
    turns = _turns(head + _page(OPEN) + _page("Operator: Next.", long, section="QUESTION AND ANSWER SECTION"))
    assert turns[-1] == ("Lena Fosse", "Is it so in the north?")
