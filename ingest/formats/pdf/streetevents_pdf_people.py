"""The participants lists of the StreetEvents PDF layout: `Name Firm - Role`, on one line or two, in one column or more."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.formats.lines import is_name
from ingest.formats.pdf.columns import columns
from ingest.formats.pdf.paragraphs import join_lines
from ingest.formats.pdf.rows import Row
from ingest.formats.pdf.streetevents_pdf_header import LONGEST

_NO_NAME = re.compile(
    r"\b(?:Director|Officer|President|Relations|Analyst|Manager|Chair\w*|Division|Group|Operations|Finance|Head|Board|Markets|CEO|CFO|COO|VP)\b"
)
_GUTTER = 14.0


def heads_of(rows: Sequence[Row]) -> list[str]:
    """What stands before the first dash of rows of speech that look like headings: names, longest first."""
    heads = {row.text.split(" - ")[0].strip() for row in rows if " - " in row.text[:80] and len(row.text) < LONGEST}
    return sorted((head for head in heads if is_name(head, fewest=2)), key=len, reverse=True)


def entries(rows: Sequence[Row], heads: Sequence[str], *, styled: bool, stacked: bool) -> Iterator[tuple[str, str]]:
    """(name, `Firm - Role`) of each entry; the second half may stand below, and be wrapped.

    `heads` are names that head speeches; `styled` says that names are bold, `stacked` that each has a line of its own.
    """
    found: list[tuple[str, list[str]]] = []
    gaps = any(row.gap for row in rows)
    for row in (cell for cells in _cells(rows) for cell in cells):
        below = bool(found) and not any(found[-1][1])
        if stacked and gaps:
            begins = row.gap or not found
            name, detail = (row.text, "") if begins else ("", row.text)
        else:
            name, detail = _parted(row, () if stacked else heads, styled=styled, below=below)
        if name:
            found.append((name, [detail]))
        elif found:
            found[-1][1].append(detail)
    for name, details in found:
        yield name, join_lines(details)


def _parted(row: Row, heads: Sequence[str], *, styled: bool, below: bool) -> tuple[str, str]:
    """(name, rest) of a list's line; no name where it goes on with the line above, `below` a name alone."""
    text = row.text
    if styled and row.line.words:
        bold = [word.text for word in row.line.words if word.bold]
        rest = [word.text for word in row.line.words if not word.bold]
        return (" ".join(bold), " ".join(rest)) if row.line.words[0].bold else ("", text)
    for head in heads:
        if text == head or text.startswith(f"{head} "):
            return head, text[len(head) :].strip()
    if below:
        return "", text
    if " - " not in f"{text} ":
        return (text, "") if is_name(text, fewest=2) and _NO_NAME.search(text) is None else ("", text)
    words = text.split()
    taken = 3 if len(words) > 3 and re.match(r"^[A-Z]\.?$|^(?:de|van|von|der|la)$", words[1]) else 2
    return " ".join(words[:taken]), " ".join(words[taken:])


def _cells(rows: Sequence[Row]) -> list[list[Row]]:
    """The list's rows in reading order: column by column where a second name stands on a line, after a gutter."""
    several = any(
        word.bold and word.x0 - before.x1 > _GUTTER for row in rows for before, word in pairwise(row.line.words)
    )
    return columns(rows) if several else [list(rows)]
