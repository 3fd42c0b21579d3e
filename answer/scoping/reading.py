"""How a question is read against what is held, and the Turns that it prefers."""

from collections.abc import Collection
from dataclasses import dataclass, field

from answer.answer import Alternative
from index.library import Library
from index.passage import Scope
from index.scope import is_speaker
from ingest.transcript import Role


@dataclass(frozen=True)
class Reading:
    """How a question is read against what is held.

    `scope` is the user's filter with the companies, periods and calls that the question means; `detected` is the part
    that the question itself named. `speakers` (labels), `roles` and `sections` are a preference: see `favoured`.
    `sides` has one Scope a call, in the order to show, where the question compares; else nothing. `unheld` says at once
    what is asked about and not held; `missing`, a sentence each, which part of it is not. `topics` are companies named beside the scope, or asked about without being held.
    """

    scope: Scope
    detected: Scope = field(default_factory=Scope)
    calls: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    sides: tuple[Scope, ...] = ()
    notes: tuple[str, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    unheld: str | None = None
    topics: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    own_words: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """(name as written, calls of the only company whose calls speak of it), where that told the company."""


def favoured(reading: Reading, library: Library) -> frozenset[tuple[str, int]]:
    """(transcript, n) of the Turns that the question prefers; nothing where it prefers none.

    An analyst's are the Turns of the Exchanges he asked in, question and answers; beside an executive, those of them that
    are his or the executive's.
    """
    if not (reading.speakers or reading.roles or reading.sections):
        return frozenset()
    ids = set(reading.calls)
    held = [h for h in library.held() if h.call.id in ids]
    wanted: set[tuple[str, int]] = set()
    if reading.speakers:
        people = [(h, p) for h in held for p in h.participants if any(is_speaker(p, name) for name in reading.speakers)]
        asked = {
            (h.call.id, n)
            for h, p in people
            if p.role is Role.ANALYST
            for e in h.exchanges
            if is_speaker(p, e.analyst)
            for n in (*e.question_turns, *e.answer_turns)
        }
        labels = {
            role: [label for _, p in people if (p.role is Role.ANALYST) is role for label in (p.name, *p.also_called)]
            for role in (True, False)
        }
        own = {role: set(_keys(library, ids, speakers=names)) if names else set() for role, names in labels.items()}
        both = asked & (own[False] | own[True])
        wanted = both if asked and own[False] and asked & own[False] else asked | own[True] | own[False]
    elif reading.roles:
        wanted = set(_keys(library, ids, roles=reading.roles))
    if reading.sections and len(reading.sections) == 1:
        within = set(_keys(library, ids, sections=reading.sections))
        wanted = wanted & within if reading.speakers or reading.roles else within
    return frozenset(wanted)


def _keys(
    library: Library,
    ids: Collection[str],
    *,
    speakers: Collection[str] = (),
    roles: Collection[str] = (),
    sections: Collection[str] = (),
) -> list[tuple[str, int]]:
    return library.turn_keys(ids, speakers=speakers, roles=roles, sections=sections) if ids else []
