"""Pages -> one flow of lines without page furniture, and lines -> paragraphs.

Speech runs over page ends, in the middle of sentences and of words. What stands on the pages' edges again and again is
furniture; a paragraph ends where the page shows white space, or where the next word would still have fitted.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.formats.lines import ends_sentence, is_function
from ingest.formats.pdf.pages import Line, Page, furniture, furniture_key

MAX_LINES = 60_000
_EDGE_LINES = 8
_PAGE_NUMBER = re.compile(r"^(?:page\s*|p\.\s*|-\s*)?(\d{1,4})(?:\s*(?:/|of)\s*\d{1,4})?(?:\s*-)?$", re.IGNORECASE)
_RULE = re.compile(r"^[.…·•_=\-–—*\s]{5,}$")
_HYPHENS = "-\u2010\u2011"
_SOFT_HYPHEN = "\u00ad"
_JOINS_WORDS = frozenset("and or to nor versus vs as und".split())


@dataclass(frozen=True)
class Row:
    """A line of the flow. `gap`: white space above it; `first`: first of what is left of its page."""

    line: Line
    page: int
    gap: bool = False
    first: bool = False

    @property
    def text(self) -> str:
        return self.line.text

    @property
    def is_rule(self) -> bool:
        """Whether it only draws a line across the page."""
        return _RULE.match(self.line.text) is not None


def flow(pages: Sequence[Page], is_furniture: Callable[[str], bool]) -> list[Row]:
    """The lines of all pages in reading order, without page furniture and blank lines.

    `is_furniture` knows a publisher's own header and footer lines; those that only repeat are found here. None where
    there are more than MAX_LINES lines: that is no transcript.
    """
    if sum(len(page.lines) for page in pages) > MAX_LINES:
        return []
    pages = _parted(pages, is_furniture)
    bodies = [_body(page, is_furniture) for page in pages]
    pitch = _pitches(bodies)
    rows: list[Row] = []
    for page, body in zip(pages, _without_repeats(pages, bodies), strict=True):
        rows.extend(_rows(body, page.number, pitch))
    return rows


def _parted(pages: Sequence[Page], is_furniture: Callable[[str], bool]) -> Sequence[Page]:
    """Text that an extractor has written without form feeds, parted where the publisher's lines begin anew."""
    if len(pages) != 1 or pages[0].has_layout:
        return pages
    parts: list[list[Line]] = [[]]
    before = False
    for line in pages[0].lines:
        known = bool(line.text) and is_furniture(line.text)
        if known and not before and any(line.text for line in parts[-1]):
            parts.append([])
        parts[-1].append(line)
        before = known or (before and (not line.text or _PAGE_NUMBER.match(line.text) is not None))
    return [Page(number, tuple(lines)) for number, lines in enumerate(parts, start=1)]


def _body(page: Page, is_furniture: Callable[[str], bool]) -> list[Line]:
    """A page without the publisher's lines, and without a number alone between two of them."""
    filled = [line for line in page.lines if line.text]
    known = [is_furniture(line.text) for line in filled]
    dropped = {
        id(line)
        for line, before, here, after in zip(filled, [False, *known], known, [*known[1:], False], strict=False)
        if here or (before and after and _PAGE_NUMBER.match(line.text))
    }
    return [line for line in page.lines if id(line) not in dropped]


def _without_repeats(pages: Sequence[Page], bodies: Sequence[list[Line]]) -> list[list[Line]]:
    if any(page.has_layout for page in pages):
        left = [Page(p.number, tuple(body), p.width, p.height) for p, body in zip(pages, bodies, strict=True)]
        repeated = furniture(left)
        kept = [[line for line in p.lines if not (furniture_key(line) in repeated and _on_edge(line, p))] for p in left]
        return _without_page_numbers(kept)
    return _without_repeated_text(_without_page_numbers(bodies))


def _on_edge(line: Line, page: Page) -> bool:
    height = page.height or 0.0
    return line.top is not None and not 0.2 * height < line.top < 0.8 * height and not is_function(line.text)


def _edges(body: Sequence[Line]) -> list[list[int]]:
    """The indexes of a page's first and of its last lines that are not blank, each from the edge inwards."""
    filled = [i for i, line in enumerate(body) if line.text]
    return [filled[:_EDGE_LINES], filled[: -_EDGE_LINES - 1 : -1]]


def _without_repeated_text(bodies: Sequence[list[Line]]) -> list[list[Line]]:
    """Without lines that stand in the same place on the edges of most pages, from the edge inwards up to the first other.

    Rules stay: they part speeches, and pages often begin or end with one.
    """
    if len(bodies) < 3:
        return list(bodies)
    places: dict[tuple[int, int, str], set[int]] = {}
    times = Counter(furniture_key(line)[1] for body in bodies for line in body if line.text)
    for n, body in enumerate(bodies):
        for side, edge in enumerate(_edges(body)):
            for step, i in enumerate(edge):
                for near in (step - 1, step, step + 1):
                    places.setdefault((side, near, furniture_key(body[i])[1]), set()).add(n)
    fewest = max(3.0, 0.4 * len(bodies))
    cleaned = []
    for body in bodies:
        dropped: set[int] = set()
        for side, edge in enumerate(_edges(body)):
            for step, i in enumerate(edge):
                key = furniture_key(body[i])[1]
                here = len(places[side, step, key])
                if here < fewest or times[key] - here > max(2, here / 4) or _is_mark(body[i].text):
                    break
                dropped.add(i)
        cleaned.append([line for i, line in enumerate(body) if i not in dropped])
    return cleaned


