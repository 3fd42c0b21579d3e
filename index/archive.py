"""One archive of what cannot be derived again: sources as they came, transcripts, corrections, conversations."""

import json
import os
import zipfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from errors import LibraryError
from index.conversations import Conversations
from index.library import Library
from index.projection import sync
from ingest.corrections import corrections_json
from ingest.transcript import Transcript

VERSION = 2
TRANSCRIPT: TypeAdapter[Transcript] = TypeAdapter(Transcript)


def export(library: Library, archive: Path) -> dict[str, Any]:
    """Write `archive` (a ZIP), never half of it.

    It holds manifest.json, transcripts/<id>.json, corrections/<id>.json, conversations/<id>.json, and
    sources/<hash>/<name> with sources/<hash>.companion where the source had one.

    Raises:
        LibraryError: the archive cannot be written, or a source file is gone.
    """
    held = library.held()
    gone = [h.call.id for h in held if not library.source_path(h.source_hash).is_file()]
    if gone:
        raise LibraryError(
            f"The files of {', '.join(gone)} are gone from the library.", hint="Remove and ingest those calls again."
        )
    conversations = Conversations(library)
    heads = conversations.heads()
    manifest = {
        "callcite": VERSION,
        "transcripts": [
            {
                "id": h.call.id,
                "parsed_id": h.parsed_id,
                "source": h.source_hash,
                "name": h.call.source,
                "sample": h.sample,
            }
            for h in sorted(held, key=lambda h: h.added_at)
        ],
        "conversations": [head.id for head in heads],
    }

    def write(file: zipfile.ZipFile) -> None:
        _put(file, "manifest.json", manifest)
        for h in held:
            transcript = TRANSCRIPT.dump_python(library.transcript(h.call.id), mode="json")
            _put(file, f"transcripts/{h.call.id}.json", transcript)
            if body := corrections_json(library.corrections(h.call.id)):
                _put(file, f"corrections/{h.call.id}.json", body)
        for source in {h.source_hash: library.source(h.call.id) for h in held}.values():
            file.writestr(f"sources/{source.hash}/{Path(source.name).name}", source.data)
            if source.companion is not None:
                file.writestr(f"sources/{source.hash}.companion", source.companion)
        for head in heads:
            kept = [asdict(message) for message in conversations.messages(head.id)]
            _put(file, f"conversations/{head.id}.json", {**asdict(head), "kept": kept})

    _write_aside(archive, write)
    return {
        "archive": str(archive),
        "transcripts": len(held),
        "conversations": len(heads),
        "bytes": archive.stat().st_size,
    }


def _put(file: zipfile.ZipFile, name: str, value: Any) -> None:
    file.writestr(name, json.dumps(value, ensure_ascii=False, indent=1))


def _write_aside(archive: Path, write: Callable[[zipfile.ZipFile], None]) -> None:
    aside = archive.with_name(f".{archive.name}.{os.getpid()}.tmp")
    try:
        with zipfile.ZipFile(aside, "w", zipfile.ZIP_DEFLATED) as file:
            write(file)
        sync(aside)
        aside.replace(archive)
    except OSError as error:
        raise LibraryError(
            f"{archive} cannot be written: {error.strerror}.", hint="Choose a folder that exists and can be written."
        ) from error
    finally:
        aside.unlink(missing_ok=True)
