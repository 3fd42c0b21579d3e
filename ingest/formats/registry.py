"""One parser per family of layouts, and the registry that picks one by content, never by the file's name."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from errors import SourceNotTranscript
from ingest.formats.bilingual import bilingual_html, interleaved, statementdog
from ingest.formats.captions import asr, glued, rev_tokens, subtitles, taiwan_timestamped
from ingest.formats.data import json_calls, rows
from ingest.formats.draft import Draft
from ingest.formats.generic import docx, generic, html, unattributed
from ingest.formats.generic.blocks import Block, rendered
from ingest.formats.pdf import capiq, company_two_column, factset, generic_pdf, indian_concall, streetevents_pdf
from ingest.formats.pdf.pages import Page, read_pages, text_pages
from ingest.formats.text import Text
from ingest.formats.vendors import (
    dashes,
    motley_fool_2025,
    motley_fool_html,
    motley_fool_json,
    motley_fool_three_line,
    seeking_alpha,
    streetevents,
    streetevents_xml,
)
from ingest.sources import Kind, Source


class TextParser(Protocol):
    def recognises(self, page: Text) -> bool: ...

    def parse(self, page: Text) -> list[Draft]: ...


class PagesParser(Protocol):
    def recognises(self, pages: Sequence[Page]) -> bool: ...

    def parse(self, pages: Sequence[Page]) -> list[Draft]: ...


# Order matters: the most telling signatures first.
_TEXT: tuple[TextParser, ...] = (
    asr,
    motley_fool_json,
    json_calls,
    rows,
    glued,
    streetevents_xml,
    subtitles,
    rev_tokens,
    taiwan_timestamped,
    bilingual_html,
    interleaved,
    statementdog,
    streetevents,
    motley_fool_html,
    motley_fool_2025,
    motley_fool_three_line,
    seeking_alpha,
    dashes,
)
# For what none of these is, from labels that need support down to words without a speaker.
_GENERAL: tuple[TextParser, ...] = (html, generic, unattributed)
# Their publishers' marks tell these from all others, also where an extractor has left no form feeds between pages.
_MARKED_PAGES: tuple[PagesParser, ...] = (factset, capiq, streetevents_pdf)
_PAGES: tuple[PagesParser, ...] = (*_MARKED_PAGES, indian_concall, company_two_column, generic_pdf)


def parse_source(source: Source) -> list[Draft]:
    """The calls of a file, each with Turns, by the first parser that recognises its content.

    Raises:
        SourceNotTranscript: no parser does, or those that do find no speech; SourceError as reading does.
    """
    if source.kind is Kind.PDF:
        drafts = parse_pages(read_pages(source.name, source.data))
    elif source.kind is Kind.DOCX:
        drafts = parse_blocks(docx.read_blocks(source.name, source.data), docx.FORMAT, source.name)
    else:
        drafts = parse_whole(Text(source.text, source.name, source.companion))
    if not drafts:
        raise SourceNotTranscript(
            f"{source.name} has no speaker turns in a layout known here.",
            hint="Save the call as text with `Name: words` or a `Name -- Title` line above each speech, and try again.",
        )
    return drafts


def parse_whole(page: Text) -> list[Draft]:
    """The calls of a text that may be that of a PDF: a file's, or what a table's cell holds."""
    drafts: list[Draft] = []
    if not rows.recognises(page):  # A table's cells may hold the pages of many calls.
        drafts = parse_pages(text_pages(page.text), _PAGES if "\f" in page.text else _MARKED_PAGES)
    return drafts or parse_text(replace(page, text=page.text.replace("\f", "\n")))


def parse_text(page: Text) -> list[Draft]:
    """The calls that a text holds; none where no parser finds speech. Also for text inside other formats."""
    found = _first(_TEXT, page)
    if found and found[0].format != dashes.FORMAT:
        return found
    return _fuller(found, _first(_GENERAL, page))


def parse_blocks(blocks: Sequence[Block], form: str, name: str, *, front_lines: Sequence[str] = ()) -> list[Draft]:
    """The calls that a Word file or a web page holds: a plain layout pasted into it, or labels of its own."""
    page = Text(rendered(blocks), name)
    found = _first(_TEXT, page)
    if found and found[0].format != dashes.FORMAT:
        return found
    # Headings, bold names and cells tell more than the lines do.
    found = _fuller(generic.parse_blocks(blocks, form, front_lines=front_lines), found)
    return found or _first((unattributed,), page)


def _first(parsers: Sequence[TextParser], page: Text) -> list[Draft]:
    for parser in parsers:
        if parser.recognises(page) and (found := [draft for draft in parser.parse(page) if draft.turns]):
            return found
    return []


def _fuller(found: list[Draft], other: list[Draft]) -> list[Draft]:
    """The first of two readings unless the other has more turns: `Name — Title` lines may be a list above the speeches."""
    return other if sum(len(draft.turns) for draft in other) > sum(len(draft.turns) for draft in found) else found


def parse_pages(pages: Sequence[Page], parsers: Sequence[PagesParser] = _PAGES) -> list[Draft]:
    """The calls that pages hold; none where no parser finds speech."""
    for parser in parsers:
        if parser.recognises(pages) and (found := [draft for draft in parser.parse(pages) if draft.turns]):
            return found
    return []
