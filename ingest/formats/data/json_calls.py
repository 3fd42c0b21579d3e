"""JSON by content, in `.txt` files too: an interface's answer, an export of callcite, rows one a line, lists of speakers.

One file may hold many calls. What other modules know better (The Motley Fool's JSON, pairs of two languages) is left to
them; as elements of a list or lines they are handed to them.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, Protocol

from errors import SourceNotTranscript
from ingest.formats.data import alpha_vantage, documents, earningscall, exported, fmp, qa_pairs, turn_lists
from ingest.formats.data.cells import paragraphs, plain
from ingest.formats.data.facts import Facts, facts_of
from ingest.formats.data.fields import Row, row_of
from ingest.formats.data.json_read import read_json
from ingest.formats.data.records import calls, has_text, is_turn
from ingest.formats.draft import Draft
from ingest.formats.text import Text


class _Shape(Protocol):
    def recognises(self, value: Any) -> bool: ...

    def parse(self, value: Any) -> list[Draft]: ...


_SHAPES: tuple[_Shape, ...] = (exported, alpha_vantage, earningscall, fmp)
_ERRORS = ("Information", "Note", "Error Message", "error", "errors", "message", "detail")
_SECRET = re.compile(r"(?i)((?:api[ _-]?key|token)(?:[ \w]{0,12}?(?: as| is|=|:))?\s*)[\"']?[\w\-]{6,}[\"']?")
_SHOWN = 200
_KEYS = (
    "Needed: a list of objects with a speaker (`speaker`, `name` or `speaker_name`) and a text (`text`, `content`, `speech` or "
    "`body`), or one object with the whole call in `transcript`, `content` or `text`."
)


def recognises(page: Text) -> bool:
    """Whether the text is JSON, whole or broken, apart from single objects that other modules know."""
    read = read_json(page.text)
    return read is not None and (read.one_a_line or not any(map(_is_of_others, read.values)))


def parse(page: Text) -> list[Draft]:
    """The calls of a JSON file.

    Raises:
        SourceNotTranscript: broken JSON, an interface's error message, or JSON without speech; no other parser could
            make more of it, and these know what to do next.
    """
    read = read_json(page.text)
    if read is None:
        return []
    if read.problem:
        raise SourceNotTranscript(
            f"{page.name or 'The text'} is JSON that cannot be read: {read.problem}.",
            hint="Download it again: it may have been cut off. One JSON object a line is fine too.",
        )
    value = read.values if read.one_a_line else read.values[0]
    drafts = [draft for draft in _calls(value, page.name) if draft.turns]
    if not drafts:
        raise _refusal(value, page.name or "The text")
    drafts[0].warnings[:0] = read.warnings
    return drafts


def _calls(value: Any, name: str) -> list[Draft]:
    if shaped := [shape.parse(item) for shape, item in _shaped(value)]:
        drafts = [draft for found in shaped for draft in found]
        empty = sum(not any(draft.turns for draft in found) for found in shaped)
        if empty and (spoken := [draft for draft in drafts if draft.turns]):
            spoken[0].warnings.append(f"{empty} of {len(shaped)} calls have no text and were left out.")
        return drafts
    rows = _rows(value)
    if foreign := [row for row in rows if _is_of_others(row)]:
        return [draft for row in foreign for draft in documents.detected(json.dumps(row), name)]
    folded = [row_of(row) for row in rows]
    if qa_pairs.recognises(folded):
        return qa_pairs.parse(folded)
    if folded and sum(map(is_turn, folded)) * 2 > len(folded) and any(map(has_text, folded)):
        return calls(folded, turn_lists.FORMAT)
    if turn_lists.recognises(value):
        return turn_lists.parse(value)
    for around, found_rows in _row_lists(value):
        if drafts := documents.parse([row for row in found_rows if documents.recognises(row)], name, around):
            return drafts
    return []


def _rows(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _row_lists(value: Any) -> Iterator[tuple[Facts, list[Row]]]:
    """Lists of objects, and objects by themselves, each with the facts that stand around it; outer ones first."""
    waiting: list[tuple[Facts, Any]] = [(Facts(), value)]
    for around, item in waiting:
        if isinstance(item, list):
            if rows := [row_of(row) for row in item if isinstance(row, dict)]:
                yield around, rows
            waiting.extend((around, inner) for inner in item if turn_lists.holds_values(inner))
        else:
            row = row_of(item)
            yield around, [row]
            facts = facts_of(row).over(around)
            waiting.extend((facts, inner) for inner in item.values() if isinstance(inner, dict | list))


def _shaped(value: Any) -> Iterator[tuple[_Shape, Any]]:
    """The outermost values of a known shape, in the order of the file."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if shape := next((shape for shape in _SHAPES if shape.recognises(item)), None):
            yield shape, item
        elif isinstance(item, dict | list):
            inner = item.values() if isinstance(item, dict) else item
            waiting.extend(reversed([one for one in inner if isinstance(one, dict | list)]))


def _is_of_others(value: Any) -> bool:
    """Whether the object is one of The Motley Fool's scrapes, or pairs of two languages."""
    if not isinstance(value, dict):
        return False
    if isinstance(pairs := value.get("pairs"), list):
        return any(isinstance(pair, dict) and {"en", "zh"} <= pair.keys() for pair in pairs[:20])
    return "prepared_remarks" in value and ("q_and_a" in value or {"qa_section", "transcript"} <= value.keys())


def _refusal(value: Any, name: str) -> SourceNotTranscript:
    for item in (value, *_rows(value)):
        if isinstance(item, dict) and (message := next((item[key] for key in _ERRORS if item.get(key)), None)):
            text = (
                plain(message if isinstance(message, str) else next(iter(paragraphs(message)), None))
                or "no reason given"
            )
            text = _SECRET.sub(r"\1…", text[:_SHOWN])
            return SourceNotTranscript(
                f"{name} is an interface's error message, not a transcript: {text}",
                hint="Check the key, the symbol and the quarter of the request, wait where it speaks of a limit, and ask again.",
            )
    if any(shape.recognises(item) for shape in _SHAPES for item in (value, *_rows(value))) or value in ([], {}):
        return SourceNotTranscript(
            f"{name} is an interface's answer without a transcript.",
            hint="The provider may not have this call (yet): check the symbol and the quarter, or try again later.",
        )
    return SourceNotTranscript(f"{name} is JSON without a transcript known here.", hint=_KEYS)
