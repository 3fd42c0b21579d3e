"""The catalog: a library's system of record. Everything else in the library's folder can be rebuilt from it."""

import json
import os
import sqlite3
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import sqlalchemy as sa

from errors import EmbedderMismatch, LibraryDamaged, LibraryError, LibraryReadOnly, LibraryTooNew, TranscriptNotHeld
from index.embedder import Vectors
from index.lock import WAIT_SECONDS, WriterLock
from index.passage import Passage
from index.projection import write_atomically
from index.rows import (
    Held,
    StoredPassage,
    head_of,
    held_from,
    passage_from,
    passage_row,
    stored_from,
    turn_from,
    turn_row,
)
from index.schema import (
    SCHEMA_VERSION,
    changes,
    meta,
    metadata,
    passages,
    sources,
    transcripts,
    turns,
    vector_uses,
    vectors,
)
from ingest.sources import Source
from ingest.transcript import Transcript, Turn

_EMBEDDER = "embedder"
_SCHEMA = "schema"
_SLICE = 500
"""Values in one IN (…) list, below every database's limit."""


class Library:
    """An open library; made if the folder is new or empty. Safe for use by several threads.

    Raises:
        LibraryError: the path is no folder; LibraryDamaged, LibraryTooNew, LibraryReadOnly as their names say.
    """

    def __init__(self, root: Path, *, lock_wait_seconds: float = WAIT_SECONDS) -> None:
        self.root = root
        self.lock = WriterLock(root / "lock", lock_wait_seconds)
        self._catalog = root / "catalog.sqlite"
        if root.exists() and not root.is_dir():
            raise LibraryError(f"{root} is not a folder.", hint="Choose a folder with --library or CALLCITE_LIBRARY.")
        if not self._catalog.exists():
            self._create()
        self.read_only = not os.access(root, os.W_OK) or not os.access(self._catalog, os.W_OK)
        self._engine = sa.create_engine(
            "sqlite://", creator=self._connect, poolclass=sa.pool.QueuePool, json_serializer=_json
        )
        self._check_schema()

    def _connect(self) -> sqlite3.Connection:
        uri = self._catalog.resolve().as_uri()
        # Without write permission SQLite cannot keep a WAL's index: `immutable` reads the file as it stands.
        connection = sqlite3.connect(
            f"{uri}?mode=ro&immutable=1" if self.read_only else f"{uri}?mode=rw",
            uri=True,
            check_same_thread=False,
            timeout=10.0,
        )
        connection.execute("PRAGMA foreign_keys=ON")
        if not self.read_only:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
        return connection

    def _create(self) -> None:
        try:
            self.root.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LibraryReadOnly(
                f"The library folder {self.root} cannot be made: {error.strerror}.",
                hint="Choose another folder with --library or CALLCITE_LIBRARY.",
            ) from error
        with self.lock.held():
            if self._catalog.exists():
                return
            # Made aside and moved into place, so that nobody ever opens half a schema.
            aside = self.root / f".catalog.{os.getpid()}.tmp"
            aside.unlink(missing_ok=True)
            engine = sa.create_engine(f"sqlite:///{aside}")
            metadata.create_all(engine)
            with engine.begin() as connection:
                connection.execute(sa.insert(meta).values(key=_SCHEMA, value=str(SCHEMA_VERSION)))
            engine.dispose()
            aside.replace(self._catalog)

    def _check_schema(self) -> None:
        try:
            version = int(self._meta(_SCHEMA) or 0)
        except (sa.exc.DatabaseError, sqlite3.DatabaseError, ValueError) as error:
            raise LibraryDamaged(
                f"{self._catalog} is not a readable callcite catalog.",
                hint="Restore the library folder from a backup, or choose another with --library and ingest again.",
            ) from error
        if version > SCHEMA_VERSION:
            raise LibraryTooNew(
                f"{self.root} was written by a newer callcite (layout {version}; this one knows {SCHEMA_VERSION}).",
                hint="Update callcite, or choose another folder with --library.",
            )

    def integrity_problem(self) -> str | None:
        """What SQLite itself finds wrong with the catalog, or None."""
        with self._engine.connect() as connection:
            found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
            orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if found != "ok":
            return str(found)
        return f"A row of {orphans[0]} refers to nothing." if orphans is not None else None

    def close(self) -> None:
        self._engine.dispose()

    # What it holds

    def seq(self) -> int:
        """Number of the last change: it grows with every Transcript added, replaced or removed."""
        with self._engine.connect() as connection:
            return connection.execute(sa.select(sa.func.max(changes.c.seq))).scalar() or 0

    def changed_since(self, seq: int) -> list[str]:
        """Ids of the Transcripts touched after change `seq`, in order of the last change to each."""
        query = sa.select(changes.c.transcript).where(changes.c.seq > seq).group_by(changes.c.transcript)
        with self._engine.connect() as connection:
            return list(connection.execute(query.order_by(sa.func.max(changes.c.seq))).scalars())

    def held(self) -> list[Held]:
        """All Transcripts, without their Turns: by company, the newest period first."""
        with self._engine.connect() as connection:
            found = [held_from(row) for row in connection.execute(sa.select(transcripts)).mappings()]
        return sorted(
            found, key=lambda h: (h.call.company or "", -(h.call.fiscal_year or 0), -(h.call.fiscal_quarter or 0))
        )

    def find(self, transcript: str) -> Held | None:
        with self._engine.connect() as connection:
            row = connection.execute(sa.select(transcripts).where(transcripts.c.id == transcript)).mappings().first()
        return held_from(row) if row is not None else None

    def transcript(self, transcript: str) -> Transcript:
        """Raises TranscriptNotHeld."""
        held = self._require(transcript)
        query = sa.select(turns.c.body).where(turns.c.transcript == transcript).order_by(turns.c.n)
        with self._engine.connect() as connection:
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
        with self._engine.connect() as connection:
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
        with self._engine.connect() as connection:
            return [(row.transcript, row.n) for row in connection.execute(query)]

    # Passages and vectors

    def passages(self, ids: Sequence[str]) -> dict[str, Passage]:
        with self._engine.connect() as connection:
            return {
                row.id: passage_from(row)
                for part in _slices(ids)
                for row in connection.execute(sa.select(passages).where(passages.c.id.in_(part)))
            }

    def passages_of(self, transcript: str, turn: int | None = None) -> list[StoredPassage]:
        """The Passages of a Transcript, or of one Turn of it, in order."""
        query = sa.select(passages).where(passages.c.transcript == transcript).order_by(passages.c.position)
        if turn is not None:
            query = query.where(passages.c.turn == turn)
        with self._engine.connect() as connection:
            return [stored_from(row) for row in connection.execute(query)]

    def vectors(self, hashes: Iterable[str]) -> dict[str, Vectors]:
        """Stored vectors by hash; unknown hashes are left out."""
        with self._engine.connect() as connection:
            return {
                row.hash: np.frombuffer(row.vector, dtype="<f4")
                for part in _slices(list(dict.fromkeys(hashes)))
                for row in connection.execute(sa.select(vectors).where(vectors.c.hash.in_(part)))
            }

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
        stored: Sequence[StoredPassage],
        new_vectors: Mapping[str, Vectors],
        uses: Collection[str],
        *,
        sample: bool,
        fingerprint: str,
    ) -> None:
        """Add or replace one Transcript in one transaction. `uses` are all the vectors that it needs."""
        self._require_writable()
        write_atomically(self.source_path(source.hash), source.data)
        call_id = transcript.call.id
        head = {
            "id": call_id,
            "source": source.hash,
            "content_hash": content_hash,
            "sample": sample,
            "added_at": time.time(),
            "turn_count": len(transcript.turns),
            "paragraph_count": transcript.paragraph_count,
            "passage_count": len(stored),
            "head": head_of(transcript),
        }
        blobs = [{"hash": key, "vector": value.astype("<f4").tobytes()} for key, value in new_vectors.items()]
        with self._engine.begin() as connection:
            connection.execute(sa.delete(transcripts).where(transcripts.c.id == call_id))
            self._insert_new(connection, meta, [{"key": _EMBEDDER, "value": fingerprint}])
            self._insert_new(
                connection, sources, [{"hash": source.hash, "name": source.name, "size": len(source.data)}]
            )
            connection.execute(sa.insert(transcripts).values(**head))
            connection.execute(sa.insert(turns), [turn_row(call_id, turn) for turn in transcript.turns])
            self._insert_new(connection, vectors, blobs)
            self._insert_new(connection, vector_uses, [{"transcript": call_id, "hash": key} for key in uses])
            if stored:
                connection.execute(sa.insert(passages), [passage_row(i, passage) for i, passage in enumerate(stored)])
            self._finish(connection, call_id)
        self.sweep_sources()

    def remove(self, transcript: str) -> None:
        """Raises TranscriptNotHeld."""
        self._require(transcript)
        self._require_writable()
        with self._engine.begin() as connection:
            connection.execute(sa.delete(transcripts).where(transcripts.c.id == transcript))
            self._finish(connection, transcript)
        self.sweep_sources()

    def source_path(self, source_hash: str) -> Path:
        return self.root / "sources" / source_hash

    def sweep_sources(self) -> None:
        """Delete source files that no Transcript needs, such as one left by a writer killed before its commit."""
        with self._engine.connect() as connection:
            needed = set(connection.execute(sa.select(sources.c.hash)).scalars())
        folder = self.root / "sources"
        for path in folder.iterdir() if folder.is_dir() else ():
            if path.name not in needed:
                path.unlink(missing_ok=True)

    def _insert_new(self, connection: sa.Connection, table: sa.Table, rows: list[dict[str, Any]]) -> None:
        if rows:
            connection.execute(sa.insert(table).prefix_with("OR IGNORE", dialect="sqlite"), rows)

    def _finish(self, connection: sa.Connection, transcript: str) -> None:
        """Clear away what nothing needs any more, and log the change, within the caller's transaction."""
        connection.execute(sa.delete(vectors).where(vectors.c.hash.not_in(sa.select(vector_uses.c.hash))))
        connection.execute(sa.delete(sources).where(sources.c.hash.not_in(sa.select(transcripts.c.source))))
        connection.execute(sa.insert(changes).values(transcript=transcript, at=time.time()))

    def _require(self, transcript: str) -> Held:
        held = self.find(transcript)
        if held is None:
            raise TranscriptNotHeld(
                f"The library holds no transcript {transcript!r}.",
                hint="`python cli.py library list` shows what it holds.",
            )
        return held

    def _require_writable(self) -> None:
        if self.read_only:
            raise LibraryReadOnly(
                f"The library folder {self.root} is read-only.",
                hint="Give yourself write permission, or choose another folder with --library.",
            )

    def _meta(self, key: str) -> str | None:
        with self._engine.connect() as connection:
            return connection.execute(sa.select(meta.c.value).where(meta.c.key == key)).scalar()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _slices(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(0, len(values), _SLICE):
        yield values[at : at + _SLICE]
