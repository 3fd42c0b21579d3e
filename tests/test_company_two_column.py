"""Company-posted PDFs: bullets under names in capitals, Q&A in two columns."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.formats.pdf import company_two_column
from ingest.formats.pdf.pages import text_pages
from ingest.parse import parse
from ingest.sources import source_of
from ingest.transcript import Section
from tests.writers import company_two_column as writer
from tests.writers.call import make_call
from tests.writers.compare import assert_same_turns

EXAMPLE = Path(__file__).parent / "formats" / "examples" / "company_two_column.pdf.txt"
_COVER = """Nordquay Bank AG
Nordquay Bank Q3 2024 Analyst Conference Call
7 November 2024
Speakers:
Friederike Abt, Chief Executive Officer
Konrad Tellheim, Chief Financial Officer
\f"""
_REMARKS = "FRIEDERIKE ABT\nSlide 1 – Nine months\n- Deposits grew.\nKONRAD TELLHEIM\nSlide 2 – Capital\n- It rose.\n"


@pytest.mark.parametrize("seed", range(8))
def test_a_written_pdf_comes_back(seed: int) -> None:
    call = make_call(seed, questions=4)
    (found,) = parse(source_of(*writer.write(call, seed)))
    assert_same_turns(writer.turns_of(call), found)
    assert found.call.company == writer.company_of(call)
    assert (found.call.date, found.call.fiscal_year, found.call.fiscal_quarter) == (
        call.date.isoformat(), call.fiscal_year, call.fiscal_quarter,
    )  # fmt: skip
    assert not any("Slide" in turn.text for turn in found.turns)


@pytest.mark.parametrize("seed", range(20))
def test_written_text_loses_no_words(seed: int) -> None:
    call = make_call(seed, questions=4)
    (found,) = parse(source_of(*writer.write_text(call, seed)))
    turns = writer.turns_of(call)
    prepared = [turn for turn in turns if turn.section is Section.PREPARED]
    assert_same_turns(prepared, replace(found, turns=found.turns[: len(prepared)]))
    asked = " ".join(turn.text for turn in found.turns[len(prepared) :]).split()
    assert asked == " ".join(text for turn in turns[len(prepared) :] for text, _ in turn.paragraphs).split()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        # The firm in brackets tells a name that nobody listed; brackets inside speech do not.
        ("Casper Ruhl Good morning. Is it\n(Dunmarsh) sticky?\nFriederike Abt It is (we think)\n(mostly) so.\n",
         [("Casper Ruhl", "Dunmarsh", "Good morning. Is it sticky?"), ("Friederike Abt", "Nordquay Bank AG", "It is (we think) (mostly) so.")]),
        # A long name over two lines.
        ("Maximiliane von Do you plan a second one\nRothenfels this year?\n(Pellworm Partners)\nFriederike Abt Not yet.\n",
         [("Maximiliane von Rothenfels", "Pellworm Partners", "Do you plan a second one this year?"), ("Friederike Abt", "Nordquay Bank AG", "Not yet.")]),
        # Follow-ups have no firm; a name inside a sentence is speech.
        ("Casper Ruhl Is it\n(Dunmarsh) sticky?\nFriederike Abt Ask\nKonrad Tellheim or me.\nCasper Ruhl I will.\nKonrad Tellheim Yes.\n",
         [("Casper Ruhl", "Dunmarsh", "Is it sticky?"), ("Friederike Abt", "Nordquay Bank AG", "Ask Konrad Tellheim or me."),
          ("Casper Ruhl", "Dunmarsh", "I will."), ("Konrad Tellheim", "Nordquay Bank AG", "Yes.")]),
        # A dash begins a line of speech, a page ends in the middle of it.
        ("Casper Ruhl And the fine?\n(Dunmarsh)\nKonrad Tellheim Paid,\n- in full,\n2\n\fand booked.\n3\n",
         [("Casper Ruhl", "Dunmarsh", "And the fine?"), ("Konrad Tellheim", "Nordquay Bank AG", "Paid, - in full, and booked.")]),
    ],
)  # fmt: skip
def test_names_and_words_on_one_line(asked: str, said: list[tuple[str, str, str]]) -> None:
    text = f"{_COVER}{_REMARKS}1\n\fQuestions and Answers\n{asked}"
    (found,) = parse(source_of("call.txt", text.encode()))
    assert found.call.format == "company_two_column"
    assert [(turn.speaker, turn.firm, " ".join(turn.text.split())) for turn in found.turns[2:]] == said


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_damaged_files_do_not_raise(data: st.DataObject) -> None:
    lines = EXAMPLE.read_text().split("\n")
    for _ in range(data.draw(st.integers(1, 12))):
        i = data.draw(st.integers(0, len(lines) - 1))
        j = data.draw(st.integers(i, len(lines) - 1))
        kind = data.draw(st.sampled_from(("drop", "double", "turn", "stray", "swap")))
        if kind == "drop" and j - i + 1 < len(lines):
            del lines[i : j + 1]
        elif kind == "double":
            lines.insert(i, lines[j])
        elif kind == "turn":
            lines = lines[i:] + lines[:i]
        elif kind == "stray":
            lines.insert(i, data.draw(st.text(max_size=20)).replace("\n", " "))
        else:
            lines[i], lines[j] = lines[j], lines[i]
    pages = text_pages("\n".join(lines))
    if company_two_column.recognises(pages):
        for draft in company_two_column.parse(pages):
            assert all(turn.label and turn.paragraphs for turn in draft.turns)
