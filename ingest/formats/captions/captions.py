"""Cues of subtitle files, SRT and WebVTT, by one lenient reader.

Not by the libraries `srt` and `webvtt-py`: the one takes `00:03,000` for three minutes and passes over cues whose arrow
is damaged, the other passes over cues with decimal commas and over text after a blank line; neither tells.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

_CLOCK = r"(?:(?:\d{1,3}\s?[:：]\s?)?\d{1,2}\s?[:：]\s?\d{1,2}(?:\s?[.,:;，．]\s?\d{1,6})?)"
TIMING = re.compile(rf"^\s*(?P<start>{_CLOCK})\s*(?:--?|[–—])\s?>\s*(?P<end>{_CLOCK})(?P<rest>.*)$")
_SETTING = re.compile(r"[A-Za-z]\w*:\S")
_NUMBER = re.compile(r"^\s*\d{1,7}\s*$")
# Cue ids of one meeting tool hold the speaker: 12 "Name" (123456).
_NAMED_ID = re.compile(r'^\s*\d+\s+"([^"]{1,80})"\s*\(\d+\)\s*$')
_MARKUP = re.compile(
    r"<(?P<close>/?)(?P<tag>v|c|i|b|u|s|em|strong|font|span|lang|ruby|rt|br|p)(?P<classes>(?:\.[^\s<>]{0,80})?)"
    rf"(?P<rest>(?:\s[^<>]{{0,300}})?)/?>|<{_CLOCK}>|\{{\\[^{{}}]{{0,100}}\}}",
    re.IGNORECASE,
)
_NO_SPACE_TO_SEE = re.compile("[\u00a0\u200b-\u200f\u2028\u2060\ufeff]")
_BLOCK = re.compile(r"NOTE\b|(?:STYLE|REGION)\s*$")
# What recognisers note of themselves under each cue.
_MACHINE_NOTE = re.compile(r"^(?:confidence|duration|recognizability|language)\s*:", re.IGNORECASE)
_LATER = 3
"""By how much a cue's number may run ahead where cues were lost."""
_LONGEST_OVERLAP = 100
"""Words."""


@dataclass(frozen=True)
class CueLine:
    """One line of a cue, or what one voice says of it. `voice` is the voice tag's name."""

    text: str
    voice: str | None = None


@dataclass(frozen=True)
class Cue:
    """Times are seconds from the start. `spelled` says that the cue has times of single words, as rolling captions do."""

    start: float
    end: float
    lines: tuple[CueLine, ...]
    spelled: bool = False


@dataclass(frozen=True)
class Captions:
    """A file's cues in its order, without empty ones; `notes` are its comments."""

    title: str | None
    language: str | None
    notes: tuple[str, ...]
    cues: tuple[Cue, ...]


def read(text: str) -> Captions:
    """The cues of a subtitle text in either syntax; none where it has no timing line."""
    lines = text.split("\n")
    timings = [(i, match) for i, line in enumerate(lines) if ">" in line and (match := TIMING.match(line))]
    vtt = text.lstrip().startswith("WEBVTT")
    notes: list[str] = []
    cues: list[Cue] = []
    head, number, identity = _without_id(lines[: timings[0][0]] if timings else lines, None, vtt, head=True)
    title, language = _header(head, vtt, notes)
    for n, (i, match) in enumerate(timings):
        until = timings[n + 1][0] if n + 1 < len(timings) else len(lines)
        payload: Sequence[str] = lines[i + 1 : until]
        named = _NAMED_ID.match(identity or "")
        if n + 1 < len(timings):
            payload, number, identity = _without_id(payload, number, vtt)
        said = list(_said(payload, vtt, notes))
        if not all(map(_SETTING.match, match["rest"].split())):
            said.insert(0, match["rest"])
        spoken = tuple(_spoken(said, named[1] if named else None))
        if spoken:
            spelled = any("<" in line and re.search(rf"<{_CLOCK}>", line) for line in said)
            cues.append(Cue(_seconds(match["start"]), _seconds(match["end"]), spoken, spelled))
    return Captions(title, language, tuple(notes), tuple(cues))


def _header(lines: Sequence[str], vtt: bool, notes: list[str]) -> tuple[str | None, str | None]:
    """(title, language) of what stands before the first cue; its comments, and in SRT all its text, go to `notes`."""
    title = language = None
    rest = [line.strip() for line in lines]
    if vtt:
        while rest and not rest[0]:
            rest.pop(0)
        title = rest.pop(0)[len("WEBVTT") :].strip(" \t-–—:") if rest else None
        while rest and rest[0]:
            key, _, value = rest.pop(0).partition(":")
            if key.strip().lower() == "language":
                language = value.strip()
            elif key.strip().lower() == "title":
                title = title or value.strip()
    notes.extend(list(_said(["", *rest], vtt, notes)))
    return title or None, language


