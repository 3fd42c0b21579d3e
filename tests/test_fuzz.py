"""Damaged files of every family: what is read keeps the Transcript's promises, what is not ends in a SourceError."""

import importlib
import inspect
import json
import pkgutil
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from errors import SourceError
from ingest.parse import parse
from ingest.sources import source_of
from ingest.transcript import Transcript, Turn
from tests import writers
from tests.writers.call import make_call

EXAMPLES = Path(__file__).parent / "formats" / "examples"
CASES = Path(__file__).parent / "hostile" / "cases"
JUNK = (
    "\u202e \0 \x0c \ufdfa \" ' [ ] { } < > &#0; &#xD800; \\ud800 \u0301 \r \t : -- | --> ( ) Operator Q: \u3000 營 。 00:99:99 "
    "1e999 -1 null ٣ ² é \U0001f600 \ufffd \x85 \u2029 \x1c · \n \n\n"
).split(" ")
VALUES = (None, True, -1, 1e308, 10**30, float("nan"), "", "x", " ", [], {}, [[]], {"a": {}}, "a\udfffb: c", "Operator", ["\ud83d"], {"\ud800": "\udc00"})  # fmt: skip
SETTINGS = settings(
    max_examples=7,
    derandomize=True,
    database=None,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff]")
_FLAG = re.compile(r"[a-z]+(?:_[a-z]+)*")


def _files() -> dict[str, bytes]:
    found = {
        path.name: path.read_bytes() for path in EXAMPLES.iterdir() if not path.name.endswith((".md", "speakers.csv"))
    }
    for module in pkgutil.iter_modules(writers.__path__):
        for name, function in vars(importlib.import_module(f"tests.writers.{module.name}")).items():
            own = inspect.isfunction(function) and function.__module__.endswith(f".{module.name}")
            if name.startswith("write") and own and (made := _written(function)) is not None:
                found[f"{module.name}.{name}"] = made
    return found


def _written(function: Callable[..., Any]) -> bytes | None:
    """What a writer makes of a synthetic call; None where it writes something else."""
    needed = [
        p
        for p in inspect.signature(function).parameters.values()
        if p.default is p.empty and p.kind != p.VAR_POSITIONAL
    ]
    if not needed or len(needed) > 2:
        return None
    made = function(make_call(3), *(3,) * (len(needed) - 1))
    return made[1] if isinstance(made, tuple) else None


FILES = _files()


def check(calls: list[Transcript]) -> None:
    assert calls
    for call in calls:
        assert call.turns
        assert [turn.n for turn in call.turns] == list(range(1, len(call.turns) + 1))
        for turn in call.turns:
            _check_turn(turn)
        numbers = {turn.n for turn in call.turns}
        assert all({*exchange.question_turns, *exchange.answer_turns} <= numbers for exchange in call.exchanges)
        assert call.call.id
        assert call.call.fiscal_quarter in (None, 1, 2, 3, 4)
        assert call.call.fiscal_year is None or 1900 < call.call.fiscal_year < 2200
        repr(call).encode()


def _check_turn(turn: Turn) -> None:
    assert turn.paragraphs
    assert turn.speaker is None or turn.speaker.strip()
    for text in (turn.text, turn.translation, turn.speaker, turn.title, turn.firm, turn.likely_speaker):
        assert _CONTROL.search(text or "") is None
    begin = at = 0
    for paragraph in turn.paragraphs:
        end = begin + len(paragraph.text)
        assert paragraph.text.strip()
        assert "\n" not in paragraph.text
        for sentence in paragraph.sentences:
            assert max(at, begin) <= sentence.start < sentence.end <= end
            at = sentence.end
            quote = turn.quote(sentence)
            assert quote and quote == quote.strip() == paragraph.text[sentence.start - begin : sentence.end - begin]
            if sentence.translation_start is not None:
                assert sentence.translation_end is not None
                assert 0 <= sentence.translation_start < sentence.translation_end <= len(paragraph.translation or "")
        begin = end + 1
    assert all(_FLAG.fullmatch(flag) for flag in turn.flags)
    assert turn.start_seconds is None or 0 <= turn.start_seconds < 1e9


def read(name: str, data: bytes) -> None:
    try:
        calls = parse(source_of(name, data))
    except SourceError as error:
        assert error.hint
    else:
        check(calls)


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The file with bytes, lines or values changed."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return _bytes_damaged(data, chance)
    if text[:1] in "{[" and chance.random() < 0.5:
        try:
            return json.dumps(_value(json.loads(text), chance)).encode()
        except ValueError:
            pass
    return _bytes_damaged(data, chance) if chance.random() < 0.3 else _lines_damaged(text, chance)


def _bytes_damaged(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(len(changed) + 1)
        way = chance.randrange(4)
        if way == 0:
            changed[at : at + 1] = bytes([chance.randrange(256)])
        elif way == 1:
            del changed[at : at + chance.randint(1, 40)]
        elif way == 2:
            begin = chance.randrange(len(changed) + 1)
            changed[at:at] = changed[begin : begin + chance.randint(1, 60)]
        elif len(changed) > 200:
            del changed[at:]
    return bytes(changed)


def _lines_damaged(text: str, chance: random.Random) -> bytes:
    lines = text.split("\n")
    for _ in range(chance.randint(1, 6)):
        i, j = chance.randrange(len(lines)), chance.randrange(len(lines))
        line, cut = lines[i], chance.randint(0, len(lines[i]))
        way = chance.randrange(8)
        if way == 0 and len(lines) > 2:
            del lines[i : i + chance.randint(1, 5)]
            lines = lines or [""]
        elif way == 1:
            lines[i:i] = lines[j : j + chance.randint(1, 7)]
        elif way == 2:
            lines[i], lines[j] = lines[j], lines[i]
        elif way == 3:
            lines[i] = line[:cut] + chance.choice(JUNK) * chance.choice((1, 1, 2, 30)) + line[cut:]
        elif way == 4:
            lines[i] = line[:cut]
        elif way == 5:
            lines[i] = line.upper()
        elif way == 6:
            lines[i : i + 2] = ["".join(lines[i : i + 2])]
        else:
            words = line.split(" ")
            chance.shuffle(words)
            lines[i] = " ".join(words)
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def _value(value: Any, chance: random.Random) -> Any:
    if chance.random() < 0.04:
        return chance.choice(VALUES)
    if isinstance(value, dict):
        return {key: _value(inner, chance) for key, inner in value.items() if chance.random() > 0.02}
    if isinstance(value, list):
        return [_value(inner, chance) for inner in value]
    if isinstance(value, str) and chance.random() < 0.1:
        cut = chance.randint(0, len(value))
        return value[:cut] + chance.choice((*JUNK, "\ud800")) + value[cut:]
    return value


@pytest.mark.parametrize("name", sorted(FILES))
@SETTINGS
@given(chance=st.randoms(use_true_random=False))
def test_a_damaged_file(name: str, chance: random.Random) -> None:
    read(name.replace(".write", "."), damaged(FILES[name], chance))


@SETTINGS
@given(
    data=st.binary(max_size=400),
    front=st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"{", b"WEBVTT\n", b"<html>"]),
)
def test_any_bytes(data: bytes, front: bytes) -> None:
    read("call.txt", front + data)


@pytest.mark.parametrize("path", sorted(CASES.iterdir()), ids=lambda path: path.name)
def test_what_was_found_before(path: Path) -> None:
    read(path.name, path.read_bytes())


def test_the_writers_are_found() -> None:
    assert len(FILES) > 60
    for name, data in FILES.items():
        if name.partition(".")[2].startswith("write"):
            check(parse(source_of(name, data)))
