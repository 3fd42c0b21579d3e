"""Reads a PDF's pages within limits, whatever is wrong with the file."""

import io
import logging
import re
import zlib
from collections.abc import Sequence
from typing import Any

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import dict_value, resolve1, stream_value

from errors import CallciteError, SourceNotText, SourceTooLarge
from ingest.formats.pdf.glyphs import UNREADABLE, Placed, page_of
from ingest.formats.pdf.pages import Page

MAX_GLYPHS = 3_000_000
MAX_CONTENT = 60_000_000
"""Bytes of drawing instructions, unpacked; a transcript has some 20,000 a page."""
MAX_UNPACKED = 400_000_000
_BOLD_NAME = re.compile(r"bold|black|heavy|demi(?!.?light)", re.IGNORECASE)
_ITALIC_NAME = re.compile(r"ital|obli", re.IGNORECASE)
_FORCE_BOLD, _ITALIC_FLAG = 1 << 18, 1 << 6


def read_pdf(name: str, data: bytes, max_pages: int) -> tuple[Page, ...]:
    """The pages of a PDF with their layout; pages without text have no lines.

    Raises:
        SourceNotText: damaged, locked, or written in fonts that do not say what letters they hold.
        SourceTooLarge: more pages, glyphs or drawing than a call's transcript can have.
    """
    if _unpacks_beyond(data, MAX_UNPACKED):
        raise _too_large(name)
    # Its warnings about a producer's slips help nobody here.
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        pages = _read(name, data, max_pages)
    except CallciteError:
        raise
    except PDFEncryptionError as error:
        raise SourceNotText(
            f"{name} is locked by a password.", hint="Open it, print it to a new PDF, and add that."
        ) from error
    except Exception as error:  # The reader raises nearly everything on damaged input.
        raise _damaged(name) from error
    text = "".join(line.text for page in pages for line in page.lines)
    if 3 * sum(c == UNREADABLE or "\ue000" <= c <= "\uf8ff" for c in text) > len(text):
        raise SourceNotText(
            f"{name} uses fonts that do not say which letters they draw.",
            hint="Run text recognition (OCR) on it first, or look for the transcript as text.",
        )
    return pages


def _read(name: str, data: bytes, max_pages: int) -> tuple[Page, ...]:
    document = PDFDocument(PDFParser(io.BytesIO(data)), password="")
    resources = PDFResourceManager()
    device = _Device(resources, name)
    interpreter = _Interpreter(resources, device)
    pages: list[Page] = []
    for number, page in enumerate(PDFPage.create_pages(document), start=1):
        if number > max_pages:
            raise SourceTooLarge(
                f"{name} has more than {max_pages} pages.",
                hint="A call's transcript has some 20 pages: check that this is the right file, or split it by call.",
            )
        interpreter.process_page(page)
        pages.append(page_of(number, device.placed, device.width, device.height))
    promised = resolve1(dict_value(document.catalog.get("Pages", {})).get("Count"))
    if not pages or (isinstance(promised, int) and promised > len(pages)):
        raise _damaged(name)
    return tuple(pages)


class _Interpreter(PDFPageInterpreter):
    """Counts the drawing done, also that of forms drawn again and again."""

    content = 0

    def execute(self, streams: Sequence[object]) -> None:
        device: Any = self.device
        device.count_content(sum(len(stream_value(stream).get_data()) for stream in streams))
        super().execute(streams)


class _Device(PDFTextDevice):
    def __init__(self, resources: PDFResourceManager, name: str) -> None:
        super().__init__(resources)
        self.placed: list[Placed] = []
        self.width = self.height = 0.0
        self._name = name
        self._glyphs = 0
        self._content = 0
        self._styles: dict[int, tuple[PDFFont, bool, bool]] = {}

    def count_content(self, size: int) -> None:
        self._content += size
        if self._content > MAX_CONTENT:
            raise _too_large(self._name)

    def begin_page(self, page: PDFPage, ctm: Any) -> None:  # noqa: ARG002 - the base class's signature
        x0, y0, x1, y1 = page.mediabox
        turned = page.rotate in (90, 270)
        self.width, self.height = (abs(y1 - y0), abs(x1 - x0)) if turned else (abs(x1 - x0), abs(y1 - y0))
        self.placed = []

    def render_char(
        self,
        matrix: Any,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,  # noqa: ARG002
        graphicstate: Any,  # noqa: ARG002
    ) -> float:
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = UNREADABLE
        self._glyphs += 1
        if self._glyphs > MAX_GLYPHS:
            raise _too_large(self._name)
        advance = font.char_width(cid) * fontsize * scaling
        bold, italic = self._style(font)
        # Slanted by hand where the font has no italics.
        italic = italic or (matrix[1] == 0 and matrix[3] != 0 and 0.1 < matrix[2] / matrix[3] < 0.6)
        self.placed.append(Placed(text, matrix, advance, font.get_descent() * fontsize + rise, fontsize, bold, italic))
        return float(advance)

    def _style(self, font: PDFFont) -> tuple[bool, bool]:
        """(bold, italic), by the font's name or what its descriptor says."""
        # The font is kept beside its style so that its id stays its own.
        if id(font) not in self._styles:
            name = str(getattr(font, "basefont", None) or font.fontname)
            flags = font.flags if isinstance(font.flags, int) else 0
            bold = bool(_BOLD_NAME.search(name)) or bool(flags & _FORCE_BOLD)
            italic = bool(_ITALIC_NAME.search(name)) or bool(flags & _ITALIC_FLAG) or bool(font.italic_angle)
            self._styles[id(font)] = (font, bold, italic)
        return self._styles[id(font)][1:]


def _unpacks_beyond(data: bytes, limit: int) -> bool:
    """Whether the packed streams of a file would unpack to more than `limit` bytes; nothing is kept while counting."""
    total, at = 0, 0
    while (at := data.find(b"stream", at)) >= 0:
        end = data.find(b"endstream", at)
        if end < 0:
            return False
        start = at + len(b"stream") + (2 if data[at + 6 : at + 8] == b"\r\n" else 1)
        unpack = zlib.decompressobj()
        rest = data[start:end]
        try:
            while rest and total <= limit:
                total += len(unpack.decompress(rest, 1 << 22))
                rest = unpack.unconsumed_tail
        except zlib.error:
            pass
        if total > limit:
            return True
        at = end + len(b"endstream")
    return False


def _damaged(name: str) -> SourceNotText:
    return SourceNotText(f"{name} is a damaged PDF.", hint="Download it again, or save the transcript as plain text.")


def _too_large(name: str) -> SourceTooLarge:
    return SourceTooLarge(
        f"{name} draws far more than a transcript's pages do.",
        hint="Check that this is the right file; save the transcript's text as plain text and add that.",
    )
