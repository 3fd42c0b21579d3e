"""Transcripts -> the Sentences that claims are made about."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from answer.evidence import Evidence, evidence_of
from evals.claims.case import CallWords
from index.library import Library
from index.rows import Held
from ingest.transcript import Role, Transcript

_LEAST_WORDS = 5
_MOST_CHARACTERS = 420


def from_library(root: Path) -> list[CallWords]:
    """Every call of the library at `root`, by id. Raises LibraryError."""
    library = Library(root)
    try:
        return from_transcripts([library.transcript(held.call.id) for held in library.held()])
    finally:
        library.close()


def from_transcripts(transcripts: Sequence[Transcript]) -> list[CallWords]:
    """Calls in order of their ids, each told what the others' companies are called."""
    ordered = sorted(transcripts, key=lambda t: t.call.id)
    return [_call(t, [o for o in ordered if o.call.company != t.call.company]) for t in ordered]


def _call(transcript: Transcript, others: Sequence[Transcript]) -> CallWords:
    held = _held(transcript)
    spoken = (turn for turn in transcript.turns if turn.role in (Role.EXECUTIVE, Role.ANALYST, Role.OTHER))
    sentences = tuple(e for turn in spoken for e in evidence_of(turn, held) if _usable(e))
    text = " ".join(turn.text for turn in transcript.turns)
    return CallWords(
        sentences,
        transcript.people,
        frozenset(re.findall(r"(?<![\w'’])[a-z][a-z'’-]*", text)),
        tuple(dict.fromkeys(_companies(others))),
    )


def _companies(transcripts: Iterable[Transcript]) -> Iterator[str]:
    for transcript in transcripts:
        for name in (transcript.call.company, *transcript.call.company_aliases[:2]):
            if name:
                yield name


def _usable(evidence: Evidence) -> bool:
    words = len(re.findall(r"[A-Za-z]+", evidence.text)) + len(re.findall(r"[\u3400-\u9fff]", evidence.text)) // 2
    return (
        words >= _LEAST_WORDS
        and len(evidence.text) <= _MOST_CHARACTERS
        and evidence.speaker.name != "Unidentified"
        and not {"label_suspect", "no_speech"} & set(evidence.flags)
        and "inaudible" not in evidence.text
    )


def _held(transcript: Transcript) -> Held:
    return Held(
        call=transcript.call,
        participants=transcript.people,
        exchanges=transcript.exchanges,
        not_speech=transcript.not_speech,
        warnings=transcript.warnings,
        misaligned=transcript.misaligned,
        sample=False,
        added_at=0.0,
        turn_count=len(transcript.turns),
        paragraph_count=transcript.paragraph_count,
        passage_count=0,
        source_hash="",
        content_hash="",
        parsed_id=transcript.call.id,
    )
