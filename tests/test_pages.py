"""PDF pages as a reader sees them, whatever their producer did; furniture; paragraphs over page ends."""

import io
import random
import zlib
from collections.abc import Callable

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from errors import SourceError, SourceNotText, SourceTooLarge
from ingest.formats.pdf.flow import flow, full_width, join_lines, paragraphs
from ingest.formats.pdf.pages import MAX_PAGES, Page, furniture, read_pages, text_pages
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
    assert {text for _, text in furniture(pages)} == {"KestrelvaneRobotics,page#"}


PAGES = [
    "ACME (ACM)\nCorrected\nOperator\nWe hold greater-than-\n12\nmonths of backlog and will\n7",
    "ACME (ACM)\nCorrected\ngrow.\n\nNext point.\n8",
    "ACME (ACM)\nCorrected\nOperator\nAnother line here ends.\n9",
    "ACME (ACM)\nCorrected\n2025\nwas a good year for all of us.\n10",
]


def test_text_pages_lose_header_and_page_numbers_and_nothing_else() -> None:
    rows = flow(text_pages("\f".join(PAGES)), lambda text: False)
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
    assert paragraphs(rows[1:6], full_width(rows)) == [
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


def test_text_without_form_feeds_is_parted_where_the_publishers_lines_begin() -> None:
    text = "we will\n3\nFOOT\nHEAD\ngrow by\n12\nmonths.\n4\nFOOT\nHEAD\nThe end.\n5\nFOOT\n"
    rows = flow(text_pages(text), lambda text: text in ("FOOT", "HEAD"))
    assert join_lines([row.text for row in rows]) == "we will grow by 12 months. The end."
