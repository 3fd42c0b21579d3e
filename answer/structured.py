"""JSON in a model's reply -> sentences with the numbers they cite; the text around it is left as it is.

Endpoints that can bind a reply to a schema send nothing but one object of ANSWER; others send it fenced, after an
introduction, or not at all. What comes decides: answer/markers.py reads these sentences and lines of text by one grammar.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MAX_OBJECT = 6_000
"""Characters of one object, without those in it. What a longer one says cites nothing."""
_MAX_BLANKS = 200  # between a brace and the key that shows it to be JSON's

_STATUS = re.compile(r'"status"\s*:\s*"(\w+)"')
_VALUE = re.compile(r':\s*"((?:[^"\\]|\\.)*)', re.DOTALL)
_BRACKETS = re.compile(r"[\[\]【】［］]")


def _closed(**properties: Mapping[str, Any]) -> Mapping[str, Any]:
    """An object with exactly these keys, in this order."""
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _format(name: str, schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """A `response_format` of the OpenAI API (structured outputs)."""
    return {"type": "json_schema", "json_schema": {"name": name, "strict": True, "schema": schema}}


_CLAIM = _closed(text={"type": "string"}, cites={"type": "array", "items": {"type": "integer"}})
ANSWER = _format(
    "answer",
    _closed(
        status={"type": "string", "enum": ["answered", "not_found", "declined"]},
        claims={"type": "array", "items": _CLAIM},
    ),
)
"""An answer. No number of claims or cites is demanded: a quota makes models invent citations."""
QUESTION = _format("standalone_question", _closed(question={"type": "string"}))
"""A question made standalone."""


@dataclass(frozen=True)
class Sentence:
    """What a JSON string says, in the words of the line protocol, and the numbers given beside it."""

    text: str
    cites: tuple[int, ...] = ()


class JsonReader:
    """Incremental, one character at a time, so that the cuts of the stream make no difference; never raises.

    An object gives its strings as Sentences that cite the integers of its lists, as soon as it is closed. One that is
    cut, too long or no JSON gives its strings without numbers: half a sentence may say the opposite of the whole. The
    status `not_found` gives NOT_FOUND; `declined` gives one DECLINED with the markers of all that was cited.
    """

    def __init__(self) -> None:
        self._held = ""  # a brace of which it is not known yet whether it begins JSON
        self._open: list[list[str]] = []  # characters of each open object; `null` stands for one inside it
        self._in_string = self._escaped = False
        self._status = ""
        self._cited: dict[int, None] = {}

    def push(self, character: str) -> tuple[str, list[Sentence]]:
        """Take the next character; return text that is no JSON, and the sentences that are complete by now."""
        if self._open:
            return "", self._inside(character)
        if not self._held:
            self._held = character if character == "{" else ""
            return "" if self._held else character, []
        if character.isspace() and len(self._held) < _MAX_BLANKS:
            self._held += character
            return "", []
        held, self._held = self._held, ""
        if character != '"':
            text, sentences = self.push(character)
            return held + text, sentences
        self._open.append(["{"])
        return "", self._inside(character)

    def finish(self) -> tuple[str, list[Sentence]]:
        """The reply has ended: the text still held back, and what cut objects said, without numbers."""
        held = self._held
        learned = self._learn_status() if self._open else []
        cut = [sentence for frame in reversed(self._open) for sentence in _broken("".join(frame))]
        sentences = learned + (self._declined() or cut)
        self.discard()
        return held, sentences

    def discard(self) -> None:
        """Forget an object under way."""
        self._held, self._open, self._status, self._cited = "", [], "", {}
        self._in_string = self._escaped = False

    def _inside(self, character: str) -> list[Sentence]:
        frame = self._open[-1]
        if self._in_string:
            self._in_string = self._escaped or character != '"'
            self._escaped = character == "\\" and not self._escaped
        elif character == "{":
            frame.extend("null")
            self._open.append(["{"])
            return self._learn_status()
        elif character == "}":
            return self._close()
        else:
            self._in_string = character == '"'
        if len(frame) <= MAX_OBJECT:
            frame.append(character)
        return []

    def _close(self) -> list[Sentence]:
        learned = self._learn_status()
        frame = self._open.pop()
        raw = "".join(frame) + "}"
        sentences = _said(raw) if len(frame) <= MAX_OBJECT else _broken(raw)
        self._cited |= dict.fromkeys(n for sentence in sentences for n in sentence.cites)
        if self._status == "declined":
            sentences = []
        if not self._open:
            sentences += self._declined()
            self.discard()
        return learned + sentences

    def _learn_status(self) -> list[Sentence]:
        """The status, which the outermost object gives first."""
        found = None if self._status else _STATUS.search("".join(self._open[0]))
        self._status = found[1] if found else self._status
        return [Sentence("NOT_FOUND")] if found and self._status == "not_found" else []

    def _declined(self) -> list[Sentence]:
        markers = "".join(f"[{n}]" for n in self._cited)
        return [Sentence(f"DECLINED {markers}")] if self._status == "declined" else []


def _said(raw: str) -> list[Sentence]:
    """What one whole object says, objects inside it left out."""
    try:
        fields = json.loads(raw, strict=False)
    except (ValueError, RecursionError):
        return _broken(raw)
    cites: dict[int, None] = {}
    texts: list[str] = []
    for key, value in fields.items():
        if key == "status":
            continue
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, int) and not isinstance(item, bool) and (isinstance(value, list) or key == "cites"):
                cites[item] = None
            elif isinstance(item, str) and key == "cites":
                cites |= dict.fromkeys(int(digits) for digits in re.findall(r"[0-9]{1,6}", item))
            elif isinstance(item, str):
                texts.append(_plain(item))
    return [Sentence(text, tuple(cites)) for text in texts]


def _broken(raw: str) -> list[Sentence]:
    """The strings of what is no JSON, without numbers and without markers."""
    values = _VALUE.findall(_STATUS.sub("", raw[: MAX_OBJECT + 1]))
    texts = (_plain(_BRACKETS.sub(" ", value.replace("\\", " "))) for value in values)
    return [Sentence(text) for text in texts if text]


def _plain(text: str) -> str:
    """On one line, without halves of surrogate pairs, which no encoding takes."""
    return " ".join(text.encode("utf-8", "replace").decode("utf-8").split())
