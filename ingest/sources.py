"""Find files, read them within limits, tell text from the rest, and decode it without dropping a byte.

A Source is a file as it came: its name, its bytes, the table that belongs to it, and their SHA-256. Nothing here
knows about transcripts.
"""

import hashlib
import io
import os
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property
from pathlib import Path

from errors import SourceEmpty, SourceMissing, SourceNotText, SourceTooLarge, SourceUnreadable
from ingest.companions import is_companion, read_companion

MAX_BYTES = 20 * 1024 * 1024
MAX_FILES = 100_000
MAX_LINES = 500_000
"""Lines and pages of one text; a call of two hours has some 2,000, and with a word a line some 40,000."""
_SKIPPED_NAMES = {"thumbs.db", "desktop.ini"}
_MAGIC = {
    b"PK\x03\x04": "a ZIP file, or an Office file other than DOCX",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"\x1f\x8b": "a gzip archive",
    b"\x7fELF": "a program",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"SQLite format 3": "a database",
    b"{\\rtf": "a rich text (RTF) file",
}
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# Characters that show nothing and only change how others are shown, or hide words from the reader: marks and
# overrides of the writing direction, joiners and invisible operators, tags. (U+200C and U+200D belong to words.)
_HIDDEN = (0x061C, 0x180E, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x2070), *range(0xFFF9, 0xFFFC))
HIDDEN = dict.fromkeys((*_HIDDEN, *range(0xE0000, 0xE0080)), "")
# Characters that other programs leave behind in place of a plain space.
_SPACES = HIDDEN | {0x00A0: " ", 0x2028: " ", 0x200B: " ", 0xFEFF: " "}
# A form feed is how text taken from a PDF parts its pages.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
_ESCAPE = re.compile(
    r"\\(?:r\\n|[^u]|u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|u(?P<code>[\da-fA-F]{4}))",
    re.DOTALL,
)
_SHORT_ESCAPES = {r"\r\n": r"\n", r"\r": r"\n", r"\f": " ", r"\b": " "}
_DECLARED = re.compile(rb"<(?:meta[^>]{1,200}?charset=|\?xml[^>]{1,100}?encoding=)[\"']?([\w\-]{2,20})", re.IGNORECASE)
_DECLARED_WITHIN = 2_000
# Encodings of text that a page may declare; others that Python knows (escapes, domain names) are none.
_ENCODINGS = re.compile(
    r"utf-?8|ascii|macintosh|latin-?1|(?:windows-?|cp)\d{3,4}|iso-?8859-?\d{1,2}|us-ascii|koi8-?[ru]|mac-?roman"
    r"|big5(?:-?hkscs)?|gb18030|gbk|gb2312|hz-gb-2312|shift_?jis|sjis|euc-?(?:jp|kr)|iso-2022-(?:jp|kr)|ks_c_5601.{0,9}",
    re.ASCII,
)
_WORD_PART = re.compile(rb"word/document\d{0,3}\.xml")
# What bytes of UTF-8 look like when they are read as one of these. Western words hold one or two letters beyond ASCII
# in a row, and 鈥, 銆 and 锛 are in no Chinese text.
_MOJIBAKE = {
    "cp1252": re.compile(
        r"[\u00a1-\u00ff\u0152-\u0178\u0192\u02c6\u02dc\u2020-\u2022\u2030\u20ac\u2122]{3}|â€|Ã[\u00a1-\u00bf]|ï»¿"
    ),
    "gb18030": re.compile(r"[鈥銆锛]|锟斤拷"),
    "big5": re.compile(r"嚙踝蕭"),
}
_SAVE_AS_TEXT = "Save the transcript as plain text (UTF-8) and try again."


class Kind(Enum):
    TEXT = "text"
    PDF = "pdf"
    DOCX = "docx"


