"""What is said of how periods were read, and the other readings that are a click away."""

from collections.abc import Collection, Sequence

from answer.answer import Alternative
from answer.scoping import says
from answer.scoping.choose import Choice
from answer.scoping.company_names import Company
from answer.scoping.resolve import Line
from answer.scoping.timeline import Dated
from index.passage import Scope
from index.rows import Held

Kept = tuple[Company, Line, Choice]
"""A company in scope, its calls, and those of them that are meant."""
_ALTERNATIVES = 6


def notes(language: str, question: str, kept: Sequence[Kept]) -> tuple[list[str], list[str]]:
    """How the periods of a question were read, and which of them are not held, a sentence each."""
    told: list[str] = []
    newest = [read for _, _, choice in kept for read in choice.read if read.how == "newest"]
    if newest:
        calls = [d for _, _, choice in kept for d in choice.calls]
        told.append(says.note(language, "newest" if len(kept) == 1 else "newest_each", "", calls))
    said: dict[tuple[str, str], list[Dated]] = {}
    for _, _, choice in kept:
        for read in choice.read:
            if read.how not in ("newest", "ahead_same"):
                said.setdefault((read.how, says.said_by(read.when, question)), []).extend(read.calls)
    missing: list[str] = []
    for (how, words), calls in said.items():
        (missing if how == "missing" else told).append(says.note(language, how, words, calls))
    return told, missing


def alternatives(
    language: str, kept: Sequence[Kept], ids: Collection[str], held: Sequence[Held]
) -> tuple[Alternative, ...]:
    """Other readings first, then older calls, then another text of the same call. `ids` are the calls in scope."""
    readings = [read for _, _, choice in kept for read in choice.others]
    rows = [r for r in readings if r.how != "older"]
    older = [r for r in readings if r.how == "older" and r.calls[0].held.call.id not in ids]
    rows += older[: max(1, _ALTERNATIVES - len(rows))] if len(kept) == 1 else []
    found = [alternative(language, read.how, [d.held for d in read.calls]) for read in rows]
    if len(older) > 1 and (len(kept) > 1 or len(older) > len(rows)):
        scope = Scope(transcripts=tuple(dict.fromkeys(d.held.call.id for r in older for d in r.calls)))
        found.append(Alternative(says.label(language, "older_all", (), len(older)), scope.as_json()))
    meant = {h.parsed_id for h in held if h.call.id in ids}
    same = [h for h in held if h.call.id not in ids and h.parsed_id in meant]
    found += [alternative(language, "text", [h]) for h in same[:1]]
    return tuple({a.label: a for a in found}.values())


def alternative(language: str, how: str, calls: Sequence[Held]) -> Alternative:
    """These calls instead, labelled by a key of says.py."""
    scope = Scope(transcripts=tuple(h.call.id for h in calls))
    return Alternative(says.label(language, how, calls), scope.as_json())
