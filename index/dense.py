"""Dense retrieval: a Chroma collection as a projection of the catalog's vectors, and exact search beside it.

Chroma's files are not crash-safe, so nothing lives only there: they are marked dirty while written, and a generation
found dirty is rebuilt from the catalog. Samples have a collection of their own, so that leaving them out of a search
needs no filter.
"""

import logging
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.embedder import Vectors
from index.library import Library
from index.projection import Generations, State
from index.rows import StoredPassage

if TYPE_CHECKING:
    from chromadb.api.models.Collection import Collection as ChromaCollection  # noqa: TID251

CALLS, SAMPLES = "calls", "samples"
EXACT_LIMIT = 20_000
"""Passages up to which a scope is searched exactly: a filter inside Chroma costs more than comparing them all."""
_BATCH = 5_000
"""Records a write; Chroma refuses more than 5,461."""
_CACHED = 40_000
"""Passages whose vectors are kept in memory for exact search."""
_log = logging.getLogger(__name__)

Scored = list[tuple[str, float]]
"""(passage id, score), best first. The signature that every retriever shares."""


class DenseIndex:
    """Nearest Passages by cosine. Both the text and the translation of a Passage have a vector; the better one counts."""

    def __init__(self, library: Library, fingerprint: str) -> None:
        self._library = library
        self._key = fingerprint
        self._generations = Generations(library.root / "vectors")
        self._client: Any = None
        self._opened: tuple[Path, State] | None = None
        self._exact = _ExactVectors(library)

    # Search

    def search(self, vector: Vectors, n: int, shelf: str) -> Scored:
        """Over a whole shelf (`calls` or `samples`), through Chroma; exact while Chroma cannot be trusted."""
        collection = self._collection(shelf)
        if collection is None:
            ids = [held.call.id for held in self._library.held() if held.sample == (shelf == SAMPLES)]
            return self._exact.search(vector, n, ids, None)
        size = collection.count()
        if size == 0:
            return []
        # Up to two records a Passage, so twice as many are asked for.
        found = collection.query(query_embeddings=[vector], n_results=min(2 * n, size), include=["distances"])
        best: dict[str, float] = {}
        for record, distance in zip(found["ids"][0], found["distances"][0], strict=True):
            best.setdefault(record.rpartition("|")[0], 1.0 - distance)
        return list(best.items())[:n]

    def search_within(
        self, vector: Vectors, n: int, transcripts: Collection[str], allowed: Collection[str] | None
    ) -> Scored:
        """Within some Transcripts, and of these only the Passages `allowed` (None: all).

        Up to EXACT_LIMIT Passages are all compared; above, Chroma is asked for more and the rest filtered out.
        """
        sizes = {held.call.id: held for held in self._library.held() if held.call.id in transcripts}
        total = sum(held.passage_count for held in sizes.values())
        if total <= EXACT_LIMIT:
            return self._exact.search(vector, n, list(sizes), allowed)
        found: dict[str, float] = {}
        for shelf in {SAMPLES if held.sample else CALLS for held in sizes.values()}:
            found.update(self.search(vector, n * 20, shelf))
        kept = [
            (passage, score)
            for passage, score in sorted(found.items(), key=lambda item: -item[1])
            if passage.partition("#")[0] in sizes and (allowed is None or passage in allowed)
        ]
        return kept[:n] if len(kept) >= n else self._exact.search(vector, n, list(sizes), allowed)

    # Following the catalog

    def is_current(self) -> bool:
        state = self._generations.state()
        return state is not None and not state.dirty and state.key == self._key and state.seq == self._library.seq()

    def count(self) -> int:
        """Records in Chroma: one for each Passage's text, one for each translation."""
        shelves = [self._collection(shelf) for shelf in (CALLS, SAMPLES)]
        return sum(collection.count() for collection in shelves if collection is not None)

    def expected_count(self) -> int:
        """Records that the catalog calls for."""
        return sum(len(list(_records(self._library.passages_of(held.call.id)))) for held in self._library.held())

    def catch_up(self) -> None:
        """Apply the catalog's changes. The caller holds the writer lock."""
        seq = self._library.seq()
        folder, state = self._generations.current(), self._generations.state()
        if folder is None or state is None or state.dirty or state.key != self._key:
            self.rebuild()
        elif state.seq != seq:
            self._generations.mark(folder, State(state.seq, dirty=True, key=self._key))
            self._write(folder, self._library.changed_since(state.seq), fresh=False)
            self._generations.mark(folder, State(seq, dirty=False, key=self._key))

    def rebuild(self) -> None:
        """A new generation from the catalog's vectors, without embedding anything. The caller holds the writer lock."""
        seq = self._library.seq()
        folder = self._generations.begin()
        self._write(folder, [held.call.id for held in self._library.held()], fresh=True)
        self._generations.mark(folder, State(seq, dirty=False, key=self._key))
        self._generations.swap_in(folder)

    def _write(self, folder: Path, transcripts: list[str], *, fresh: bool) -> None:
        client = self._connect(folder)
        shelves = {name: _get_collection(client, name) for name in (CALLS, SAMPLES)}
        samples = {held.call.id for held in self._library.held() if held.sample}
        records: dict[str, list[tuple[str, str, str]]] = {CALLS: [], SAMPLES: []}
        for transcript in transcripts:
            if not fresh:
                for collection in shelves.values():
                    collection.delete(where={"transcript": transcript})
            shelf = records[SAMPLES if transcript in samples else CALLS]
            shelf.extend((record, key, transcript) for record, key in _records(self._library.passages_of(transcript)))
        for name, collection in shelves.items():
            for part in _parts(records[name]):
                vectors = self._library.vectors(key for _, key, _ in part)
                collection.add(
                    ids=[record for record, _, _ in part],
                    embeddings=[vectors[key] for _, key, _ in part],
                    metadatas=[{"transcript": transcript} for _, _, transcript in part],
                )

    def _collection(self, shelf: str) -> "ChromaCollection | None":
        """The shelf's collection if its files are whole and up to date, else None."""
        folder, state = self._generations.current(), self._generations.state()
        if folder is None or state is None or state.dirty or state.key != self._key or state.seq != self._library.seq():
            return None
        if self._opened != (folder, state):
            self._client = None
        return _get_collection(self._connect(folder), shelf) if not self._library.read_only else None

    def _connect(self, folder: Path) -> Any:
        state = self._generations.state()
        if self._client is None or self._opened is None or self._opened[0] != folder:
            import chromadb  # noqa: TID251
            from chromadb.api.shared_system_client import SharedSystemClient  # noqa: TID251

            # A client never sees what another process has written since it was made.
            SharedSystemClient.clear_system_cache()
            settings = chromadb.Settings(anonymized_telemetry=False, allow_reset=False)
            self._client = chromadb.PersistentClient(path=str(folder), settings=settings)
        if state is not None:
            self._opened = (folder, state)
        return self._client