def _without_id(
    lines: Sequence[str], last: int | None, vtt: bool, *, head: bool = False
) -> tuple[Sequence[str], int | None, str | None]:
    """(lines, last number, id) with the number or id of the next cue cut off their end, where that is what stands there.

    A line of digits can be speech: it is the next number where a blank line parts it from the text, or where it counts on.
    """
    at = len(lines) - 1
    while at >= 0 and not lines[at].strip():
        at -= 1
    if at < 0:
        return lines, last, None
    line = lines[at].strip()
    touches = at == len(lines) - 1
    parted = at == 0 or not lines[at - 1].strip()
    if _NUMBER.match(line):
        counts_on = last is None or last < int(line) <= last + _LATER
        is_id = (touches and (counts_on or (parted and at > 0))) or (parted and counts_on and last is not None)
        last = int(line) if is_id else last
    else:
        alone = not any(other.strip() for other in lines[:at])
        is_id = vtt and touches and parted and not (alone and " " in line and not head and not _NAMED_ID.match(line))
        is_id = is_id and not line.startswith(("WEBVTT", "NOTE"))
    return (lines[:at], last, line) if is_id else (lines, last, None)


def _said(lines: Sequence[str], vtt: bool, notes: list[str]) -> Iterator[str]:
    """The lines that are a cue's text. In WebVTT, blocks after a blank line may be comments (to `notes`) or style sheets."""
    block: str | None = None
    for i, line in enumerate(lines):
        if not line.strip():
            block = None
            continue
        if vtt and i > 0 and not lines[i - 1].strip() and (match := _BLOCK.match(line)):
            block, line = match[0].strip(), line[match.end() :]
        if block is None:
            yield line
        elif block == "NOTE" and (note := line.strip().removeprefix("NOTE").strip()) and not _MACHINE_NOTE.match(note):
            notes.append(note)


def _spoken(lines: Sequence[str], voice: str | None) -> Iterator[CueLine]:
    """The lines without markup, parted where the voice changes; a voice lasts until its tag is closed, or to the end."""
    for line in lines:
        at, text = 0, ""
        for match in _MARKUP.finditer(line):
            text += line[at : match.start()]
            at = match.end()
            tag = (match["tag"] or "").lower()
            if tag in ("br", "p"):
                text += " "
            elif tag == "v":
                if said := plain(text):
                    yield CueLine(said, voice)
                text = ""
                voice = None if match["close"] else plain(match["rest"]) or None
        if said := plain(text + line[at:]):
            yield CueLine(said, voice)


def plain(text: str) -> str:
    """A text with its entities resolved, once, and its white space made single spaces."""
    return " ".join(_NO_SPACE_TO_SEE.sub(" ", html.unescape(text) if "&" in text else text).split())


def _seconds(clock: str) -> float:
    clock = re.sub(r"\s", "", clock).translate(str.maketrans("：，．;", ":,.,")).replace(",", ".")
    fields = clock.split(":")
    if len(fields) == 4:
        fields[2:] = [f"{fields[2]}.{fields[3]}"]
    seconds = 0.0
    for field in fields:
        seconds = seconds * 60 + float(field)
    return round(seconds, 3)


def without_repeats(cues: Sequence[Cue]) -> list[Cue]:
    """The cues without what they show again: exact repeats, and in rolling captions the lines still on the screen.

    Somebody may say a word twice: a line shown again is only taken away where the whole file rolls, and a whole cue only
    where it has some words or the same time.
    """
    words = [[(line.voice, word) for line in cue.lines for word in line.text.split()] for cue in cues]
    again = [0, *(_overlap(before, now) for before, now in pairwise(words))]
    rolling = sum(n > 0 for n in again) >= max(3, 0.3 * len(cues))
    kept: list[Cue] = []
    seen: set[tuple[float, tuple[tuple[str | None, str], ...]]] = set()
    for i, cue in enumerate(cues):
        key = (cue.start, tuple(words[i]))
        if key in seen or (i > 0 and words[i] == words[i - 1] and _shown_again(cues[i - 1], cue, words[i])):
            continue
        seen.add(key)
        if rolling and again[i]:
            cue = replace(cue, lines=tuple(_after(cue.lines, again[i])))
        if cue.lines:
            kept.append(cue)
    return kept


def _overlap(before: Sequence[object], now: Sequence[object]) -> int:
    """How many words open a cue that ended the one before; one word counts where it is all of either."""
    longest = min(len(before), len(now), _LONGEST_OVERLAP)
    found = next((n for n in range(longest, 0, -1) if before[-n:] == now[:n]), 0)
    return found if found > 1 or found in (len(before), len(now)) else 0


def _shown_again(before: Cue, cue: Cue, words: Sequence[tuple[str | None, str]]) -> bool:
    label = next((i + 1 for i, (_, word) in enumerate(words[:4]) if word.endswith(":")), 0)
    return cue.start == before.start or before.spelled or (len(words) - label >= 3 and cue.start - before.end <= 0.5)


def _after(lines: Sequence[CueLine], count: int) -> Iterator[CueLine]:
    """The lines without their first `count` words."""
    for line in lines:
        words = line.text.split()
        if rest := words[count:]:
            yield CueLine(" ".join(rest), line.voice)
        count = max(0, count - len(words))
