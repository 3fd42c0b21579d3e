"""Conversations between the page and the library: each question is kept as soon as its answer stands."""

from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter, ValidationError

import errors
from answer.answer import Citation
from answer.saved import Since, answer_from, answer_json, since_shown
from errors import CallciteError, ConversationNotHeld, LibraryError, ModelError
from index.conversations import Conversations, StoredMessage
from index.library import Library
from ui.asking import Entry, Request
from ui.session import Session

_REQUEST: TypeAdapter[Request] = TypeAdapter(Request)


def keep(library: Library, session: Session, entry: Entry) -> None:
    """Put an entry of the chat into the session's conversation, which is made with its first question.

    A library that cannot be written keeps none; the chat goes on without.
    """
    session.entries.append(entry)
    if library.read_only:
        return
    kept = Conversations(library)
    try:
        if session.conversation is None:
            session.conversation = kept.start(entry.question)
        try:
            kept.add(session.conversation, entry.question, entry_json(entry))
        except ConversationNotHeld:
            # Deleted in another window: what is still on the screen becomes one anew.
            session.conversation = kept.start(session.entries[0].question)
            for shown in session.entries:
                kept.add(session.conversation, shown.question, entry_json(shown))
    except LibraryError as error:
        session.not_kept = error


def resume(library: Library, session: Session, conversation: str) -> None:
    """Show a kept conversation in place of the one at hand. Raises ConversationNotHeld."""
    messages = Conversations(library).messages(conversation)
    session.clear()
    session.conversation = conversation
    session.entries.extend(entry_from(message) for message in messages)


def since(library: Library, session: Session) -> dict[str, Since]:
    """By sentence id, the quotes on the screen whose transcript has changed or gone since they were shown."""
    key = (library.seq(), len(session.entries))
    if session.since[0] != key:
        session.since = (key, since_shown(_cited(session), library))
    return session.since[1]


def entry_json(entry: Entry) -> Any:
    return {
        "request": _REQUEST.dump_python(entry.request, mode="json", exclude={"question"}),
        "answer": answer_json(entry.answer) if entry.answer else None,
        "before_failure": answer_json(entry.before_failure) if entry.before_failure else None,
        "failure": entry.failure.as_json() if entry.failure else None,
        "error": entry.error.as_json() if entry.error else None,
        "stopped": entry.stopped,
    }


def entry_from(message: StoredMessage) -> Entry:
    """The entry as it was shown; one that cannot be read any more keeps its question and says so.

    Entries of before questions could be asked again with another scope have no `request`.
    """
    bare = Entry(Request(message.question))
    body = message.body
    if body is None:
        return bare
    try:
        failure = _error(body["failure"])
        return replace(
            bare,
            request=_REQUEST.validate_python({"question": message.question, **body.get("request", {})}),
            answer=answer_from(body["answer"]) if body["answer"] else None,
            before_failure=answer_from(body["before_failure"]) if body["before_failure"] else None,
            failure=failure if isinstance(failure, ModelError) else None,
            error=_error(body["error"]),
            stopped=bool(body["stopped"]),
        )
    except (AttributeError, KeyError, TypeError, ValidationError):
        unread = CallciteError("This answer was kept by another version and cannot be shown.", hint="Ask it again.")
        return replace(bare, error=unread)


def _error(said: dict[str, str] | None) -> CallciteError | None:
    if said is None:
        return None
    kinds = {c.type: c for c in vars(errors).values() if isinstance(c, type) and issubclass(c, CallciteError)}
    return kinds.get(said["type"], CallciteError)(said["message"], hint=said["hint"])


def _cited(session: Session) -> list[Citation]:
    answers = [a for e in session.entries for a in (e.answer, e.before_failure) if a is not None]
    return [citation for answer in answers for citation in (*answer.citations, *answer.related)]
