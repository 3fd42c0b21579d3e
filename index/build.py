"""Transcript -> library: preview, add, replace, correct and remove, by content."""

import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from errors import CallciteError, SourceError, TranscriptNotHeld
from index.dense import DenseIndex
from index.embedder import Embedder, Vectors
from index.interrupt import Stop
from index.keyword import KeywordIndex
from index.library import Library
from index.place import OnHeld, OutcomeKind, Placed, place, place_as_is
from index.plan import plan
from ingest.corrections import Corrections
from ingest.parse import parse
from ingest.sources import MAX_BYTES, Source, read_source
from ingest.transcript import Transcript

_NONE: Mapping[str, Corrections] = MappingProxyType({})


@dataclass(frozen=True)
class Outcome:
    """What became of one call of one file, or, in a preview, what would."""

    path: str
    kind: OutcomeKind
    transcript: str | None = None
    format: str | None = None
    turns: int = 0
    paragraphs: int = 0
    misaligned: int = 0
    not_speech: int = 0
    warnings: tuple[str, ...] = ()
    duplicate_of: str | None = None
    """Another text of the same call that the library holds."""
    error: CallciteError | None = None
    passages_embedded: int = 0
    seconds: float = 0.0
    parsed: Transcript | None = field(default=None, repr=False)
    """In a preview: the Transcript with the corrections made so far."""


Tell: TypeAlias = Callable[[Outcome], None]