class _ExactVectors:
    """Exact cosine search over the catalog's vectors, with those used last kept in memory."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._seq = -1
        self._cache: dict[str, tuple[list[str], Vectors]] = {}

    def search(self, vector: Vectors, n: int, transcripts: list[str], allowed: Collection[str] | None) -> Scored:
        best: dict[str, float] = {}
        for transcript in transcripts:
            ids, matrix = self._load(transcript)
            for passage, score in zip(ids, matrix @ vector, strict=True):
                if (allowed is None or passage in allowed) and score > best.get(passage, -2.0):
                    best[passage] = float(score)
            if len(best) > 4 * max(n, EXACT_LIMIT):
                best = dict(sorted(best.items(), key=lambda item: -item[1])[:n])
        return sorted(best.items(), key=lambda item: -item[1])[:n]

    def _load(self, transcript: str) -> tuple[list[str], Vectors]:
        seq = self._library.seq()
        if seq != self._seq:
            self._cache.clear()
            self._seq = seq
        if transcript not in self._cache:
            records = list(_records(self._library.passages_of(transcript)))
            vectors = self._library.vectors(key for _, key in records)
            matrix = np.array([vectors[key] for _, key in records], dtype=np.float32).reshape(len(records), -1)
            while self._cache and sum(len(ids) for ids, _ in self._cache.values()) + len(records) > 2 * _CACHED:
                self._cache.pop(next(iter(self._cache)))
            self._cache[transcript] = ([record.rpartition("|")[0] for record, _ in records], matrix)
        return self._cache[transcript]


def _records(stored: list[StoredPassage]) -> Iterator[tuple[str, str]]:
    """(record id, vector hash): one record for the text of a Passage, one for its translation."""
    for item in stored:
        yield f"{item.passage.id}|text", item.text_vector
        if item.translation_vector is not None:
            yield f"{item.passage.id}|translation", item.translation_vector


def _parts(records: list[tuple[str, str, str]]) -> Iterator[list[tuple[str, str, str]]]:
    for at in range(0, len(records), _BATCH):
        yield records[at : at + _BATCH]


def _get_collection(client: Any, name: str) -> "ChromaCollection":
    # No embedding function: Chroma would download a model of its own.
    collection: ChromaCollection = client.get_or_create_collection(
        name=name, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
    )
    return collection
