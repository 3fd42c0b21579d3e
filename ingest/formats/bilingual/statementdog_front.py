"""What stands above the speech of a statementdog page: menus, the title line, a summary, and a warning."""

import re
import unicodedata
from collections.abc import Sequence

from ingest.formats.bilingual.statementdog_rows import Row
from ingest.formats.draft import Draft
from ingest.metadata import bare_ticker

_TITLE = re.compile(
    r"^(?P<company>\S.*?)\s*(?:ADR\s*)?\((?P<ticker>[\w.\-: ]{1,20})\)\s*(?P<year>20\d\d)\s*年?\s*Q(?P<quarter>[1-4])\s*"
    r"(?:法說會|法说会|電話會議|电话会议)\s*逐字稿",
    re.IGNORECASE,
)
_CRUMB = re.compile(r"\s*[>›»]\s*|\s+[|/\-]\s+")
_SUMMARY = re.compile(r"^\W*[內内]容摘要\W*$")
FULL_TEXT = re.compile(r"^\W*完整原文\W*$")
DISCLAIMER = re.compile(r"^\W{0,4}使用警[語语]")
_MAX_TITLE = 200


def read_front(draft: Draft, rows: Sequence[Row]) -> None:
    """Take the call's title from the rows above the speech, and keep the others as notes."""
    titled = next((i for i, row in enumerate(rows) if _read_title(draft, row.text)), -1)
    draft.note("note", "\n".join(row.text for row in rows[: max(titled, 0)]))
    marks = (_SUMMARY, FULL_TEXT, DISCLAIMER)
    summary = [row.text for row in rows[titled + 1 :] if not any(mark.match(row.text) for mark in marks)]
    draft.note("summary", "\n".join(text for text in summary if _titled(text) is None))
    draft.note("disclaimer", "\n".join(row.text for row in rows if DISCLAIMER.match(row.text)))


def _titled(line: str) -> re.Match[str] | None:
    if len(line) > _MAX_TITLE:
        return None
    return _TITLE.match(" ".join(unicodedata.normalize("NFKC", line).split()))


def _read_title(draft: Draft, line: str) -> bool:
    match = _titled(line)
    if match is None:
        return False
    draft.title = line
    draft.company = _CRUMB.split(match["company"])[-1] or match["company"]
    draft.exchange, draft.ticker = bare_ticker(match["ticker"])
    draft.fiscal_year, draft.fiscal_quarter = int(match["year"]), int(match["quarter"])
    return True
