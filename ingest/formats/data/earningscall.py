"""EarningsCall's API, in its four levels of detail; `event` gives fiscal year, quarter and the local date.

1 `{text}`; 2 `{speakers: [{speaker: "spk01", text}], speaker_name_map_v2?}`; 3 the same with `words` and `start_times`;
4 `{prepared_remarks, questions_and_answers | null}`. Levels 1 and 4 name no speaker, and nothing guesses one; without
the `event` they are texts like any other.
"""

import re
from typing import Any

from ingest.formats.data.cells import paragraphs, plain
from ingest.formats.data.facts import facts_of
from ingest.formats.data.fields import first, row_of, seconds
from ingest.formats.data.record_people import people_of
from ingest.formats.data.records import drop_suspect_times, set_languages
from ingest.formats.draft import Draft, DraftTurn
from ingest.formats.lines import is_function
from ingest.transcript import Section

FORMAT = "earningscall"

_ID = re.compile(r"^spk_?\d{1,3}$", re.IGNORECASE)
_MAPS = ("speakernamemapv2", "speakernamemap")


def recognises(value: Any) -> bool:
    if not isinstance(value, dict):
        return False
    if isinstance(value.get("event"), dict) and (
        isinstance(value.get("text"), str) or isinstance(value.get("prepared_remarks"), str)
    ):
        return True
    speakers = value.get("speakers")
    return isinstance(speakers, list) and any(
        isinstance(entry, dict)
        and ("words" in entry or "text" in entry)
        and _ID.match(plain(entry.get("speaker")) or "") is not None
        for entry in speakers
    )


def parse(value: Any) -> list[Draft]:
    draft = Draft(format=FORMAT)
    row = row_of(value)
    facts_of(row).fill(draft)
    if isinstance(value.get("speakers"), list) and value["speakers"]:
        _speakers(draft, row)
    elif isinstance(value.get("prepared_remarks"), str):
        _two_parts(draft, row)
    else:
        _one_part(draft, value.get("text"), None)
    set_languages(draft)
    return [draft]


def _two_parts(draft: Draft, row: dict[str, Any]) -> None:
    answers = paragraphs(row.get("questionsandanswers"))
    _one_part(draft, row["preparedremarks"], Section.PREPARED if answers else None)
    _one_part(draft, row.get("questionsandanswers"), Section.QA)
    if not answers:
        # The Q&A is then inside the prepared remarks, nobody knows where.
        for turn in draft.turns:
            turn.flags.append("section_unknown")


def _one_part(draft: Draft, text: object, section: Section | None) -> None:
    if found := paragraphs(text):
        draft.turns.append(DraftTurn(None, section=section, paragraphs=[(text, None) for text in found]))


def _speakers(draft: Draft, row: dict[str, Any]) -> None:
    people = people_of(first(row, _MAPS))
    for entry in row["speakers"]:
        if not isinstance(entry, dict):
            continue
        spoken = row_of(entry)
        known_as = plain(spoken.get("speaker"))
        if known_as and known_as not in people and isinstance(spoken.get("speakerinfo"), dict):
            people.update(people_of({known_as: spoken["speakerinfo"]}))
        texts = paragraphs(spoken.get("text")) or _joined(spoken.get("words"))
        if not texts:
            continue
        person = people.get(known_as or "")
        turn = draft.open(person.name if person else known_as)
        if not turn.paragraphs:
            turn.start_seconds = seconds(first(spoken, ("starttimes", "start", "starttime")))
        turn.paragraphs.extend((text, None) for text in texts)
    draft.participants = [person for person in people.values() if not is_function(person.name)]
    drop_suspect_times(draft.turns)


def _joined(words: object) -> list[str]:
    """Words to text, with single spaces: punctuation is attached to them. Their times may be fewer than they."""
    if not isinstance(words, list):
        return []
    return paragraphs(" ".join(text for word in words if (text := _word(word))))


def _word(word: object) -> str | None:
    if isinstance(word, dict):
        word = first(row_of(word), ("word", "punctuatedword", "text"))
    return word.strip() if isinstance(word, str) else plain(word)