@dataclass(frozen=True)
class Source:
    """A file as it came. `name` is the file's name without its folders.

    `companion` is the text of a second file that belongs to it (Rev's table of speaker names).
    """

    name: str
    data: bytes
    companion: str | None = None

    @cached_property
    def hash(self) -> str:
        """SHA-256 of what was read: the bytes, and the companion where there is one."""
        digest = hashlib.sha256(self.data)
        if self.companion is not None:
            digest.update(b"\x00companion\x00" + self.companion.encode())
        return digest.hexdigest()

    @cached_property
    def kind(self) -> Kind:
        """By content, whatever the name says."""
        if self.data[:1024].lstrip().startswith(b"%PDF"):
            return Kind.PDF
        if self.data.startswith(b"PK\x03\x04") and _is_word(self.data):
            return Kind.DOCX
        return Kind.TEXT

    @cached_property
    def text(self) -> str:
        """The decoded text with LF line ends and plain spaces.

        Raises:
            SourceEmpty: nothing but white space; SourceTooLarge: more than MAX_LINES lines.
            SourceNotText: binary content, or bytes of no encoding that can be told with certainty.
        """
        return _decode(self.name, self.data)


def _is_word(data: bytes) -> bool:
    """Whether a ZIP file is a Word file, by its directory; by the names in it where the directory is cut off."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return any(_WORD_PART.fullmatch(name.encode("utf-8", "replace")) for name in archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, OverflowError):
        return _WORD_PART.search(data) is not None


def find_files(paths: Iterable[Path]) -> list[Path]:
    """Files named, and files below the folders named, sorted within each; hidden files and folders are passed over.

    Raises:
        SourceMissing: a path does not exist.
        SourceUnreadable: a folder may not be listed or entered.
        SourceTooLarge: more than MAX_FILES files.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if not _exists(path):
            raise SourceMissing(f"There is no file or folder {path}.", hint="Check the spelling of the path.")
        if path.is_dir():
            for file in _walk(path):
                found.setdefault(file)
                if len(found) > MAX_FILES:
                    raise SourceTooLarge(
                        f"More than {MAX_FILES:,} files below {path}.", hint="Ingest it folder by folder."
                    )
        else:
            found.setdefault(path)
    return list(found)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError as error:
        raise SourceUnreadable(
            f"{path} cannot be read: {error.strerror}.", hint="Check the permissions of the folders it lies in."
        ) from error


def _walk(folder: Path) -> Iterable[Path]:
    def refuse(error: OSError) -> None:
        raise SourceUnreadable(
            f"The folder {error.filename} cannot be read: {error.strerror}.",
            hint="Give yourself permission to read it, or name the files one by one.",
        ) from error

    for root, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            skipped = name.startswith(".") or name.lower() in _SKIPPED_NAMES or is_companion(name, names)
            if not skipped:
                yield Path(root, name)


def read_source(path: Path, *, max_bytes: int = MAX_BYTES) -> Source:
    """Read one file, with the tables beside it that belong to it.

    Raises:
        SourceMissing, SourceUnreadable, SourceTooLarge, SourceEmpty: as their names say.
        SourceNotText: a table beside it is none.
    """
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise SourceUnreadable(
                f"{path} is not an ordinary file.", hint="Name a transcript file or a folder of them."
            )
        if size > max_bytes:
            raise _too_large(path.name, size, max_bytes)
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except FileNotFoundError as error:
        raise SourceMissing(f"There is no file {path}.", hint="Check the spelling of the path.") from error
    except OSError as error:
        raise SourceUnreadable(
            f"{path} cannot be read: {error.strerror}.", hint="Check the file's permissions and the disk."
        ) from error
    return replace(source_of(path.name, data, max_bytes=max_bytes), companion=read_companion(path, data))


def source_of(name: str, data: bytes, *, max_bytes: int = MAX_BYTES) -> Source:
    """A Source from bytes that are already here (an upload).

    Raises:
        SourceTooLarge, SourceEmpty: as their names say.
    """
    if len(data) > max_bytes:
        raise _too_large(name, len(data), max_bytes)
    if not data.strip():
        raise SourceEmpty(f"{name} is empty.", hint="Check that the download or copy was complete.")
    # A file name may hold bytes that are no text; nothing that stores or prints it could take them.
    return Source(name.encode("utf-8", "replace").decode(), data)


