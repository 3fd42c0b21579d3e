"""Dense retrieval: a Chroma collection as a projection of the catalog's vectors, and exact search beside it.

Chroma's files are not crash-safe and cannot be shared with a writer, so a generation in use is never written: the next
one is made from a copy, marked dirty meanwhile, and swapped in. Samples have a collection of their own, so that leaving
them out of a search needs no filter.
"""

import logging
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from errors import LibraryError
from index import chroma_files
from index.embedder import Vectors
from index.exact import EXACT_LIMIT, ExactVectors, Scored
from index.library import Library
from index.projection import Generations, State
from index.rows import StoredPassage

if TYPE_CHECKING:
    from chromadb.api.models.Collection import Collection as ChromaCollection  # noqa: TID251

CALLS, SAMPLES = "calls", "samples"
_SHELVES = (CALLS, SAMPLES)
_BATCH = 5_000
"""Records a write; Chroma refuses more than 5,461."""
_connecting = Lock()
"""Chroma's table of open databases is one for the process, and unguarded."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Open:
    """A generation open for reading."""

    folder: Path
    client: Any
    shelves: "dict[str, ChromaCollection]"


class DenseIndex:
    """Nearest Passages by cosine. Both the text and the translation of a Passage have a vector; the better one counts.

    Safe for use by several threads.
    """

    def __init__(self, library: Library, fingerprint: str) -> None:
        self._library = library
        self._key = fingerprint
        self._generations = Generations(library.root / "vectors")
        self._guard = Lock()
        self._open: _Open | None = None
        self._distrusted: Path | None = None
        self._exact = ExactVectors(library)

    # Search

    def search(self, vector: Vectors, n: int, shelf: str) -> Scored:
        """Over a whole shelf (`calls` or `samples`), through Chroma; exact while Chroma cannot be trusted."""
        found = self._search_chroma(vector, n, shelf)
        if found is None:
            ids = [held.call.id for held in self._library.held() if held.sample == (shelf == SAMPLES)]
            found = self._exact.search(vector, n, ids, None)
        return found

    def search_within(
        self, vector: Vectors, n: int, transcripts: Collection[str], allowed: Collection[str] | None
    ) -> Scored:
        """Within some Transcripts, and of these only the Passages `allowed` (None: all).

        Up to EXACT_LIMIT Passages are all compared; above, Chroma is asked for more and the rest filtered out.
        """
        sizes = {held.call.id: held for held in self._library.held() if held.call.id in transcripts}
        total = sum(held.passage_count for held in sizes.values())
        if total <= EXACT_LIMIT:
            return self._exact.search(vector, n, sizes, allowed)
        found: dict[str, float] = {}
        for shelf in {SAMPLES if held.sample else CALLS for held in sizes.values()}:
            found.update(self.search(vector, n * 20, shelf))
        kept = [
            (passage, score)
            for passage, score in sorted(found.items(), key=lambda item: -item[1])
            if passage.rpartition("#")[0] in sizes and (allowed is None or passage in allowed)
        ]
        return kept[:n] if len(kept) >= n else self._exact.search(vector, n, sizes, allowed)

    def _search_chroma(self, vector: Vectors, n: int, shelf: str) -> Scored | None:
        """None where Chroma's files are not up to date, not whole, or fail."""
        with self._guard:
            folder = self._trusted()
            if folder is None:
                return None
            try:
                collection = self._opened(folder).shelves[shelf]
                size = collection.count()
                if size == 0:
                    return []
                # Up to two records a Passage, so twice as many are asked for.
                found = collection.query(query_embeddings=[vector], n_results=min(2 * n, size), include=["distances"])
            except Exception as error:
                self._distrust(folder, error)
                return None
            if self._generations.current() != folder:
                # Another process has swapped it out: its files may have been deleted while Chroma read them.
                return None
        best: dict[str, float] = {}
        for record, distance in zip(found["ids"][0], (found["distances"] or [[]])[0], strict=True):
            best.setdefault(record.rpartition("|")[0], 1.0 - distance)
        return list(best.items())[:n]

    # Following the catalog

    def is_current(self) -> bool:
        """Whether Chroma holds what the catalog does, as far as can be told without opening it."""
        state = self._generations.state()
        return self._is_whole(state) and state is not None and state.seq == self._library.seq()

    def damage(self) -> str | None:
        """What is plainly wrong with the files in use, or None; tells it without opening them."""
        folder = self._generations.current()
        return chroma_files.damage(folder) if folder is not None else None

    def count(self) -> int:
        """Records in Chroma: one for each Passage's text, one for each translation. 0 where it cannot be opened."""
        with self._guard:
            folder = self._trusted()
            if folder is None:
                return 0
            try:
                return sum(shelf.count() for shelf in self._opened(folder).shelves.values())
            except Exception as error:
                self._distrust(folder, error)
                return 0

    def expected_count(self) -> int:
        """Records that the catalog calls for."""
        return sum(len(list(_records(self._library.passages_of(held.call.id)))) for held in self._library.held())

    def catch_up(self) -> None:
        """Apply the catalog's changes. The caller holds the writer lock.

        Raises:
            LibraryError: Chroma cannot write its files; exact search goes on without it.
        """
        seq = self._library.seq()
        folder, state = self._generations.current(), self._generations.state()
        if folder is None or state is None or not self._is_whole(state) or state.seq > seq:
            self.rebuild()
        elif state.seq != seq:
            self._write(seq, self._library.changed_since(state.seq), base=folder)

    def rebuild(self) -> None:
        """A new generation from the catalog's vectors, without embedding anything. The caller holds the writer lock."""
        self._write(self._library.seq(), [held.call.id for held in self._library.held()], base=None)

    def _is_whole(self, state: State | None) -> bool:
        folder = self._generations.current()
        return (
            state is not None
            and not state.dirty
            and state.key == self._key
            and folder is not None
            and folder != self._distrusted
            and ((self._open is not None and self._open.folder == folder) or chroma_files.damage(folder) is None)
        )

    def _trusted(self) -> Path | None:
        """The generation in use if it may be searched now."""
        # Opening Chroma writes to its folder.
        return self._generations.current() if not self._library.read_only and self.is_current() else None

    def _distrust(self, folder: Path, error: Exception) -> None:
        """Chroma's errors are many; after any of them its files are as good as gone."""
        self._close()
        if self._generations.current() == folder:
            _log.warning("The vector index failed (%s): searching exactly; it will be rebuilt.", error)
            self._distrusted = folder

    def _write(self, seq: int, transcripts: list[str], *, base: Path | None) -> None:
        try:
            folder = self._generations.begin()
            self._generations.mark(folder, State(seq, dirty=True, key=self._key))
            if base is not None:
                chroma_files.copy(base, folder)
            client = _connect(folder)
            try:
                shelves = {name: _made(client, name) for name in _SHELVES}
                self._apply(shelves, transcripts, fresh=base is None)
                entries = sum(shelf.count() for shelf in shelves.values())
            finally:
                client.close()
            self._generations.mark(folder, State(seq, dirty=False, key=self._key, entries=entries))
            self._generations.swap_in(folder)
        except LibraryError:
            raise
        except Exception as error:
            raise LibraryError(
                f"The vector index cannot be written: {error}",
                hint="Check the space on the disk; nothing is lost, and searches compare all vectors meanwhile.",
            ) from error

    def _apply(self, shelves: "dict[str, ChromaCollection]", transcripts: list[str], *, fresh: bool) -> None:
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

    def _opened(self, folder: Path) -> _Open:
        """`folder` open for reading; the guard is held. Raises whatever Chroma does."""
        if self._open is None or self._open.folder != folder:
            self._close()
            client = _connect(folder)
            shelves = {name: client.get_collection(name, embedding_function=None) for name in _SHELVES}
            self._open = _Open(folder, client, shelves)
            state = self._generations.state()
            held = sum(shelf.count() for shelf in shelves.values())
            if state is not None and held != state.entries:
                raise LibraryError(f"{held} records, but {state.entries} were written", hint="It is rebuilt by itself.")
        return self._open

    def _close(self) -> None:
        if self._open is not None:
            self._open.client.close()
            self._open = None


def _connect(folder: Path) -> Any:
    import chromadb  # noqa: TID251

    settings = chromadb.Settings(anonymized_telemetry=False, allow_reset=False)
    with _connecting:
        return chromadb.PersistentClient(path=str(folder), settings=settings)


def _made(client: Any, name: str) -> "ChromaCollection":
    # No embedding function: Chroma would download a model of its own.
    collection: ChromaCollection = client.get_or_create_collection(
        name=name, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
    )
    return collection


def _records(stored: list[StoredPassage]) -> Iterator[tuple[str, str]]:
    """(record id, vector hash): one record for the text of a Passage, one for its translation."""
    for item in stored:
        yield f"{item.passage.id}|text", item.text_vector
        if item.translation_vector is not None:
            yield f"{item.passage.id}|translation", item.translation_vector


def _parts(records: list[tuple[str, str, str]]) -> Iterator[list[tuple[str, str, str]]]:
    for at in range(0, len(records), _BATCH):
        yield records[at : at + _BATCH]
