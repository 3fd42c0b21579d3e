"""Pages of a PDF as Blocks: lines become paragraphs and headings again, by their place, size and bold type."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.formats.generic.blocks import Block
from ingest.formats.generic.label import looks_like_label
from ingest.formats.lines import ends_sentence, is_function, is_name, listed_role, section_heading
from ingest.formats.pdf.label_column import text_edge
from ingest.formats.pdf.labelled import labelled_rows
from ingest.formats.pdf.pages import Line, Page
from ingest.formats.pdf.paragraphs import Flow
from ingest.formats.pdf.rows import Row, rows_of

_LARGE = 1.2
"""Times the size of speech from which on a short line is a heading."""
_SLIDE = re.compile(r"^slides?\s+\d{1,3}\b\s*(?:[-–—:].{0,120})?$", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:^|\s)\[(\d{1,4})\]$")
_FEWEST_NUMBERED = 3
_HEADING_LINES = 3


@dataclass(frozen=True)
class _Item:
    """A line with its looks: `bold` characters at its start, `large` type, `begins` what cannot continue the line before."""

    row: Row
    bold: int = 0
    large: bool = False
    begins: bool = False


def blocks_of(pages: Sequence[Page]) -> list[tuple[Block, bool]]:
    """(Block, whether white space stands above it) of each paragraph or heading; the pages have no furniture."""
    items = _with_numbered_headings(_items(pages))
    flow = Flow([item.row for item in items])
    groups: list[list[_Item]] = []
    for i, item in enumerate(items):
        if i and not _parts(items[i - 1], item, flow):
            groups[-1].append(item)
        else:
            groups.append([item])
    found = []
    for group in groups:
        first = group[0]
        bold, length = first.bold, len(first.row.text)
        for item in group[1:]:
            bold += item.bold + 1 if bold >= length and item.bold else 0
            length += len(item.row.text) + 1
        text = flow.join(item.row.text for item in group)
        heading = _is_slide(first) or (first.large and len(text) < 100 and not ends_sentence(text))
        found.append((Block(text, min(bold, len(text)), heading, rule=first.row.is_rule), first.row.gap))
    return found


def _items(pages: Sequence[Page]) -> list[_Item]:
    """The lines; a name in a column of its own stands before the speech beside it."""
    lines = [line for page in pages for line in page.lines if line.text]
    if text_edge(lines, fewest=6) is not None:
        columns = labelled_rows(pages).rows
        return [
            _Item(
                found.row.with_text(found.line),
                len(found.label) + 1 if found.column and found.label else 0,
                begins=found.column,
            )
            for found in columns
            if found.line
        ]
    size = _usual_size(lines)
    return [
        _Item(row, _bold_start(row.line), bool(row.line.size and size) and (row.line.size or 0) > _LARGE * size)
        for row in rows_of(pages)
    ]


def _usual_size(lines: Sequence[Line]) -> float:
    """The size in which most letters are set; 0 without layout."""
    sizes: Counter[float] = Counter()
    for line in lines:
        if line.size is not None:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _bold_start(line: Line) -> int:
    bold = 0
    for word in line.words:
        if not word.bold:
            break
        bold += len(word.text) + 1
    return max(0, bold - 1)


def _with_numbered_headings(items: list[_Item]) -> list[_Item]:
    """The same with headings that end in `[n]`, counting up, set apart: a publisher's text has them on lines of their own."""
    ends: list[int] = []
    before = 0
    for i, item in enumerate(items):
        if (match := _NUMBERED.search(item.row.text)) and int(match[1]) in (1, before + 1):
            ends.append(i)
            before = int(match[1])
    if len(ends) < _FEWEST_NUMBERED:
        return items
    begins = {start for end in ends for start in (_heading_start(items, end), end + 1)}
    return [replace(item, begins=item.begins or i in begins) for i, item in enumerate(items)]


def _heading_start(items: Sequence[_Item], end: int) -> int:
    """Where a heading that ends at an item begins: it may wrap, and its last line look like a name (`Senior Analyst`)."""
    for i in range(end, max(-1, end - _HEADING_LINES), -1):
        text = items[i].row.text
        if i < end and ends_sentence(text):
            break
        name, *more = re.split(r",\s|\s-\s", text, maxsplit=1)
        if more and (is_function(name) or is_name(name, fewest=2)):
            return i
    return end


def _is_slide(item: _Item) -> bool:
    """Whether a line says which slide is shown, with its title or without."""
    return _SLIDE.match(item.row.text) is not None and not ends_sentence(item.row.text)


def _parts(before: _Item, item: _Item, flow: Flow) -> bool:
    """Whether a line begins a paragraph or heading of its own rather than going on with the line before."""
    text = item.row.text
    if item.begins or item.large != before.large or item.row.is_rule or before.row.is_rule:
        return True
    # A heading in bold ends where the bold does; a bold start is a label beside its first words.
    if (before.bold >= len(before.row.text)) != (item.bold >= len(text)):
        return True
    if _is_slide(before):
        return not flow.runs_on(before.row, item.row)
    if (
        _is_slide(item)
        or section_heading(text)
        or listed_role(text)
        or is_function(text.rstrip(" :"))
        or is_function(before.row.text.rstrip(" :"))
    ):
        return True
    ended = ends_sentence(before.row.text)
    if ended and (looks_like_label(text) or (len(text) < 50 and is_name(text, fewest=2))):
        return True
    if flow.begins_paragraph(before.row, item.row) or (item.row.gap and not flow.runs_on(before.row, item.row)):
        return True
    return not flow.runs_on(before.row, item.row) and not (text[0].islower() and not ended)
