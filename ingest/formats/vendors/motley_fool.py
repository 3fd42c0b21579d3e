"""What The Motley Fool prints around a call: the lines that say which call it is, contents, advertising, closing matter.

The same words stand around every style of its pages (HTML, three lines, dashes, editorial), so they are known here once.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from ingest.formats.draft import Draft
from ingest.metadata import iso_date, period

_FRONT = 5_000
"""Characters of front matter in which the header line is looked for."""
_FRONT_LINES = 200
_FRONT_LINE = 500
_AFTER_HEADER = 200
_MAX_COMPANY_WORDS = 9
# Company(TICK+0.41%)Q2 2023 Earnings Call…, on one line or one token a line.
_HEADER = re.compile(
    r"^[ \t]*(?P<company>[^\n=]{2,80}?)\s{0,4}\(\s{0,4}(?:(?P<exchange>[A-Za-z][A-Za-z .\-]{1,20}?)\s{0,4}:\s{0,4})?"
    r"(?P<ticker>[A-Z0-9]{1,8}(?:[.\-][A-Z]{1,3})?)\s{0,4}(?:[+\-−–]?\s?\d{1,5}(?:\.\d+)?\s?%)?\s{0,4}\)",
    re.MULTILINE,
)
_MENTION = re.compile(
    r"^(?P<company>[A-Z0-9][^\n().:]{1,60}?)\s?\((?:(?P<exchange>[A-Z][A-Za-z]{1,9})\s?:\s?(?P<ticker>[A-Z0-9.\-]{1,8})\s?(?:[+\-−–]?\d[\d.]{0,6}%)?"
    r"|(?P<moved>[A-Z]{1,6}(?:\.[A-Z])?)\s?[+\-−–]?\d[\d.]{0,6}%)\)"
)
_LISTING = re.compile(
    r"^(?!(?:Company|Ticker|Symbol|Period|Quarter|Year|Date|Title|Source|Sector|Characters|Words|Length|URL)\b)(?P<exchange>[A-Za-z][A-Za-z .\-]{1,20}?)\s?:\s?(?P<ticker>[A-Z0-9]{1,8}(?:[.\-][A-Z]{1,3})?)$"
)
# Dates that are not the call's: the period's end, the page's publication, the advertising's returns.
_OTHER_DATE = re.compile(
    r"\bperiod end(?:ing|ed)\b|\breturns as of\b|\btranscribing\b|\b(?:published|updated|posted|scraped|retrieved|downloaded|fetched)\b",
    re.IGNORECASE,
)
_LINK = re.compile(r"!?\[([^\[\]]{0,200})\]\([^()\s]{0,500}\)")
_FURNITURE = re.compile(
    r"^(?:image source\s*:|contents\s*:?$|call participants\s*:?$|advertisement$|prepared remarks\s*:?$"
    r"|questions?\s*(?:and|&)\s*answers?\s*:?$)|\bperiod ending\b",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"\bmotley fool\b|^call participants\s*:?$|^duration\s*:|^more \S+ analysis$|^all earnings call transcripts$|^contents:$",
    re.IGNORECASE,
)
_CALL_PARTICIPANTS = re.compile(r"^[#*\s]*call participants\s*:?\**$", re.IGNORECASE)
_END = re.compile(
    r"^[#*\s]*(?:duration\s*:\s*(?:\d+\s*min.{0,60})?$|more \S+ analysis$"
    r"|all earnings call transcripts$|this article is a transcript\b|stocks mentioned$|read next$|related articles$|more from the motley fool\b|\*?average returns are\b"
    r"|the motley fool has (?:a |no )?(?:positions?|disclosure)\b|the motley fool (?:owns|recommends)\b"
    r"|motley fool returns$|premium investing services$|disclaimer(?:\s*:.{0,80})?$|copyright\b.{0,80}$|©)",
    re.IGNORECASE,
)
_ADVERTISING = re.compile(
    r"^\*{0,2}(?:image source\s*: the motley fool|advertisement$|need a quote from\b.{0,40}\banalysts?\b|\d+ stocks we like better than\b"
    r"|when (?:our (?:award-winning|analyst)|investing genius)\b.{0,60}\bstock tip\b"
    r"|(?:they|david and tom|our analyst team) just revealed what they believe\b|see the (?:10|ten) stocks\b"
    r"|\*?stock advisor returns as of\b|consider when\b.{0,40}\bmade this list on\b|now,? it.s worth noting stock advisor\b|should you (?:invest|buy)\b.{0,80}\bright now\?$|before you (?:buy stock in|consider)\b.{0,60}\b(?:consider this|you.ll want to hear)\b"
    r"|the motley fool stock advisor (?:analyst )?team\b|stock advisor provides investors with\b|where to invest \$[\d,]+ right now\b"
    r"|don.t miss this second chance at a potentially\b|email\s?\[email.protected\])",
    re.IGNORECASE,
)


def is_call_participants(line: str) -> bool:
    """Whether a line heads the participants; the contents list names them in the same words."""
    return len(line) < 40 and _CALL_PARTICIPANTS.match(line) is not None


def is_closing(line: str) -> bool:
    """Whether a line can only stand below the call: speech may begin with words of the closing matter."""
    return is_call_participants(line) or _END.match(line) is not None


def is_advertising(line: str) -> bool:
    """Whether a paragraph among the speeches is the publisher's own advertising."""
    return _ADVERTISING.match(line) is not None


