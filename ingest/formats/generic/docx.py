"""Word files (DOCX) -> Blocks: paragraphs and table rows in their order, with bold starts and headings.

Read from the ZIP directory and `word/document.xml` alone: macros, pictures, links to other files, headers and footers
are never opened. Of tracked changes the insertions are kept and the deletions dropped; hidden text is dropped.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from errors import SourceNotText, SourceTooLarge
from ingest.formats.generic.blocks import Block, pieces
from ingest.sources import HIDDEN

if TYPE_CHECKING:
    from lxml.etree import _Element

FORMAT = "generic_docx"

MAX_ENTRIES = 10_000
MAX_PART = 40 * 1024 * 1024
MAX_TAGS = 2_000_000
"""Tags of one part; a call of two hours has some 50,000."""
_DOCUMENT = re.compile(r"word/document\d{0,3}\.xml")
_STYLES = re.compile(r"word/styles\d{0,3}\.xml")
# Deleted and moved text, the second copy of a drawing's text, and what fields and comments compute or say.
_DROPPED = frozenset(
    "del moveFrom Fallback instrText delText commentReference footnoteReference annotationRef rPrChange pPrChange".split()
)
_HEADING = re.compile(r"^(?:heading [1-9]|title|subtitle)$", re.IGNORECASE)
_OFF = frozenset(("0", "false", "off", "none"))
_TEXT_OF = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_SAVE_AGAIN = "Open it in a word processor, save it as a new DOCX or as plain text (UTF-8), and add that."


def document_name(data: bytes) -> str | None:
    """The name of the main part of a Word file, by the ZIP directory; None where it is no Word file or is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return min(filter(_DOCUMENT.fullmatch, archive.namelist()), default=None)
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, UnicodeDecodeError, OverflowError):
        return None


