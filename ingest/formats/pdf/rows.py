"""Lines of pages as Rows of running text: where each stands, and whether white space parts it from the one above.

With layout, white space is a distance larger than the usual one between lines of that size; without, a blank line.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.formats.pdf.pages import MAX_PAGES, Line, Page, line_of

MAX_LINES = 60_000
_MAX_PAGES = 2 * MAX_PAGES
_LONGEST_LINE = 20_000
"""Lines, pages and characters of a line beyond which pages hold no transcript."""
_RULE = re.compile(r"^[.…·•_=\-–—*\s]{5,}$")
_GAP = 1.3
"""Times the usual distance of lines from which on white space parts two of them."""
_USUAL_PITCH = 1.2
"""The same distance in sizes of the type, where too few lines tell."""


@dataclass(frozen=True)
class Row:
    """A line, or a part of one. `gap`: white space above it; `first`: first of what is left of its page."""

    line: Line
    page: int
    gap: bool = False
    first: bool = False

    @property
    def text(self) -> str:
        return self.line.text

    @property
    def top(self) -> float | None:
        return self.line.top

    @property
    def is_rule(self) -> bool:
        """Whether it only draws a line across the page."""
        return is_rule(self.line.text)

    def with_text(self, text: str) -> "Row":
        """The row with another text: what is left of its line without the label or mark before it, or one put there."""
        words = self.line.words[-len(text.split()) :] if text else ()
        if words and " ".join(word.text for word in words) == text:
            return replace(self, line=line_of(words))
        return replace(self, line=replace(self.line, text=text))


def is_rule(text: str) -> bool:
    """Whether a text only draws a line across the page."""
    return _RULE.match(text) is not None


def is_paged(pages: Sequence[Page]) -> bool:
    """Whether pages are of the size and shape that printed pages have, so that looking closely at them is worth it."""
    if len(pages) > _MAX_PAGES or sum(len(page.lines) for page in pages) > MAX_LINES:
        return False
    return all(len(line.text) <= _LONGEST_LINE for page in pages for line in page.lines)


def rows_of(pages: Iterable[Page]) -> list[Row]:
    """The lines of all pages in reading order; blank lines are only told of."""
    rows: list[Row] = []
    for page in pages:
        blank, first = False, True
        for line in page.lines:
            if line.text:
                rows.append(Row(line, page.number, blank and not first, first))
                first = False
            blank = not line.text
    return spaced(rows)


def spaced(rows: Sequence[Row]) -> list[Row]:
    """Rows of one column with `gap` set from their distances; rows without layout keep theirs."""
    pitches = _pitches(rows)
    found = []
    above: Row | None = None
    for row in rows:
        if row.line.size:
            together = above is not None and above.page == row.page and above.line.size
            row = replace(row, gap=bool(together) and above is not None and _is_apart(above, row, pitches))
        found.append(row)
        above = row
    return found


def usual_pitch(rows: Sequence[Row]) -> float:
    """The distance in points of most lines from the next one in a paragraph; 12 without layout."""
    sizes = Counter(_size_key(row.line) for row in rows if row.line.size)
    pitches = _pitches(rows)
    return next((pitches[size] for size, _ in sizes.most_common() if size in pitches), 12.0)


def _is_apart(above: Row, row: Row, pitches: dict[int, float]) -> bool:
    usual = max(pitches.get(_size_key(line), _USUAL_PITCH * (line.size or 0.0)) for line in (above.line, row.line))
    return _base(row.line) - _base(above.line) > _GAP * usual


def _pitches(rows: Sequence[Row]) -> dict[int, float]:
    """Size in half points -> the distance of one paragraph's lines: the lower quarter of all that occur."""
    steps: dict[int, list[float]] = {}
    for above, row in pairwise(rows):
        if above.page == row.page and row.line.size and above.line.size:
            step = _base(row.line) - _base(above.line)
            if _size_key(row.line) == _size_key(above.line) and 0.9 * row.line.size <= step <= 3 * row.line.size:
                steps.setdefault(_size_key(row.line), []).append(step)
    return {size: sorted(found)[len(found) // 4] for size, found in steps.items()}


def _size_key(line: Line) -> int:
    return round(2 * (line.size or 0.0))


def _base(line: Line) -> float:
    return (line.top or 0.0) + (line.size or 0.0)
