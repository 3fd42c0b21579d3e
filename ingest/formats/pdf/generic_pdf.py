"""PDFs of no layout known by name, and text taken from such: what a reader sees as lines becomes paragraphs again.

Furniture goes, wrapped lines are joined, names beside the speech are put before it. What comes out is parsed by the
family whose text was printed, or, with what is bold or large in it, as labels in general.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.formats.draft import Draft
from ingest.formats.generic import generic
from ingest.formats.generic.blocks import Block
from ingest.formats.generic.label import looks_like_label
from ingest.formats.lines import ends_sentence, is_function, is_name, listed_role, section_heading
from ingest.formats.pdf.label_column import labelled_rows, text_edge
from ingest.formats.pdf.pages import Line, Page
from ingest.formats.pdf.reflow import Flow, Row, clear, is_paged
from ingest.formats.text import Text
from ingest.metadata import iso_date, period

FORMAT = "generic_pdf"

_FRONT = 8
"""Paragraphs from the top that can hold the title."""
_PERIOD = re.compile(
    r"\b(?:F?Q[1-4]\b|[1-4]F?Q|FY\s?\d|(?:19|20)\d\d\b|(?:first|second|third|fourth)[ -]quarter|half[ -]year|full[ -]year)",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"\b(?:call|transcript|conference|webcast|results|earnings|page|presentation|remarks)\b", re.IGNORECASE
)

_LARGE = 1.2
"""Times the size of speech from which on a short line is a heading."""
_FEWEST = 0.5
"""Share of the labels found in general that a family by name must find: it knows which of them are none."""


@dataclass(frozen=True)
class _Item:
    """A line with its looks: `bold` characters at its start, `large` type, `begins` what cannot continue the line before."""

    row: Row
    bold: int = 0
    large: bool = False
    begins: bool = False


def recognises(pages: Sequence[Page]) -> bool:
    if not is_paged(pages):
        return False
    if any(page.has_layout for page in pages):
        return True
    return len(pages) > 1 and bool(clear(pages).furniture)


def parse(pages: Sequence[Page]) -> list[Draft]:
    # The registry knows this parser, and this parser hands text back to the registry.
    from ingest.formats.registry import parse_text

    cleared = clear(pages)
    groups = _groups(_items(cleared.pages))
    general = generic.parse_blocks([block for block, _ in groups], FORMAT)
    lines = "\n".join(f"\n{block.text}" if apart else block.text for block, apart in groups)
    found = parse_text(Text(lines)) or general
    by_name = bool(found) and found[0].format not in (generic.FORMAT_TEXT, generic.FORMAT_MARKDOWN)
    if _labelled(found) < (_FEWEST if by_name else 1.0) * _labelled(general) or (not by_name and general):
        found = general
    if len(found) == 1:
        _fill(found[0], [*(block.text for block, _ in groups[:_FRONT]), *cleared.furniture])
    return found


def _fill(draft: Draft, front: Sequence[str]) -> None:
    """Whose call it is and when, from titles and page headers, where the parser of the speech found nothing."""
    if draft.fiscal_year is None and (dated := next(filter(None, map(period, front)), None)):
        draft.fiscal_year, draft.fiscal_quarter = dated
    if draft.date is None:
        draft.date = next(filter(None, map(iso_date, front)), None)
    if draft.company is None or _PERIOD.match(draft.company):
        draft.company = next(filter(None, map(_company, front)), None)


def _company(line: str) -> str | None:
    """The company that a title names: the whole of it, or what stands before the period."""
    name = _PERIOD.split(line, maxsplit=1)[0].strip(" ,–—-|:()")
    dated = name == line and iso_date(line) is not None
    if not name or dated or len(name.split()) > 8 or ends_sentence(name) or _CALL.search(name):
        return None
    return name if re.match(r"[^\W\d_]", name) else None


def _labelled(drafts: Sequence[Draft]) -> int:
    return sum(turn.label is not None for draft in drafts for turn in draft.turns)


def _items(pages: Sequence[Page]) -> list[_Item]:
    lines = [line for page in pages for line in page.lines if line.text]
    if text_edge(lines, fewest=6) is not None:
        columns = labelled_rows(pages).rows
        return [
            _Item(
                replace(found.row, text=found.line),
                len(found.label) + 1 if found.column and found.label else 0,
                begins=found.column,
            )
            for found in columns
            if found.line
        ]
    size = _usual_size(lines)
    items = []
    for page in pages:
        blank = False
        for line in page.lines:
            if line.text:
                large = bool(line.size and size) and (line.size or 0) > _LARGE * size
                row = Row(line.text, page.number, line.top, line.x0, line.x1, blank)
                items.append(_Item(row, _bold_start(line), large))
            blank = not line.text
    return items


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


def _groups(items: Sequence[_Item]) -> list[tuple[Block, bool]]:
    """(Block, whether white space stands above it) of each paragraph or heading."""
    flow = Flow([item.row for item in items])
    groups: list[list[_Item]] = []
    for i, item in enumerate(items):
        if i and not _parts(items[i - 1], item, flow):
            groups[-1].append(item)
        else:
            groups.append([item])
    found = []
    last: Row | None = None
    for group in groups:
        text = group[0].row.text
        bold = group[0].bold
        for before, item in pairwise(group):
            if bold >= len(text) and item.bold and before.bold:
                bold += item.bold + 1
            text = flow.join(text, item.row.text)
        heading = group[0].large and len(text) < 100 and not ends_sentence(text)
        found.append((Block(text, min(bold, len(text)), heading), last is None or flow.is_apart(last, group[0].row)))
        last = group[-1].row
    return found


def _parts(before: _Item, item: _Item, flow: Flow) -> bool:
    """Whether a line begins a paragraph or heading of its own rather than going on with the line before."""
    text = item.row.text
    if item.begins or item.large != before.large:
        return True
    # A heading in bold ends where the bold does; a bold start is a label beside its first words.
    if (before.bold >= len(before.row.text)) != (item.bold >= len(text)):
        return True
    if (
        section_heading(text)
        or listed_role(text)
        or is_function(text.rstrip(" :"))
        or is_function(before.row.text.rstrip(" :"))
    ):
        return True
    ended = ends_sentence(before.row.text)
    if ended and (looks_like_label(text) or (len(text) < 50 and is_name(text, fewest=2))):
        return True
    if flow.begins_paragraph(before.row, item.row) or (
        flow.is_apart(before.row, item.row) and not flow.runs_on(before.row, item.row)
    ):
        return True
    return not flow.runs_on(before.row, item.row) and not (text[0].islower() and not ended)
