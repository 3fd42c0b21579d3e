"""The nouns of the question ledger: what an analyst asked, who answered it, and how the reply reads."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

READ_BY = "rules"
"""How readings come about; said wherever one is shown."""


class Reading(StrEnum):
    """An automated reading of the reply to one sub-question. It is never a finding."""

    DIRECT = "direct"
    PARTIAL = "partial"
    NOT_ANSWERED = "not_answered"


@dataclass(frozen=True)
class Span:
    """`turn.text[start:end]` of the Turn numbered `turn`."""

    turn: int
    start: int
    end: int


@dataclass(frozen=True)
class Reply:
    """A Turn that answers; `speaker` is its printed label."""

    turn: int
    speaker: str | None


@dataclass(frozen=True)
class Asked:
    """One sub-question: `text == turn.text[start:end]` of the Turn numbered `turn`, always.

    `analyst` is None where nobody is named. `read_by` is who read the question out for somebody else. `rendition` is
    the same question in another language, by the analyst himself or an interpreter, verbatim. `translation` is the
    aligned translation of `text`, `context` what the analyst said before it that it builds on: both for search.
    `declined` is the sentence of the reply that turns the question down.
    """

    n: int
    transcript: str
    analyst: str | None
    firm: str | None
    text: str
    turn: int
    start: int
    end: int
    answers: tuple[Reply, ...]
    reading: Reading
    read_by: str | None = None
    translation: str | None = None
    rendition: str | None = None
    context: str = field(default="", repr=False)
    declined: Span | None = None

    def as_json(self) -> dict[str, Any]:
        """A row of `questions --json`."""
        return {
            "n": self.n,
            "analyst": self.analyst,
            "firm": self.firm,
            "text": self.text,
            "turn": self.turn,
            "start": self.start,
            "end": self.end,
            "answers": [{"turn": reply.turn, "speaker": reply.speaker} for reply in self.answers],
            "reading": self.reading.value,
            "reading_by": READ_BY,
            "read_by": self.read_by,
            "translation": self.translation,
            "rendition": self.rendition,
        }
