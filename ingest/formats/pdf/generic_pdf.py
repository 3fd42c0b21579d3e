"""PDFs of no layout known by name, and text taken from such: what a reader sees as lines becomes paragraphs again.

Furniture goes, wrapped lines are joined, names beside the speech are put before it. What comes out is parsed by the
family whose text was printed, or, with what is bold or large in it, as labels in general.
"""

import re
from collections.abc import Sequence

from ingest.formats.draft import Draft
from ingest.formats.generic import generic
from ingest.formats.lines import ends_sentence
from ingest.formats.pdf.furniture import clear
from ingest.formats.pdf.page_blocks import blocks_of
from ingest.formats.pdf.pages import Page
from ingest.formats.pdf.rows import is_paged
from ingest.formats.text import Text
from ingest.metadata import iso_date, period

FORMAT = "generic_pdf"

_FRONT = 8
"""Paragraphs from the top that can hold the title."""
_PERIOD = re.compile(
    r"\b(?:F?Q[1-4]\b|[1-4]F?Q|FY\s?\d|(?:19|20)\d\d\b|(?:first|second|third|fourth)[ -]quarter|half[ -]year|full[ -]year)",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"\b(?:call|transcript|conference|webcast|results|earnings|page|presentation|remarks|session|including)\b",
    re.IGNORECASE,
)

_FEWEST = 0.5
"""Share of the labels found in general that a family by name must find: it knows which of them are none."""


def recognises(pages: Sequence[Page]) -> bool:
    if not is_paged(pages):
        return False
    if any(page.has_layout for page in pages):
        return True
    return len(pages) > 1 and bool(clear(pages).furniture)


def parse(pages: Sequence[Page]) -> list[Draft]:
    # The registry knows this parser, and this parser hands text back to the registry.
    from ingest.formats.registry import parse_text

    cleared = clear(pages)
    groups = blocks_of(cleared.pages)
    general = generic.parse_blocks([block for block, _ in groups], FORMAT)
    lines = "\n".join(f"\n{block.text}" if apart else block.text for block, apart in groups)
    found = parse_text(Text(lines)) or general
    by_name = bool(found) and found[0].format not in (generic.FORMAT_TEXT, generic.FORMAT_MARKDOWN)
    if _labelled(found) < (_FEWEST if by_name else 1.0) * _labelled(general) or (not by_name and general):
        found = general
    if len(found) == 1:
        _fill(found[0], [*(block.text for block, _ in groups[:_FRONT]), *cleared.furniture])
    return found


def _fill(draft: Draft, front: Sequence[str]) -> None:
    """Whose call it is and when, from titles and page headers, where the parser of the speech found nothing."""
    if draft.fiscal_year is None and (dated := next(filter(None, map(period, front)), None)):
        draft.fiscal_year, draft.fiscal_quarter = dated
    if draft.date is None:
        draft.date = next(filter(None, map(iso_date, front)), None)
    if draft.company is None or _PERIOD.match(draft.company):
        draft.company = next(filter(None, map(_company, front)), None)


def _company(line: str) -> str | None:
    """The company that a title names: the whole of it, or what stands before the period."""
    name = _PERIOD.split(line, maxsplit=1)[0].strip(" ,–—-|:()")
    dated = name == line and iso_date(line) is not None
    if not name or dated or len(name.split()) > 8 or ends_sentence(name) or _CALL.search(name):
        return None
    return name if re.match(r"[^\W\d_]", name) else None


def _labelled(drafts: Sequence[Draft]) -> int:
    return sum(turn.label is not None for draft in drafts for turn in draft.turns)
