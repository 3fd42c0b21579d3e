"""The publisher's marks on the pages of the S&P Capital IQ layout: page titles, cover, header, footer."""

import re
from collections.abc import Sequence

from ingest.formats.draft import Draft
from ingest.formats.pdf.pages import Page
from ingest.metadata import bare_ticker, iso_date, period
from ingest.transcript import Section

LONGEST = 200
"""Characters of a line that is not speech."""
SECTIONS = {
    "presentation": Section.PREPARED,
    "questionandanswer": Section.QA,
    "questionsandanswers": Section.QA,
}
"""Page titles in lower case, without spaces."""
_VENDOR = re.compile(
    r"spglobal\.com|www\.capitaliq\.com|^copyright©.{0,60}(?:s&p|capitaliq|standard&poor)|s&pglobalmarketintelligenceestimates",
    re.IGNORECASE,
)
_RUNNING = re.compile(
    r"^(?P<company>.{2,120}?)\s+(?P<event>\S.{2,80}?)(?:\s*\|\s*|(?<=CALL)\s+)(?P<date>[A-Z]{3,9}\.? \d{1,2}, \d{4})(?:\s+\d{1,4})?$"
)
_COMPANY = re.compile(r"^(?P<company>\S.{0,120}?)\s+(?P<ticker>[A-Za-z]{2,12}:[A-Z0-9][\w.\-]{0,11})$")
_EVENT = re.compile(r"\btranscripts?\b", re.IGNORECASE)
_WEEKDAY = re.compile(r"^(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_FISCAL_YEAR = re.compile(r"\bF[HSY]?[12]?Y?\s?(20\d\d|19\d\d)\b")


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text[:LONGEST]).lower()


def is_furniture(text: str) -> bool:
    if len(text) > LONGEST:
        return False
    key = squeezed(text)
    if _RUNNING.match(text) and text.upper() == text:
        return True
    return _VENDOR.search(key) is not None and "by" not in key.partition("s&p")[0]


def read_header(pages: Sequence[Page], draft: Draft) -> None:
    """Company, ticker, period and date of the cover; of the running header where there is no cover."""
    for line in (line for page in pages[:3] for line in page.lines if 0 < len(line.text) <= LONGEST):
        text = line.text
        if draft.ticker is None and (match := _COMPANY.match(text)):
            draft.company = match["company"]
            draft.exchange, draft.ticker = bare_ticker(match["ticker"])
        elif (
            draft.title is None
            and _EVENT.search(text)
            and len(text.split()) < 14
            and not _VENDOR.search(squeezed(text))
        ):
            draft.title = text
            _read_period(text, draft)
        elif draft.date is None and _WEEKDAY.match(text):
            draft.date = iso_date(text)
        elif squeezed(text) == "callparticipants":
            break
    for line in (line for page in pages for line in page.lines if 0 < len(line.text) <= LONGEST):
        if (match := _RUNNING.match(line.text)) and line.text.upper() == line.text:
            draft.date = draft.date or iso_date(match["date"])
            if draft.fiscal_year is None:
                _read_period(line.text, draft)
            if draft.company is None:
                draft.company = re.split(
                    r"\s(?=F?[QHSY]\d?Y? ?\d{4}|(?:EARNINGS|SPECIAL|M&A|ANALYST|SHAREHOLDER|COMPANY|GUIDANCE)\b)",
                    line.text,
                )[0].strip()
            break


def _read_period(text: str, draft: Draft) -> None:
    if found := period(text):
        draft.fiscal_year, draft.fiscal_quarter = found
    elif match := _FISCAL_YEAR.search(text):
        draft.fiscal_year = int(match[1])
