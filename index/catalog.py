"""The catalog's database file: made, opened and checked, and what its errors mean to a user."""

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from errors import CallciteError, LibraryDamaged, LibraryError, LibraryLocked, LibraryReadOnly, LibraryTooNew
from index.lock import WriterLock
from index.schema import SCHEMA_VERSION, meta, metadata, transcripts

_SCHEMA = "schema"
_BUSY_SECONDS = 10.0
_ANOTHER = "choose another folder with --library"
# SQLite's primary result codes, https://www.sqlite.org/rescode.html
_BUSY, _LOCKED, _READONLY, _IOERR, _FULL, _CANTOPEN = 5, 6, 8, 10, 13, 14
_BROKEN = {1, 11, 26}
"""ERROR (a table or column is not there), CORRUPT, NOTADB."""


class Catalog:
    """SQLite in WAL mode with full synchronisation and foreign keys. Safe for use by several threads.

    Raises:
        LibraryError: the path is no folder; LibraryDamaged, LibraryTooNew, LibraryReadOnly as their names say.
    """

    def __init__(self, root: Path, lock: WriterLock) -> None:
        self._path = root / "catalog.sqlite"
        if root.exists() and not root.is_dir():
            raise LibraryError(f"{root} is not a folder.", hint="Choose a folder with --library or CALLCITE_LIBRARY.")
        if not self._path.exists():
            self._create(root, lock)
        self.read_only = not os.access(root, os.W_OK) or not os.access(self._path, os.W_OK)
        # A connection that cannot write never learns of changes (see _connect), so it is not kept.
        pool = sa.pool.NullPool if self.read_only else sa.pool.QueuePool
        self._engine = sa.create_engine("sqlite://", creator=self._connect, poolclass=pool, json_serializer=_json)
        sa.event.listen(self._engine, "begin", _begin)
        sa.event.listen(self._engine, "handle_error", self._explain)
        self._check_schema(root, lock)

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Everything read within is of one moment, whatever is committed meanwhile."""
        with self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """One transaction. Raises LibraryReadOnly."""
        if self.read_only:
            raise LibraryReadOnly(
                f"The library folder {self._path.parent} is read-only.",
                hint=f"Give yourself write permission, or {_ANOTHER}.",
            )
        with self._engine.begin() as connection:
            yield connection

    def integrity_problem(self) -> str | None:
        """What SQLite itself finds wrong with the catalog, or None."""
        with self.reading() as connection:
            found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
            orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if found != "ok":
            return str(found)
        return f"A row of {orphans[0]} refers to nothing." if orphans is not None else None

    def close(self) -> None:
        self._engine.dispose()

    def _connect(self) -> sqlite3.Connection:
        uri = self._path.resolve().as_uri()
        mode = "mode=rw"
        if self.read_only:
            # SQLite cannot make a WAL's index without write permission. Where a WAL lies there, another user is
            # writing or was killed, and what it holds must be read; else the file alone is everything.
            wal = self._path.with_name(f"{self._path.name}-wal")
            mode = "mode=ro" if wal.exists() and wal.stat().st_size > 0 else "mode=ro&immutable=1"
        connection = sqlite3.connect(
            f"{uri}?{mode}", uri=True, check_same_thread=False, timeout=_BUSY_SECONDS, isolation_level=None
        )
        connection.execute("PRAGMA foreign_keys=ON")
        if not self.read_only:
            connection.execute("PRAGMA synchronous=FULL")
        return connection

    def _create(self, root: Path, lock: WriterLock) -> None:
        try:
            root.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LibraryReadOnly(
                f"The library folder {root} cannot be made: {error.strerror}.",
                hint="Choose another folder with --library or CALLCITE_LIBRARY.",
            ) from error
        with lock.held():
            if self._path.exists():
                return
            # Made aside and moved into place, so that nobody ever opens half a schema.
            aside = root / ".catalog.tmp"
            aside.unlink(missing_ok=True)
            engine = sa.create_engine("sqlite://", creator=lambda: sqlite3.connect(aside), poolclass=sa.pool.NullPool)
            metadata.create_all(engine)
            with engine.begin() as connection:
                connection.exec_driver_sql("PRAGMA journal_mode=WAL")
                connection.execute(sa.insert(meta).values(key=_SCHEMA, value=str(SCHEMA_VERSION)))
            aside.replace(self._path)

    def _check_schema(self, root: Path, lock: WriterLock) -> None:
        with self.reading() as connection:
            version = connection.execute(sa.select(meta.c.value).where(meta.c.key == _SCHEMA)).scalar()
        if version is None or not str(version).isdecimal():
            raise self._damaged()
        if int(version) > SCHEMA_VERSION:
            raise LibraryTooNew(
                f"{root} was written by a newer callcite (layout {version}; this one knows {SCHEMA_VERSION}).",
                hint=f"Update callcite, or {_ANOTHER}.",
            )
        if int(version) < SCHEMA_VERSION:
            self._bring_up_to_date(root, lock)

    def _bring_up_to_date(self, root: Path, lock: WriterLock) -> None:
        """Layout 1 had no corrections, signatures or conversations, and no id of its own for what parsing gives."""
        if self.read_only:
            raise LibraryReadOnly(
                f"{root} was written by an older callcite and must be brought up to date once.",
                hint=f"Open it once with write permission, or {_ANOTHER}.",
            )
        with lock.held(), self.writing() as connection:
            if connection.execute(sa.select(meta.c.value).where(meta.c.key == _SCHEMA)).scalar() == str(SCHEMA_VERSION):
                return
            metadata.create_all(connection)
            connection.exec_driver_sql("ALTER TABLE transcripts ADD COLUMN parsed_id VARCHAR NOT NULL DEFAULT ''")
            connection.execute(sa.update(transcripts).values(parsed_id=transcripts.c.id))
            connection.execute(sa.update(meta).where(meta.c.key == _SCHEMA).values(value=str(SCHEMA_VERSION)))

    def _explain(self, context: sa.engine.ExceptionContext) -> None:
        """SQLite's own errors, as ours. Those that only a defect can cause stay what they are."""
        error = context.original_exception
        code = getattr(error, "sqlite_errorcode", None)
        if not isinstance(error, sqlite3.DatabaseError) or code is None:
            return
        explained = self._meaning(code & 0xFF, str(error))
        if explained is not None:
            raise explained from error

    def _meaning(self, code: int, text: str) -> CallciteError | None:
        if code in _BROKEN:
            return self._damaged()
        if code in (_BUSY, _LOCKED):
            return LibraryLocked(
                f"{self._path} has been locked by another program for {_BUSY_SECONDS:.0f} seconds.",
                hint="Close what has it open (a backup, a database browser), then run this again.",
            )
        if code == _READONLY:
            return LibraryReadOnly(
                f"{self._path} cannot be written.", hint=f"Give yourself write permission, or {_ANOTHER}."
            )
        if code == _CANTOPEN:
            return LibraryError(
                f"{self._path} cannot be opened: {text}.", hint=f"Give yourself read permission, or {_ANOTHER}."
            )
        if code in (_IOERR, _FULL):
            return LibraryError(
                f"{self._path} cannot be used: {text}.", hint="Check the disk and the space on it, then run this again."
            )
        return None

    def _damaged(self) -> LibraryDamaged:
        return LibraryDamaged(
            f"{self._path} is not a readable callcite catalog.",
            hint="Restore the library folder from a backup, or choose another with --library and ingest again.",
        )


def _begin(connection: sa.Connection) -> None:
    # The sqlite3 module by itself opens a transaction only before a write, so two reads could see two states.
    connection.exec_driver_sql("BEGIN")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
