"""An archive back into a library: what it holds is added beside what is there, and nothing there is lost.

The archive is hostile input: it is read by the names in its manifest alone, never unpacked, within limits on number
and size, and everything in it is checked before it is used.
"""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from errors import ArchiveInvalid, CallciteError, SourceError
from index.archive import TRANSCRIPT, VERSION
from index.build import Builder, Outcome
from index.conversations import ConversationHead, Conversations, StoredMessage
from index.library import Library
from index.place import OutcomeKind
from ingest.corrections import Corrections, corrections_from_json
from ingest.sources import MAX_BYTES, Source
from ingest.transcript import Transcript

MAX_ENTRIES = 1_000_000
MAX_JSON = 200 * 1024 * 1024
"""Bytes of one JSON entry, inflated."""
_ANOTHER = "Use an archive that `library export` wrote."


class _Entry(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)
    id: str = Field(min_length=1, max_length=500)
    parsed_id: str = Field(min_length=1, max_length=500)
    source: str = Field(pattern=r"^[0-9a-f]{64}$")
    name: str = Field(max_length=1_000)


class _Manifest(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)
    callcite: int
    transcripts: list[_Entry]
    conversations: list[str] = []


class _Message(BaseModel):
    n: int
    question: str
    body: Any
    at: float


class _Conversation(BaseModel):
    id: str = Field(pattern=r"^[0-9a-f]{32}$")
    title: str
    created_at: float
    updated_at: float
    kept: list[_Message]


def restore(
    library: Library, builder: Builder, archive: Path, tell: Callable[[Outcome], None]
) -> tuple[list[Outcome], int]:
    """Add everything in `archive`; returns what became of each call, and how many conversations were added.

    `tell` is given each Outcome as soon as its call is committed. Run it under the library's lock, then flush.

    Raises:
        ArchiveInvalid: no archive of callcite, damaged, or beyond the limits. Calls added before it was found stay.
    """
    try:
        with zipfile.ZipFile(archive) as file:
            manifest = _manifest(file, archive)
            outcomes = []
            for entry in manifest.transcripts:
                outcomes.append(_take(file, entry, builder, archive))
                tell(outcomes[-1])
            added = sum(_converse(file, id_, Conversations(library)) for id_ in manifest.conversations)
            return outcomes, added
    except FileNotFoundError as error:
        raise ArchiveInvalid(f"There is no file {archive}.", hint="Check the spelling of the path.") from error
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, UnicodeError) as error:
        raise ArchiveInvalid(f"{archive} is no readable archive: {error}.", hint=_ANOTHER) from error


def _manifest(file: zipfile.ZipFile, archive: Path) -> _Manifest:
    if len(file.infolist()) > MAX_ENTRIES:
        raise ArchiveInvalid(f"{archive} has more than {MAX_ENTRIES:,} entries.", hint=_ANOTHER)
    manifest = _Manifest.model_validate(_json(file, "manifest.json", _Manifest))
    if manifest.callcite > VERSION:
        raise ArchiveInvalid(f"{archive} was written by a newer callcite.", hint="Update callcite, then import it.")
    return manifest


def _take(file: zipfile.ZipFile, entry: _Entry, builder: Builder, archive: Path) -> Outcome:
    path = f"{archive}:{entry.name}"
    try:
        transcript = TRANSCRIPT.validate_python(_json(file, f"transcripts/{entry.id}.json", None))
        _check(transcript, entry)
        name = f"corrections/{entry.id}.json"
        held = name in file.NameToInfo
        corrections = corrections_from_json(_json(file, name, None)) if held else Corrections()
        return builder.add_parsed(transcript, _source(file, entry), path, entry.parsed_id, corrections)
    except (ValidationError, RecursionError) as error:
        problem: CallciteError = ArchiveInvalid(
            f"{entry.id} in {archive} is damaged: {type(error).__name__}.", hint=_ANOTHER
        )
    except SourceError as error:
        problem = error
    return Outcome(path, OutcomeKind.REJECTED, error=problem)


def _check(transcript: Transcript, entry: _Entry) -> None:
    """Raises ArchiveInvalid where numbers or offsets do not hold, on which every citation rests."""
    whole = transcript.call.id == entry.id and bool(transcript.turns)
    for n, turn in enumerate(transcript.turns, start=1):
        size = len(turn.text)
        whole = whole and turn.n == n and all(0 <= s.start < s.end <= size for _, _, s in turn.sentences())
    if not whole:
        raise ArchiveInvalid(f"{entry.id} in the archive does not fit together.", hint=_ANOTHER)


def _source(file: zipfile.ZipFile, entry: _Entry) -> Source:
    found = next((info for info in file.infolist() if info.filename.startswith(f"sources/{entry.source}/")), None)
    if found is None:
        raise ArchiveInvalid(f"The file of {entry.id} is not in the archive.", hint=_ANOTHER)
    companion = f"sources/{entry.source}.companion"
    beside = _read(file, companion, MAX_BYTES).decode() if companion in file.NameToInfo else None
    source = Source(Path(entry.name).name or entry.id, _read(file, found.filename, MAX_BYTES), beside)
    if source.hash != entry.source:
        raise ArchiveInvalid(f"The file of {entry.id} in the archive was changed.", hint=_ANOTHER)
    return source


def _converse(file: zipfile.ZipFile, id_: str, conversations: Conversations) -> bool:
    found = _Conversation.model_validate(_json(file, f"conversations/{id_}.json", _Conversation))
    head = ConversationHead(found.id, found.title, found.created_at, found.updated_at, len(found.kept))
    return conversations.restore(head, [StoredMessage(m.n, m.question, m.body, m.at) for m in found.kept])


def _json(file: zipfile.ZipFile, name: str, shape: type[BaseModel] | None) -> Any:
    try:
        value = json.loads(_read(file, name, MAX_JSON))
        if shape is not None:
            shape.model_validate(value)
        return value
    except (ValueError, RecursionError) as error:
        raise ArchiveInvalid(f"{name} in the archive cannot be read.", hint=_ANOTHER) from error


def _read(file: zipfile.ZipFile, name: str, limit: int) -> bytes:
    try:
        with file.open(name) as entry:
            data = entry.read(limit + 1)
    except KeyError as error:
        raise ArchiveInvalid(f"The archive has no {name}.", hint=_ANOTHER) from error
    if len(data) > limit:
        raise ArchiveInvalid(f"{name} in the archive is larger than {limit / 1e6:,.0f} MB.", hint=_ANOTHER)
    return data
