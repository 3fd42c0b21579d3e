"""Pages without what repeats on each of them, and wrapped lines joined to the paragraphs they came from.

Works on pages with layout by line pitch, gap and the right margin; on text with form feeds by blank lines and length.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from statistics import median

from ingest.formats.lines import ends_sentence, is_function, is_name
from ingest.formats.pdf.pages import MAX_PAGES, Line, Page, furniture, furniture_key

_EDGE = 6
"""Lines at the top and at the foot of a page among which text without coordinates has its furniture."""
_SHARE = 0.4
"""Of the pages that must show a line for it to be furniture: speech does not repeat itself that often."""
_MARGIN = 0.15
"""Of the page's height, above and below, in which furniture stands."""
_SHARE_OF_NAMES = 0.7
"""The same for lines that could be a speaker's name, where nothing tells their height on the page."""
_NEW_PARAGRAPH = 1.3
"""Times the line pitch at which a gap parts paragraphs."""
_PAGE_NUMBER = re.compile(
    r"^[|\-–—~]*(?:page|pg\.?)[|:.\-–]*\d{1,3}(?:(?:of|/|\|)\d{1,3})?[|\-–—~]*$|^\d{1,3}\|?page$|^\d{1,3}(?:of|/)\d{1,3}$"
)
_BARE_NUMBER = re.compile(r"^[|\-–—~\s]*(\d{1,3})[|\-–—~\s]*$")
BULLETS = "•●▪■◦‣➢✓*·–—\\-\ufffd\uf0a7\uf0b7\uf0d8\uf0fc"
"""Marks before list items, for a character class; symbol fonts give characters of private use, or none that is known."""
_MARKER = re.compile(rf"^(?:[{BULLETS}]|\(?(?:\d{{1,2}}|[a-zA-Z]|[ivx]{{1,4}})[.)])\s+\S")
_SOFT_HYPHEN = "\u00ad"


_MAX_PAGES = 2 * MAX_PAGES
_MAX_LINES = 60_000
_LONGEST_LINE = 20_000


def is_paged(pages: Sequence[Page]) -> bool:
    """Whether pages are of the size and shape that printed pages have, so that looking closely at them is worth it."""
    lines = sum(len(page.lines) for page in pages)
    if len(pages) > _MAX_PAGES or lines > _MAX_LINES:
        return False
    return all(len(line.text) <= _LONGEST_LINE for page in pages for line in page.lines)


@dataclass(frozen=True)
class Row:
    """A line of speech and where it stands; without layout `top`, `x0` and `x1` are None."""

    text: str
    page: int
    top: float | None = None
    x0: float | None = None
    x1: float | None = None
    after_blank: bool = False


@dataclass(frozen=True)
class Cleared:
    """Pages without furniture, and each different line of furniture once, those of most pages first."""

    pages: tuple[Page, ...]
    furniture: tuple[str, ...]


def clear(pages: Sequence[Page]) -> Cleared:
    """Take headers, footers and page numbers out of pages, whatever the order in which an extractor wrote them.

    With layout, furniture stands at one height on many pages; without, in one run from the edge of many pages' text.
    """
    needed = max(2, round(_SHARE * len(pages)))
    fixed = furniture(pages, repeats=needed) if len(pages) > 1 else set()
    counted = Counter(key for page in pages for key in {_fold(line.text) for edge in _edges(page) for line in edge})
    repeated = {key for key, n in counted.items() if n >= needed} if len(pages) > 1 else set()
    often = {key for key, n in counted.items() if n >= _SHARE_OF_NAMES * len(pages)}
    found: Counter[str] = Counter()
    kept = []
    for page in pages:
        dropped = {id(line) for line in page.lines if _is_page_number(line.text)}
        if page.has_layout:
            dropped |= {
                id(line)
                for line in page.lines
                if furniture_key(line) in fixed and _in_margin(line, page) and not _is_speech(line.text)
            }
        else:
            for edge in _edges(page):
                for line in edge:
                    text = line.text
                    known = _fold(text) in (often if is_name(text) else repeated) and not _is_speech(text)
                    if not known and id(line) not in dropped and not _BARE_NUMBER.match(text):
                        break
                    dropped |= {id(line)} if known else set()
        found.update(line.text for line in page.lines if id(line) in dropped)
        kept.append(replace(page, lines=tuple(line for line in page.lines if id(line) not in dropped)))
    return Cleared(_without_bare_numbers(kept), tuple(text for text, _ in found.most_common()))


def _in_margin(line: Line, page: Page) -> bool:
    return not _MARGIN < (line.top or 0.0) / (page.height or 1.0) < 1 - _MARGIN


def _edges(page: Page) -> tuple[list[Line], list[Line]]:
    """A page's first lines downwards and its last lines upwards."""
    lines = [line for line in page.lines if line.text]
    return lines[:_EDGE], lines[: -_EDGE - 1 : -1]


def _fold(text: str) -> str:
    return re.sub(r"\d+", "#", "".join(text.split()).lower())


def _is_page_number(text: str) -> bool:
    return len(text) < 40 and _PAGE_NUMBER.match("".join(text.split()).lower()) is not None


