"""The participants page of the S&P Capital IQ layout: lists by role, in one to three columns."""

import re
from collections.abc import Collection, Sequence

from ingest.formats.draft import Listed
from ingest.formats.lines import is_function, is_name
from ingest.formats.pdf.columns import columns
from ingest.formats.pdf.paragraphs import join_lines
from ingest.formats.pdf.rows import Row
from ingest.transcript import Role

_LISTS = {
    "EXECUTIVES": Role.EXECUTIVE,
    "EXECUTIVE": Role.EXECUTIVE,
    "BOARD MEMBERS": Role.EXECUTIVE,
    "BOARD OF DIRECTORS": Role.EXECUTIVE,
    "ANALYSTS": Role.ANALYST,
    "ANALYST": Role.ANALYST,
    "ATTENDEES": None,
    "SHAREHOLDERS": Role.OTHER,
    "MEDIA": Role.OTHER,
    "OPERATORS": None,
}
_NO_NAME = re.compile(
    r"\b(?:Division|Research|Securities|Capital|Partners|LLC|Inc|Ltd|Bank|Group|Markets|Officer|President|Relations|Director|Executive|Chairman"
    r"|Chief|Finance|Financial|Treasurer|Management|Company|Corporation|Advisors|Associates|Secretary|Planning|Strategy|Operations|Development"
    r"|[ESA]?VP|C[EFOTIM]O|MD|GM|Head|Controller|Counsel|Founder|Manager)\b|&"
)
_NEAR = 9.0
_FULL_PAGE = 620.0


def is_list_heading(text: str) -> bool:
    return text in _LISTS


def entries(rows: Sequence[Row], said: Collection[str]) -> list[Listed]:
    """The people listed; `said` are the lines of the call, among them the names of those who speak."""
    found: list[tuple[Role | None, str, list[str]]] = []
    role: Role | None = None
    for cells in _cells(rows):
        styled = any(row.line.bold for row in cells) and not all(
            row.line.bold or is_list_heading(row.text) for row in cells
        )
        for row in cells:
            text = row.text
            if text in _LISTS:
                role = _LISTS[text]
                if found and found[-1][1]:
                    found.append((role, "", []))
            elif row.line.bold if styled else _reads_as_name(text, found[-1] if found else None, said):
                found.append((role, text, []))
            elif found and found[-1][1]:
                found[-1][2].append(text)
    return [_listed(role, name, join_lines(texts)) for role, name, texts in found if name]


def _listed(role: Role | None, name: str, text: str) -> Listed:
    if role is Role.EXECUTIVE:
        return Listed(name, role, text or None)
    return Listed(name, role, None, text or None)


def _reads_as_name(text: str, before: tuple[Role | None, str, list[str]] | None, said: Collection[str]) -> bool:
    if is_function(text):
        return True
    if _NO_NAME.search(text):
        return False
    if text in said:
        return True
    if not is_name(text, fewest=2) or "," in text:
        return False
    return before is None or not (before[2] and before[2][-1].endswith(("&", ",", "-", " of", " and")))


def _cells(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows in reading order: as they come without layout, else column by column, list by list where lists are stacked."""
    if not any(row.line.words for row in rows):
        return [list(rows)]
    bands: list[list[Row]] = [[]]
    for row in rows:
        if is_list_heading(row.text) and bands[-1] and _stacked(row, rows):
            bands.append([])
        bands[-1].append(row)
    return [cells for band in bands for cells in columns(band)]


def _stacked(heading: Row, rows: Sequence[Row]) -> bool:
    """Whether a list's heading parts the page across all columns, rather than standing inside one of them."""
    left = heading.line.x0 or 0.0
    top = heading.line.top or 0.0
    on_page = [row for row in rows if row.page == heading.page]
    beside = any(
        abs((row.line.top or 0.0) - top) < _NEAR and any(word.x0 - left > 80 for word in row.line.words)
        for row in on_page
    )
    own_column = [row.line.top or 0.0 for row in on_page if abs((row.line.x0 or 0.0) - left) < 4]
    wraps = max(own_column, default=0.0) > _FULL_PAGE and any(
        word.x0 - left > 80 for row in on_page for word in row.line.words if (row.line.top or 0.0) < top
    )
    return not beside and not wraps
