"""What tests share: the shared data's folder, a quick embedder of the real Protocol, and libraries made from it."""

import hashlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from index.embedder import Vectors
from index.opened import Opened, open_library
from index.tokens import tokens
from settings import PROJECT

SAMPLES = PROJECT / "samples"


class HashEmbedder:
    """A real embedder of a simple kind: a text's tokens hashed into 64 dimensions. Same Protocol, no model to load."""

    fingerprint = "hashed-tokens:64"
    dimension = 64

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def embed_query(self, text: str) -> Vectors:
        return self._embed(text)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        self.embedded.extend(texts)
        return np.array([self._embed(text) for text in texts], dtype=np.float32).reshape(len(texts), self.dimension)

    def _embed(self, text: str) -> Vectors:
        vector = np.full(self.dimension, 1e-3, dtype=np.float32)
        for token in tokens(text):
            vector[hashlib.sha256(token.encode()).digest()[0] % self.dimension] += 1
        return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)


@pytest.fixture
def embedder() -> HashEmbedder:
    return HashEmbedder()


@pytest.fixture
def open_at(embedder: HashEmbedder) -> Callable[..., Opened]:
    """Open a library at a path with the quick embedder."""

    def opened(root: Path, **options: object) -> Opened:
        return open_library(root, lambda: embedder, **options)  # type: ignore[arg-type]

    return opened


@pytest.fixture
def opened(tmp_path: Path, open_at: Callable[..., Opened]) -> Opened:
    """An empty library."""
    return open_at(tmp_path / "library")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The shared data's folder, `CALLCITE_SHARED` or `../shared`; tests that need it skip where it is absent."""
    folder = Path(os.environ.get("CALLCITE_SHARED") or PROJECT.parent / "shared")
    if not (folder / "data").is_dir():
        pytest.skip(f"The shared data is not at {folder}: set CALLCITE_SHARED to its folder.")
    return folder


@pytest.fixture(scope="session")
def seed_call(shared: Path) -> Path:
    return shared / "data" / "baba-fy2025-q4.txt"
