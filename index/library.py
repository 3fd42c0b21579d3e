"""The library: its catalog is the system of record; everything else in its folder can be rebuilt from that."""

import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from errors import EmbedderMismatch, LibraryError, TranscriptNotHeld
from index import stored
from index.catalog import Catalog
from index.embedder import Vectors
from index.lock import WAIT_SECONDS, WriterLock
from index.passage import Passage
from index.projection import write_atomically
from index.rows import (
    Held,
    StoredPassage,
    head_of,
    held_from,
    passage_row,
    turn_from,
    turn_row,
)
from index.schema import changes, meta, passages, sources, transcripts, turns, vector_uses, vectors
from ingest.sources import Source
from ingest.transcript import Transcript, Turn

_EMBEDDER = "embedder"


class Library:
    """An open library; made if the folder is new or empty. Safe for use by several threads.

    Raises:
        LibraryError: the path is no folder; LibraryDamaged, LibraryTooNew, LibraryReadOnly as their names say.
    """

    def __init__(self, root: Path, *, lock_wait_seconds: float = WAIT_SECONDS) -> None:
        self.root = root
        self.lock = WriterLock(root / "lock", lock_wait_seconds)
        self._catalog = Catalog(root, self.lock)
        self._held: tuple[int, tuple[Held, ...]] = (-1, ())

    @property
    def read_only(self) -> bool:
        return self._catalog.read_only

    def integrity_problem(self) -> str | None:
        """What the database itself finds wrong with the catalog, or None."""
        return self._catalog.integrity_problem()

    def close(self) -> None:
        self._catalog.close()

    # What it holds

    def seq(self) -> int:
        """Number of the last change: it grows with every Transcript added, replaced or removed."""
        with self._catalog.reading() as connection:
            return _seq(connection)

    def changed_since(self, seq: int) -> list[str]:
        """Ids of the Transcripts touched after change `seq`, in order of the last change to each."""
        query = sa.select(changes.c.transcript).where(changes.c.seq > seq).group_by(changes.c.transcript)
        with self._catalog.reading() as connection:
            return list(connection.execute(query.order_by(sa.func.max(changes.c.seq))).scalars())

    def held(self) -> list[Held]:
        """All Transcripts, without their Turns: by company, the newest period first."""
        with self._catalog.reading() as connection:
            seq, (cached, found) = _seq(connection), self._held
            if seq != cached:
                rows = connection.execute(sa.select(transcripts)).mappings()
                found = tuple(sorted(map(held_from, rows), key=_shelf_order))
                self._held = (seq, found)
        return list(found)

    def find(self, transcript: str) -> Held | None:
        with self._catalog.reading() as connection:
            return _find(connection, transcript)

    def transcript(self, transcript: str) -> Transcript:
        """Raises TranscriptNotHeld."""
        query = sa.select(turns.c.body).where(turns.c.transcript == transcript).order_by(turns.c.n)
        with self._catalog.reading() as connection:
            held = _required(connection, transcript)
            found = tuple(turn_from(body) for body in connection.execute(query).scalars())
        return Transcript(
            held.call, held.participants, found, held.exchanges, held.not_speech, held.warnings, held.misaligned
        )

    def turns(self, keys: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Turn]:
        """The Turns named by (transcript, n); those not held are left out."""
        wanted: dict[str, set[int]] = {}
        for transcript, n in keys:
            wanted.setdefault(transcript, set()).add(n)
        found: dict[tuple[str, int], Turn] = {}
        with self._catalog.reading() as connection:
            for transcript, numbers in wanted.items():
                query = sa.select(turns.c.n, turns.c.body).where(
                    turns.c.transcript == transcript, turns.c.n.in_(numbers)
                )
                for n, body in connection.execute(query):
                    found[transcript, n] = turn_from(body)
        return found

    def turn_keys(
        self, ids: Collection[str], *, speakers: Collection[str], roles: Collection[str], sections: Collection[str]
    ) -> list[tuple[str, int]]:
        """(transcript, n) of the Turns that pass every filter given; an empty filter passes all."""
        query = sa.select(turns.c.transcript, turns.c.n).where(turns.c.transcript.in_(ids))
        for column, values in ((turns.c.speaker, speakers), (turns.c.role, roles), (turns.c.section, sections)):
            if values:
                query = query.where(column.in_(values))
        with self._catalog.reading() as connection:
            return [(row.transcript, row.n) for row in connection.execute(query)]

    # Passages and vectors

    def passages(self, ids: Sequence[str]) -> dict[str, Passage]:
        """Passages by id; those not held are left out."""
        with self._catalog.reading() as connection:
            return stored.passages_by_id(connection, ids)

    def passages_of(self, transcript: str, turn: int | None = None) -> list[StoredPassage]:
        """The Passages of a Transcript, or of one Turn of it, in order."""
        with self._catalog.reading() as connection:
            return stored.passages_of(connection, transcript, turn)

    def vectors(self, hashes: Iterable[str]) -> dict[str, Vectors]:
        """Stored vectors by hash; unknown hashes are left out."""
        with self._catalog.reading() as connection:
            return stored.vectors_by_hash(connection, hashes)

    def passage_vectors(self, transcript: str) -> tuple[list[str], Vectors]:
        """Ids of a Transcript's Passages and the vectors that render them, shape (len(ids), dimension).

        A Passage with a translation is there twice.
        """
        with self._catalog.reading() as connection:
            return stored.passage_vectors(connection, transcript)

    def require_embedder(self, fingerprint: str) -> None:
        """Raises EmbedderMismatch when the library's vectors were made by another embedder."""
        stored = self._meta(_EMBEDDER)
        if stored is not None and stored != fingerprint:
            raise EmbedderMismatch(
                f"The library's vectors were made by {stored}, but {fingerprint} is configured.",
                hint="Set CALLCITE_EMBEDDER and CALLCITE_EMBEDDER_MODEL back, or ingest into a new folder with --library.",
            )

    # Changes

    def put(
        self,
        transcript: Transcript,
        source: Source,
        content_hash: str,
        planned: Sequence[StoredPassage],
        new_vectors: Mapping[str, Vectors],
        uses: Collection[str],
        *,
        sample: bool,
        fingerprint: str,
    ) -> None:
        """Add or replace one Transcript in one transaction. `uses` are all the vectors that it needs.

        Raises:
            LibraryReadOnly, LibraryLocked: it cannot be written now; LibraryError: the disk is full or failing.
        """
        call_id = transcript.call.id
        head = {
            "id": call_id,
            "source": source.hash,
            "content_hash": content_hash,
            "sample": sample,
            "added_at": time.time(),
            "turn_count": len(transcript.turns),
            "paragraph_count": transcript.paragraph_count,
            "passage_count": len(planned),
            "head": head_of(transcript),
        }
        blobs = [{"hash": key, "vector": value.astype("<f4").tobytes()} for key, value in new_vectors.items()]
        with self.lock.held():
            self._keep_source(source)
            with self._catalog.writing() as connection:
                used = _clear(connection, call_id)
                _insert_new(connection, meta, [{"key": _EMBEDDER, "value": fingerprint}])
                _insert_new(connection, sources, [{"hash": source.hash, "name": source.name, "size": len(source.data)}])
                connection.execute(sa.insert(transcripts).values(**head))
                connection.execute(sa.insert(turns), [turn_row(call_id, turn) for turn in transcript.turns])
                _insert_new(connection, vectors, blobs)
                _insert_new(connection, vector_uses, [{"transcript": call_id, "hash": key} for key in uses])
                if planned:
                    rows = [passage_row(i, passage) for i, passage in enumerate(planned)]
                    connection.execute(sa.insert(passages), rows)
                _finish(connection, call_id, used)
            self.sweep_sources()

    def remove(self, transcript: str) -> None:
        """Raises TranscriptNotHeld; LibraryReadOnly, LibraryLocked as `put` does."""
        with self.lock.held():
            with self._catalog.writing() as connection:
                _required(connection, transcript)
                _finish(connection, transcript, _clear(connection, transcript))
            self.sweep_sources()

    def source_path(self, source_hash: str) -> Path:
        return self.root / "sources" / source_hash

    def sweep_sources(self) -> None:
        """Delete source files that no Transcript needs, such as one left by a writer killed before its commit."""
        with self._catalog.reading() as connection:
            needed = set(connection.execute(sa.select(sources.c.hash)).scalars())
        folder = self.root / "sources"
        for path in folder.iterdir() if folder.is_dir() else ():
            if path.name not in needed:
                path.unlink(missing_ok=True)

    def _keep_source(self, source: Source) -> None:
        path = self.source_path(source.hash)
        try:
            write_atomically(path, source.data)
        except OSError as error:
            raise LibraryError(
                f"{path} cannot be written: {error.strerror}.",
                hint="Check the disk, the space on it and your permissions, then run this again.",
            ) from error

    def _meta(self, key: str) -> str | None:
        with self._catalog.reading() as connection:
            return connection.execute(sa.select(meta.c.value).where(meta.c.key == key)).scalar()


