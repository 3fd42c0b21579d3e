"""The library: its catalog is the system of record; everything else in its folder can be rebuilt from that."""

import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa

from errors import EmbedderMismatch, LibraryDamaged, LibraryError, TranscriptNotHeld
from index import stored, writes
from index.catalog import Catalog
from index.duplicates import SIZE, Signature
from index.embedder import Vectors
from index.lock import WAIT_SECONDS, WriterLock
from index.passage import Passage
from index.projection import write_atomically
from index.rows import (
    Held,
    StoredPassage,
    head_from,
    head_of,
    held_from,
    passage_row,
    turn_from,
    turn_row,
)
from index.schema import changes, meta, passages, signatures, sources, transcripts, turns, vector_uses, vectors
from index.schema import corrections as corrections_table
from ingest.corrections import Corrections, corrections_from_json, corrections_json
from ingest.sources import Source
from ingest.transcript import Transcript, Turn

_EMBEDDER = "embedder"
_COMPANION = ".companion"


class Library:
    """An open library; made if the folder is new or empty. Safe for use by several threads.

    Raises:
        LibraryError: the path is no folder; LibraryDamaged, LibraryTooNew, LibraryReadOnly as their names say.
    """

    def __init__(self, root: Path, *, lock_wait_seconds: float = WAIT_SECONDS) -> None:
        self.root = root
        self.lock = WriterLock(root / "lock", lock_wait_seconds)
        self.catalog = Catalog(root, self.lock)
        self._held: tuple[int, tuple[Held, ...]] = (-1, ())

    @property
    def read_only(self) -> bool:
        return self.catalog.read_only

    def integrity_problem(self) -> str | None:
        """What the database itself finds wrong with the catalog, or None."""
        return self.catalog.integrity_problem()

    def close(self) -> None:
        self.catalog.close()

    # What it holds

    def seq(self) -> int:
        """Number of the last change: it grows with every Transcript added, replaced or removed."""
        with self.catalog.reading() as connection:
            return _seq(connection)

    def changed_since(self, seq: int) -> list[str]:
        """Ids of the Transcripts touched after change `seq`, in order of the last change to each."""
        query = sa.select(changes.c.transcript).where(changes.c.seq > seq).group_by(changes.c.transcript)
        with self.catalog.reading() as connection:
            return list(connection.execute(query.order_by(sa.func.max(changes.c.seq))).scalars())

    def held(self) -> list[Held]:
        """All Transcripts, without their Turns: by company, the newest period first."""
        with self.catalog.reading() as connection:
            seq, (cached, found) = _seq(connection), self._held
            if seq != cached:
                rows = connection.execute(sa.select(transcripts)).mappings()
                found = tuple(sorted(map(held_from, rows), key=_shelf_order))
                self._held = (seq, found)
        return list(found)

    def find(self, transcript: str) -> Held | None:
        with self.catalog.reading() as connection:
            return _find(connection, transcript)

    def transcript(self, transcript: str) -> Transcript:
        """Raises TranscriptNotHeld."""
        head_query = sa.select(transcripts.c.head).where(transcripts.c.id == transcript)
        query = sa.select(turns.c.body).where(turns.c.transcript == transcript).order_by(turns.c.n)
        with self.catalog.reading() as connection:
            _required(connection, transcript)
            head = head_from(connection.execute(head_query).scalar())
            found = tuple(turn_from(body) for body in connection.execute(query).scalars())
        return replace(head, turns=found)

    def turns(self, keys: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Turn]:
        """The Turns named by (transcript, n); those not held are left out."""
        wanted: dict[str, set[int]] = {}
        for transcript, n in keys:
            wanted.setdefault(transcript, set()).add(n)
        found: dict[tuple[str, int], Turn] = {}
        with self.catalog.reading() as connection:
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
        """(transcript, n) of the Turns that pass every filter given; an empty filter passes all.

        An interpreter's Turn passes for the speaker whose words it renders.
        """
        query = sa.select(turns.c.transcript, turns.c.n).where(turns.c.transcript.in_(ids))
        if speakers:
            query = query.where(
                sa.or_(turns.c.speaker.in_(speakers), turns.c.body["speaks_for"].as_string().in_(speakers))
            )
        for column, values in ((turns.c.role, roles), (turns.c.section, sections)):
            if values:
                query = query.where(column.in_(values))
        with self.catalog.reading() as connection:
            return [(row.transcript, row.n) for row in connection.execute(query)]

    def texts_of(self, parsed_id: str) -> list[Held]:
        """The Transcripts that came from files which parsing gives this id: one call's texts."""
        query = sa.select(transcripts).where(transcripts.c.parsed_id == parsed_id).order_by(transcripts.c.added_at)
        with self.catalog.reading() as connection:
            return [held_from(row) for row in connection.execute(query).mappings()]

    def corrections(self, transcript: str) -> Corrections:
        """What a user put right in a Transcript; empty where nothing was, or it is not held."""
        query = sa.select(corrections_table.c.body).where(corrections_table.c.transcript == transcript)
        with self.catalog.reading() as connection:
            body = connection.execute(query).scalar()
        return corrections_from_json(body) if body is not None else Corrections()

    def signatures(self) -> tuple[list[str], npt.NDArray[np.uint32]]:
        """Ids of the Transcripts and their MinHashes, shape (len(ids), SIZE)."""
        with self.catalog.reading() as connection:
            rows = connection.execute(sa.select(signatures.c.transcript, signatures.c.minhash)).all()
        packed = b"".join(row.minhash for row in rows)
        return [row.transcript for row in rows], np.frombuffer(packed, dtype="<u4").reshape(len(rows), SIZE)

    def source(self, transcript: str) -> Source:
        """The file that a Transcript came from, as it came.

        Raises:
            TranscriptNotHeld: as its name says; LibraryDamaged: the file is gone from the library's folder.
        """
        with self.catalog.reading() as connection:
            held = _required(connection, transcript)
        path = self.source_path(held.source_hash)
        companion = path.with_name(f"{path.name}{_COMPANION}")
        try:
            return Source(
                held.call.source,
                path.read_bytes(),
                companion.read_text(encoding="utf-8") if companion.exists() else None,
            )
        except OSError as error:
            raise LibraryDamaged(
                f"The file of {transcript} is gone from the library.", hint="Remove the call and ingest it again."
            ) from error

    # Passages and vectors

    def passages(self, ids: Sequence[str]) -> dict[str, Passage]:
        """Passages by id; those not held are left out."""
        with self.catalog.reading() as connection:
            return stored.passages_by_id(connection, ids)

    def passages_of(self, transcript: str, turn: int | None = None) -> list[StoredPassage]:
        """The Passages of a Transcript, or of one Turn of it, in order."""
        with self.catalog.reading() as connection:
            return stored.passages_of(connection, transcript, turn)

    def vectors(self, hashes: Iterable[str]) -> dict[str, Vectors]:
        """Stored vectors by hash; unknown hashes are left out."""
        with self.catalog.reading() as connection:
            return stored.vectors_by_hash(connection, hashes)

    def passage_vectors(self, transcript: str) -> tuple[list[str], Vectors]:
        """Ids of a Transcript's Passages and the vectors that render them, shape (len(ids), dimension).

        A Passage with a translation is there twice.
        """
        with self.catalog.reading() as connection:
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
        parsed_id: str,
        corrections: Corrections,
        minhash: Signature,
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
            "parsed_id": parsed_id,
            "source": source.hash,
            "content_hash": content_hash,
            "sample": sample,
            "turn_count": len(transcript.turns),
            "paragraph_count": transcript.paragraph_count,
            "passage_count": len(planned),
            "head": head_of(transcript),
        }
        blobs = [{"hash": key, "vector": value.astype("<f4").tobytes()} for key, value in new_vectors.items()]
        with self.lock.held():
            self._keep_source(source)
            with self.catalog.writing() as connection:
                before = _find(connection, call_id)
                head["added_at"] = before.added_at if before else time.time()
                used = writes.clear(connection, call_id)
                writes.insert_new(connection, meta, [{"key": _EMBEDDER, "value": fingerprint}])
                writes.insert_new(
                    connection, sources, [{"hash": source.hash, "name": source.name, "size": len(source.data)}]
                )
                connection.execute(sa.insert(transcripts).values(**head))
                connection.execute(sa.insert(turns), [turn_row(call_id, turn) for turn in transcript.turns])
                if corrections != Corrections():
                    body = corrections_json(corrections)
                    connection.execute(sa.insert(corrections_table).values(transcript=call_id, body=body))
                packed = minhash.astype("<u4").tobytes()
                connection.execute(sa.insert(signatures).values(transcript=call_id, minhash=packed))
                writes.insert_new(connection, vectors, blobs)
                writes.insert_new(connection, vector_uses, [{"transcript": call_id, "hash": key} for key in uses])
                if planned:
                    rows = [passage_row(i, passage) for i, passage in enumerate(planned)]
                    connection.execute(sa.insert(passages), rows)
                writes.finish(connection, call_id, used)
            self.sweep_sources()

    def remove(self, transcript: str) -> None:
        """Raises TranscriptNotHeld; LibraryReadOnly, LibraryLocked as `put` does."""
        with self.lock.held():
            with self.catalog.writing() as connection:
                _required(connection, transcript)
                writes.finish(connection, transcript, writes.clear(connection, transcript))
            self.sweep_sources()

    def source_path(self, source_hash: str) -> Path:
        return self.root / "sources" / source_hash

    def mend(self, transcript: str, new: Mapping[str, Vectors], uses: Collection[str], minhash: Signature) -> None:
        """Put back vectors and the signature of a Transcript that lacks them; all else stays. Raises as `put` does."""
        blobs = [{"hash": key, "vector": value.astype("<f4").tobytes()} for key, value in new.items()]
        with self.lock.held(), self.catalog.writing() as connection:
            _required(connection, transcript)
            writes.insert_new(connection, vectors, blobs)
            writes.insert_new(connection, vector_uses, [{"transcript": transcript, "hash": key} for key in uses])
            packed = minhash.astype("<u4").tobytes()
            writes.insert_new(connection, signatures, [{"transcript": transcript, "minhash": packed}])

    def sweep_sources(self) -> int:
        """Delete source files that no Transcript needs, such as one left by a writer killed before its commit.

        Returns how many there were.
        """
        with self.catalog.reading() as connection:
            needed = set(connection.execute(sa.select(sources.c.hash)).scalars())
        folder = self.root / "sources"
        unneeded = (
            [p for p in folder.iterdir() if p.name.removesuffix(_COMPANION) not in needed] if folder.is_dir() else []
        )
        for path in unneeded:
            path.unlink(missing_ok=True)
        return len(unneeded)

    def _keep_source(self, source: Source) -> None:
        path = self.source_path(source.hash)
        try:
            write_atomically(path, source.data)
            if source.companion is not None:
                write_atomically(path.with_name(f"{path.name}{_COMPANION}"), source.companion.encode())
        except OSError as error:
            raise LibraryError(
                f"{path} cannot be written: {error.strerror}.",
                hint="Check the disk, the space on it and your permissions, then run this again.",
            ) from error

    def _meta(self, key: str) -> str | None:
        with self.catalog.reading() as connection:
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


def _shelf_order(held: Held) -> tuple[str, int, int]:
    """By company, the newest period first."""
    call = held.call
    return call.company or "", -(call.fiscal_year or 0), -(call.fiscal_quarter or 0)
