"""PDF pages as a reader sees them, whatever their producer did; furniture; paragraphs over page ends."""

import io
import random
import zlib
from collections.abc import Callable, Sequence

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from errors import SourceError, SourceNotText, SourceTooLarge
from ingest.formats.pdf.furniture import clear
from ingest.formats.pdf.pages import MAX_PAGES, Line, Page, read_pages, text_pages
from ingest.formats.pdf.paragraphs import Flow, join_lines
from ingest.formats.pdf.rows import Row, rows_of
from tests.writers.call import make_call
from tests.writers.factset import write


def _pdf(draw: Callable[[Canvas], None], **options: object) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(612, 792), **options)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def _text(
    canvas: Canvas, x: float, y: float, text: str, *, font: str = "Helvetica", size: float = 10, spacing: float = 0
) -> None:
    line = canvas.beginText(x, y)
    line.setFont(font, size)
    line.setCharSpace(spacing)
    line.textOut(text)
    canvas.drawText(line)


def _lines(draw: Callable[[Canvas], None]) -> list[str]:
    [page] = read_pages("a.pdf", _pdf(draw))
    return [line.text for line in page.lines]


def test_bold_drawn_twice_is_read_once_and_is_bold() -> None:
    def draw(canvas: Canvas) -> None:
        _text(canvas, 54, 700, "Will Bell")
        _text(canvas, 54.4, 700, "Will Bell")
        _text(canvas, 54, 650, "Will Bell")

    [page] = read_pages("a.pdf", _pdf(draw))
    assert [(line.text, line.bold) for line in page.lines] == [("Will Bell", True), ("Will Bell", False)]


def test_letter_spacing_makes_words_not_letters() -> None:
    assert _lines(lambda c: _text(c, 54, 700, "QUESTIONS AND ANSWERS", size=12, spacing=5)) == ["QUESTIONS AND ANSWERS"]


