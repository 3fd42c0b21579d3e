"""Lists set in columns, read column by column: the parts of each line by where they begin."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from ingest.formats.pdf.pages import Word, line_of
from ingest.formats.pdf.rows import Row

_GUTTER = 10.0
_NARROWEST = 80.0
_SLACK = 4.0


def columns(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of a list, one column of one page after the other; rows must have layout."""
    found: list[list[Row]] = []
    for _, on_page in groupby((row for row in rows if row.line.words), key=lambda row: row.page):
        page_rows = list(on_page)
        starts = _starts(page_rows)
        cells: list[list[Row]] = [[] for _ in starts]
        for row in page_rows:
            for n, words in _cells(row.line.words, starts):
                cells[n].append(replace(row, line=line_of(words)))
        found.extend(column for column in cells if column)
    return found


def _starts(rows: Sequence[Row]) -> list[float]:
    """Where columns begin: the left edge, and further places where more than one line's part begins after a gutter."""
    edges = sorted(
        word.x0
        for row in rows
        for before, word in zip((None, *row.line.words), row.line.words, strict=False)
        if before is None or word.x0 - before.x1 > _GUTTER
    )
    starts: list[float] = []
    for edge in edges:
        near = sum(abs(edge - other) <= _SLACK for other in edges)
        if not starts or (edge - starts[-1] >= _NARROWEST and near > 1):
            starts.append(edge)
    return starts


def _cells(words: Sequence[Word], starts: Sequence[float]) -> list[tuple[int, list[Word]]]:
    cells: list[tuple[int, list[Word]]] = []
    for i, word in enumerate(words):
        column = max((n for n, start in enumerate(starts) if start <= word.x0 + _SLACK), default=0)
        opens = i == 0 or word.x0 - words[i - 1].x1 > _GUTTER or abs(word.x0 - starts[column]) <= _SLACK / 2
        if not cells or (opens and column != cells[-1][0]):
            cells.append((column, [word]))
        else:
            cells[-1][1].append(word)
    return cells
