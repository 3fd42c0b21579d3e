"""The publisher's marks on the pages of the FactSet CallStreet layout: section titles, header, footer."""

import re
from collections.abc import Sequence

from ingest.formats.draft import Draft
from ingest.formats.pdf.pages import Page
from ingest.metadata import iso_date, period, ticker
from ingest.transcript import Section

LONGEST = 200
"""Characters of a line that is not speech."""
SECTIONS = {
    "MANAGEMENTDISCUSSIONSECTION": Section.PREPARED,
    "QUESTIONANDANSWERSECTION": Section.QA,
    "QUESTIONSANDANSWERSSECTION": Section.QA,
    "QUESTION&ANSWERSECTION": Section.QA,
}
"""Section titles in capitals, without spaces."""
_VENDOR = re.compile(
    r"1-?877-?FACTSET|callstreet\.com|^Copyright[©@].{0,40}(?:FactSet|CallStreet)|^FACTSET:?callstreet$|^TotalPages:\d+$",
    re.IGNORECASE,
)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text[:LONGEST])


def is_furniture(text: str, header: frozenset[str]) -> bool:
    """Whether a line is made up of the publisher's and the header's words only."""
    left = squeezed(text)
    if _VENDOR.search(left):
        return True
    for part in header:
        left = left.replace(part, "")
    # The publisher's sign beside the title reads as a C.
    return not re.sub(r"C?(?:Corrected|Raw|Final|Edited)Transcript|\d{1,2}-[A-Z][a-z]{2}-\d{4}", "", left)


def read_header(pages: Sequence[Page], draft: Draft) -> frozenset[str]:
    """Reads company, ticker, period and date of the pages before the speech; the header's lines, without spaces."""
    header: set[str] = set()
    for line in (line for page in pages[:3] for line in page.lines):
        text = line.text
        if squeezed(text).upper() in SECTIONS:
            break
        if not text or len(text) > LONGEST:
            continue
        if draft.ticker is None and (found := ticker(text)) and not draft.company and text.rstrip().endswith(")"):
            draft.exchange, draft.ticker = found
            draft.company = text[: text.rindex("(")].strip() or None
            header.add(squeezed(text))
        if (
            draft.title is None
            and re.search(r"\bcall\b|\bconference\b|\bmeeting\b|\bpresentation\b", text, re.IGNORECASE)
            and not ticker(text)
        ):
            draft.title = text
            header.add(squeezed(text))
        if draft.fiscal_year is None and (found_period := period(text)):
            draft.fiscal_year, draft.fiscal_quarter = found_period
        draft.date = draft.date or iso_date(text)
    return frozenset(header)
