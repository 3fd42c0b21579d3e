"""Catalog rows <-> the nouns they hold; the one place that knows both."""

from dataclasses import dataclass, replace
from typing import Any

from pydantic import TypeAdapter

from index.passage import Passage
from ingest.transcript import Call, Exchange, Note, Speaker, Transcript, Turn

_TURN: TypeAdapter[Turn] = TypeAdapter(Turn)
_TRANSCRIPT: TypeAdapter[Transcript] = TypeAdapter(Transcript)


@dataclass(frozen=True)
class Held:
    """A Transcript of the library without its Turns, and what the library knows about it."""

    call: Call
    participants: tuple[Speaker, ...]
    """Everybody known by name, listed or not."""
    exchanges: tuple[Exchange, ...]
    not_speech: tuple[Note, ...]
    warnings: tuple[str, ...]
    misaligned: int
    sample: bool
    added_at: float
    turn_count: int
    paragraph_count: int
    passage_count: int
    source_hash: str
    content_hash: str
    parsed_id: str


@dataclass(frozen=True)
class StoredPassage:
    """A Passage with the hashes of the vectors of its embedded texts."""

    passage: Passage
    text_vector: str
    translation_vector: str | None


def head_of(transcript: Transcript) -> Any:
    """Everything of a Transcript but its Turns, as JSON."""
    return _TRANSCRIPT.dump_python(replace(transcript, turns=()), mode="json")


def head_from(head: Any) -> Transcript:
    """A Transcript without its Turns, from what `head_of` gave."""
    return _TRANSCRIPT.validate_python(head)


def held_from(row: Any) -> Held:
    head = head_from(row["head"])
    return Held(
        call=head.call,
        participants=head.people,
        exchanges=head.exchanges,
        not_speech=head.not_speech,
        warnings=head.warnings,
        misaligned=head.misaligned,
        sample=row["sample"],
        added_at=row["added_at"],
        turn_count=row["turn_count"],
        paragraph_count=row["paragraph_count"],
        passage_count=row["passage_count"],
        source_hash=row["source"],
        content_hash=row["content_hash"],
        parsed_id=row["parsed_id"],
    )


def turn_row(transcript: str, turn: Turn) -> dict[str, Any]:
    return {
        "transcript": transcript,
        "n": turn.n,
        "speaker": turn.speaker,
        "role": turn.role.value,
        "section": turn.section.value,
        "body": _TURN.dump_python(turn, mode="json"),
    }


def turn_from(body: Any) -> Turn:
    return _TURN.validate_python(body)


def passage_row(position: int, stored: StoredPassage) -> dict[str, Any]:
    passage = stored.passage
    return {
        **vars(passage),
        "paragraphs": list(passage.paragraphs),
        "position": position,
        "text_vector": stored.text_vector,
        "translation_vector": stored.translation_vector,
    }


def passage_from(row: Any) -> Passage:
    return Passage(
        id=row.id,
        transcript=row.transcript,
        turn=row.turn,
        paragraphs=tuple(row.paragraphs),
        start=row.start,
        end=row.end,
        text=row.text,
        translation=row.translation,
        header=row.header,
    )


def stored_from(row: Any) -> StoredPassage:
    return StoredPassage(passage_from(row), row.text_vector, row.translation_vector)
