"""Who speaks in captions: which of the openings that look like labels are labels.

Captions have no list of participants. A name counts when a voice tag holds it too, when it follows `>>` or a dash, when
it recurs, or when it was said before; words that the file also has in lower case are no names (`Fuel: down a fifth.`).
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.formats.generic.affiliation import SUFFIX, affiliation, is_firm, is_title
from ingest.formats.lines import MAX_LABEL_WORDS, ends_sentence, is_function, is_name, name_key, name_key_text

_OPENING = re.compile(
    r"^(?:\[(?P<bracket>[^\[\]:：]{1,60})\]\s*(?P<colon>[:：])?|\((?P<round>[^():：]{1,60})\)\s*[:：]"
    r"|(?P<plain>[^\W_][^:：\[\]]{0,90}?)\s*[:：](?!\d|//))\s*(?P<rest>.*)$",
    re.DOTALL,
)
# How recognisers and captioners call people whose names they do not know.
_NAMELESS = re.compile(
    r"^(?:(?:speaker|spk)[ _-]?(?:\d{1,3}|[A-Z])|(?:(?:fe)?male(?: speaker)?|(?:wo)?man|narrator|interviewer)(?: \d)?)$",
    re.IGNORECASE,
)
_TITLED = re.compile(r"^(?P<name>[^()]{1,60}?)\s*(?:\((?P<inside>[^()]{1,80})\)|\s(?:--|[-–—])\s+(?P<dashed>.{1,80}))$")
_AFTER_NAME = re.compile(rf",(?!\s*{SUFFIX.pattern})\s*", re.IGNORECASE)
_OF_THE_MEETING = re.compile(
    r"^(?:external|guest|unverified|host|co-host|me|you|presenter|organi[sz]er|attendee)$", re.IGNORECASE
)
_KEPT_CAPITALS = re.compile(r"^(?!(?:JR|SR|DR)\b)(?:II|III|IV|CEO|CFO|COO|CTO|IR|MD|VP|[A-Z]\.?(?:[A-Z]\.?)?)$")
_SAID_WORD = re.compile(r"(?<![\w.])[a-z]{2,}(?![\w])")
_MANY = 3
_PARTICLES = frozenset("de del della der den di da dos das du la le van von zu ter ten bin al".split())
_MOST_NAMES = 200
_OFTEN = 9
_MOSTLY = 0.8
"""Share of cues, or of speaker marks, that open like a label from which on a file names the speaker on all of them."""


@dataclass(frozen=True)
class Part:
    """What one line of a cue says for one speaker. `changed`: a mark says that somebody else begins."""

    text: str
    start: float
    voice: str | None
    changed: bool


@dataclass(frozen=True)
class Labelled:
    """A Part's label as a person, and the speech after it. `printed` is the label as it stands in the file."""

    name: str
    title: str | None
    firm: str | None
    rest: str
    printed: str


def labels(parts: Sequence[Part]) -> list[Labelled | None]:
    """For each Part its label where it has one; a voice tag is one."""
    openings = [None if part.voice else _opening(part.text, part.changed) for part in parts]
    voices = {part.voice: person(part.voice) for part in parts if part.voice}
    known = {name_key(name) for name, _, _ in voices.values()}
    counts = Counter(name_key(found.name) for found in openings if found)
    lower = Counter[str]()
    for part, found in zip(parts, openings, strict=True):
        lower.update(_SAID_WORD.findall(found.rest if found else part.text))
    openers = {
        part.start: found is not None or part.voice is not None
        for part, found in reversed([*zip(parts, openings, strict=True)])
    }
    mostly = _mostly(openers.values())
    after_marks = _mostly([found is not None for part, found in zip(parts, openings, strict=True) if part.changed])
    judge = _Judge(known, counts, frozenset(lower), mostly, after_marks)
    accepted: list[Labelled | None] = []
    before = ""
    for part, found in zip(parts, openings, strict=True):
        if part.voice:
            name, title, firm = voices[part.voice]
            again = _opening(part.text, False)
            same = again is not None and name_key(again.name) == name_key(name)
            found = Labelled(name, title, firm, again.rest if again and same else part.text, part.voice)
        elif found and not judge.supports(found, part.changed, before):
            found = None
        if found:
            judge.heard(found.rest)
        else:
            judge.heard(part.text)
        before = found.rest if found else part.text
        accepted.append(found)
    said = _as_said(parts, {found.name for found in accepted if found and found.printed.isupper()})
    return [replace(found, name=said.get(found.name, found.name)) if found else None for found in accepted]


