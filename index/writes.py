"""Steps of the catalog's write transactions. Every function works within its caller's transaction."""

import time
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from index import stored
from index.schema import changes, sources, transcripts, vector_uses, vectors


def clear(connection: sa.Connection, transcript: str) -> list[str]:
    """Delete a Transcript with all that hangs on it; returns the vectors that it used."""
    used = connection.execute(sa.select(vector_uses.c.hash).where(vector_uses.c.transcript == transcript)).scalars()
    hashes = list(used)
    connection.execute(sa.delete(transcripts).where(transcripts.c.id == transcript))
    return hashes


def insert_new(connection: sa.Connection, table: sa.Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(sa.insert(table).prefix_with("OR IGNORE", dialect="sqlite"), rows)


def finish(connection: sa.Connection, transcript: str, used: Sequence[str]) -> None:
    """Clear away what nothing needs any more, of `used` vectors too, and log the change."""
    for part in stored.slices(used):
        unneeded = vectors.c.hash.not_in(sa.select(vector_uses.c.hash).where(vector_uses.c.hash.in_(part)))
        connection.execute(sa.delete(vectors).where(vectors.c.hash.in_(part), unneeded))
    connection.execute(sa.delete(sources).where(sources.c.hash.not_in(sa.select(transcripts.c.source))))
    connection.execute(sa.insert(changes).values(transcript=transcript, at=time.time()))
