"""Transcript -> library: add, replace and remove, by content; rebuild what is derived."""

import hashlib
import json
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from errors import CallciteError, SourceError
from index.dense import DenseIndex
from index.embedder import Embedder, Vectors, vector_hash
from index.interrupt import Stop
from index.keyword import KeywordIndex
from index.library import Library
from index.rows import StoredPassage, head_of, turn_row
from index.split import split
from ingest.parse import parse
from ingest.sources import MAX_BYTES, Source, read_source
from ingest.transcript import Transcript

_LAYOUT = "1"
"""Part of every content hash: raise it when Passages or embedded texts change, and a re-ingest renews them."""
_SHORTEST_EMBEDDED = 20
"""Characters; shorter sentences ("Thank you.") answer nothing by themselves."""


class OutcomeKind(StrEnum):
    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"


@dataclass(frozen=True)
class Outcome:
    """What became of one call of one file."""

    path: str
    kind: OutcomeKind
    transcript: str | None = None
    format: str | None = None
    turns: int = 0
    paragraphs: int = 0
    misaligned: int = 0
    not_speech: int = 0
    warnings: tuple[str, ...] = ()
    error: CallciteError | None = None
    passages_embedded: int = 0
    seconds: float = 0.0


@dataclass(frozen=True)
class _Plan:
    """The Passages of a Transcript and every text to embed, by vector hash."""

    stored: tuple[StoredPassage, ...]
    texts: dict[str, str]


class Builder:
    """Writes to one library. Each call is committed by itself; `flush` brings the search indexes up to date.

    Hold `library.lock` around a run of calls, so that no other writer comes between them.
    """

    def __init__(
        self,
        library: Library,
        embedder: Embedder,
        dense: DenseIndex,
        keyword: KeywordIndex,
        *,
        sample_hashes: Collection[str] = (),
        max_bytes: int = MAX_BYTES,
        stop: Stop | None = None,
    ) -> None:
        library.require_embedder(embedder.fingerprint)
        self._library = library
        self._embedder = embedder
        self._dense = dense
        self._keyword = keyword
        self._sample_hashes = frozenset(sample_hashes)
        self._max_bytes = max_bytes
        self._stop = stop or Stop()

    def add_file(self, path: Path) -> list[Outcome]:
        """Add every call of a file; a file that cannot be taken is a `rejected` Outcome, not an exception."""
        start = time.perf_counter()
        try:
            return self.add_source(read_source(path, max_bytes=self._max_bytes), str(path))
        except SourceError as error:
            return [Outcome(str(path), OutcomeKind.REJECTED, error=error, seconds=time.perf_counter() - start)]

    def add_source(self, source: Source, path: str) -> list[Outcome]:
        """Raises SourceError when the source is no transcript; LibraryError when the library cannot be written."""
        return [self._add(transcript, source, path) for transcript in parse(source)]

    def remove(self, transcript: str) -> None:
        """Raises TranscriptNotHeld."""
        with self._library.lock.held(), self._stop.unstopped():
            self._library.remove(transcript)
            self.flush()

    def flush(self) -> None:
        """Raises LibraryError where an index cannot be written; what was committed is kept and found all the same."""
        with self._library.lock.held(), self._stop.unstopped():
            self._keyword.catch_up()
            self._dense.catch_up()

    def _add(self, transcript: Transcript, source: Source, path: str) -> Outcome:
        start = time.perf_counter()
        before = self._library.find(transcript.call.id)
        digest = content_hash(transcript)
        kind, embedded = OutcomeKind.UNCHANGED, 0
        if before is None or before.content_hash != digest:
            kind = OutcomeKind.UPDATED if before else OutcomeKind.ADDED
            plan = _plan(transcript)
            known = self._library.vectors(plan.texts)
            missing = {key: text for key, text in plan.texts.items() if key not in known}
            vectors: dict[str, Vectors] = dict(
                zip(missing, self._embedder.embed_passages(list(missing.values())), strict=True) if missing else ()
            )
            embedded = sum(stored.text_vector in missing for stored in plan.stored)
            with self._stop.unstopped():
                self._library.put(
                    transcript, source, digest, plan.stored, vectors, plan.texts,
                    sample=source.hash in self._sample_hashes, fingerprint=self._embedder.fingerprint,
                )  # fmt: skip
        return Outcome(
            path,
            kind,
            transcript=transcript.call.id,
            format=transcript.call.format,
            turns=len(transcript.turns),
            paragraphs=transcript.paragraph_count,
            misaligned=transcript.misaligned,
            not_speech=len(transcript.not_speech),
            warnings=transcript.warnings,
            passages_embedded=embedded,
            seconds=time.perf_counter() - start,
        )


def content_hash(transcript: Transcript) -> str:
    """SHA-256 of what was parsed, whatever the file is called."""
    unnamed = replace(transcript, call=replace(transcript.call, source=""))
    body = [_LAYOUT, head_of(unnamed), [turn_row("", turn) for turn in transcript.turns]]
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


def embedded_texts(transcript: Transcript) -> list[str]:
    """Every text that a new library embeds for a Transcript."""
    return list(_plan(transcript).texts.values())


def _plan(transcript: Transcript) -> _Plan:
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
    return _Plan(stored, texts)


def _sentences(transcript: Transcript) -> Sequence[str]:
    return [
        turn.quote(sentence)
        for turn in transcript.turns
        for _, _, sentence in turn.sentences()
        if sentence.end - sentence.start >= _SHORTEST_EMBEDDED
    ]
