"""The publisher's marks on the pages of the StreetEvents PDF layout: section titles, cover, header, footer."""

import re
from collections.abc import Sequence

from ingest.formats.draft import Draft
from ingest.formats.pdf.pages import Page
from ingest.metadata import iso_date
from ingest.transcript import Role, Section

LONGEST = 300
"""Characters of a line that is not speech."""
SECTIONS = {
    "presentation": Section.PREPARED,
    "questionsandanswers": Section.QA,
    "questionandanswer": Section.QA,
}
LISTS = {
    "corporateparticipants": Role.EXECUTIVE,
    "conferencecallparticipants": Role.ANALYST,
    "conferencecallparticipiants": Role.ANALYST,
}
END = frozenset(("disclaimer", "definitions"))
"""Titles of sections, of lists, and of what comes after the call, in lower case, without spaces."""
_VENDOR = re.compile(
    r"www\.streetevents\.com|streetevents.{0,30}contactus|^(?:thomson|refinitiv|lseg).{0,20}streetevents|^©\d{4}|^republicationorredistribution|allrightsreserved"
    r"|^(?:final|edited|preliminary|corrected)transcript$|logosareregisteredtrademarks|priorwrittenconsent|^clientid:",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"^(?:event date/time:\s*)?(?P<date>[A-Z]{3,9}\.? \d{1,2}[.,]+ ?\d{4})\s*/\s*\d{1,2}:\d\d ?[AP]M(?: ?[A-Z]{2,4})?(?:, *(?P<event>\S.{0,200}))?$",
    re.IGNORECASE,
)
_EVENT = re.compile(r"^(?P<ticker>[A-Z0-9][A-Z0-9.^]{0,11}) - (?P<title>.{8,200})$")


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text[:LONGEST]).lower()


def letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def is_furniture(text: str, header: str) -> bool:
    if len(text) > LONGEST:
        return False
    key = squeezed(text)
    match = _DATED.match(text)
    return (
        _VENDOR.search(key) is not None
        or match is not None
        or (bool(header) and key.endswith(header) and len(key) < len(header) + 20)
    )


def read_header(pages: Sequence[Page], draft: Draft) -> str:
    """Reads ticker and date; the event's title."""
    title = ""
    for line in (line for page in pages[:4] for line in page.lines if 0 < len(line.text) <= LONGEST):
        if match := _DATED.match(line.text):
            draft.date = draft.date or iso_date(re.sub(r"(?<=\d)\.\s?", ", ", match["date"]))
        event = _EVENT.match(((match and match["event"]) or line.text).strip())
        if (
            event
            and not title
            and (match or re.search(r"\b(?:call|conference|presentation|meeting|day)\b", event["title"], re.IGNORECASE))
        ):
            draft.ticker, title = event["ticker"], event["title"].strip()
        if title and draft.date:
            break
    return title
