"""Glyphs as a PDF places them -> words and lines as a reader sees them.

Producers draw a word letter by letter, twice for bold, with ligatures, turned by a quarter, with letter spacing or
without spaces.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median_low
from typing import NamedTuple

from ingest.formats.pdf.pages import MISNAMED, Line, Page, Word, line_of
from ingest.sources import HIDDEN

UNREADABLE = "\ufffd"
"""Stands for a glyph whose font does not say which letter it draws."""
_SAME_BASELINE = 2.5
_LIGATURES = [(code, unicodedata.normalize("NFKC", chr(code))) for code in range(0xFB00, 0xFB07)]
_SPACES = [(0xA0, " "), (0x2028, " "), (0x09, " "), (0x200B, ""), (0xFEFF, ""), (0x200D, "")]
_PLAIN = HIDDEN | MISNAMED | dict([*_LIGATURES, *_SPACES])
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class _Glyph(NamedTuple):
    """`x0`, `x1`, `base` and `top` in points from the top left of the page as it is read."""

    text: str
    x0: float
    x1: float
    base: float
    top: float
    size: float
    bold: bool
    italic: bool


class Placed(NamedTuple):
    """A glyph as drawn: the text matrix, its advance and its drop below the base line, in text space."""

    text: str
    matrix: tuple[float, float, float, float, float, float]
    advance: float
    lift: float
    size: float
    bold: bool
    italic: bool


def page_of(number: int, placed: Sequence[Placed], width: float, height: float) -> Page:
    """A page turned the way that most of its glyphs stand; others (watermarks, notes in the margin) are left out."""
    quarters = [_quarter(glyph.matrix) for glyph in placed]
    common = Counter(quarter for quarter in quarters if quarter is not None).most_common(1)
    if not common:
        return Page(number, (), width, height)
    turn = common[0][0]
    if turn % 2:
        width, height = height, width
    glyphs = (_upright(g, turn, width, height) for g, quarter in zip(placed, quarters, strict=True) if quarter == turn)
    seen = [g for g in glyphs if g.text and g.x1 > 0 and g.x0 < width and 0 < g.base < height + g.size]
    return Page(number, tuple(_lines(seen)), width, height)


def _quarter(matrix: Sequence[float]) -> int | None:
    """How many quarters to the left the glyph is turned; None for slopes."""
    angle = math.atan2(matrix[1], matrix[0]) / (math.pi / 2)
    quarter = round(angle)
    return quarter % 4 if abs(angle - quarter) < 0.05 else None


def _upright(g: Placed, turn: int, width: float, height: float) -> _Glyph:
    a, b, c, d, e, f = g.matrix
    x, base = ((e, height - f), (f, e), (width - e, f), (width - f, height - e))[turn]
    tall = math.hypot(c, d)
    size, lift = g.size * tall, g.lift * tall
    text = unicodedata.normalize("NFC", _CONTROL.sub("", g.text.translate(_PLAIN)))
    return _Glyph(text, x, x + abs(g.advance) * math.hypot(a, b), base, base - lift - size, size, g.bold, g.italic)


def _lines(glyphs: Iterable[_Glyph]) -> Iterator[Line]:
    rows: list[list[_Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: (g.base, g.x0)):
        if rows and glyph.base - rows[-1][0].base <= _SAME_BASELINE:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    for row in _with_raised(rows):
        if words := list(_words(sorted(row, key=lambda g: g.x0))):
            yield line_of(words)


def _with_raised(rows: Sequence[list[_Glyph]]) -> list[list[_Glyph]]:
    """Raised and lowered figures (1st, footnote marks) put back into the line that they belong to."""
    kept: list[list[_Glyph]] = []
    for row in rows:
        if kept and _belongs(row, kept[-1]):
            kept[-1] = [*row, *kept[-1]] if len(row) > len(kept[-1]) else [*kept[-1], *row]
        else:
            kept.append(row)
    return kept


def _belongs(row: Sequence[_Glyph], above: Sequence[_Glyph]) -> bool:
    sizes = median_low(g.size for g in row), median_low(g.size for g in above)
    small, large = (row, above) if sizes[0] < sizes[1] else (above, row)
    reach = 0.35 if small is row else 0.5
    return (
        len(small) <= 12
        and min(sizes) <= 0.8 * max(sizes)
        and row[0].base - above[0].base <= reach * max(sizes)
        and len(large) > 1
    )


def _words(row: Sequence[_Glyph]) -> Iterator[Word]:
    row = _once(row)
    gaps = [b.x0 - a.x1 for a, b in pairwise(row) if not (a.text.isspace() or b.text.isspace())]
    # Headings may be letter-spaced: a word ends where the gap is wider than is usual on the line.
    usual = max(0.0, median_low(gaps)) if len(gaps) >= 3 else 0.0
    current: list[_Glyph] = []
    for glyph in row:
        if current and (
            glyph.text.isspace() or glyph.x0 - current[-1].x1 > usual + 0.17 * min(glyph.size, current[-1].size)
        ):
            yield _word(current)
            current = []
        if not glyph.text.isspace():
            current.append(glyph)
    if current:
        yield _word(current)


def _once(row: Sequence[_Glyph]) -> list[_Glyph]:
    """A line's glyphs, each once: those drawn again in the same place, to look bold, are bold."""
    kept: list[_Glyph] = []
    for glyph in row:
        for back in range(1, min(4, len(kept)) + 1):
            twin = kept[-back]
            if twin.text == glyph.text and abs(twin.x0 - glyph.x0) < 0.1 * glyph.size:
                kept[-back] = twin._replace(bold=True)
                break
        else:
            kept.append(glyph)
    return kept


def _word(glyphs: Sequence[_Glyph]) -> Word:
    return Word(
        text="".join(g.text for g in glyphs),
        x0=glyphs[0].x0,
        x1=max(g.x1 for g in glyphs),
        top=min(g.top for g in glyphs),
        size=max(g.size for g in glyphs),
        bold=all(g.bold for g in glyphs),
        italic=all(g.italic for g in glyphs),
    )
