"""JSON as it comes from interfaces and from hand: one value, one a line, or several after each other; within limits.

Unusual but harmless JSON is read (raw line breaks in strings, `NaN`, numbers of any length, a key given twice); what
is cut off or nested too deep says so.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

MAX_OBJECTS = 500_000
"""Objects and lists of one file; a call of two hours, word by word, has some 20,000."""
_MAX_DEPTH = 60
_MAX_DIGITS = 18
"""Digits from which a whole number is read as a float: no number of a call is longer, and long ones are slow."""
_MAX_SHOWN = 60


@dataclass(frozen=True)
class Json:
    """`values` is empty where a text begins like JSON but cannot be read; `problem` then says why."""

    values: list[Any]
    warnings: tuple[str, ...] = ()
    problem: str | None = None
    one_a_line: bool = False


def read_json(text: str) -> Json | None:
    """The JSON values of a text; None where it does not begin like JSON, so that other parsers may have it."""
    start = text.lstrip("\ufeff \t\r\n")
    if not start.startswith(("{", "[")):
        return None
    if text.count("{") + text.count("[") > MAX_OBJECTS:
        return Json([], problem=f"it holds more than {MAX_OBJECTS:,} objects and lists")
    reader = _Reader()
    try:
        return Json([reader.read(start)], reader.warnings())
    except RecursionError:
        return Json([], problem="it is nested too deep")
    except ValueError as error:
        whole = error
    values, skipped = _one_a_line(reader, start)
    if values:
        return Json(values, (*reader.warnings(), *skipped), one_a_line=True)
    # Text may begin with a bracket too: `[Music]`, `[00:01:02] Operator: ...`
    inside = start[1:200].lstrip()
    if inside.startswith(('"', "{", "[")) and (start.startswith("{") or inside.startswith(('{"', "{ ", "{\n"))):
        where = (
            f"line {whole.lineno:,}, column {whole.colno:,}" if isinstance(whole, json.JSONDecodeError) else "a number"
        )
        return Json([], problem=f"it breaks off or goes wrong at {where}")
    return None


def _one_a_line(reader: "_Reader", text: str) -> tuple[list[Any], list[str]]:
    """The values of lines that hold one each, and a warning for lines that do not; nothing where most do not."""
    values: list[Any] = []
    broken: list[tuple[int, str]] = []
    last = 0
    for number, line in enumerate(text.split("\n"), start=1):
        line = line.strip().removesuffix(",")
        if not line or line in ("[", "]"):
            continue
        last = number
        try:
            value = reader.read(line) if line.startswith(("{", "[")) else None
        except (ValueError, RecursionError):
            value = None
        if isinstance(value, dict | list):
            values.append(value)
        else:
            broken.append((number, line))
            if len(broken) > 20 and len(broken) > len(values):
                return [], []
    if len(broken) > max(1, len(values)):
        return [], []
    warnings = []
    for number, line in broken[:20]:
        what = "The last line is cut off" if number == last else f"Line {number:,} is no JSON"
        warnings.append(f"{what} and was left out: {line[:_MAX_SHOWN]!r}")
    return values, warnings


class _Reader:
    def __init__(self) -> None:
        self._twice: dict[str, None] = {}
        self._decoder = json.JSONDecoder(strict=False, parse_int=_whole, object_pairs_hook=self._object)

    def read(self, text: str) -> Any:
        value = self._decoder.decode(text)
        if _is_deeper(value, _MAX_DEPTH):
            raise RecursionError
        return value

    def warnings(self) -> tuple[str, ...]:
        if not self._twice:
            return ()
        keys = ", ".join(list(self._twice)[:5])
        return (f"Keys given twice in one object, of which the last with a value was taken: {keys}.",)

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) == len(pairs):
            return found
        found = {}
        for key, value in pairs:
            if key in found:
                self._twice.setdefault(key[:_MAX_SHOWN])
            if key not in found or value not in (None, "", [], {}):
                found[key] = value
        return found


def _whole(digits: str) -> int | float:
    return int(digits) if len(digits) <= _MAX_DIGITS else float(digits)


def _is_deeper(value: object, depth: int) -> bool:
    level = _containers([value])
    while level and depth:
        level = _containers(
            inner for outer in level for inner in (outer.values() if isinstance(outer, dict) else outer)
        )
        depth -= 1
    return bool(level)


def _containers(values: Iterable[Any]) -> list[Any]:
    return [value for value in values if isinstance(value, dict | list)]
