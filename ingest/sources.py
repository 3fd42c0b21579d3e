"""Find files, read them within limits, tell text from the rest, and decode it without dropping a byte.

A Source is a file as it came: its name, its bytes and their SHA-256. Nothing here knows about transcripts.
"""

import hashlib
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from errors import SourceEmpty, SourceMissing, SourceNotText, SourceTooLarge, SourceUnreadable

MAX_BYTES = 20 * 1024 * 1024
MAX_FILES = 100_000
_SKIPPED_NAMES = {"thumbs.db", "desktop.ini"}
_MAGIC = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP or Office file",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"\x1f\x8b": "a gzip archive",
    b"\x7fELF": "a program",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"SQLite format 3": "a database",
}
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# Characters that other programs leave behind in place of a plain space.
_SPACES = str.maketrans({"\u00a0": " ", "\u2028": " ", "\u200b": " ", "\ufeff": " "})
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_SAVE_AS_TEXT = "Save the transcript as plain text (UTF-8) and try again."


@dataclass(frozen=True)
class Source:
    """A file as it came. `name` is the file's name without its folders."""

    name: str
    data: bytes

    @cached_property
    def hash(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    @cached_property
    def text(self) -> str:
        """The decoded text with LF line ends and plain spaces.

        Raises:
            SourceEmpty: nothing but white space.
            SourceNotText: binary content, or bytes of no encoding that can be told with certainty.
        """
        return _decode(self.name, self.data)


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
            if not name.startswith(".") and name.lower() not in _SKIPPED_NAMES:
                yield Path(root, name)


def read_source(path: Path, *, max_bytes: int = MAX_BYTES) -> Source:
    """Read one file.

    Raises:
        SourceMissing, SourceUnreadable, SourceTooLarge, SourceEmpty: as their names say.
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
    return source_of(path.name, data, max_bytes=max_bytes)


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


def _too_large(name: str, size: int, max_bytes: int) -> SourceTooLarge:
    return SourceTooLarge(
        f"{name} has {size / 1e6:,.1f} MB; the limit is {max_bytes / 1e6:,.1f} MB.",
        hint="A call's transcript has well under 1 MB of text: check that this is the right file, or split it by call.",
    )


def _decode(name: str, data: bytes) -> str:
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise SourceNotText(f"{name} is {what}, not a text file.", hint=_SAVE_AS_TEXT)
    text = _to_text(name, data).replace("\r\n", "\n").replace("\r", "\n").translate(_SPACES)
    if _CONTROL.search(text):
        raise SourceNotText(f"{name} holds control characters, so it is no plain text.", hint=_SAVE_AS_TEXT)
    if not text.strip():
        raise SourceEmpty(f"{name} is empty.", hint="Check that the download or copy was complete.")
    return text


def _to_text(name: str, data: bytes) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strictly(name, data, encoding)
    if b"\x00" in data:
        raise SourceNotText(f"{name} is a binary file.", hint=_SAVE_AS_TEXT)
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
    if best is None:
        raise SourceNotText(f"{name} is not text in any encoding known here.", hint=_SAVE_AS_TEXT)
    return str(best)
