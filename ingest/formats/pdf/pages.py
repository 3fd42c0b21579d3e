"""Pages with the place of every line: from a PDF's layout, or from text whose pages end in form feeds.

Text that some extractor wrote has no coordinates: there `x0`, `x1`, `top` and `size` are None and `words` is empty.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from errors import SourceNotText

MAX_PAGES = 400
MISNAMED = {0x19F: "ti", 0x1A9: "tt"}
"""Letters by which common office fonts call their ligatures (`NaƟonal`, `commiƩee`); no language read here has them."""


@dataclass(frozen=True)
class Word:
    text: str
    x0: float
    x1: float
    top: float
    size: float
    bold: bool
    italic: bool


@dataclass(frozen=True)
class Line:
    """`bold` and `italic` say so of every word of the line. Coordinates are points from the page's top left."""

    text: str
    x0: float | None = None
    x1: float | None = None
    top: float | None = None
    size: float | None = None
    bold: bool = False
    italic: bool = False
    words: tuple[Word, ...] = ()


@dataclass(frozen=True)
class Page:
    number: int
    lines: tuple[Line, ...]
    width: float | None = None
    height: float | None = None

    @property
    def has_layout(self) -> bool:
        return self.width is not None


def line_of(words: Sequence[Word]) -> Line:
    """One line from words of one height, in order of x."""
    return Line(
        text=" ".join(word.text for word in words),
        x0=words[0].x0,
        x1=words[-1].x1,
        top=min(word.top for word in words),
        size=max(word.size for word in words),
        bold=all(word.bold for word in words),
        italic=all(word.italic for word in words),
        words=tuple(words),
    )


def text_pages(text: str) -> tuple[Page, ...]:
    """Pages of text that form feeds separate; blank lines are kept as empty Lines."""
    return tuple(
        Page(number, tuple(Line(line.strip()) for line in page.strip("\n").split("\n")))
        for number, page in enumerate(text.translate(MISNAMED).split("\f"), start=1)
    )


def read_pages(name: str, data: bytes) -> tuple[Page, ...]:
    """The pages of a PDF with their layout.

    Raises:
        SourceNotText: damaged, locked by a password, or without any text (a scan).
        SourceTooLarge: more than MAX_PAGES pages, or far more drawing than a transcript has.
    """
    from ingest.formats.pdf.pdf import read_pdf

    pages = read_pdf(name, data, MAX_PAGES)
    if not any(page.lines for page in pages):
        raise SourceNotText(
            f"{name} holds pictures of pages, not text.",
            hint="Run text recognition (OCR) on it first, or look for the transcript as text.",
        )
    return pages
