"""What callcite itself prints with `show --json`: a call with everything worked out, read back as it is.

Several calls come as `{"calls": [...]}`; each is then found on its own.
"""

import re
from typing import Any

from ingest.formats.data.cells import characters, plain
from ingest.formats.data.fields import seconds
from ingest.formats.draft import Draft, DraftTurn, Listed
from ingest.transcript import Note, Role, Section

_TEXTS = ("company", "ticker", "exchange", "period_end", "date", "title", "translation_kind")
_ROLES = {role.value: role for role in Role}
# A Turn's `other` also stands for a speaker whose Role nobody could tell.
_TURN_ROLES = {role.value: role for role in Role if role is not Role.OTHER}
_SECTIONS = {section.value: section for section in Section}
_MAX_TITLE = 1_000
_COUNTED = re.compile(r"^\d+ paragraphs? (?:has|have) no translation\.$")


def recognises(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and isinstance(value.get("call"), dict)
        and isinstance(value.get("turns"), list)
        and {"participants", "not_speech"} <= value.keys()
    )


def parse(value: Any) -> list[Draft]:
    call = value["call"]
    draft = Draft(format=plain(call.get("format")) or "callcite")
    for field in _TEXTS:
        setattr(draft, field, _line(call.get(field)))
    draft.fiscal_year, draft.fiscal_quarter = _number(call.get("fiscal_year")), _number(call.get("fiscal_quarter"))
    languages = tuple(language for item in _list(call.get("languages")) if (language := plain(item)))
    draft.languages = languages or draft.languages
    draft.participants = [
        Listed(
            name,
            _ROLES.get(str(person.get("role"))),
            _line(person.get("title")),
            _line(person.get("firm")),
            tuple(alias for item in _list(person.get("also_called")) if (alias := _line(item))),
        )
        for person in _dicts(value.get("participants"))
        if (name := _line(person.get("name")))
    ]
    draft.turns = [turn for item in _dicts(value["turns"]) if (turn := _turn(item)).paragraphs]
    draft.notes = [
        Note(_line(note.get("kind")) or "note", words, _text(note.get("translation")))
        for note in _dicts(value.get("not_speech"))
        if (words := _text(note.get("text")))
    ]
    warnings = [warning for item in _list(value.get("warnings")) if (warning := _text(item))]
    # What is counted anew must not be said twice.
    draft.warnings = [warning for warning in warnings if not _COUNTED.match(warning)]
    return [draft]


def _turn(item: dict[str, Any]) -> DraftTurn:
    paragraphs = [
        (text, _text(paragraph.get("translation")))
        for paragraph in _dicts(item.get("paragraphs"))
        if (text := _text(paragraph.get("text")))
    ]
    if not paragraphs and (whole := _text(item.get("text"))):
        paragraphs = [(whole, _text(item.get("translation")))]
    return DraftTurn(
        label=_line(item.get("speaker")),
        title=_line(item.get("title")),
        firm=_line(item.get("firm")),
        section=_SECTIONS.get(str(item.get("section"))),
        paragraphs=paragraphs,
        role=_TURN_ROLES.get(str(item.get("role"))),
        start_seconds=seconds(item.get("start_seconds")),
        flags=[text for flag in _list(item.get("flags")) if (text := plain(flag))],
        likely_speaker=_line(item.get("likely_speaker")),
    )


def _text(value: object) -> str | None:
    """Words as they stand: markup in them was said to be text when they were exported."""
    return characters(value) if isinstance(value, str) and value.strip() else None


def _line(value: object) -> str | None:
    text = _text(value)
    return " ".join(text.split()) if text and len(text) <= _MAX_TITLE else None


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10_000 else None


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _dicts(value: object) -> list[dict[str, Any]]:
    return [item for item in _list(value) if isinstance(item, dict)]
