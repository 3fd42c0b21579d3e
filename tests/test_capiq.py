"""S&P Capital IQ layout: real PDFs and their text."""

import pytest

from ingest.parse import parse
from ingest.sources import source_of
from ingest.transcript import Transcript
from tests.writers.call import make_call
from tests.writers.capiq import firm_of, style_of, title_of, write, write_text
from tests.writers.compare import assert_same_turns, said


def _call(text: str) -> Transcript:
    [found] = parse(source_of("call.txt", text.encode()))
    return found


@pytest.mark.parametrize("seed", range(16))
def test_a_pdf_gives_the_call_back(seed: int) -> None:
    call = make_call(seed, questions=4, longest=4)
    [found] = parse(source_of(*write(call, seed)))
    style = style_of(seed)
    assert_same_turns(said(call), found, firms=False)
    assert [turn.title for turn in found.turns] == [title_of(call, turn, style) for turn in call.turns]
    assert [turn.firm for turn in found.turns] == [firm_of(call, turn) for turn in call.turns]
    assert (found.call.company, found.call.ticker) == (f"{call.company}, Inc.", call.ticker)
    assert (found.call.fiscal_year, found.call.fiscal_quarter) == (call.fiscal_year, call.fiscal_quarter)
    assert found.call.date == call.date.isoformat()
    assert [person.name for person in found.participants] == [name for name, _ in (*call.executives, *call.analysts)]


@pytest.mark.parametrize("seed", range(40))
def test_its_text_gives_the_call_back(seed: int) -> None:
    call = make_call(seed, questions=4, longest=4)
    [found] = parse(source_of(*write_text(call, seed)))
    assert_same_turns(said(call), found, firms=False)
    assert [turn.firm for turn in found.turns] == [firm_of(call, turn) for turn in call.turns]


FRONT = """Tessaly Optics, Inc. OTCPK:TSYO
FQ1 2025 Earnings Call Transcripts
Tuesday, May 06, 2025 8:30 PM GMT
 -FQ1 2025- -FQ2 2025- -FY 2026-
Table of Contents
Call Participants
3
Presentation
4
Question and Answer
5
spglobal.com/marketintelligence 2
\fCall Participants
EXECUTIVES
Lucan Weatherby
Chairman &
CEO
ANALYSTS
Jory Pell
Sabrina A. Cole
Pellworm Partners, LLC, Research
Division
spglobal.com/marketintelligence 3
\f"""


@pytest.mark.parametrize(
    ("body", "turns"),
    [
        ("Lucan Weatherby\nChairman & CEO\nPaid.", [("Lucan Weatherby", "Paid.")]),
        ("Lucan Weatherby\n\fChairman & CEO\nPaid.", [("Lucan Weatherby", "Paid.")]),
        ("Jory Pell\nThanks.", [("Jory Pell", "Thanks.")]),
        ("Jory Pell\nWe asked the\nOperator\nof the line.", [("Jory Pell", "We asked the Operator of the line.")]),
        ("Jory Pell\nI will leave it to\nLucan Weatherby\nto say.", [("Jory Pell", "I will leave it to Lucan Weatherby to say.")]),
        ("Unknown Analyst\nAny plan?\nUnknown Executive\nNo --\nOperator\nNext.", [("Unknown Analyst", "Any plan?"), ("Unknown Executive", "No --"), ("Operator", "Next.")]),
        ("Sabrina A. Cole\nPellworm Partners, LLC, Research Division\nWe like [ automotive lens ] orders.", [("Sabrina A. Cole", "We like [ automotive lens ] orders.")]),
    ],
)  # fmt: skip
def test_headings_and_what_looks_like_them(body: str, turns: list[tuple[str, str]]) -> None:
    found = _call(f"{FRONT}Presentation\nOperator\nHello.\nQuestion and Answer\n{body}\n")
    assert [(turn.speaker, turn.text) for turn in found.turns] == [("Operator", "Hello."), *turns]
    assert (found.call.ticker, found.call.fiscal_year, found.call.fiscal_quarter) == ("TSYO", 2025, 1)
    assert [turn.section.value for turn in found.turns] == ["prepared", *["qa"] * len(turns)]


@pytest.mark.parametrize("mark", [" | ", " "])
def test_running_headers_are_no_speech(mark: str) -> None:
    head = f"TESSALY OPTICS, INC. FQ1 2025 EARNINGS CALL{mark}MAY 06, 2025"
    foot = "Copyright © 2025 S&P Global Market Intelligence, a division of S&P Global Inc. All Rights reserved.\nspglobal.com/marketintelligence 5"
    body = (
        f"Presentation\nOperator\nHello.\nQuestion and Answer\nJory Pell\nIs it so in the\n{foot}\n\f{head}\nnorth?\n"
    )
    found = _call(FRONT + body)
    assert found.turns[-1].text == "Is it so in the north?"
    assert found.call.date == "2025-05-06"


def test_a_year_without_quarter_stays_without() -> None:
    found = _call(
        FRONT.replace("FQ1 2025 Earnings", "FY 2024 Earnings")
        + "Presentation\nOperator\nHello.\nQuestion and Answer\nJory Pell\nYes.\n"
    )
    assert (found.call.fiscal_year, found.call.fiscal_quarter) == (2024, None)
