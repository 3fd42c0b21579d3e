"""What has to be stored and embedded for a Transcript."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.embedder import vector_hash
from index.rows import StoredPassage
from index.split import split
from ingest.transcript import Transcript

_SHORTEST_EMBEDDED = 20
"""Characters; shorter sentences ("Thank you.") answer nothing by themselves."""


@dataclass(frozen=True)
class Plan:
    """The Passages of a Transcript and every text to embed, by vector hash."""

    stored: tuple[StoredPassage, ...]
    texts: dict[str, str]


def plan(transcript: Transcript) -> Plan:
    """Passages in both languages, and the sentences from which answers are chosen."""
    texts: dict[str, str] = {}

    def embedded(text: str) -> str:
        key = vector_hash(text)
        texts[key] = text
        return key

    stored = tuple(
        StoredPassage(
            passage,
            embedded(f"{passage.header}\n{passage.text}"),
            embedded(f"{passage.header}\n{passage.translation}") if passage.translation else None,
        )
        for passage in split(transcript)
    )
    for sentence in _sentences(transcript):
        embedded(sentence)
    return Plan(stored, texts)


def _sentences(transcript: Transcript) -> Sequence[str]:
    return [
        turn.quote(sentence)
        for turn in transcript.turns
        for _, _, sentence in turn.sentences()
        if sentence.end - sentence.start >= _SHORTEST_EMBEDDED
    ]
