"""Chroma's files on disk: a generation copied to be written to, and looked at before Chroma is let near it.

Chroma 1.5 writes its graph in place, so a process killed meanwhile leaves a torn one, which still opens; the next
open after that may end the process. Files are therefore never written while they are in use, and checked by size.
"""

import shutil
import sqlite3
import struct
from contextlib import closing
from pathlib import Path

_DATABASE = "chroma.sqlite3"
_HEADER = struct.Struct("<i4Q")
"""Of hnswlib's header.bin: version, offset, places reserved, places taken, bytes a place."""
_MOST_LINK_BYTES = 1_000
"""Of one place in link_lists.bin; a whole one takes about 9. A torn file claims terabytes."""


def copy(source: Path, target: Path) -> None:
    """Copy a generation that nobody writes to, though others may have it open."""
    for path in source.iterdir():
        if path.is_dir():
            shutil.copytree(path, target / path.name)
    # Its own backup, since a reader may be about to fold a journal into the file.
    with closing(sqlite3.connect(source / _DATABASE)) as old, closing(sqlite3.connect(target / _DATABASE)) as new:
        old.backup(new)


def damage(folder: Path) -> str | None:
    """What is plainly wrong with a generation's files, or None."""
    if not (folder / _DATABASE).is_file():
        return f"{_DATABASE} is gone"
    for header in folder.glob("*/header.bin"):
        wrong = _graph_damage(header)
        if wrong:
            return wrong
    return None


def _graph_damage(header: Path) -> str | None:
    try:
        _, _, reserved, taken, size = _HEADER.unpack(header.read_bytes()[: _HEADER.size])
        level0, lengths, links = (
            (header.parent / name).stat().st_size for name in ("data_level0.bin", "length.bin", "link_lists.bin")
        )
    except (OSError, struct.error):
        return f"{header.parent.name} is not whole"
    if links > _MOST_LINK_BYTES * max(reserved, taken):
        return "link_lists.bin has an impossible size"
    # A graph never saved yet has files for all of its reserved places.
    if (level0, lengths) not in ((taken * size, taken * 4), (reserved * size, reserved * 4)):
        return "data_level0.bin is not as long as header.bin says"
    return None
