"""Pages with the place of every line: from a PDF's layout, or from text whose pages end in form feeds.

Text that some extractor wrote has no coordinates: there `x0`, `x1`, `top` and `size` are None and `words` is empty.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from errors import SourceNotText

MAX_PAGES = 400


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
        for number, page in enumerate(text.split("\f"), start=1)
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


def furniture(pages: Sequence[Page], *, repeats: int = 3) -> set[tuple[int, str]]:
    """(rounded top, text without digits) of lines that stand at the same height (±2 pt) on `repeats` pages or more.

    They also stand on two fifths of the pages, and hardly anywhere else: a speaker's name may head pages now and then.
    """
    seen: dict[tuple[int, str], set[int]] = {}
    times: Counter[str] = Counter()
    for page in pages:
        for line in page.lines:
            if line.top is not None and line.text:
                key = furniture_key(line)
                seen.setdefault(key, set()).add(page.number)
                times[key[1]] += 1
    fewest = max(min(repeats, max(2, len(pages))), 0.4 * len(pages))
    found = set()
    for top, text in seen:
        numbers = set().union(*(seen.get((top + d, text), set()) for d in (-1, 0, 1)))
        if len(numbers) >= fewest and times[text] - len(numbers) <= max(2, len(numbers) / 4):
            found.add((top, text))
    return found


def furniture_key(line: Line) -> tuple[int, str]:
    text = "".join(kind for kind, _ in groupby("#" if c.isdigit() else c for c in line.text if not c.isspace()))
    return round((line.top or 0) / 2), text