def pasted(text: str, *, max_bytes: int = MAX_BYTES) -> Source:
    """A Source from text that was pasted in. Its name is made of its content, so that two pastes never collide.

    Raises:
        SourceTooLarge, SourceEmpty: as their names say; SourceNotText: it holds lone surrogates.
    """
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise SourceNotText("What was pasted holds half of a character pair.", hint="Copy the text again.") from error
    return source_of(f"pasted-{hashlib.sha256(data).hexdigest()[:8]}.txt", data, max_bytes=max_bytes)


def _too_large(name: str, size: int, max_bytes: int) -> SourceTooLarge:
    return SourceTooLarge(
        f"{name} has {size / 1e6:,.1f} MB; the limit is {max_bytes / 1e6:,.1f} MB.",
        hint="A call's transcript has well under 1 MB of text: check that this is the right file, or split it by call.",
    )


def _decode(name: str, data: bytes) -> str:
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise SourceNotText(f"{name} is {what}, not a text file.", hint=_SAVE_AS_TEXT)
    text = _to_text(name, data).replace("\r\n", "\n").replace("\r", "\n")
    lines = text.count("\n") + text.count("\f") + 1
    if lines > MAX_LINES and text.strip():
        raise SourceTooLarge(
            f"{name} has {lines:,} lines; the limit is {MAX_LINES:,}.",
            hint="Check that this is a transcript; blank lines can be removed, and a file of many calls can be split.",
        )
    text = text.translate(_SPACES)
    if text.lstrip()[:1] in ("{", "["):
        text = _ESCAPE.sub(_plain_escape, text)
    if _CONTROL.search(text):
        raise SourceNotText(f"{name} holds control characters, so it is no plain text.", hint=_SAVE_AS_TEXT)
    if not text.strip():
        raise SourceEmpty(f"{name} is empty.", hint="Check that the download or copy was complete.")
    return text


def _plain_escape(escape: re.Match[str]) -> str:
    """What JSON may spell and no text can hold, made harmless: control characters, halves of character pairs.

    Programs that cut strings by UTF-16 units leave such halves, which cannot be stored or printed.
    """
    if escape["code"] is None:
        return _SHORT_ESCAPES.get(escape[0], escape[0])
    code = int(escape["code"], 16)
    if 0xD800 <= code <= 0xDFFF:
        return "\\ufffd"
    if code in HIDDEN:
        return ""
    if code == 0x0D:
        return "\\n"
    return " " if code == 0x0C or _CONTROL.match(chr(code)) else escape[0]


def _to_text(name: str, data: bytes) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strictly(name, data, encoding)
    if b"\x00" in data:
        raise SourceNotText(
            f"{name} is a binary file, or text in UTF-16 or UTF-32 that does not say so.", hint=_SAVE_AS_TEXT
        )
    if (text := _as_declared(data)) is not None:
        return text
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return _legacy(name, data)
    raise SourceNotText(
        f"{name} holds half of a character pair (a lone surrogate), which no text can contain.", hint=_SAVE_AS_TEXT
    )


def _as_declared(data: bytes) -> str | None:
    """The text in the charset that HTML or XML declares; None where none is declared or the bytes are not in it."""
    declared = _DECLARED.search(data[:_DECLARED_WITHIN])
    if declared is None:
        return None
    name = declared[1].decode("ascii").lower()
    if not _ENCODINGS.fullmatch(name):
        # Also UTF-16 and the like: what can be read as bytes of ASCII is in none of them, whatever it says.
        return None
    try:
        # Pages that say GB2312 or GBK hold characters of GB18030, which contains both.
        return data.decode("gb18030" if name in ("gb2312", "gbk") else name)
    except (LookupError, UnicodeDecodeError):
        return None


def _strictly(name: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceNotText(
            f"{name} says it is {encoding.upper()}, but byte {error.start:,} is not.", hint=_SAVE_AS_TEXT
        ) from error


def _legacy(name: str, data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=["cp1252", "gb18030", "big5"]).best()
    if best is None or _MOJIBAKE[best.encoding].search(str(best)):
        raise SourceNotText(
            f"{name} is not text in any encoding known here, or in several at once.", hint=_SAVE_AS_TEXT
        )
    return str(best)