def _as_said(parts: Sequence[Part], names: set[str]) -> dict[str, str]:
    """How speech writes names that are printed in capitals only (`Ki Bin Kimura`, `BingYi Mao`)."""
    names = {name for name in names if " " in name}
    if not 0 < len(names) <= _MOST_NAMES:
        return {}
    any_name = re.compile(
        rf"(?<!\w)(?:{'|'.join(sorted((re.escape(name) for name in names), key=len, reverse=True))})(?!\w)",
        re.IGNORECASE,
    )
    text = " ".join(" ".join(part.text for part in parts).split())
    of_key = {name.casefold(): name for name in names}
    found: dict[str, str] = {}
    for match in any_name.finditer(text):
        if not match[0].isupper() and match[0][0].isupper():
            found.setdefault(of_key.get(match[0].casefold(), ""), match[0])
    return found


def _mostly(labelled: Collection[bool]) -> bool:
    return len(labelled) >= _MANY and sum(labelled) >= _MOSTLY * len(labelled)


def person(label: str) -> tuple[str, str | None, str | None]:
    """(name, title, firm) of a label: `Name (Title)`, `Name - Title`, `Name, Firm, Analyst`; capitals made a name's.

    `Tolliver, Maren` is a name.
    """
    label = label.strip().strip(":：").strip()
    rest = None
    if match := _TITLED.match(label):
        label, rest = match["name"].strip(), match["inside"] or match["dashed"]
    elif len(pieces := _AFTER_NAME.split(label, maxsplit=1)) == 2 and _is_office(pieces):
        label, rest = pieces[0].strip(), pieces[1]
    if rest is None or _OF_THE_MEETING.match(rest):
        return recased(label), None, None
    return recased(label), *affiliation(rest)


def _is_office(pieces: Sequence[str]) -> bool:
    """Whether what follows a comma is a title or a firm: `Vane, Jan` is neither."""
    return is_name(pieces[0]) and (is_title(pieces[1]) or is_firm(pieces[1]) or is_name(pieces[0], fewest=2))


def recased(name: str) -> str:
    """A name printed in capitals as names are written; ids of speech recognisers (SPEAKER_00) stay as they are."""
    if not name.isupper() or "_" in name or len(name) <= 3:
        return name
    first, *others = name.split()
    return " ".join([_capitalised(first), *map(_recased, others)])


def _recased(word: str) -> str:
    """A word of a name after the first."""
    if word.lower() in _PARTICLES:
        return word.lower()
    return word if _KEPT_CAPITALS.match(word) else _capitalised(word)


def _capitalised(word: str) -> str:
    if len(word) == 2 and word.endswith("."):
        return word
    word = re.sub(r"[^\W\d_]+", lambda match: match[0].capitalize(), word)
    return re.sub(r"\bMc([a-z])", lambda match: f"Mc{match[1].upper()}", word)


def _opening(text: str, changed: bool) -> Labelled | None:
    """A text's opening that has the shape of a label. `[Name] text` is a note rather, unless the speaker has `changed`."""
    match = _OPENING.match(text[:200])
    if match is None:
        return None
    printed = match["bracket"] or match["round"] or match["plain"]
    name, title, firm = person(printed)
    if match["bracket"] and not match["colon"] and not _is_function(name) and not (changed and is_name(name, fewest=2)):
        return None
    if len(name.split()) > MAX_LABEL_WORDS or ends_sentence(name):
        return None
    return Labelled(name, title, firm, text[match.start("rest") :], printed)


def _is_function(name: str) -> bool:
    return is_function(name) or _NAMELESS.match(name) is not None


class _Judge:
    """What a file's labels have in support."""

    def __init__(
        self, known: set[str], counts: Counter[str], lower: frozenset[str], mostly: bool, after_marks: bool
    ) -> None:
        self._known, self._counts, self._lower, self._mostly = known, counts, lower, mostly
        self._after_marks = after_marks
        self._said: set[str] = set()

    def heard(self, text: str) -> None:
        words = name_key_text(text).split()
        self._said.update(words)
        self._said.update(f"{a} {b}" for a, b in pairwise(words))

    def supports(self, found: Labelled, changed: bool, before: str) -> bool:
        if _is_function(found.name):
            return True
        key = name_key(found.name)
        words = key.split()
        count = self._counts[key]
        if not is_name(found.name):
            # Where every cue is labelled, people are called as they signed in (`IR desk 2`, `mtolliver`).
            return self._mostly and count >= _MANY
        if key in self._known or count > _OFTEN or (self._mostly and count >= _MANY):
            return True
        if all(word in self._lower for word in words) and (len(words) == 1 or count < _MANY):
            return False
        if self._mostly or (changed and self._after_marks):
            return True
        ended = ends_sentence(before or ".")
        if len(words) == 1:
            said = ended and (count > 1 or key in self._said or not (before or changed))
            return count >= _MANY or said or (changed and (count > 1 or found.printed.isupper() or key in self._said))
        return changed or count > 1 or " ".join(words[:2]) in self._said or ended
