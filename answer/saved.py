"""Answers as they are kept in a conversation, and what has become of their quotes since."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter

from answer.answer import Answer, Citation
from index.library import Library

_ANSWER: TypeAdapter[Answer] = TypeAdapter(Answer)


class Since(StrEnum):
    """What happened to the place that a Citation points to after it was shown."""

    CHANGED = "changed"
    """The Transcript has other words there now."""
    REMOVED = "removed"
    """The library no longer holds the Transcript."""


def answer_json(answer: Answer) -> Any:
    return _ANSWER.dump_python(answer, mode="json")


def answer_from(body: Any) -> Answer:
    """Raises pydantic.ValidationError where `body` was not written by `answer_json`."""
    return _ANSWER.validate_python(body)


def since_shown(citations: Iterable[Citation], library: Library) -> dict[str, Since]:
    """By sentence id, the Citations whose words no longer stand where they were quoted from."""
    cited = list(citations)
    turns = library.turns((c.transcript, c.turn) for c in cited)
    held = {h.call.id for h in library.held()}
    found: dict[str, Since] = {}
    for citation in cited:
        turn = turns.get((citation.transcript, citation.turn))
        if citation.transcript not in held:
            found[citation.sentence_id] = Since.REMOVED
        elif turn is None or turn.text[citation.start : citation.end] != citation.quote:
            found[citation.sentence_id] = Since.CHANGED
    return found
