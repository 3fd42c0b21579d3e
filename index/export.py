"""One archive of what cannot be derived again: the sources as they came and the transcripts as parsed."""

import json
import os
import zipfile
from pathlib import Path
from typing import Any

from errors import LibraryError
from index.library import Library
from index.projection import sync
from ingest.shape import transcript_json


def export(library: Library, archive: Path) -> dict[str, Any]:
    """Write `archive` (a ZIP): manifest.json, transcripts/<id>.json, sources/<hash>/<name>. Never half of it.

    Raises:
        LibraryError: the archive cannot be written, or a source file is gone.
    """
    held = library.held()
    gone = [h.call.id for h in held if not library.source_path(h.source_hash).is_file()]
    if gone:
        raise LibraryError(
            f"The files of {', '.join(gone)} are gone from the library.", hint="Remove and ingest those calls again."
        )
    manifest = {
        "callcite": 1,
        "transcripts": [
            {"id": h.call.id, "source": h.source_hash, "name": h.call.source, "sample": h.sample} for h in held
        ],
    }
    aside = archive.with_name(f".{archive.name}.{os.getpid()}.tmp")
    try:
        with zipfile.ZipFile(aside, "w", zipfile.ZIP_DEFLATED) as file:
            file.writestr("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1))
            for h in held:
                shape = transcript_json(library.transcript(h.call.id))
                file.writestr(f"transcripts/{h.call.id}.json", json.dumps(shape, ensure_ascii=False, indent=1))
            for source, name in {h.source_hash: h.call.source for h in held}.items():
                file.write(library.source_path(source), f"sources/{source}/{Path(name).name}")
        sync(aside)
        aside.replace(archive)
    except OSError as error:
        raise LibraryError(
            f"{archive} cannot be written: {error.strerror}.", hint="Choose a folder that exists and can be written."
        ) from error
    finally:
        aside.unlink(missing_ok=True)
    return {"archive": str(archive), "transcripts": len(held), "bytes": archive.stat().st_size}
