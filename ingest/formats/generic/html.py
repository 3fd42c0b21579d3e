"""Any web page -> Blocks of what a reader sees: no scripts, menus, forms or hidden elements.

The text is offered to the parsers of plain layouts first (a page saved from a transcript site), then read as Blocks.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from errors import SourceTooLarge
from ingest.formats.draft import Draft
from ingest.formats.generic.blocks import Block, pieces
from ingest.formats.text import Text
from ingest.sources import HIDDEN

if TYPE_CHECKING:
    from lxml.html import HtmlElement

FORMAT = "generic_html"

_IS_HTML = re.compile(
    r"<(?:!doctype html|html|head|body|article|main|div|p|table|h[1-6]|br)\b[^>]{0,500}>", re.IGNORECASE
)
_SKIPPED = frozenset(
    "script style noscript template nav footer aside form button select option textarea input svg iframe object embed canvas video audio map head title dialog".split()
)
_BLOCK = frozenset(
    "address article blockquote body center dd details div dl dt fieldset figcaption figure h1 h2 h3 h4 h5 h6 header html li main ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_SPEAKER = re.compile(r"(?:^|[\s_-])(?:speaker|speaker-?name|participant-?name)(?:$|[\s_-])", re.IGNORECASE)
_MENU_ROLES = frozenset("navigation banner contentinfo search menu dialog alert".split())
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")
_SHARE = 0.5
MAX_TAGS = 1_000_000
"""Tags of one page; a call of two hours has some 10,000."""


def recognises(page: Text) -> bool:
    head = page.text[:5_000].lstrip()
    return head.startswith("<") and _IS_HTML.search(head) is not None


def parse(page: Text) -> list[Draft]:
    from ingest.formats.registry import parse_blocks

    if (tags := page.text.count("<")) > MAX_TAGS:
        raise SourceTooLarge(
            f"{page.name} is a page of {tags:,} elements; the limit is {MAX_TAGS:,}.",
            hint="Check that this is the right page; save the transcript's text as plain text and add that.",
        )
    title, blocks = read_blocks(page.text)
    return parse_blocks(blocks, FORMAT, page.name, front_lines=[title] if title else [])


def read_blocks(source: str) -> tuple[str, list[Block]]:
    """(the page's title, its Blocks)."""
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return "", []
    title = " ".join((root.findtext(".//title") or "").split())
    return title, list(_Reader().read(_main(root)))


def _main(root: "HtmlElement") -> "HtmlElement":
    """The element that holds the page's own text, where one says so and holds most of it."""
    whole = _length(root)
    for path in (".//main", ".//article", ".//*[@role='main']", ".//body"):
        found = root.findall(path)
        if len(found) == 1 and _length(found[0]) >= _SHARE * whole:
            return found[0]
    return root


def _length(element: "HtmlElement") -> int:
    """Characters of text below an element, scripts and menus apart."""
    length = 0
    for node in element.iter():
        if isinstance(node.tag, str) and node.tag not in _SKIPPED:
            length += len((node.text or "").strip())
        if node is not element:
            length += len((node.tail or "").strip())
    return length


class _Reader:
    """Walks a page and gives off a Block at every boundary of block elements."""

    def __init__(self) -> None:
        self._parts: list[tuple[str, bool]] = []
        self._tables = 0

    def read(self, root: "HtmlElement") -> Iterator[Block]:
        yield from self._walk(root, bold=False, heading=False, item=False, raw=False)
        yield from self._flush(heading=False, item=False)

    def _walk(self, node: "HtmlElement", *, bold: bool, heading: bool, item: bool, raw: bool) -> Iterator[Block]:
        tag = node.tag if isinstance(node.tag, str) else ""
        if not tag or tag in _SKIPPED or _is_hidden(node):
            return
        if tag == "br":
            self._parts.append(("\n", bold))
            return
        if tag == "hr":
            yield from self._flush(heading=heading, item=item)
            yield Block("", rule=True)
            return
        if tag == "table" and _is_data(node):
            yield from self._flush(heading=heading, item=item)
            yield from self._table(node)
            return
        bold = bold or tag in ("b", "strong", "dt", "th") or _says_bold(node)
        block = tag in _BLOCK
        inner_heading = heading or tag in ("h1", "h2", "h3", "h4", "h5", "h6")
        inner_item, raw = item or tag == "li", raw or tag == "pre"
        if block:
            yield from self._flush(heading=heading, item=item)
        self._add(node.text, bold, raw)
        for child in node:
            yield from self._walk(child, bold=bold, heading=inner_heading, item=inner_item, raw=raw)
            self._add(child.tail, bold, raw)
        if block:
            yield from self._flush(heading=inner_heading, item=inner_item)

    def _add(self, text: str | None, bold: bool, raw: bool) -> None:
        if text:
            # Character references may spell what the decoded file could not hold.
            text = _CONTROL.sub(" ", text.translate(HIDDEN))
            self._parts.append((text if raw else re.sub(r"\s+", " ", text), bold))

    def _flush(self, *, heading: bool, item: bool) -> Iterator[Block]:
        text, bold = _joined(self._parts)
        self._parts = []
        for piece, piece_bold in pieces(text, bold):
            yield Block(piece, len(piece) if heading else piece_bold, heading=heading, item=item and not heading)

    def _table(self, table: "HtmlElement") -> Iterator[Block]:
        self._tables += 1
        number = self._tables
        for row in table.iter("tr"):
            cells = tuple(
                "\n".join(block.text for block in _Reader().read(cell)) for cell in row if cell.tag in ("td", "th")
            )
            if any(cells):
                yield Block(" | ".join(cell.replace("\n", " ") for cell in cells if cell), cells=cells, table=number)


def _joined(parts: list[tuple[str, bool]]) -> tuple[str, int]:
    """(text with its line breaks, how many of its first characters are bold)."""
    text, bold, still = "", 0, True
    for part, is_bold in parts:
        if part[:1].isspace() and part[:1] != "\n" and (not text or text[-1].isspace()):
            part = part.lstrip(" \t")
        if not part:
            continue
        text += part
        if still and (is_bold or not part.strip()):
            bold = len(text) if is_bold else bold
        else:
            still = False
    lead = len(text) - len(text.lstrip())
    return text[lead:].rstrip(), max(bold - lead, 0)


def _is_hidden(node: "HtmlElement") -> bool:
    return (
        node.get("hidden") is not None
        or node.get("aria-hidden", "").lower() == "true"
        or node.get("role") in _MENU_ROLES
        or _HIDDEN.search(node.get("style") or "") is not None
    )


def _says_bold(node: "HtmlElement") -> bool:
    return _BOLD.search(node.get("style") or "") is not None or _SPEAKER.search(node.get("class") or "") is not None


def _is_data(table: "HtmlElement") -> bool:
    """Whether a table holds rows of cells, rather than the layout of a page."""
    return next(table.iterdescendants("table"), None) is None and any(
        sum(cell.tag in ("td", "th") for cell in row) > 1 for row in table.iter("tr")
    )
