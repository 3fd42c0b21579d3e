"""Lines of speech with the labels that stand beside or before them, wherever a page keeps its labels.

With layout, a column of labels is told by where the text beside it begins. Without, a label is what stands before a
line's first colon; where an extractor wrote a page's labels first and then all its words, they are paired in order.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.formats.pdf.label_column import beside, text_edge
from ingest.formats.pdf.label_lines import Labelled, colon_label, joined
from ingest.formats.pdf.label_text import in_text, is_spoken, mended, paired
from ingest.formats.pdf.pages import Page
from ingest.formats.pdf.rows import Row, rows_of, usual_pitch

_MAX_GUESSED = 40
"""Pages beyond which nothing is paired in order."""


@dataclass(frozen=True)
class Columns:
    """`rows` in reading order; `guessed` are pages whose labels had to be paired with the words by order alone."""

    rows: tuple[Labelled, ...]
    guessed: tuple[int, ...]


def labelled_rows(pages: Sequence[Page]) -> Columns:
    """Every line of the pages, furniture gone, with its label if it has one."""
    body = text_edge([line for page in pages for line in page.lines])
    pitch = usual_pitch(rows_of(pages))
    rows: list[Labelled] = []
    guessed: list[int] = []
    spoken = False
    for page in pages:
        if not page.has_layout:
            found = in_text(page)
            spoken = spoken or any(map(is_spoken, rows))
            placed = found if len(guessed) == _MAX_GUESSED else paired(found, rows[-1].row.text if spoken else "")
            if placed is not found:
                guessed.append(page.number)
            rows += placed
        elif edge := text_edge(page.lines, fewest=3) or body:
            rows += beside(page, edge, pitch)
        else:
            rows += [_inline(row) for row in rows_of([page])]
    rows = _over_page_ends(rows)
    return Columns(tuple(rows if any(row.column for row in rows) else mended(rows)), tuple(guessed))


def _over_page_ends(rows: Sequence[Labelled]) -> list[Labelled]:
    """Labels whose second half stands on the next page, where the whole is a label elsewhere or named by somebody."""
    whole = {row.label for row in rows if row.label}
    found: list[Labelled] = []
    for row in rows:
        before = found[-1] if found else None
        if row.column and row.label and before and before.column and before.label and before.row.page < row.row.page:
            label = joined(before.label, row.label)
            if label in whole or any(label in other.row.text for other in rows):
                found[-1] = replace(before, label=label)
                row = Labelled(row.row)
        found.append(row)
    return found


def _inline(row: Row) -> Labelled:
    """A line whose label, if any, shares its left edge with the speech."""
    line = row.line
    found = colon_label(row.text)
    if found is None:
        return Labelled(row)
    label, rest = found
    heading = line.words[: len(label.split())]
    bold = bool(heading) and all(word.bold for word in heading) and not (rest and line.bold)
    return Labelled(row.with_text(rest), label, bold=bold, printed=line.text)
