"""Pages without what repeats on each of them: headers, footers, page numbers, a publisher's own lines.

With layout, furniture stands at one height near a page's edge; without, in the same place in from the edge of the
page's text. Names that happen to head several pages are no furniture: they stand elsewhere too.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ingest.formats.lines import ends_sentence, has_title_word, is_function, is_name
from ingest.formats.pdf.pages import Line, Page
from ingest.formats.pdf.rows import MAX_LINES, is_rule

_EDGE_LINES = 8
"""Lines at the top and at the foot of a page among which text without coordinates has its furniture."""
_NUMBER_LINES = 3
"""The same for a number that stands alone."""
_PAGE_LINES = 15
"""The fewest lines from one page number to the next in text without form feeds."""
_FEWEST_NUMBERS = 3
_LONGEST = 300
"""Characters of a line that can be furniture."""
_MARGIN = 0.15
"""Of the page's height, above and below, in which furniture stands."""
_SHARE = 0.4
"""Of the pages that must show a line for it to be furniture: speech does not repeat itself that often."""
_SHARE_OF_NAMES = 0.7
"""The same for lines that could be a speaker's name, where nothing tells their height on the page."""
_BARE_NUMBER = re.compile(r"^[|\-–—~\s]*(\d{1,4})[|\-–—~\s]*$")
# Page 3; Page | 3; Page 3 of 16; 3/16; 3 | P a g e
_PAGE_NUMBER = re.compile(
    r"^[|\-–—~]*(?:page|pg\.?|p\.)[|:.\-–]*\d{1,4}(?:(?:of|/|\|)\d{1,4})?[|\-–—~]*$|^\d{1,4}\|?page$|^\d{1,4}(?:of|/)\d{1,4}$"
)
_COMPANY = re.compile(
    r"\b(?:Limited|Ltd|Inc|Corp|Corporation|Company|Group|Holdings|Bank|plc|AG|SE|SA|NV|LLC|LLP)\b\.?$", re.IGNORECASE
)
_LABELLED = re.compile(r"^(?P<label>[^:]{1,60}):(?P<said>\s.*)?$")


@dataclass(frozen=True)
class Cleared:
    """Pages without furniture, and each different line of furniture once, those of most pages first."""

    pages: tuple[Page, ...]
    furniture: tuple[str, ...] = ()


def clear(pages: Sequence[Page], is_publishers: Callable[[str], bool] = lambda _: False) -> Cleared:
    """Take headers, footers and page numbers out of pages, whatever the order in which an extractor wrote them.

    `is_publishers` knows a publisher's own lines, wherever they stand; by them text without form feeds is parted into
    its pages. Pages with more than MAX_LINES lines hold no transcript: nothing is left of them.
    """
    if sum(len(page.lines) for page in pages) > MAX_LINES:
        return Cleared(())
    taken: Counter[str] = Counter()

    def without(page: Page, dropped: set[int]) -> Page:
        taken.update(line.text for line in page.lines if id(line) in dropped)
        return replace(page, lines=tuple(line for line in page.lines if id(line) not in dropped))

    pages = [without(page, _publishers(page, is_publishers)) for page in _parted(pages, is_publishers)]
    pages = [without(page, _page_numbers(page)) for page in pages]
    pages = [without(page, dropped) for page, dropped in zip(pages, _repeated(pages), strict=True)]
    pages = [without(page, dropped) for page, dropped in zip(pages, _counting(pages), strict=True)]
    return Cleared(tuple(pages), tuple(text for text, _ in taken.most_common()))


def _parted(pages: Sequence[Page], is_publishers: Callable[[str], bool]) -> Sequence[Page]:
    """Text that an extractor has written without form feeds, parted at the publisher's lines and at page numbers."""
    if len(pages) != 1 or pages[0].has_layout:
        return pages
    parts: list[list[Line]] = [[]]
    before = False
    numbers = _numbers_in_text(pages[0].lines)
    for i, line in enumerate(pages[0].lines):
        known = bool(line.text) and (is_publishers(line.text) or i in numbers)
        if known and not before and any(line.text for line in parts[-1]):
            parts.append([])
        parts[-1].append(line)
        before = known or (before and (not line.text or _BARE_NUMBER.match(line.text) is not None))
    return [Page(number, tuple(lines)) for number, lines in enumerate(parts, start=1)]


def _publishers(page: Page, is_publishers: Callable[[str], bool]) -> set[int]:
    """The publisher's lines, and a number alone between two of them."""
    filled = [line for line in page.lines if line.text]
    known = [is_publishers(line.text) for line in filled]
    around = zip(filled, [False, *known], known, [*known[1:], False], strict=False)
    return {
        id(line) for line, before, here, after in around if here or (before and after and _BARE_NUMBER.match(line.text))
    }


