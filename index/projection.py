"""Generations on disk of what is derived from the catalog, and how far each has followed it.

A projection is written in place and marked dirty meanwhile. Whatever finds it dirty does not trust it: a new
generation is built beside it and swapped in.
"""

import json
import os
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class State:
    """`seq` is the catalog's change applied last; `key` what the content depends on besides the catalog's rows."""

    seq: int
    dirty: bool
    key: str


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
        """An empty folder for a new generation, not yet in use."""
        taken = [int(p.name) for p in self._root.iterdir() if p.name.isdigit()] if self._root.is_dir() else []
        folder = self._root / str(max(taken, default=0) + 1)
        folder.mkdir(parents=True)
        return folder

    def mark(self, folder: Path, state: State) -> None:
        write_atomically(folder / "state.json", json.dumps(asdict(state)).encode())

    def swap_in(self, folder: Path) -> None:
        """Put `folder` in use and clear away the others."""
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
