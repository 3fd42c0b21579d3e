"""The two-column tables of a bilingual page: rows of an English chunk and its translation, in the order of the page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.formats.bilingual.bilingual import EAST_ASIAN, has_east_asian, is_east_asian
from ingest.transcript import Section

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TAGS = "html head body title meta style script link a abbr article b big blockquote br button caption center code col colgroup dd div dl dt em figure font footer form h1 h2 h3 h4 h5 h6 header hr i img input label li main mark nav ol p pre s section small span strong sub sup svg table tbody td tfoot th thead tr u ul"
_NO_TAG = re.compile(rf"<(?!/?(?:{'|'.join(_TAGS.split())})\b|!--|!doctype|\?xml)", re.IGNORECASE)
"""A `<` of the text itself: rows hold `<5%` and `<inaudible>` as they came."""
_BLOCKS = frozenset("p div li ul ol table tr h1 h2 h3 h4 h5 h6 blockquote pre hr section article".split())
_UNSEEN = frozenset(("script", "style", "svg"))
_COLUMN_HEADS = frozenset(
    "original translation english korean chinese source target en ko zh 원문 번역 번역문 영어 한국어 原文 译文 譯文 翻译 翻譯 中文 英文".split()
)
_QA = re.compile(r"q\s*&\s*a\b|questions?\b.{0,10}\banswers?|질의|问答|問答", re.IGNORECASE)
_PRESENTATION = re.compile(r"presentation|prepared|발표|演示|陈述|陳述", re.IGNORECASE)
_SUMMARY = re.compile(r"요약|摘要|总结|總結|summary", re.IGNORECASE)
_LONG_ENOUGH = 30
_LOOKED_AT = 400_000


@dataclass(frozen=True)
class Row:
    """One row: lines of a cell end in one newline, paragraphs in two."""

    english: str
    translation: str
    section: Section


@dataclass(frozen=True)
class BilingualPage:
    rows: tuple[Row, ...]
    around: tuple[tuple[str, str], ...]
    """(kind, text) of what stands outside the tables and was not said."""


def may_have_tables(text: str) -> bool:
    head = text[:_LOOKED_AT].lower()
    return "<td" in head and "<tr" in head and has_east_asian(head)


def read_tables(text: str) -> BilingualPage:
    """The rows of all tables with an English and an East Asian column; none where the page has no such table."""
    from lxml import etree, html

    text = _NO_TAG.sub("&lt;", re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", text))
    try:
        root = html.document_fromstring(
            text.encode("utf-8", "replace"), html.HTMLParser(encoding="utf-8", huge_tree=True)
        )
    except (etree.ParserError, ValueError):
        return BilingualPage((), ())
    rows: list[Row] = []
    around: list[tuple[str, str]] = []
    heading, tables = "", 0
    for element in root.iter("h1", "h2", "h3", "h4", "p", "li", "div", "table"):
        if element.tag == "table":
            # A table around tables is the page's layout.
            if next(element.iterdescendants("table"), None) is not None:
                continue
            cells = list(_table(element))
            if cells:
                tables += 1
                section = _section(heading, tables)
                rows += [Row(english, translation, section) for english, translation in cells]
        elif element.tag in ("p", "li", "div"):
            leaf = not any(child.tag in _BLOCKS for child in element.iterdescendants())
            if leaf and not _inside_table(element) and (said := text_of(element).strip()):
                around.append(("summary" if _SUMMARY.search(heading) else "note", said))
        elif not _inside_table(element):
            heading = " ".join(text_of(element).split())
    return BilingualPage(tuple(rows), tuple(around))


def _section(heading: str, tables: int) -> Section:
    """By the heading where it is legible; else the first table holds the presentation and the others the Q&A."""
    if _QA.search(heading):
        return Section.QA
    if _PRESENTATION.search(heading):
        return Section.PREPARED
    return Section.PREPARED if tables == 1 else Section.QA


def _table(table: "HtmlElement") -> Iterator[tuple[str, str]]:
    """(English, translation) of the rows, whichever column comes first; nothing where the table is not bilingual."""
    found: list[tuple[str, str]] = []
    for row in table.iter("tr"):
        cells = [text_of(cell) for cell in row if cell.tag in ("td", "th")]
        if not any(cells) or all(not cell or _is_column_head(cell) for cell in cells):
            continue
        if len(cells) > 2:
            # A column of numbers or times beside the two.
            cells = sorted(sorted(cells, key=len, reverse=True)[:2], key=cells.index)
        found.append((cells[0], cells[1] if len(cells) > 1 else ""))
    # A translation may repeat the English, so it is the column's share that counts.
    if sum(len(EAST_ASIAN.findall(left)) - len(EAST_ASIAN.findall(right)) for left, right in found) > 0:
        found = [(right, left) for left, right in found]
    translated = sum(has_east_asian(right) for _, right in found)
    original = sum(len(left) >= _LONG_ENOUGH and not is_east_asian(left) for left, _ in found)
    if original and translated and 2 * translated >= sum(bool(right) for _, right in found):
        yield from found


def _is_column_head(cell: str) -> bool:
    return re.sub(r"[\W_]+", "", cell).lower() in _COLUMN_HEADS


def _inside_table(element: "HtmlElement") -> bool:
    return next(element.iterancestors("table"), None) is not None


def text_of(element: "HtmlElement") -> str:
    """An element's text; where it has no mark-up for lines, its own line ends are meant."""
    from lxml import etree

    parts: list[str] = []
    marked = any(child.tag == "br" or child.tag in _BLOCKS for child in element.iterdescendants())
    for event, node in etree.iterwalk(element, events=("start", "end", "comment")):
        own = isinstance(node.tag, str)
        if own and node is not element and node.tag in _BLOCKS:
            parts.append("\n\n")
        if event == "start" and own and node.tag not in _UNSEEN:
            parts.append("\n" if node.tag == "br" else _plain(node.text, marked))
        elif event in ("end", "comment") and node is not element:
            parts.append(_plain(node.tail, marked))
    lines = "".join(parts).split("\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(" ".join(line.split()) for line in lines)).rstrip(" ")


def _plain(text: str | None, marked: bool) -> str:
    return re.sub(r"\s+", " ", text or "") if marked else (text or "")