def _page_numbers(page: Page) -> set[int]:
    """Lines that call themselves a page's number."""
    edges = [line for edge in _edges(page) for line in edge]
    return {
        id(line) for line in edges if len(line.text) < 40 and _PAGE_NUMBER.match("".join(line.text.split()).lower())
    }


def _edges(page: Page) -> tuple[list[Line], list[Line]]:
    """A page's first lines downwards and its last lines upwards."""
    lines = [line for line in page.lines if line.text]
    return lines[:_EDGE_LINES], lines[: -_EDGE_LINES - 1 : -1]


def _repeated(pages: Sequence[Page]) -> Iterator[set[int]]:
    """Per page, the lines that stand in the same place on most pages and hardly anywhere else."""
    times = Counter(key for page in pages for line in page.lines if (key := _key(line.text)))
    pages_at: dict[tuple[int, int, str], set[int]] = {}
    for page in pages:
        for side, place, line in _placed(page):
            for near in (place - 1, place, place + 1):
                pages_at.setdefault((side, near, _key(line.text)), set()).add(page.number)
    for page in pages:
        dropped: set[int] = set()
        closed: set[int] = set()
        for side, place, line in _placed(page):
            text = line.text
            here = len(pages_at[side, place, _key(text)])
            elsewhere = times[_key(text)] - here
            if side not in closed and here >= _fewest(line, len(pages)) and elsewhere <= max(2, here / 4):
                dropped.add(id(line))
            elif line.top is None and not (is_rule(text) or _BARE_NUMBER.match(text)):
                # Text has its furniture in one run from the page's edge.
                closed.add(side)
        yield dropped


def _placed(page: Page) -> Iterator[tuple[int, int, Line]]:
    """(side, place, line) of what may be furniture: its height in steps of two points, or its number from the edge."""
    for side, edge in enumerate(_edges(page)):
        for number, line in enumerate(edge):
            if line.top is None:
                yield side, number, line
    for line in page.lines:
        if line.top is not None and line.text and not _MARGIN < line.top / (page.height or 1.0) < 1 - _MARGIN:
            yield 2, round(line.top / 2), line


def _fewest(line: Line, pages: int) -> float:
    """On how many pages a line must stand to be furniture."""
    text = line.text
    if len(text) > _LONGEST:
        return float("inf")
    labelled = _LABELLED.match(text)
    if is_rule(text) or is_function(text) or (labelled and _is_speaker(labelled["label"], labelled["said"])):
        # Rules part speeches, and pages often begin with one; who speaks is never furniture.
        return float("inf")
    if line.top is None and _BARE_NUMBER.match(text):
        # Only numbers that count with the pages are.
        return float("inf")
    named = is_name(text) and _COMPANY.search(text) is None
    if named and line.top is None:
        return max(3.0, _SHARE_OF_NAMES * pages)
    often = named or ends_sentence(text) or has_title_word(text) or (line.top is None and pages > 5)
    return max(3.0 if often else 2.0, _SHARE * pages)


def _is_speaker(label: str, said: str | None) -> bool:
    return not said or is_function(label) or is_name(label, fewest=2)


def _numbers_in_text(lines: Sequence[Line]) -> set[int]:
    """The places of numbers alone on a line that count up by one, each a page's length after the one before."""
    numbers = [(i, int(line.text)) for i, line in enumerate(lines) if len(line.text) < 4 and line.text.isdecimal()]
    longest: list[int] = []
    for begin in range(min(len(numbers), _EDGE_LINES)):
        places, (last, number) = [numbers[begin][0]], numbers[begin]
        for i, following in numbers[begin + 1 :]:
            # The last page may be short.
            if following == number + 1 and (i - last >= _PAGE_LINES or i == numbers[-1][0]):
                places.append(i)
                last, number = i, following
        longest = max(longest, places, key=len)
    return set(longest) if len(longest) >= _FEWEST_NUMBERS else set()


def _counting(pages: Sequence[Page]) -> Iterator[set[int]]:
    """Per page, the number on its edge that counts the pages; other numbers alone on a line are speech."""
    found: list[list[tuple[Line, int]]] = []
    for n, page in enumerate(pages):
        edges = {id(line): line for edge in _edges(page) for line in edge[:_NUMBER_LINES]}
        numbers = [(line, match) for line in edges.values() if (match := _BARE_NUMBER.match(line.text))]
        found.append([(line, int(match[1]) - n) for line, match in numbers])
    steps = Counter(step for numbers in found for step in {step for _, step in numbers})
    step, seen = steps.most_common(1)[0] if steps else (0, 0)
    # A cover or two may have no number.
    counts = seen >= max(2, 0.5 * (len(pages) - 2))
    for on_page in found:
        yield {id(line) for line, its in on_page if counts and its == step}


def _key(text: str) -> str:
    """A line without its spaces and numbers."""
    return "".join(
        kind for kind, _ in groupby("#" if c.isdigit() else c for c in text[:_LONGEST].lower() if not c.isspace())
    )
