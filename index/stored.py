"""Passages and their vectors, read from the catalog. Every function reads within its caller's transaction."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import sqlalchemy as sa

from index.embedder import Vectors
from index.passage import Passage
from index.rows import StoredPassage, passage_from, stored_from
from index.schema import passages, vectors

_SLICE = 500
"""Values in one IN (…) list, below every database's limit."""


def passages_by_id(connection: sa.Connection, ids: Sequence[str]) -> dict[str, Passage]:
    return {
        row.id: passage_from(row)
        for part in slices(ids)
        for row in connection.execute(sa.select(passages).where(passages.c.id.in_(part)))
    }


def passages_of(connection: sa.Connection, transcript: str, turn: int | None) -> list[StoredPassage]:
    query = sa.select(passages).where(passages.c.transcript == transcript).order_by(passages.c.position)
    if turn is not None:
        query = query.where(passages.c.turn == turn)
    return [stored_from(row) for row in connection.execute(query)]


def vectors_by_hash(connection: sa.Connection, hashes: Iterable[str]) -> dict[str, Vectors]:
    return {
        row.hash: np.frombuffer(row.vector, dtype="<f4")
        for part in slices(list(dict.fromkeys(hashes)))
        for row in connection.execute(sa.select(vectors).where(vectors.c.hash.in_(part)))
    }


def passage_vectors(connection: sa.Connection, transcript: str) -> tuple[list[str], Vectors]:
    ids: list[str] = []
    found: list[Vectors] = []
    for column in (passages.c.text_vector, passages.c.translation_vector):
        query = sa.select(passages.c.id, vectors.c.vector).join(vectors, vectors.c.hash == column)
        for row in connection.execute(query.where(passages.c.transcript == transcript).order_by(passages.c.position)):
            ids.append(row.id)
            found.append(np.frombuffer(row.vector, dtype="<f4"))
    return ids, np.array(found, dtype=np.float32).reshape(len(ids), -1 if ids else 0)


def slices(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(0, len(values), _SLICE):
        yield values[at : at + _SLICE]