def _seq(connection: sa.Connection) -> int:
    return connection.execute(sa.select(sa.func.max(changes.c.seq))).scalar() or 0


def _find(connection: sa.Connection, transcript: str) -> Held | None:
    row = connection.execute(sa.select(transcripts).where(transcripts.c.id == transcript)).mappings().first()
    return held_from(row) if row is not None else None


def _required(connection: sa.Connection, transcript: str) -> Held:
    held = _find(connection, transcript)
    if held is None:
        raise TranscriptNotHeld(
            f"The library holds no transcript {transcript!r}.", hint="`python cli.py library list` shows what it holds."
        )
    return held


def _clear(connection: sa.Connection, transcript: str) -> list[str]:
    """Delete a Transcript with all that hangs on it; returns the vectors that it used."""
    used = connection.execute(sa.select(vector_uses.c.hash).where(vector_uses.c.transcript == transcript)).scalars()
    hashes = list(used)
    connection.execute(sa.delete(transcripts).where(transcripts.c.id == transcript))
    return hashes


def _insert_new(connection: sa.Connection, table: sa.Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(sa.insert(table).prefix_with("OR IGNORE", dialect="sqlite"), rows)


def _finish(connection: sa.Connection, transcript: str, used: Sequence[str]) -> None:
    """Clear away what nothing needs any more, of `used` vectors too, and log the change."""
    for part in stored.slices(used):
        unneeded = vectors.c.hash.not_in(sa.select(vector_uses.c.hash).where(vector_uses.c.hash.in_(part)))
        connection.execute(sa.delete(vectors).where(vectors.c.hash.in_(part), unneeded))
    connection.execute(sa.delete(sources).where(sources.c.hash.not_in(sa.select(transcripts.c.source))))
    connection.execute(sa.insert(changes).values(transcript=transcript, at=time.time()))


def _shelf_order(held: Held) -> tuple[str, int, int]:
    """By company, the newest period first."""
    call = held.call
    return call.company or "", -(call.fiscal_year or 0), -(call.fiscal_quarter or 0)
