"""What is indexed and retrieved: Passage, Hit and Scope."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from index.embedder import Vectors
from index.expand import Expanded

MAX_PASSAGE = 900
"""Characters of verbatim text in a Passage."""


@dataclass(frozen=True)
class Passage:
    """One or more whole Sentences of ONE Turn: `turn.text[start:end] == text`.

    Three texts are kept apart: `text` (verbatim, what may be quoted), `translation` (shown below it), and `header`
    (who, where, when: joined to either for embedding and keyword search, never shown or quoted). The id carries a
    hash of what is indexed, so that a Passage never changes in place.
    """

    id: str
    transcript: str
    turn: int
    paragraphs: tuple[int, ...]
    start: int
    end: int
    text: str
    translation: str | None
    header: str


@dataclass(frozen=True)
class Scope:
    """The user's filter. An empty field does not filter; within a field any value may match, between fields all must."""

    companies: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    transcripts: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any((self.companies, self.periods, self.speakers, self.roles, self.sections, self.transcripts))

    def as_json(self) -> dict[str, list[str]]:
        """Only the fields that filter."""
        return {name: list(values) for name, values in vars(self).items() if values}


@dataclass(frozen=True)
class Hit:
    """A Passage with its rank (from 1) and the retrievers that found it.

    `score` orders the hits of one search and means nothing else: it is no probability and no confidence.
    """

    passage: Passage
    rank: int
    score: float
    found_by: tuple[str, ...]
    similarity: float | None = None
    """Cosine between question and Passage where the dense retriever found it."""


@dataclass(frozen=True)
class Search:
    """The outcome of one search: Hits best first, the question's vector, and the milliseconds each stage took."""

    hits: tuple[Hit, ...]
    vector: Vectors
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    expanded: Expanded = field(default_factory=lambda: Expanded({}))
    """The words that were searched."""