def _is_mark(text: str) -> bool:
    """Whether a line parts speeches, wherever it stands."""
    return _RULE.match(text) is not None or (len(text) < 60 and is_function(text))


def _without_page_numbers(bodies: Sequence[list[Line]]) -> list[list[Line]]:
    """Without numbers on a page's edge that count the pages; other numbers alone on a line are speech."""
    found: list[tuple[int, int, int]] = []
    for n, body in enumerate(bodies):
        for edge in _edges(body):
            for i in edge[:3]:
                if match := _PAGE_NUMBER.match(body[i].text):
                    found.append((n, i, int(match[1]) - n))
    steps = Counter(step for step, _ in {(step, n) for n, _, step in found})
    if not steps:
        return list(bodies)
    step, times = steps.most_common(1)[0]
    if times < max(2, 0.5 * len(bodies)):
        return list(bodies)
    dropped = {(n, i) for n, i, its in found if its == step}
    return [[line for i, line in enumerate(body) if (n, i) not in dropped] for n, body in enumerate(bodies)]


def _base(line: Line) -> float:
    return (line.top or 0.0) + (line.size or 0.0)


def _pitches(bodies: Iterable[Sequence[Line]]) -> dict[int, float]:
    """Size in half points -> the distance of one paragraph's lines: the lower quarter of all that occur."""
    steps: dict[int, list[float]] = {}
    for body in bodies:
        for above, line in pairwise(body):
            if line.size and above.size and round(2 * line.size) == round(2 * above.size):
                step = _base(line) - _base(above)
                if 0.9 * line.size <= step <= 3 * line.size:
                    steps.setdefault(round(2 * line.size), []).append(step)
    return {size: sorted(found)[len(found) // 4] for size, found in steps.items()}


def _rows(body: Sequence[Line], number: int, pitch: dict[int, float]) -> list[Row]:
    rows: list[Row] = []
    above: Line | None = None
    blank = False
    for line in body:
        if not line.text:
            blank = True
            continue
        gap = blank
        if above is not None and line.size and above.size:
            usual = max(pitch.get(round(2 * size), 1.2 * size) for size in (line.size, above.size))
            gap = _base(line) - _base(above) > 1.3 * usual
        rows.append(Row(line, number, gap and above is not None, above is None))
        above, blank = line, False
    return rows


def full_width(rows: Iterable[Row]) -> float:
    """Where the lines of running text end: points from the left, or characters where there is no layout."""
    ends = sorted(_end(row.line) for row in rows if not row.is_rule)
    return ends[int(0.95 * (len(ends) - 1))] if ends else 0.0


def _end(line: Line) -> float:
    return line.x1 if line.x1 is not None else float(len(line.text))


def paragraphs(rows: Sequence[Row], width: float) -> list[str]:
    """The paragraphs of one speech; `width` as `full_width` gives it."""
    groups: list[list[Row]] = []
    for row in rows:
        if groups and not _breaks(groups[-1][-1], row, width):
            groups[-1].append(row)
        else:
            groups.append([row])
    return [join_lines([row.text for row in group]) for group in groups]


def _breaks(above: Row, row: Row, width: float) -> bool:
    if not ends_sentence(above.text) and not above.text.endswith((":", "]", ")")):
        # White space inside a sentence is what a page's end or a removed line left.
        return row.gap and not row.first and not row.text[0].islower() and row.line.x0 is not None
    if row.gap:
        return True
    if row.line.x0 is not None and not row.first:
        return above.line.x0 is not None and row.line.x0 - above.line.x0 > 12
    return not row.text[0].islower() and _would_fit(above.line, row.line, width)


def _would_fit(above: Line, line: Line, width: float) -> bool:
    """Whether the first word of a line had room at the end of the line above, so that a new paragraph begins with it."""
    word = line.text.split()[0]
    if above.x1 is None or line.x1 is None or line.x0 is None:
        return len(above.text) + 1 + len(word) <= 0.88 * width
    letter = (line.x1 - line.x0) / max(1, len(line.text))
    return above.x1 + letter * (len(word) + 3) < width


def join_lines(texts: Iterable[str]) -> str:
    """Wrapped lines as one text: a space at each wrap, none after a hyphen or dash that glues two words."""
    parts: list[str] = []
    for line in texts:
        text = " ".join(line.split())
        if not text:
            continue
        if parts and not parts[-1].endswith(_SOFT_HYPHEN) and not _glued(parts[-1], text):
            parts.append(" ")
        parts.append(text)
    return "".join(parts).replace(_SOFT_HYPHEN, "")


def _glued(before: str, after: str) -> bool:
    stem = before.rstrip(_HYPHENS + "—")
    if stem == before or not stem or stem[-1].isspace() or not (after[0].isalnum() or after[0] in "$€£¥"):
        return False
    # "short- and long-term" has a space after its hyphen.
    return after.split()[0].lower() not in _JOINS_WORDS or len(before) - len(stem) > 1 or before.endswith("—")
