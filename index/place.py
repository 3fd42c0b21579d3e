"""Which row of the library a parsed Transcript belongs to: the same text, a new text of it, another text, or a new call."""

import hashlib
import json
from dataclasses import dataclass, replace
from enum import StrEnum

from errors import CallHeld
from index.duplicates import SAME_CALL, Signature, signature, similarity
from index.library import Library
from index.rows import Held, head_of, turn_row
from ingest.corrections import Corrections, anchored, apply
from ingest.identify import call_id
from ingest.sources import Source
from ingest.transcript import Transcript

_LAYOUT = "2"
"""Part of every content hash: raise it when Passages or embedded texts change, and a re-ingest renews them."""
_EDITED, _RENAMED = 0.3, 0.6
"""Similarity from which a text under the same file name, or of the same format, is an edited one."""


class OutcomeKind(StrEnum):
    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"


class OnHeld(StrEnum):
    """What to do with another text of a call that is held."""

    KEEP = "keep"
    REPLACE = "replace"
    REFUSE = "refuse"


@dataclass(frozen=True)
class Placed:
    """A Transcript put right, under the id that it gets. `twin` is another text of the same call, if one is held."""

    kind: OutcomeKind
    transcript: Transcript
    parsed_id: str
    corrections: Corrections
    minhash: Signature
    content_hash: str
    twin: Held | None = None

    @property
    def warnings(self) -> tuple[str, ...]:
        if self.twin is None:
            return self.transcript.warnings
        told = f"You already hold this call from {self.twin.call.source} as {self.twin.call.id}."
        return (*self.transcript.warnings, f"{told} Both are kept; `ingest --held replace` keeps the new one only.")


def place(
    library: Library,
    parsed: Transcript,
    source: Source,
    *,
    corrections: Corrections | None = None,
    on_held: OnHeld = OnHeld.KEEP,
    held_as: str | None = None,
) -> Placed:
    """Decide what becomes of `parsed`. Without `corrections`, those made to the same call before are kept.

    `held_as` names the row where that is known already: the same file, to be put right.

    Raises:
        CallHeld: another text of the call is held, and `on_held` says to refuse.
        CorrectionInvalid: `corrections` do not fit.
    """
    minhash = signature(parsed)
    texts = library.texts_of(parsed.call.id)
    shown = library.transcript(held_as) if held_as else parsed
    given = anchored(parsed, corrections, shown) if corrections is not None else None

    def placed(kind: OutcomeKind, id_: str, kept: Corrections, twin: Held | None = None) -> Placed:
        right = put_right(parsed, kept, id_)
        return Placed(kind, right, parsed.call.id, kept, minhash, content_hash(right), twin)

    if held_as is not None:
        now = placed(OutcomeKind.UPDATED, held_as, given or Corrections())
        same_as_before = now.content_hash == content_hash(shown)
        return replace(now, kind=OutcomeKind.UNCHANGED) if same_as_before else now
    for held in texts:
        same = placed(OutcomeKind.UNCHANGED, held.call.id, given or library.corrections(held.call.id))
        if same.content_hash == held.content_hash:
            return same
    similar = _similar(library, minhash)
    edited = [held for held in texts if _is_edited(held, parsed, source, similar.get(held.call.id, 0.0))]
    if edited:
        best = max(edited, key=lambda held: similar.get(held.call.id, 0.0)).call.id
        return placed(OutcomeKind.UPDATED, best, given or library.corrections(best))
    twin = texts[0] if texts else _near_duplicate(library, similar)
    if twin is not None and on_held is OnHeld.REFUSE:
        raise CallHeld(
            f"You already hold this call from {twin.call.source} as {twin.call.id}.",
            hint="`ingest --held keep` keeps both, `--held replace` replaces the one held.",
        )
    if twin is not None and on_held is OnHeld.REPLACE:
        return placed(OutcomeKind.UPDATED, twin.call.id, given or library.corrections(twin.call.id))
    wanted = _wanted_id(parsed, given or Corrections())
    return placed(OutcomeKind.ADDED, _free_id(library, wanted), given or Corrections(), twin)


def place_as_is(library: Library, transcript: Transcript, parsed_id: str, corrections: Corrections) -> Placed:
    """For a Transcript that was put right before it was archived: the row that holds the same, or a new one."""
    digest = content_hash(transcript)
    same = next((held for held in library.texts_of(parsed_id) if held.content_hash == digest), None)
    id_ = same.call.id if same else _free_id(library, transcript.call.id)
    kind = OutcomeKind.UNCHANGED if same else OutcomeKind.ADDED
    renamed = replace(transcript, call=replace(transcript.call, id=id_))
    return Placed(kind, renamed, parsed_id, corrections, signature(transcript), digest)


def put_right(parsed: Transcript, corrections: Corrections, id_: str) -> Transcript:
    right = apply(parsed, corrections)
    return replace(right, call=replace(right.call, id=id_))


def content_hash(transcript: Transcript) -> str:
    """SHA-256 of what was parsed and put right, whatever the file is called."""
    unnamed = replace(transcript, call=replace(transcript.call, source="", id=""))
    body = [_LAYOUT, head_of(unnamed), [turn_row("", turn) for turn in transcript.turns]]
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


def _similar(library: Library, minhash: Signature) -> dict[str, float]:
    ids, rows = library.signatures()
    return dict(zip(ids, similarity(minhash, rows).tolist(), strict=True))


def _is_edited(held: Held, parsed: Transcript, source: Source, similar: float) -> bool:
    """Whether `parsed` is a new version of the file that `held` came from, rather than another publisher's text."""
    same_name, same_format = held.call.source == source.name, held.call.format == parsed.call.format
    known = bool(parsed.call.ticker and parsed.call.fiscal_period)
    if same_name and same_format and (known or similar >= _EDITED):
        return True
    return (same_name or same_format) and similar >= _RENAMED


def _near_duplicate(library: Library, similar: dict[str, float]) -> Held | None:
    best = max(similar, key=lambda id_: similar[id_], default=None)
    return library.find(best) if best is not None and similar[best] >= SAME_CALL else None


def _wanted_id(parsed: Transcript, corrections: Corrections) -> str:
    call = apply(parsed, corrections).call
    known = call_id(call.ticker, call.fiscal_year, call.fiscal_quarter, parsed.call.id)
    return parsed.call.id if corrections == Corrections() else known


def _free_id(library: Library, wanted: str) -> str:
    n, found = 1, wanted
    while library.find(found) is not None:
        n += 1
        found = f"{wanted}-{n}"
    return found
