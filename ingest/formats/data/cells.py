"""Text out of one JSON value or table cell: HTML, lists and entities made plain, `NULL` made nothing.

Control characters, which JSON can spell and a decoded file cannot hold, are replaced here.
"""

import html
import math
import re

from ingest.formats.lines import ends_sentence
from ingest.sources import HIDDEN

MAX_SHORT = 300
"""Characters of a name, title or other short value; what is longer is none."""

_NOTHING = frozenset(("", "null", "none", "nan", "n/a", "nil", "\\n", "-", "--", "undefined"))
# A spoken "None." keeps its full stop; only what programs write for nothing is no speech.
_NO_TEXT = frozenset(("", "NULL", "null", "NaN", "nan", "None", "\\N"))
_CHARACTERS = HIDDEN | str.maketrans({
    **{chr(i): " " for i in range(32) if chr(i) not in "\t\n"},
    "\u00a0": " ", "\u2028": " ", "\u200b": " ", "\ufeff": " ", "\u2029": "\n", "\x85": "\n", "\x7f": " ",
})  # fmt: skip
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_TAG = re.compile(r"</?[A-Za-z]")
_BREAK = re.compile(
    r"</?(?:p|div|li|ul|ol|tr|td|table|h[1-6]|blockquote|section|article)(?:\s[^<>]*)?/?>", re.IGNORECASE
)
_LINE_BREAK = re.compile(r"<br\s{0,9}/?>", re.IGNORECASE)
_INLINE = re.compile(r"</?(?:span|strong|b|em|i|u|a|sup|sub|small|font|mark|html|body)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_WRAPPED_FROM = 40
"""Characters from which a line that ends no sentence is taken to be wrapped."""
_MAX_DEPTH = 4
_INSIDE = ("text", "content", "speech", "paragraph", "sentence", "word", "value")


def plain(value: object) -> str | None:
    """A name, title or number as one line; None for nothing, for what stands for nothing, and for longer text."""
    if value is None:
        return None
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        value = int(value) if value.is_integer() else value
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    if isinstance(value, int) and abs(value) >= 10**MAX_SHORT:
        return None
    text = str(value)
    if len(text) > 4 * MAX_SHORT:
        return None
    text = " ".join(_without_markup(text).split())
    return None if text.lower() in _NOTHING or len(text) > MAX_SHORT else text


def characters(text: str) -> str:
    """The text with plain spaces, LF line ends and nothing that no file could hold; markup and entities as they are."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_CHARACTERS)


def paragraphs(value: object, *, depth: int = 0) -> list[str]:
    """The paragraphs of a text that comes as a string, HTML, or a list of strings or of objects with a text."""
    if isinstance(value, str):
        return _split(value)
    if isinstance(value, list) and depth < _MAX_DEPTH:
        if len(value) > 2 and all(isinstance(item, str) and " " not in item.strip() for item in value):
            return _split(" ".join(item.strip() for item in value if isinstance(item, str)))
        return [text for item in value for text in paragraphs(item, depth=depth + 1)]
    if isinstance(value, dict) and depth < _MAX_DEPTH:
        inside = next((value[key] for key in _INSIDE if value.get(key)), None)
        return paragraphs(inside, depth=depth + 1)
    number = plain(value)
    return [number] if number else []


def is_text(value: object) -> bool:
    """Whether `paragraphs` finds any; of a long string it is taken for granted."""
    if isinstance(value, str) and len(value) > MAX_SHORT:
        return not value.isspace()
    return bool(paragraphs(value))


def _split(text: str) -> list[str]:
    if text.strip() in _NO_TEXT:
        return []
    found: list[str] = []
    open_line = False
    for line in _without_markup(text).split("\n"):
        line = line.strip()
        if not line:
            open_line = False
        elif open_line and line[0].islower():
            found[-1] += " " + line
            open_line = _is_wrapped(line)
        else:
            found.append(line)
            open_line = _is_wrapped(line)
    return found


def _is_wrapped(line: str) -> bool:
    return len(line) >= _WRAPPED_FROM and not ends_sentence(line[-40:]) and not line.endswith((":", ";"))


def _without_markup(text: str) -> str:
    if _TAG.search(text):
        if _BREAK.search(text):
            # In such markup a line break is white space; a blank line may still part paragraphs.
            text = "\n\n".join(" ".join(map(str.strip, part.split("\n"))) for part in text.split("\n\n"))
            text = _BREAK.sub("\n\n", text)
        text = _LINE_BREAK.sub("\n", text)
        text = _INLINE.sub("", text)
    if "&" in text:
        text = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
    return characters(text)
