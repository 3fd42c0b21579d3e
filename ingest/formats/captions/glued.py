"""Copies of web players: `Operator00:00:00Text`, `Speaker 100:01:02Text` (Speaker 1 at 00:01:02), glued or spaced."""

import re
from collections.abc import Sequence

from ingest.formats.draft import Draft
from ingest.formats.generic import generic
from ingest.formats.generic.blocks import Block
from ingest.formats.lines import is_function, is_name
from ingest.formats.text import Text

FORMAT = "glued_times"

_LINE = re.compile(r"^(?P<label>[^\W\d_][^\n:：]{0,80}?)\s?(?P<time>\d\d:\d\d:\d\d)(?P<text>.*)$")
# Several turns on one line: only function words tell where the next begins.
_NEXT = re.compile(
    r"(?<=[.?!\])”\"’'])\s*(?=(?:Operator|Moderator|(?:Speaker|Analyst|Executive) \d{1,2})\d\d:\d\d:\d\d)"
)
_FEWEST = 3


def recognises(page: Text) -> bool:
    lines = [part for line in page.head for part in _NEXT.split(line)]
    return sum(_read(line) is not None for line in lines) >= _FEWEST


def parse(page: Text) -> list[Draft]:
    return generic.parse_blocks(_blocks(page.lines), FORMAT)


def _blocks(lines: Sequence[str]) -> list[Block]:
    """The lines with their labels in the shape of `[00:00:00] Name: text`."""
    found = []
    for line in lines:
        for part in _NEXT.split(line):
            read = _read(part)
            if read is not None:
                label, time, text = read
                found.append(Block(f"[{time}] {label}: {text}", bold=len(label) + len(time) + 4))
            elif part:
                found.append(Block(part))
    return found


def _read(line: str) -> tuple[str, str, str] | None:
    """(label, time, text) of a line that begins a turn."""
    match = _LINE.match(line[:200])
    if match is None:
        return None
    label = match["label"].strip(" -–—|·•")
    name = re.split(r"\s*(?:,|\(|--|[—–])", label, maxsplit=1)[0]
    if not (is_function(name) or is_name(name)):
        return None
    return label, match["time"], line[match.end("time") :].strip(" -–—|:")
