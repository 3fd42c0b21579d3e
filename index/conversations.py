"""Conversations kept in the library: made, listed, resumed, renamed and deleted.

What is kept of an answer is opaque here: JSON in, the same JSON out. It holds the words that were shown, so that a
Transcript that changes or goes takes none of them away. SQLite orders these small writes by itself: the library's lock
is for whoever changes what is searched, and may be held for minutes.
"""

import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from errors import ConversationNotHeld
from index.library import Library
from index.schema import conversations, messages

MAX_TITLE = 120


@dataclass(frozen=True)
class ConversationHead:
    """Times are seconds since 1970, UTC."""

    id: str
    title: str
    created_at: float
    updated_at: float
    messages: int


@dataclass(frozen=True)
class StoredMessage:
    """`body` is what was saved with it; None where the question was never answered."""

    n: int
    question: str
    body: Any
    at: float


class Conversations:
    """The conversations of one library. Safe for use by several threads and processes."""

    def __init__(self, library: Library) -> None:
        self._catalog = library.catalog

    def heads(self) -> list[ConversationHead]:
        """All, the one used last first."""
        count = sa.select(sa.func.count()).where(messages.c.conversation == conversations.c.id).scalar_subquery()
        query = sa.select(conversations, count.label("messages")).order_by(
            conversations.c.updated_at.desc(), conversations.c.id
        )
        with self._catalog.reading() as connection:
            return [ConversationHead(**row) for row in connection.execute(query).mappings()]

    def messages(self, conversation: str) -> list[StoredMessage]:
        """In order. Raises ConversationNotHeld."""
        query = sa.select(messages).where(messages.c.conversation == conversation).order_by(messages.c.n)
        with self._catalog.reading() as connection:
            _require(connection, conversation)
            return [StoredMessage(row.n, row.question, row.answer, row.at) for row in connection.execute(query)]

    def start(self, title: str) -> str:
        """Make an empty conversation and return its id. Raises LibraryReadOnly."""
        id_, now = uuid.uuid4().hex, time.time()
        row = {"id": id_, "title": _title(title), "created_at": now, "updated_at": now}
        with self._catalog.writing() as connection:
            connection.execute(sa.insert(conversations).values(**row))
        return id_

    def add(self, conversation: str, question: str, body: Any) -> int:
        """Append a message and return its number, from 1. Raises ConversationNotHeld; LibraryReadOnly."""
        last = sa.select(sa.func.coalesce(sa.func.max(messages.c.n), 0)).where(messages.c.conversation == conversation)
        with self._catalog.writing() as connection:
            _touch(connection, conversation)
            n = int(connection.execute(last).scalar_one()) + 1
            row = {"conversation": conversation, "n": n, "question": question, "answer": body, "at": time.time()}
            connection.execute(sa.insert(messages).values(**row))
        return n

    def rename(self, conversation: str, title: str) -> None:
        """Raises ConversationNotHeld; LibraryReadOnly."""
        with self._catalog.writing() as connection:
            _require(connection, conversation)
            connection.execute(
                sa.update(conversations).where(conversations.c.id == conversation).values(title=_title(title))
            )

    def delete(self, conversation: str) -> None:
        """Raises ConversationNotHeld; LibraryReadOnly."""
        with self._catalog.writing() as connection:
            _require(connection, conversation)
            connection.execute(sa.delete(conversations).where(conversations.c.id == conversation))

    def restore(self, head: ConversationHead, kept: Sequence[StoredMessage]) -> bool:
        """Put back a conversation from an archive under its own id; False where it is held already."""
        row = {"id": head.id, "title": head.title, "created_at": head.created_at, "updated_at": head.updated_at}
        with self._catalog.writing() as connection:
            if connection.execute(sa.select(conversations.c.id).where(conversations.c.id == head.id)).first():
                return False
            connection.execute(sa.insert(conversations).values(**row))
            rows = [
                {"conversation": head.id, "n": m.n, "question": m.question, "answer": m.body, "at": m.at} for m in kept
            ]
            if rows:
                connection.execute(sa.insert(messages), rows)
        return True


def _touch(connection: sa.Connection, conversation: str) -> None:
    # The write comes first: it takes SQLite's lock, so that two writers never count the same number.
    changed = connection.execute(
        sa.update(conversations).where(conversations.c.id == conversation).values(updated_at=time.time())
    )
    if changed.rowcount == 0:
        raise _not_held(conversation)


def _require(connection: sa.Connection, conversation: str) -> None:
    if connection.execute(sa.select(conversations.c.id).where(conversations.c.id == conversation)).first() is None:
        raise _not_held(conversation)


def _not_held(conversation: str) -> ConversationNotHeld:
    return ConversationNotHeld(
        f"There is no conversation {conversation!r}.",
        hint="It may have been deleted in another window; begin a new one.",
    )


def _title(title: str) -> str:
    short = " ".join(title.split())
    if len(short) > MAX_TITLE:
        short = f"{short[: MAX_TITLE - 1].rstrip()}…"
    return short or "Untitled"