def is_published(lines: Iterable[str]) -> bool:
    """Whether the publisher's own lines stand around the call; its speaker lines alone are anybody's."""
    return any(len(line) < 200 and _PUBLISHED.search(line) for line in lines)


def set_aside(draft: Draft, lines: Iterable[tuple[str, str]]) -> None:
    """Keep (kind, text) lines that nobody said, those of one kind that follow each other as one Note."""
    for kind, group in groupby(lines, key=lambda line: line[0]):
        draft.note(kind, "\n".join(text for _, text in group))


def read_front(draft: Draft, lines: Sequence[str]) -> None:
    """Read company, ticker, period and date from the lines above the call; what is already known stays.

    The date of `earnings call for the period ending …` is the period's, not the call's.
    """
    lines = [line[:_FRONT_LINE] for line in lines[:_FRONT_LINES] if line]
    lines = [_LINK.sub(r"\1", line).strip("#* ") for line in lines if not _OTHER_DATE.search(line)]
    text = "\n".join(lines)[:_FRONT]
    after = text
    if header := _header(text):
        after = text[header.end() : header.end() + _AFTER_HEADER]
        draft.company = draft.company or header["company"].strip()
        _list(draft, header["exchange"], header["ticker"])
    for i, line in enumerate(lines):
        if listing := _LISTING.match(line):
            _list(draft, listing["exchange"], listing["ticker"])
            below = lines[i + 1] if i + 1 < len(lines) else ""
            if below and not _FURNITURE.search(below) and len(below.split()) <= _MAX_COMPANY_WORDS:
                draft.company = draft.company or below
            break
    if draft.fiscal_year is None and (found := period(after) or period(text)):
        draft.fiscal_year, draft.fiscal_quarter = found
    draft.date = draft.date or iso_date(after) or iso_date(text)


def read_mention(draft: Draft, lines: Iterable[str]) -> None:
    """Take company and ticker from a sentence about the call, `Company(TICK+1.20%)posted`, where nothing else names them."""
    if draft.ticker is None and (match := next(filter(None, map(_MENTION.match, lines)), None)):
        draft.company = draft.company or match["company"].strip()
        _list(draft, match["exchange"], match["ticker"] or match["moved"])


def _header(text: str) -> re.Match[str] | None:
    for match in _HEADER.finditer(text):
        if len(match["company"].split()) <= _MAX_COMPANY_WORDS and (match["exchange"] or not match["ticker"].isdigit()):
            return match
    return None


def _list(draft: Draft, exchange: str | None, ticker: str) -> None:
    if draft.ticker is None:
        draft.exchange, draft.ticker = exchange.strip() if exchange else None, ticker