def test_raised_figures_stay_in_their_line() -> None:
    def draw(canvas: Canvas) -> None:
        _text(canvas, 54, 700, "On the 1")
        _text(canvas, 54 + canvas.stringWidth("On the 1", "Helvetica", 10), 704, "st", size=6)
        _text(canvas, 112, 700, "of May")
        _text(canvas, 54, 688, "we shipped.")

    assert _lines(draw) == ["On the 1st of May", "we shipped."]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_text_is_read_upright(turn: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(300, 400)
        canvas.rotate(turn)
        _text(canvas, -150, 0, "first line of the turned page")
        _text(canvas, -150, -12, "second line")

    assert _lines(draw) == ["first line of the turned page", "second line"]


def test_a_watermark_is_no_line() -> None:
    def draw(canvas: Canvas) -> None:
        _text(canvas, 54, 700, "We sold more.")
        canvas.translate(200, 300)
        canvas.rotate(45)
        _text(canvas, 0, 0, "DRAFT", size=60)

    assert _lines(draw) == ["We sold more."]


def test_the_page_attribute_of_rotation_counts() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        _text(canvas, 100, 300, "sideways")

    [page] = read_pages("a.pdf", _pdf(draw))
    [line] = page.lines
    assert (line.text, line.x0, page.width) == ("sideways", 100, 792)


def test_ligatures_and_hard_spaces_become_plain() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.rl_config import TTFSearchPath  # noqa: F401 - Vera ships with reportlab

    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    assert _lines(lambda c: _text(c, 54, 700, "pro\ufb01t\u00a0rose", font="Vera")) == ["profit rose"]


def test_a_password_a_scan_and_damage_are_told_apart() -> None:
    locked = _pdf(lambda c: _text(c, 54, 700, "secret"), encrypt=StandardEncryption("user", "owner", canPrint=0))
    with pytest.raises(SourceNotText, match="locked"):
        read_pages("a.pdf", locked)
    with pytest.raises(SourceNotText, match="pictures"):
        read_pages("a.pdf", _pdf(lambda c: c.rect(10, 10, 500, 700, fill=1)))
    with pytest.raises(SourceNotText, match="damaged"):
        read_pages("a.pdf", b"%PDF-1.7 and then nothing of the kind")


def test_too_many_pages_are_refused() -> None:
    def draw(canvas: Canvas) -> None:
        for _ in range(MAX_PAGES):
            _text(canvas, 54, 700, "page")
            canvas.showPage()
        _text(canvas, 54, 700, "one more")

    with pytest.raises(SourceTooLarge, match=f"{MAX_PAGES} pages"):
        read_pages("a.pdf", _pdf(draw))


def test_a_stream_that_unpacks_without_end_is_refused_unread() -> None:
    packed = zlib.compress(b"\0" * 450_000_000, 1)
    bomb = (
        b"%PDF-1.4\n1 0 obj <</Length "
        + str(len(packed)).encode()
        + b"/Filter/FlateDecode>>\nstream\n"
        + packed
        + b"\nendstream endobj\n"
    )
    with pytest.raises(SourceTooLarge):
        read_pages("a.pdf", bomb)


def test_mutilated_files_raise_source_errors_only() -> None:
    _, data = write(make_call(3, questions=1, longest=1), 3)
    rng = random.Random(5)
    for _ in range(60):
        damaged = bytearray(data)
        if rng.random() < 0.5:
            damaged = damaged[: rng.randrange(20, len(damaged))]
        for _ in range(rng.randint(1, 30)):
            damaged[rng.randrange(8, len(damaged))] = rng.randrange(256)
        try:
            pages = read_pages("a.pdf", bytes(damaged))
        except SourceError:
            continue
        assert all(isinstance(page, Page) for page in pages)


def test_furniture_repeats_in_place_but_names_at_page_tops_do_not_count() -> None:
    def draw(canvas: Canvas) -> None:
        for n in range(6):
            _text(canvas, 54, 760, f"Kestrelvane Robotics, page {n}")
            _text(canvas, 54, 740, "Tobias Renn" if n % 2 else f"Some words {'abcdef'[n]}")
            for y in (600, 500, 400):
                _text(canvas, 54, y, "Tobias Renn")
            canvas.showPage()
        _text(canvas, 54, 700, "end")

    pages = read_pages("a.pdf", _pdf(draw))
    assert set(clear(pages).furniture) == {f"Kestrelvane Robotics, page {n}" for n in range(6)}


def _laid_out(pages: Sequence[Sequence[tuple[float, str]]]) -> list[list[str]]:
    """What is left of pages of (height, line)."""

    def draw(canvas: Canvas) -> None:
        for page in pages:
            for top, text in page:
                _text(canvas, 54, 792 - top, text)
            canvas.showPage()
        _text(canvas, 54, 300, "end")

    return [[line.text for line in page.lines] for page in clear(read_pages("a.pdf", _pdf(draw))).pages[:-1]]


@pytest.mark.parametrize(
    ("line", "pages", "goes"),
    [
        ("CIN: L24231GJ1998PLC034094", 6, True),
        ("Every word here may be wrong.", 6, True),
        ("Every word here may be wrong.", 2, False),
        ("Kestrelvane Robotics Limited", 3, True),
        ("Tobias Renn", 2, False),
        ("Tobias Renn:", 6, False),
        ("Tobias Renn: Thank you.", 6, False),
        ("Moderator", 6, False),
        ("Page | 3", 1, True),
        ("3 | P a g e", 1, True),
        ("3/16", 1, True),
    ],
)
def test_what_repeats_at_the_edge_is_furniture_unless_somebody_speaks_there(line: str, pages: int, goes: bool) -> None:
    words = ("freight", "prices", "volumes", "wages", "lamps", "jars")
    found = _laid_out([[(40, line)] * (n < pages) + [(300, f"We saw {words[n]}.")] for n in range(6)])
    assert (line in found[0]) is not goes


def test_what_repeats_in_the_middle_of_pages_is_speech() -> None:
    found = _laid_out([[(400, "and so on"), (420, f"and {word}.")] for word in ("freight", "prices", "volumes")])
    assert all("and so on" in page for page in found)


def test_ligatures_under_a_wrong_name_are_letters() -> None:
    [page] = text_pages("The Na\u019fonal Commi\u01a9ee")
    assert page.lines[0].text == "The National Committee"


PAGES = [
    "ACME (ACM)\nCorrected\nOperator\nWe hold greater-than-\n12\nmonths of backlog and will\n7",
    "ACME (ACM)\nCorrected\ngrow.\n\nNext point.\n8",
    "ACME (ACM)\nCorrected\nOperator\nAnother line here ends.\n9",
    "ACME (ACM)\nCorrected\n2025\nwas a good year for all of us.\n10",
]


def test_text_pages_lose_header_and_page_numbers_and_nothing_else() -> None:
    rows = rows_of(clear(text_pages("\f".join(PAGES))).pages)
    assert [row.text for row in rows] == [
        "Operator",
        "We hold greater-than-",
        "12",
        "months of backlog and will",
        "grow.",
        "Next point.",
        "Operator",
        "Another line here ends.",
        "2025",
        "was a good year for all of us.",
    ]
    assert Flow(rows).paragraphs(rows[1:6]) == [
        "We hold greater-than-12 months of backlog and will grow.",
        "Next point.",
    ]


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["greater-than-", "12 months"], "greater-than-12 months"),
        (["short-", "and long-term"], "short- and long-term"),
        (["So we --", "I mean, we"], "So we -- I mean, we"),
        (["38.6%--", "a record"], "38.6%--a record"),
        (["a well\u00ad", "known name"], "a wellknown name"),
        (["first", "", "second  word"], "first second word"),
        (["the plan –", "ours"], "the plan – ours"),
        (["I thought the rule was...", "...that they do."], "I thought the rule was... ...that they do."),
        ([], ""),
    ],
)
def test_wrapped_lines_join(lines: list[str], joined: str) -> None:
    assert join_lines(lines) == joined