def _quiet(_: Outcome) -> None:
    """Nobody waits for the news."""


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
        parser: Callable[[Source], list[Transcript]] = parse,
        sample_hashes: Collection[str] = (),
        max_bytes: int = MAX_BYTES,
        stop: Stop | None = None,
    ) -> None:
        library.require_embedder(embedder.fingerprint)
        self._library = library
        self._embedder = embedder
        self._dense = dense
        self._keyword = keyword
        self._parse = parser
        self._sample_hashes = frozenset(sample_hashes)
        self._max_bytes = max_bytes
        self._stop = stop or Stop()

    def add_file(self, path: Path, on_held: OnHeld = OnHeld.KEEP, *, tell: Tell = _quiet) -> list[Outcome]:
        """Add every call of a file; a file that cannot be taken is a `rejected` Outcome, not an exception.

        `tell` is given each Outcome as soon as its call is committed.
        """
        return self._take(
            str(path),
            lambda: self._read(path),
            lambda source: self.add_source(source, str(path), on_held=on_held, tell=tell),
            tell,
        )

    def preview_file(self, path: Path, on_held: OnHeld = OnHeld.KEEP) -> list[Outcome]:
        """What `add_file` would do; nothing is written."""
        return self._take(
            str(path), lambda: self._read(path), lambda source: self.preview(source, str(path), on_held=on_held)
        )

    def add_source(
        self,
        source: Source,
        path: str,
        *,
        corrections: Mapping[str, Corrections] = _NONE,
        on_held: OnHeld = OnHeld.KEEP,
        tell: Tell = _quiet,
    ) -> list[Outcome]:
        """Add every call of a source. `corrections` are by the id that parsing gives, and outlive a re-ingest.

        Raises:
            SourceError: the source is no transcript; LibraryError: the library cannot be written.
        """
        outcomes = []
        for found in self._parse(source):
            outcomes.append(self._add(found, source, path, corrections, on_held))
            tell(outcomes[-1])
        return outcomes

    def add_parsed(
        self, transcript: Transcript, source: Source, path: str, parsed_id: str, corrections: Corrections
    ) -> Outcome:
        """Add a Transcript that an archive holds, as it is; where its id is held by another text, under the next free one.

        Raises:
            LibraryError: the library cannot be written.
        """
        start = time.perf_counter()
        placed = place_as_is(self._library, transcript, parsed_id, corrections)
        embedded = self._commit(placed, source) if placed.kind is not OutcomeKind.UNCHANGED else 0
        return _outcome(path, placed, start, embedded=embedded)

    def preview(
        self,
        source: Source,
        path: str,
        *,
        corrections: Mapping[str, Corrections] = _NONE,
        on_held: OnHeld = OnHeld.KEEP,
    ) -> list[Outcome]:
        """What `add_source` would do, with the Transcript put right; nothing is written. Raises SourceError."""
        outcomes = []
        for found in self._parse(source):
            start = time.perf_counter()
            placed = self._place(found, source, corrections, on_held)
            outcomes.append(_outcome(path, placed, start, parsed=placed.transcript))
        return outcomes

    def correct(self, transcript: str, corrections: Corrections) -> Outcome:
        """Put a held Transcript right, from its file as it came; `corrections` take the place of those made before.

        Raises:
            TranscriptNotHeld: as its name says; CorrectionInvalid: they do not fit; LibraryDamaged: its file is gone.
        """
        start = time.perf_counter()
        with self._library.lock.held(), self._stop.unstopped():
            held = self._library.find(transcript)
            source = self._library.source(transcript)
            found = next((t for t in self._parse(source) if held and t.call.id == held.parsed_id), None)
            if found is None:
                raise TranscriptNotHeld(
                    f"The file of {transcript} no longer gives that call.", hint="Remove the call and ingest it again."
                )
            placed = place(self._library, found, source, corrections=corrections, held_as=transcript)
            embedded = self._commit(placed, source) if placed.kind is not OutcomeKind.UNCHANGED else 0
            self.flush()
        return _outcome(source.name, placed, start, embedded=embedded)

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

    def _read(self, path: Path) -> Source:
        return read_source(path, max_bytes=self._max_bytes)

    def _take(
        self, path: str, read: Callable[[], Source], use: Callable[[Source], list[Outcome]], tell: Tell = _quiet
    ) -> list[Outcome]:
        start = time.perf_counter()
        try:
            return use(read())
        except SourceError as error:
            rejected = Outcome(path, OutcomeKind.REJECTED, error=error, seconds=time.perf_counter() - start)
            tell(rejected)
            return [rejected]

    def _add(
        self, found: Transcript, source: Source, path: str, corrections: Mapping[str, Corrections], on_held: OnHeld
    ) -> Outcome:
        start = time.perf_counter()
        try:
            placed = self._place(found, source, corrections, on_held)
        except SourceError as error:
            # The other calls of the file are taken all the same.
            seconds = time.perf_counter() - start
            return Outcome(path, OutcomeKind.REJECTED, found.call.id, error=error, seconds=seconds)
        embedded = self._commit(placed, source) if placed.kind is not OutcomeKind.UNCHANGED else 0
        return _outcome(path, placed, start, embedded=embedded)

    def _place(
        self, found: Transcript, source: Source, corrections: Mapping[str, Corrections], on_held: OnHeld
    ) -> Placed:
        return place(self._library, found, source, corrections=corrections.get(found.call.id), on_held=on_held)

    def _commit(self, placed: Placed, source: Source) -> int:
        """Embed what is new and write the call; returns how many Passages were embedded."""
        planned = plan(placed.transcript)
        known = self._library.vectors(planned.texts)
        missing = {key: text for key, text in planned.texts.items() if key not in known}
        vectors: dict[str, Vectors] = dict(
            zip(missing, self._embedder.embed_passages(list(missing.values())), strict=True) if missing else ()
        )
        with self._stop.unstopped():
            self._library.put(
                placed.transcript, source, placed.content_hash, planned.stored, vectors, planned.texts,
                parsed_id=placed.parsed_id, corrections=placed.corrections, minhash=placed.minhash,
                sample=source.hash in self._sample_hashes, fingerprint=self._embedder.fingerprint,
            )  # fmt: skip
        return sum(stored.text_vector in missing for stored in planned.stored)


def _outcome(
    path: str, placed: Placed, start: float, *, embedded: int = 0, parsed: Transcript | None = None
) -> Outcome:
    transcript = placed.transcript
    return Outcome(
        path,
        placed.kind,
        transcript=transcript.call.id,
        format=transcript.call.format,
        turns=len(transcript.turns),
        paragraphs=transcript.paragraph_count,
        misaligned=transcript.misaligned,
        not_speech=len(transcript.not_speech),
        warnings=placed.warnings,
        duplicate_of=placed.twin.call.id if placed.twin else None,
        passages_embedded=embedded,
        seconds=time.perf_counter() - start,
        parsed=parsed,
    )


def embedded_texts(transcript: Transcript) -> list[str]:
    """Every text that a new library embeds for a Transcript."""
    return list(plan(transcript).texts.values())
