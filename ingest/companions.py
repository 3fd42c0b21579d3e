"""Tables that lie beside a file and name its speakers and its company (Rev's token files hold neither)."""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from errors import SourceNotText, SourceTooLarge, SourceUnreadable

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 1_000
_SIGN = b"token|speaker|"
_SPEAKERS = "speaker-metadata.csv"
_CALLS = ("earnings21-file-metadata.csv", "earnings22-metadata.csv")
_FILE_ID = "file_id"


def read_companion(path: Path, data: bytes) -> str | None:
    """The rows about the token file at `path`, as CSV tables with a blank line between; None where there are none.

    Speakers come from `<name>.speakers.csv`, else from `speaker-metadata.csv` in the same folder.

    Raises:
        SourceTooLarge, SourceUnreadable, SourceNotText: a table is there, and cannot be taken.
    """
    if not data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(_SIGN):
        return None
    own = next(
        (table for key in file_ids(path.name) if (table := path.with_name(f"{key}.speakers.csv")).is_file()), None
    )
    tables = [own or path.with_name(_SPEAKERS), *(path.with_name(name) for name in _CALLS)]
    kept = [
        text
        for table in tables
        if table.is_file() and (text := _rows_of(table, file_ids(path.name), whole=table == own))
    ]
    return "\n".join(kept) or None


def is_companion(name: str, beside: Sequence[str]) -> bool:
    """Whether a file of this name is a table that belongs to a token file among those `beside` it, and no transcript."""
    table = name.endswith(".speakers.csv") or name in (_SPEAKERS, *_CALLS)
    return table and any(other.endswith(".nlp") for other in beside)


def file_ids(name: str) -> tuple[str, ...]:
    """What a table may call the file: `123.aligned.nlp` is `123.aligned` or `123`."""
    stem = name.rpartition(".")[0] or name
    return tuple(dict.fromkeys((stem, stem.removesuffix(".aligned"))))


def rows(table: str) -> Iterator[dict[str, str]]:
    """The rows of a CSV table by column: `File ID` and `file_id` are one."""
    lines = csv.reader(io.StringIO(table))
    header = [column.strip().lower().replace(" ", "_") for column in next(lines, [])]
    for line in lines:
        if line:
            yield dict(zip(header, (value.strip() for value in line), strict=False))


def _rows_of(path: Path, ids: Sequence[str], *, whole: bool) -> str:
    """A table's rows about one file, with the header; all rows of a file's own table (`whole`) that has no file ids."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise SourceUnreadable(f"{path} cannot be read: {error.strerror}.", hint="Check its permissions.") from error
    if len(data) > MAX_BYTES:
        raise SourceTooLarge(
            f"{path.name} has more than {MAX_BYTES / 1e6:,.0f} MB.", hint="Keep only the rows of your calls in it."
        )
    try:
        found = list(rows(_text(data)))
    except csv.Error as error:
        raise SourceNotText(
            f"{path.name} is no table: {error}.", hint="Save it as CSV (UTF-8), or move it out of the folder."
        ) from error
    mine = (
        [row for row in found if row[_FILE_ID] in ids]
        if all(_FILE_ID in row for row in found)
        else found
        if whole
        else []
    )
    if not mine:
        return ""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(mine[0]), restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: " ".join(value.split()) for key, value in row.items()} for row in mine[:MAX_ROWS])
    return out.getvalue()


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Spreadsheets save CSV in the Western code page; its five unused bytes must not cost the names.
        return data.decode("cp1252", "replace")