def _set(*lines: tuple[float, float, str]) -> list[Row]:
    """Rows of one page, 5 points a letter: (height, left edge, text)."""
    placed = [Line(text, x0, x0 + 5.0 * len(text), top, 10.0) for top, x0, text in lines]
    return rows_of([Page(1, tuple(placed), 612.0, 792.0)])


FULL = "This line is as wide as any line on the page can be here"


@pytest.mark.parametrize(
    ("rows", "paragraphs"),
    [
        # White space parts them, but not a sentence that goes on in lower case.
        (_set((100, 50, f"{FULL}."), (112, 50, "Costs fell."), (130, 50, "Prices rose."), (148, 50, "and so on")),
         [f"{FULL}. Costs fell.", "Prices rose.", "and so on"]),
        (_set((100, 50, FULL), (118, 50, "and wider, and it"), (130, 50, "goes on."), (142, 50, "So.")),
         [f"{FULL} and wider, and it goes on.", "So."]),
        # Without white space it is the room that was left, or the edge set in.
        (_set((100, 50, FULL), (112, 50, "and ends."), (124, 50, FULL), (136, 50, "and ends.")),
         [f"{FULL} and ends.", f"{FULL} and ends."]),
        (_set((100, 70, f"{FULL[:-4]}."), (112, 50, f"{FULL}."), (124, 50, f"{FULL}."), (136, 70, f"{FULL[:-4]}."), (148, 50, FULL)),
         [f"{FULL[:-4]}. {FULL}. {FULL}.", f"{FULL[:-4]}. {FULL}"]),
        # What hangs below a bullet is not set in.
        (_set((100, 50, f"• {FULL} so."), (112, 70, FULL), (124, 70, FULL), (136, 70, "and ends."), (148, 50, "• Next.")),
         [f"• {FULL} so. {FULL} {FULL} and ends.", "• Next."]),
        # A number at a line's start may belong to the sentence; a bullet never does.
        (_set((100, 50, FULL), (112, 50, "12. May."), (124, 50, "• Volumes"), (136, 50, "• Prices")),
         [f"{FULL} 12. May.", "• Volumes", "• Prices"]),
    ],
)  # fmt: skip
def test_where_paragraphs_end_on_a_page(rows: list[Row], paragraphs: list[str]) -> None:
    assert Flow(rows).paragraphs(rows) == paragraphs


def test_where_white_space_parts_paragraphs_a_short_line_ends_none() -> None:
    lines = [(100.0 + 30 * n + 12 * k, 50.0, f"{FULL}." if k == 0 else "Up.") for n in range(6) for k in (0, 1)]
    lines += [(300.0, 50.0, "Short."), (312.0, 50.0, "So here.")]
    assert Flow(rows := _set(*lines)).paragraphs(rows)[-1] == "Short. So here."


def test_text_without_form_feeds_is_parted_where_the_publishers_lines_begin() -> None:
    text = "we will\n3\nFOOT\nHEAD\ngrow by\n12\nmonths.\n4\nFOOT\nHEAD\nThe end.\n5\nFOOT\n"
    rows = rows_of(clear(text_pages(text), lambda text: text in ("FOOT", "HEAD")).pages)
    assert join_lines([row.text for row in rows]) == "we will grow by 12 months. The end."
