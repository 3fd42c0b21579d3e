"""PDFs of no layout known by name: speaker lines of common shapes, and the text layouts of others printed to PDF."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.formats.pdf import generic_pdf
from ingest.formats.pdf.furniture import clear
from ingest.formats.pdf.pages import Line, read_pages, text_pages
from ingest.formats.pdf.paragraphs import Flow
from ingest.formats.pdf.rows import Row
from ingest.parse import parse
from ingest.sources import read_source, source_of
from ingest.transcript import Transcript
from tests.writers import generic_pdf as writer
from tests.writers import streetevents
from tests.writers.call import make_call
from tests.writers.compare import assert_same_turns

EXAMPLES = Path(__file__).parent / "formats" / "examples"


@pytest.mark.parametrize("seed", [0, 1, 3, 4, 5, 6, 7, 8, 12, 14])
def test_a_written_pdf_comes_back(seed: int) -> None:
    call = make_call(seed, questions=4)
    (found,) = parse(source_of(*writer.write(call, seed)))
    assert_same_turns(list(call.turns), found, firms=False)
    assert (found.call.company, found.call.date) == (call.company, call.date.isoformat())
    assert (found.call.fiscal_year, found.call.fiscal_quarter) == (call.fiscal_year, call.fiscal_quarter)


@pytest.mark.parametrize("as_text", [False, True])
@pytest.mark.parametrize("seed", [seed for seed in range(60) if writer.style_of(seed).labels == "capitals colon"])
def test_labels_in_capitals(seed: int, as_text: bool) -> None:
    call = make_call(seed, questions=4)
    (found,) = parse(source_of(*(writer.write_text if as_text else writer.write)(call, seed)))
    assert found.call.format == "generic_pdf"
    assert [((turn.speaker or "").upper(), " ".join(turn.text.split())) for turn in found.turns] == [
        (turn.speaker.upper(), " ".join(" ".join(text for text, _ in turn.paragraphs).split())) for turn in call.turns
    ]


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize(
    "name",
    [
        "seeking_alpha.txt",
        "motley_fool_dash.txt",
        "motley_fool_three_line.txt",
        "motley_fool_2025.txt",
        "streetevents.txt",
        "streetevents_lseg.txt",
        "streetevents_brief.txt",
    ],
)
def test_text_printed_to_pdf_is_parsed_by_its_own_family(name: str, seed: int) -> None:
    source = read_source(EXAMPLES / name)
    (text,) = parse(source)
    (pdf,) = parse(source_of("call.pdf", writer.printed(source.text.split("\n"), seed)))
    assert pdf.call.format == text.call.format
    assert _turns(pdf) == _turns(text)


@pytest.mark.parametrize("seed", range(8))
def test_numbered_speeches_printed_to_pdf(seed: int) -> None:
    name, data = streetevents.write(make_call(seed, questions=4, longest=4))
    (text,) = parse(source_of(name, data))
    (pdf,) = parse(source_of("call.pdf", writer.printed(data.decode().split("\n"), seed)))
    assert pdf.call.format == text.call.format
    assert _turns(pdf) == _turns(text)


def _turns(transcript: Transcript) -> list[tuple[str | None, str, str, str]]:
    return [(turn.speaker, turn.role, turn.section, " ".join(turn.text.split())) for turn in transcript.turns]


@pytest.mark.parametrize(
    ("lines", "paragraphs"),
    [
        # Full lines run on; a short line that ends a sentence ends the paragraph.
        (["Freight was the one thing that rose, and we", "think that it will go on.", "Costs fell."],
         ["Freight was the one thing that rose, and we think that it will go on.", "Costs fell."]),
        # A word divided at the line's end is one again if the text has it whole; other hyphens stay.
        (["The margin rose, and what moved the mar-", "gin was freight on mid-", "size tractors."],
         ["The margin rose, and what moved the margin was freight on mid-size tractors."]),
        (["We see short-", "and long-term demand, and it was so through-", "out FY2024-", "25, we think."],
         ["We see short- and long-term demand, and it was so through-out FY2024-25, we think."]),
        (["It doubled --", "and this surprised us."], ["It doubled -- and this surprised us."]),
        (["Three points, all of them about the plants:", "1. Volume is up.", "2. Price is not."],
         ["Three points, all of them about the plants:", "1. Volume is up.", "2. Price is not."]),
    ],
)  # fmt: skip
def test_wrapped_lines(lines: list[str], paragraphs: list[str]) -> None:
    rows = [Row(Line(line), 1) for line in lines]
    assert Flow(rows).paragraphs(rows) == paragraphs


def test_furniture_goes_and_speech_stays() -> None:
    call = make_call(3, questions=6)
    pages = read_pages(*writer.write(call, 0))
    cleared = clear(pages)
    left = "\n".join(line.text for page in cleared.pages for line in page.lines)
    assert len(pages) > 2 and "Page 2 of" not in left
    assert left.split("\n").count("Operator") + sum(line.startswith("Operator ") for line in left.split("\n")) >= 7
    assert any("Page" in text for text in cleared.furniture)


_PRINTABLE = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=40)


@given(st.lists(st.lists(_PRINTABLE, max_size=12), max_size=6))
@settings(max_examples=100, deadline=None)
def test_no_text_makes_it_raise(pages: list[list[str]]) -> None:
    found = text_pages("\f".join("\n".join(lines) for lines in pages))
    if generic_pdf.recognises(found):
        generic_pdf.parse(found)