def _is_speech(text: str) -> bool:
    """Whether a line that repeats is rather a label or a stock phrase at the edge of pages."""
    return text.endswith(":") or ends_sentence(text) or re.match(r"\w+:\s", text) is not None or is_function(text)


def _without_bare_numbers(pages: Sequence[Page]) -> tuple[Page, ...]:
    """Drop the number alone at a page's edge if most such numbers count on with the pages."""

    def numbers(page: Page) -> list[tuple[Line, int]]:
        lines = [line for line in page.lines if line.text]
        ends = lines[:1] + lines[1:][-1:]
        return [(line, int(match[1])) for line in ends if (match := _BARE_NUMBER.match(line.text))]

    offsets = Counter(offset for page in pages for offset in {n - page.number for _, n in numbers(page)})
    if not offsets:
        return tuple(pages)
    offset, seen = offsets.most_common(1)[0]
    if seen < 2 or 2 * seen < len(pages) - 2:
        return tuple(pages)
    kept = []
    for page in pages:
        dropped = {id(line) for line, n in numbers(page) if n - page.number == offset}
        kept.append(replace(page, lines=tuple(line for line in page.lines if id(line) not in dropped)))
    return tuple(kept)


class Flow:
    """How the lines of one column run on: its pitch and width, learnt from all of them."""

    def __init__(self, rows: Sequence[Row]) -> None:
        gaps = [
            b.top - a.top for a, b in pairwise(rows) if a.page == b.page and a.top is not None and b.top is not None
        ]
        close = [gap for gap in gaps if 2 < gap < 40]
        self.pitch = median(sorted(close)[: max(1, (2 * len(close) + 2) // 3)]) if close else 12.0
        self._right = _high(row.x1 for row in rows if row.x1 is not None)
        self._width = _high(float(len(row.text)) for row in rows)
        self._rows = rows

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(
            word.lower() for row in self._rows for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", row.text)
        )

    def paragraphs(self, rows: Sequence[Row]) -> list[str]:
        """The paragraphs of rows that follow each other in one speech."""
        found: list[str] = []
        for i, row in enumerate(rows):
            if not row.text:
                continue
            if i and found and not self.begins_paragraph(rows[i - 1], row):
                found[-1] = self.join(found[-1], row.text)
            else:
                found.append(row.text)
        return [text.replace(_SOFT_HYPHEN, "") for text in found]

    def begins_paragraph(self, before: Row, row: Row) -> bool:
        ended = ends_sentence(before.text) or before.text.endswith((":", ";"))
        listed = _MARKER.match(row.text) is not None and not before.text.endswith((",", "-"))
        if listed and (ended or not row.text[0].isalnum()):
            return True
        if before.page != row.page:
            return ended and not row.text[0].islower() and self._is_short(before, row)
        if row.top is not None and before.top is not None:
            gap = row.top - before.top
            if gap > _NEW_PARAGRAPH * self.pitch or gap < 0:
                return ended or not row.text[0].islower()
            return ended and self._is_short(before, row)
        if row.after_blank:
            return ended or not row.text[0].islower()
        return ended and self._is_short(before, row)

    def _is_short(self, before: Row, row: Row) -> bool:
        """Whether the next line's first word would have had room on the line before."""
        first = len(row.text.split()[0]) + 1
        if before.x1 is not None and before.x0 is not None and self._right:
            letter = (before.x1 - before.x0) / max(1, len(before.text))
            return before.x1 + first * letter < 0.97 * self._right
        return len(before.text) + first < 0.8 * self._width

    def is_apart(self, before: Row, row: Row) -> bool:
        """Whether white space parts two lines."""
        if before.page == row.page and row.top is not None and before.top is not None:
            return row.top - before.top > _NEW_PARAGRAPH * self.pitch
        return row.after_blank

    def runs_on(self, before: Row, row: Row) -> bool:
        """Whether a line is so full that the next one can only be its continuation."""
        return not self._is_short(before, row)

    def join(self, text: str, more: str) -> str:
        """Two parts of a paragraph; a word divided at the line's end is one again, a hyphen of its own stays."""
        if text.endswith(_SOFT_HYPHEN):
            return text[:-1] + more
        stem = text.rstrip("-")
        if stem == text or not stem or stem[-1].isspace() or more.split()[0].lower() in ("and", "or", "to"):
            return f"{text} {more}"
        head = re.search(r"[^\W\d_]+$", text[:-1])
        tail = re.match(r"[^\W\d_]+", more)
        if head and tail:
            whole, parted = f"{head[0]}{tail[0]}".lower(), f"{head[0]}-{tail[0]}".lower()
            if whole in self._words and parted not in self._words:
                return text[:-1] + more
        return text + more


def _high(values: Iterable[float]) -> float:
    """What nearly all values stay below."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))] if ordered else 0.0


def rows_of(pages: Iterable[Page]) -> list[Row]:
    """Every line of the pages as a Row; blank lines are only told of."""
    rows = []
    for page in pages:
        blank = False
        for line in page.lines:
            if line.text:
                rows.append(Row(line.text, page.number, line.top, line.x0, line.x1, blank))
            blank = not line.text
    return rows
