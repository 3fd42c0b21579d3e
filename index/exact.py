"""Exact cosine search over the catalog's vectors, with those used last kept in memory."""

from collections.abc import Collection
from threading import Lock

from index.embedder import Vectors
from index.library import Library

EXACT_LIMIT = 20_000
"""Passages up to which a scope is searched exactly: a filter inside Chroma costs more than comparing them all."""
_CACHED = 2 * EXACT_LIMIT
"""Passages whose vectors are kept in memory."""

Scored = list[tuple[str, float]]
"""(passage id, score), best first. The signature that every retriever shares."""


class ExactVectors:
    """Nearest Passages among all of some Transcripts. Safe for use by several threads."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._guard = Lock()
        self._seq = -1
        self._cache: dict[str, tuple[list[str], Vectors]] = {}

    def search(self, vector: Vectors, n: int, transcripts: Collection[str], allowed: Collection[str] | None) -> Scored:
        """The `n` best of the Transcripts' Passages, or of those `allowed`; the better of a Passage's two vectors counts."""
        best: dict[str, float] = {}
        for transcript in transcripts:
            ids, matrix = self._load(transcript)
            if not ids:
                continue
            for passage, score in zip(ids, (matrix @ vector).tolist(), strict=True):
                if (allowed is None or passage in allowed) and score > best.get(passage, -2.0):
                    best[passage] = score
            if len(best) > 4 * max(n, EXACT_LIMIT):
                best = dict(sorted(best.items(), key=lambda item: -item[1])[:n])
        return sorted(best.items(), key=lambda item: -item[1])[:n]

    def _load(self, transcript: str) -> tuple[list[str], Vectors]:
        with self._guard:
            seq = self._library.seq()
            if seq != self._seq:
                self._cache.clear()
                self._seq = seq
            if transcript not in self._cache:
                loaded = self._library.passage_vectors(transcript)
                while self._cache and sum(len(ids) for ids, _ in self._cache.values()) + len(loaded[0]) > 2 * _CACHED:
                    self._cache.pop(next(iter(self._cache)))
                self._cache[transcript] = loaded
            return self._cache[transcript]
