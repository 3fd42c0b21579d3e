"""Calls that have lost their line breaks: `Operator: Good day. … Nell Orlo: Thank you. …` on one long line."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.formats.generic.person_names import may_be_person
from ingest.formats.lines import is_function, is_name

_LONG = 2_000
"""Characters from which a line may hold several speeches."""
_MAX_LABEL = 60
_FEWEST, _MOST = 4, 20_000
"""Labels in a line that has lost its breaks; a line with more colons is no call."""
# A word of a name; with a dot only where an abbreviation ends, with which no sentence does.
_WORD = r"(?:(?:[^\W\d_]\.)+|(?:Dr|Mr|Mrs|Ms|Prof|St|Jr|Sr)\.|[^\W\d_][\w'’\-]*|[\"“(][^\W\d_][\w.\-]*[\"”)])"
_LABEL = re.compile(rf"(?<!\S)(?:{_WORD},? ){{0,5}}{_WORD}(?: \d{{1,2}})?$")
_ENDED = re.compile(r"[.?!…:)\]\"”]$")


def run_on(lines: Sequence[str]) -> list[str]:
    """The lines, long ones cut before every label: a function, or a name behind a sentence's end or a second time."""
    return [part for line in lines for part in (_cut(line) if len(line) >= _LONG else (line,))]


def _cut(line: str) -> list[str]:
    if line.count(": ") > _MOST:
        return [line]
    labels = list(_labels(line))
    counts = Counter(name for _, name in labels)
    starts = [
        where for where, name in labels
        if is_function(name) or counts[name] > 1 or not where or _ENDED.search(line[where - 2 : where].rstrip())
    ]  # fmt: skip
    if len(starts) < _FEWEST:
        return [line]
    ends = [*starts, len(line)]
    parts = [line[: ends[0]], *(line[a:b] for a, b in pairwise(ends))]
    return [part.strip() for part in parts if part.strip()]


def _labels(line: str) -> Iterator[tuple[int, str]]:
    """(where it begins, name) of all that may label a speech within a line."""
    at = line.find(": ")
    while at >= 0:
        head = line[max(0, at - _MAX_LABEL) : at]
        if (match := _LABEL.search(head)) and (name := _name(match[0])):
            yield at - len(name), name
        at = line.find(": ", at + 2)


def _name(text: str) -> str | None:
    """The function or person that words before a colon end with (`Got it Nell Orlo`)."""
    if is_function(text):
        return text
    words = text.split()
    if is_function(words[-1]) and words[-1][0].isupper():
        return words[-1]
    for start in range(max(0, len(words) - 5), len(words) - 1):
        name = " ".join(words[start:])
        if is_name(name, fewest=2) and may_be_person(name):
            return name
    return None