def read_blocks(name: str, data: bytes) -> list[Block]:
    """The Blocks of a Word file called `name`.

    Raises:
        SourceNotText: damaged, locked, or a ZIP file of another kind.
        SourceTooLarge: it would unpack to more than MAX_PART bytes or MAX_TAGS tags, or has more than MAX_ENTRIES parts.
    """
    from lxml import etree

    main = document_name(data)
    if main is None:
        raise _damaged(name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if len(archive.infolist()) > MAX_ENTRIES:
                raise _too_large(name)
            styles = min(filter(_STYLES.fullmatch, archive.namelist()), default=None)
            headings = _headings(_parsed(_read(archive, styles, name))) if styles else frozenset()
            body = next((node for node in _parsed(_read(archive, main, name)) if _tag(node) == "body"), None)
    except (
        zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, etree.XMLSyntaxError, EOFError, RuntimeError, NotImplementedError, OSError, ValueError,
    ) as error:  # fmt: skip
        raise _damaged(name) from error
    if body is None:
        raise _damaged(name)
    return [block for block in _Reader(headings).blocks(body) if block.text or block.rule]


def _read(archive: zipfile.ZipFile, part: str, name: str) -> bytes:
    """A part's bytes, never more than MAX_PART of them whatever the directory says."""
    if archive.getinfo(part).file_size > MAX_PART:
        raise _too_large(name)
    with archive.open(part) as file:
        data = file.read(MAX_PART + 1)
    if len(data) > MAX_PART or data.count(b"<") > MAX_TAGS:
        raise _too_large(name)
    return data


def _parsed(data: bytes) -> "_Element":
    from lxml import etree

    # Entities stay unexpanded and nothing outside the file is opened.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    return etree.fromstring(data, parser)


def _too_large(name: str) -> SourceTooLarge:
    return SourceTooLarge(
        f"{name} would unpack to far more than a call's transcript.",
        hint="Check that this is the right file, or save its text as plain text (UTF-8).",
    )


def _damaged(name: str) -> SourceNotText:
    return SourceNotText(f"{name} is a damaged or locked Word file, or a ZIP file of another kind.", hint=_SAVE_AGAIN)


def _headings(styles: "_Element") -> frozenset[str]:
    """The ids of the styles that are headings: ids are translated, names are not."""
    found = set()
    for style in styles:
        named = next((_value(node) for node in style if _tag(node) == "name"), "")
        if _tag(style) == "style" and _HEADING.match(named or ""):
            found.add(_attribute(style, "styleId") or "")
    return frozenset(found)


def _tag(node: "_Element") -> str:
    """The name without its namespace: strict and transitional files differ in it. Entities and the like have none."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def _attribute(node: "_Element", name: str) -> str | None:
    return next((str(value) for key, value in node.attrib.items() if str(key).rpartition("}")[2] == name), None)


def _value(node: "_Element") -> str | None:
    return _attribute(node, "val")


def _is_on(properties: "_Element | None", name: str) -> bool:
    for node in properties if properties is not None else ():
        if _tag(node) == name:
            return (_value(node) or "1").lower() not in _OFF
    return False


def _child(node: "_Element", name: str) -> "_Element | None":
    return next((child for child in node if _tag(child) == name), None)


class _Reader:
    def __init__(self, headings: frozenset[str]) -> None:
        self._headings = headings
        self._tables = 0

    def blocks(self, node: "_Element") -> Iterator[Block]:
        for child in node:
            tag = _tag(child)
            if tag == "p":
                yield from self._paragraph(child)
            elif tag == "tbl":
                yield from self._table(child)
            elif tag not in _DROPPED and not tag.endswith("Pr"):
                yield from self.blocks(child)

    def _paragraph(self, node: "_Element") -> Iterator[Block]:
        text, bold = self._text(node)
        properties = _child(node, "pPr")
        style = (
            next((_value(child) for child in properties if _tag(child) == "pStyle"), None)
            if properties is not None
            else None
        )
        heading = (style or "") in self._headings or _HEADING.match(
            re.sub(r"(?<=[a-z])(?=\d)", " ", style or "")
        ) is not None
        item = properties is not None and (_child(properties, "numPr") is not None or "list" in (style or "").lower())
        for piece, piece_bold in pieces(text, bold):
            yield Block(piece, len(piece) if heading else piece_bold, heading=heading, item=item and not heading)
        for box in self._boxes(node):
            for block in self.blocks(box):
                yield Block(block.text, aside=True)

    def _boxes(self, node: "_Element") -> Iterator["_Element"]:
        for child in node:
            if _tag(child) == "txbxContent":
                yield child
            elif _tag(child) not in _DROPPED:
                yield from self._boxes(child)

    def _text(self, node: "_Element") -> tuple[str, int]:
        """(text with its line breaks, how many of its first characters are bold); white space alone is of either kind."""
        parts: list[str] = []
        bold = length = 0
        still = True
        for part, is_bold in self._runs(node):
            parts.append(part)
            length += len(part)
            if still and (is_bold or not part.strip()):
                bold = length if is_bold else bold
            else:
                still = False
        text = "".join(parts)
        lead = len(text) - len(text.lstrip())
        collapsed = re.sub(r"[^\S\n]+", " ", text[lead:])
        head = re.sub(r"[^\S\n]+", " ", text[lead:bold]) if bold > lead else ""
        return collapsed.rstrip(), len(head)

    def _runs(self, node: "_Element") -> Iterator[tuple[str, bool]]:
        for child in node:
            tag = _tag(child)
            if tag in _DROPPED or tag in ("pPr", "txbxContent"):
                continue
            if tag == "r":
                properties = _child(child, "rPr")
                if _is_on(properties, "vanish"):
                    continue
                strong = _child(properties, "rStyle") if properties is not None else None
                is_bold = _is_on(properties, "b") or (
                    strong is not None and (_value(strong) or "").lower().startswith("strong")
                )
                yield "".join(self._characters(child)), is_bold
            else:
                yield from self._runs(child)

    def _characters(self, run: "_Element") -> Iterator[str]:
        for child in run:
            tag = _tag(child)
            if tag == "t":
                yield (child.text or "").translate(HIDDEN)
            elif tag in _TEXT_OF:
                yield _TEXT_OF[tag]

    def _table(self, node: "_Element") -> Iterator[Block]:
        self._tables += 1
        number = self._tables
        for row in self._rows(node):
            cells = tuple(self._cell(cell) for cell in self._children(row, "tc"))
            if any(cells):
                yield Block(" | ".join(cell.replace("\n", " ") for cell in cells if cell), cells=cells, table=number)

    def _rows(self, node: "_Element") -> Iterator["_Element"]:
        for row in self._children(node, "tr"):
            properties = _child(row, "trPr")
            if properties is None or not _is_on(properties, "del"):
                yield row

    def _children(self, node: "_Element", name: str) -> Iterator["_Element"]:
        """The children of a name, also those wrapped in content controls or tracked insertions."""
        for child in node:
            if _tag(child) == name:
                yield child
            elif _tag(child) in ("sdt", "sdtContent", "ins", "customXml", "smartTag"):
                yield from self._children(child, name)

    def _cell(self, cell: "_Element") -> str:
        return "\n".join(block.text for block in self.blocks(cell) if not block.aside)
