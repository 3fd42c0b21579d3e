"""Generations on disk of what is derived from the catalog, and how far each has followed it.

A generation is marked dirty while it is written and clean after. Whatever finds the one in use dirty, hollow or of
another catalog does not trust it: a new generation is built beside it and swapped in.
"""

import json
import os
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import uuid4


@dataclass(frozen=True)
class State:
    """`seq` is the catalog's change applied last; `key` what the content depends on besides the catalog's rows;
    `entries` how many it then held, where that is known."""

    seq: int
    dirty: bool
    key: str
    entries: int = 0


class Generations:
    """`root/current` names the generation in use; `root/<n>/` holds its files and its `state.json`."""

    def __init__(self, root: Path) -> None:
        self._root = root

    @property
    def root(self) -> Path:
        return self._root

    def current(self) -> Path | None:
        try:
            name = (self._root / "current").read_text().strip()
        except FileNotFoundError:
            return None
        folder = self._root / name
        return folder if name and folder.is_dir() else None

    def state(self) -> State | None:
        """State of the generation in use; None where there is none, or it cannot be read."""
        folder = self.current()
        if folder is None:
            return None
        try:
            return State(**json.loads((folder / "state.json").read_text()))
        except (OSError, ValueError, TypeError):
            return None

    def begin(self) -> Path:
        """An empty folder for a new generation, not yet in use. Its name was never used before: processes that have
        an older one open must not take the new one for it."""
        folder = self._root / uuid4().hex[:12]
        folder.mkdir(parents=True)
        return folder

    def mark(self, folder: Path, state: State) -> None:
        write_atomically(folder / "state.json", json.dumps(asdict(state)).encode())

    def swap_in(self, folder: Path) -> None:
        """Put `folder` in use, durably, and clear away the others."""
        for path in folder.rglob("*"):
            sync(path)
        write_atomically(self._root / "current", folder.name.encode())
        for old in self._root.iterdir():
            if old.is_dir() and old != folder:
                shutil.rmtree(old, ignore_errors=True)


def write_atomically(path: Path, data: bytes) -> None:
    """The file is the old one or the new one at every moment, also after a power cut."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with temporary.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    sync(path.parent)


def sync(path: Path) -> None:
    """Have the disk keep a file's content, or a folder's list of names."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
