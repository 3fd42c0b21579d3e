"""Tables as CSV, TSV or the like: a row is a Turn, a whole call, or a question with its answer.

The delimiter is the one under which a header stands with the columns of one of these, and rows fit it.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from errors import SourceTooLarge
from ingest.formats.data import documents, qa_pairs
from ingest.formats.data.facts import facts_of
from ingest.formats.data.fields import Row, key
from ingest.formats.data.records import calls, has_text, is_turn
from ingest.formats.draft import Draft
from ingest.formats.text import Text
from ingest.sources import MAX_BYTES

FORMAT = "rows"

_DELIMITERS = ",;\t|"
MAX_ROWS = 200_000
_MAX_HEADER = 4_000
_MAX_COLUMN = 60
_MAX_COLUMNS = 300
_HEADER_WITHIN = 4
_MAX_REPAIRS = 20
_FEWEST_LETTERS = 2
_SHOWN = 60
_END = "\0"
"""Put after the last line: what then ends in it is a cell whose quotes never close."""


@dataclass(frozen=True)
class _Table:
    """Where a table's header stands, and what parts its columns."""

    line: int
    columns: tuple[str, ...]
    delimiter: str


def recognises(page: Text) -> bool:
    return _table(page.text) is not None


def parse(page: Text) -> list[Draft]:
    """The calls of a table.

    Raises:
        SourceTooLarge: more than MAX_ROWS rows.
    """
    table = _table(page.text)
    if table is None:
        return []
    rows, warnings = _read(page.text.split("\n")[table.line + 1 :], table)
    drafts = [draft for draft in _calls(rows, page.name) if _speaks(draft)]
    if drafts:
        drafts[0].warnings[:0] = warnings
    return drafts


def _speaks(draft: Draft) -> bool:
    """Whether anybody says a word: tables of marks have names and texts too."""
    return any(len(text) >= _FEWEST_LETTERS for turn in draft.turns for text, _ in turn.paragraphs)


def _calls(rows: list[Row], name: str) -> list[Draft]:
    if not rows:
        return []
    if qa_pairs.recognises(rows):
        return qa_pairs.parse(rows)
    if 2 * sum(map(is_turn, rows)) > len(rows):
        return calls(rows, FORMAT)
    return documents.parse(rows, name)


def _table(text: str) -> _Table | None:
    lines = text[: _MAX_HEADER * (_HEADER_WITHIN + 1)].split("\n")[: _HEADER_WITHIN + 1]
    said = None
    for number, line in enumerate(lines):
        if line.lower().startswith("sep=") and line[4:] in _DELIMITERS:
            said = line[4:]
            continue
        for delimiter in said or _DELIMITERS:
            columns = _header(line, delimiter)
            if columns and number + 1 < len(lines) and _fits(lines[number + 1 :], len(columns), delimiter):
                return _Table(number, columns, delimiter)
    return None


def _header(line: str, delimiter: str) -> tuple[str, ...] | None:
    """The columns, if they are those of a table of Turns, calls, or questions with answers."""
    if not line.strip() or len(line) > _MAX_HEADER or line.count(delimiter) > _MAX_COLUMNS:
        return None
    cells = next(csv.reader([line], delimiter=delimiter), [])
    columns = tuple(key(cell) for cell in cells)
    named = [column for column in columns if column]
    if len(columns) < 2 or len(named) != len(set(named)) or any(len(cell) > _MAX_COLUMN for cell in cells):
        return None
    row: Row = dict.fromkeys(columns, "1")
    known = (
        is_turn(row)
        or qa_pairs.recognises([row])
        or (documents.recognises(row) and facts_of({**row, "q": None}).identify)
    )
    return columns if known else None


def _fits(lines: Sequence[str], width: int, delimiter: str) -> bool:
    """Whether a row under the header has as many cells, or goes on below in quotes."""
    first = next((line for line in lines if line.strip()), None)
    return first is not None and (first.count(delimiter) >= width - 1 or '"' in first)


def _read(lines: Sequence[str], table: _Table) -> tuple[list[Row], list[str]]:
    """The rows by column, and warnings for those that do not fit."""
    rows: list[Row] = []
    warnings: list[str] = []
    width = len(table.columns)
    short = False
    texts = [i for i, column in enumerate(table.columns) if has_text({column: "x"})]
    for cells in _records(lines, table, warnings):
        short = len(cells) < width
        if len(cells) > width:
            cells = _joined(cells, width, texts[-1] if texts else width - 1, table.delimiter)
        if any(cell.strip() for cell in cells):
            if len(rows) == MAX_ROWS:
                raise SourceTooLarge(f"The table has more than {MAX_ROWS:,} rows.", hint="Split the file by call.")
            rows.append({**dict.fromkeys(table.columns, ""), **dict(zip(table.columns, cells, strict=False))})
    if short and rows and not has_text(rows[-1]) and not qa_pairs.recognises(rows[-1:]):
        warnings.append(
            f"The last line is cut off and was left out: {' '.join(map(str, rows.pop().values()))[:_SHOWN]!r}"
        )
    return rows, warnings


def _joined(cells: list[str], width: int, at: int, delimiter: str) -> list[str]:
    """A row with delimiters in an unquoted text: what is too much belongs to the text, which is column `at`."""
    end = at + len(cells) - width + 1
    return [*cells[:at], delimiter.join(cells[at:end]), *cells[end:]]


def _records(lines: Sequence[str], table: _Table, warnings: list[str]) -> Iterator[list[str]]:
    """Each record's cells. A quote that never closes swallows no rows: its line is then read by itself."""
    # A call's whole text may stand in one cell; the module's own limit is 131,072 characters.
    csv.field_size_limit(MAX_BYTES)
    start = repairs = 0
    while start < len(lines):
        begun = start
        reader = csv.reader(_terminated(lines, start), delimiter=table.delimiter)
        for cells in reader:
            if not cells or cells == [_END]:
                begun = start + reader.line_num
                continue
            if not cells[-1].endswith(_END):
                yield cells
                begun = start + reader.line_num
                continue
            if repairs < _MAX_REPAIRS and any(
                line.count(table.delimiter) >= len(table.columns) - 1 for line in lines[begun + 1 :]
            ):
                break
            warnings.append("The last line is cut off.")
            yield [*cells[:-1], cells[-1].removesuffix(_END)]
            return
        else:
            return
        repairs += 1
        warnings.append(f"A quotation mark is never closed: {lines[begun][:_SHOWN]!r}")
        yield next(csv.reader([lines[begun]], delimiter=table.delimiter))
        start = begun + 1


def _terminated(lines: Sequence[str], start: int) -> Iterator[str]:
    for i in range(start, len(lines)):
        yield lines[i] + "\n"
    yield _END
