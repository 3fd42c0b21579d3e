"""The cover of a transcript that a company posts: whose call it is, and the list of its speakers."""

import re
from collections.abc import Sequence

from ingest.formats.draft import Draft, Listed
from ingest.formats.lines import is_name
from ingest.formats.pdf.label_support import name_of
from ingest.metadata import iso_date, period, ticker
from ingest.transcript import Role

_LIST = re.compile(
    r"^(?:speakers?|participants?|presenters?|management|representatives?)(?: list)?\s*:?$", re.IGNORECASE
)


def read_cover(draft: Draft, cover: Sequence[str]) -> None:
    """Read the lines above the first speech."""
    listing = False
    entries: list[str] = []
    for text in cover:
        if _LIST.match(text):
            listing = True
        elif listing:
            entries.append(text)
        if draft.date is None:
            draft.date = iso_date(text)
        if draft.fiscal_year is None and (found := period(text)):
            draft.fiscal_year, draft.fiscal_quarter = found
            draft.title = text
        if draft.ticker is None and (symbol := ticker(text)):
            draft.exchange, draft.ticker = symbol
    draft.company = next(
        (
            t
            for t in cover
            if period(t) is None and iso_date(t) is None and not _LIST.match(t) and re.search("[A-Za-z]{3}", t)
        ),
        None,
    )
    for entry in entries:
        name, title = name_of(entry)
        if title and is_name(name, fewest=2):
            draft.participants.append(Listed(name, Role.EXECUTIVE, title, draft.company))
        elif is_name(entry, fewest=2) and not (draft.participants and draft.participants[-1].title is None):
            draft.participants.append(Listed(entry, Role.EXECUTIVE, None, draft.company))
        elif draft.participants and draft.participants[-1].title is None:
            last = draft.participants[-1]
            draft.participants[-1] = Listed(last.name, last.role, entry, last.firm)
    draft.note("participants", "\n".join(entries))
    draft.note("note", "\n".join(text for text in cover if text not in entries))
