"""Lists of `{speaker, text}` at any depth of a JSON value, whatever their keys: what most interfaces and scrapers give.

Objects around a list tell its call, people and section. A call may be split over several lists (prepared remarks, Q&A),
be given whole and split at once, or be cut in several ways (words, sentences, utterances): each speech is taken once.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from ingest.formats.data import qa_pairs
from ingest.formats.data.cells import paragraphs
from ingest.formats.data.facts import Facts, facts_of
from ingest.formats.data.fields import EDITORIAL, SPEAKER, TEXT, Row, first, row_of, section_of
from ingest.formats.data.record_people import people_of
from ingest.formats.data.records import Context, calls, has_text, is_turn
from ingest.formats.draft import Draft, Listed
from ingest.formats.lines import listed_role

FORMAT = "turn_list"

_PEOPLE = frozenset(
    "participants participant speakers attendees executives analysts companyparticipants corporateparticipants conferencecallparticipants "
    "management people speakermap speakermapping speakernamemap speakernamemapv2 speakernames".split()
)
_HEADED = ("title", "name", "heading", "section", "type", "label")
_MOST = 0.5
_LONG = 100
"""Letters from which a text that stands in another is its copy; `Thank you.` stands in many."""


@dataclass(frozen=True)
class _Found:
    rows: list[Row]
    context: Context
    call: int
    notes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class _Place:
    """A value still to be looked at, with what the objects around it say."""

    value: Any
    name: str
    context: Context
    call: int
    notes: tuple[tuple[str, str], ...] = ()


def recognises(value: Any) -> bool:
    return next(_lists(value), None) is not None


def parse(value: Any) -> list[Draft]:
    by_call: dict[int, list[_Found]] = {}
    for found in _lists(value):
        by_call.setdefault(found.call, []).append(found)
    drafts: list[Draft] = []
    for lists in by_call.values():
        drafts.extend(_one_call(_once(lists)))
    return drafts


def _one_call(lists: list[_Found]) -> list[Draft]:
    rows: list[Row] = []
    facts, people = Facts(), dict[str, Listed]()
    for found in lists:
        section = found.context.section
        rows.extend(row if section is None else {"section": section.value, **row} for row in found.rows)
        facts, people = facts.over(found.context.facts), {**found.context.people, **people}
    drafts = calls(rows, FORMAT, Context(facts, None, people))
    for kind, text in dict.fromkeys(note for found in lists for note in found.notes):
        for draft in drafts[:1]:
            draft.note(kind, text)
    return drafts


def _lists(value: Any) -> Iterator[_Found]:
    """The lists of Turns in document order, with what stands around them; not those inside one that was found."""
    waiting = [_Place(value, "", Context(), 0)]
    calls_seen = 0
    while waiting:
        place = waiting.pop()
        if isinstance(place.value, list):
            objects = [item for item in place.value if isinstance(item, dict)]
            if rows := _turn_rows(objects):
                yield _Found(rows, _headed(place), place.call, place.notes)
                continue
            inner = []
            for item in place.value:
                if holds_values(item):
                    calls_seen += len(objects) > 1
                    inner.append(replace(place, value=item, call=_own_call(item, place, calls_seen)))
            waiting.extend(reversed(inner))
        elif isinstance(place.value, dict):
            row = row_of(place.value)
            around = _around(row, place)
            if rows := _turn_rows(_by_row(row)):
                yield _Found(rows, around.context, place.call, around.notes)
                continue
            inner = []
            for name, item in row.items():
                if holds_values(item):
                    calls_seen += 1
                    inner.append(replace(around, value=item, name=name, call=_own_call(item, around, calls_seen)))
            waiting.extend(reversed(inner))


def holds_values(item: Any) -> bool:
    """Whether an object or list holds others, so that there may be a list of Turns in it."""
    inner = item.values() if isinstance(item, dict) else item if isinstance(item, list) else ()
    return any(isinstance(value, dict | list) for value in inner)


def _turn_rows(objects: list[dict[str, Any]]) -> list[Row]:
    """The objects as rows, if they are Turns: most have a place for a speaker, and a text; or questions with answers."""
    rows = [row_of(item) for item in objects]
    if qa_pairs.recognises(rows):
        return qa_pairs.as_turns(rows)
    if sum(map(is_turn, rows)) <= _MOST * len(rows) or not any(map(has_text, rows)) or _is_headings(rows):
        return []
    return rows


def _by_row(row: Row) -> list[dict[str, Any]]:
    """The objects of a table that is given column by column: `{speaker: [...], text: [...]}`, or by row number."""
    columns = {name: list(value.values()) if isinstance(value, dict) else value for name, value in row.items()}
    columns = {name: value for name, value in columns.items() if isinstance(value, list)}
    length = next((len(columns[name]) for name in SPEAKER if name in columns), 0)
    texts = next((columns[name] for name in TEXT if name in columns), [])
    if length < 2 or not all(isinstance(text, str) or text is None for text in texts):
        return []
    fitting = {name: value for name, value in columns.items() if len(value) == length}
    return [dict(zip(fitting, cells, strict=True)) for cells in zip(*fitting.values(), strict=True)]


def _is_headings(rows: list[Row]) -> bool:
    """Whether the names are those of parts: `{name: "Q&A", content: [...]}`."""
    named = [row for row in rows if "speaker" not in row and section_of(first(row, ("name",)))]
    return len(named) * 2 > len(rows)


def _own_call(item: Any, place: _Place, number: int) -> int:
    """The number of the call that an object belongs to: its own, if it tells another call than what is around it."""
    if not isinstance(item, dict):
        return place.call
    facts, around = facts_of(row_of(item)), place.context.facts
    told = [(getattr(facts, name), getattr(around, name)) for name in ("ticker", "company", "year", "quarter", "date")]
    return number if any(own is not None and own != outer for own, outer in told) else place.call


def _around(row: Row, place: _Place) -> _Place:
    facts = facts_of(row).over(place.context.facts)
    people = dict(place.context.people)
    notes = list(place.notes)
    for name, value in row.items():
        if name in _PEOPLE and not (isinstance(value, list) and _turn_rows([i for i in value if isinstance(i, dict)])):
            if isinstance(value, dict) and any(listed_role(inner) for inner in value):
                for inner, listed in value.items():
                    people.update(people_of(listed, role=listed_role(inner)))
            else:
                people.update(people_of(value, role=listed_role(name)))
        elif name in EDITORIAL and isinstance(value, str | list):
            notes.extend((EDITORIAL[name], text) for text in paragraphs(value))
    section = next(
        (found for name in _HEADED if isinstance(row.get(name), str) and (found := section_of(row[name]))), None
    )
    context = Context(facts, section or section_of(place.name) or place.context.section, people)
    return replace(place, context=context, notes=tuple(notes))


def _headed(place: _Place) -> Context:
    """The context of a list, whose key may name its section (`questions_and_answers`)."""
    return replace(place.context, section=section_of(place.name) or place.context.section)


def _once(lists: list[_Found]) -> list[_Found]:
    """Without lists that give again, whole or cut otherwise, what others give."""
    letters = [_letters(found.rows) for found in lists]
    kept: list[int] = []
    for i, text in enumerate(letters):
        twin = next((k for k in kept if letters[k] == text), None)
        if twin is None:
            kept.append(i)
        elif len(lists[i].rows) < len(lists[twin].rows):
            kept[kept.index(twin)] = i
    whole = max(kept, key=lambda i: len(letters[i]))
    others = [i for i in sorted(kept) if i != whole]
    if others and "".join(letters[i] for i in others) == letters[whole]:
        # The split is worth more where it tells the sections.
        kept = others if any(lists[i].context.section for i in others) else [whole]
    else:
        kept = [i for i in kept if i == whole or len(letters[i]) < _LONG or letters[i] not in letters[whole]]
    return [lists[i] for i in sorted(kept)]


def _letters(rows: list[Row]) -> str:
    return "".join(c for row in rows for text in paragraphs(first(row, TEXT)) for c in text if c.isalnum())
