"""Lines in which headings stand above speeches -> a Draft: what the styles with `Name -- Title` headings have in common.

A style turns its file into `Line`s; here they become front matter, Turns with their printed Section, and closing matter.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.formats.draft import Draft, DraftTurn, Listed
from ingest.formats.lines import Labels, ends_sentence, is_name, section_heading
from ingest.formats.vendors.headings import Heading, is_speaker_function
from ingest.formats.vendors.motley_fool import is_advertising, is_call_participants, is_closing, set_aside
from ingest.transcript import Section

_HONORIFIC_END = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|Messrs|vs)\.$")
_NUMBER_END = re.compile(r"\b(?:No|Nos)\.$")
# What an operator says when questions begin; a heading above other words was set too early.
_OPENS_QUESTIONS = re.compile(
    r"\b(?:questions?|q\s?&\s?a|instructions|queue|roster|caller|line is open|star)\b", re.IGNORECASE
)
_ANALYST = re.compile(r"\banalyst\b|\bunknown\b|\bunidentified\b", re.IGNORECASE)
_TAIL = 12
_LONGEST_JOINED = 10_000
_SPEECH = 20
_LONG = 60
"""Characters from which a line above the first heading is taken for speech without a stop at its end."""


@dataclass(frozen=True)
class Line:
    """A line of the file that is not blank. `heading` is whom it names; `bold` is a line printed in bold throughout."""

    text: str
    heading: Heading | None = None
    bold: bool = False


def read_call(draft: Draft, lines: Sequence[Line]) -> list[str]:
    """Fill the Draft's turns, participants and notes; return the front matter, which each style reads for itself."""
    listed = _listed(lines)
    draft.participants = listed
    people = _People(lines, listed)
    at = _opening(lines)
    front = [line.text for line in lines[:at]]
    section: Section | None = None
    aside: list[tuple[str, str]] = []
    last_speeches = _last_speeches(lines)
    for i in range(at, len(lines)):
        line = lines[i]
        if draft.turns and is_closing(line.text):
            if i > last_speeches:
                aside += _closing(lines[i:], listed)
                break
            aside.append(("note", line.text))
        elif printed := section_heading(line.text):
            section = printed
        elif is_advertising(line.text):
            aside.append(("note", line.text))
        elif found := people.heading(line, draft):
            draft.open(found.name, found.title, found.firm, section)
        elif draft.turns:
            _say(draft.turns[-1], line.text)
        elif section is not None and (len(line.text) >= _LONG or ends_sentence(line.text)):
            turn = draft.open(None, section=section)
            turn.flags.append("label_missing")
            _say(turn, line.text)
        else:
            front.append(line.text)
    set_aside(draft, aside)
    silent = [turn for turn in draft.turns if not turn.paragraphs and not is_speaker_function(turn.label or "")]
    if silent:
        draft.warnings.append(f"Headings without words below them were left out: {len(silent)}.")
        set_aside(draft, (("participants", _printed(turn)) for turn in silent))
    draft.turns = [turn for turn in draft.turns if turn.paragraphs]
    _place_boundary(draft.turns)
    return front


def _opening(lines: Sequence[Line]) -> int:
    """Where the call begins: at the heading of the prepared remarks, which the contents list has too, or at the top."""
    speakers = 0
    for i, line in enumerate(lines):
        if section_heading(line.text) is Section.PREPARED and not _in_contents(lines, i):
            return i if speakers < 2 else 0
        speakers += line.heading is not None
    after = (i + 1 for i, line in enumerate(lines) if is_call_participants(line.text) and _in_contents(lines, i - 1))
    return next(after, 0)


def _in_contents(lines: Sequence[Line], i: int) -> bool:
    """Whether a section's name is an entry of the contents list: another entry follows it at once."""
    if i < 0 or section_heading(lines[i].text) is None or lines[i].text.rstrip("* ").endswith(":"):
        return False
    below = lines[i + 1].text if i + 1 < len(lines) else ""
    return section_heading(below) is not None or is_call_participants(below)


def _listed(lines: Sequence[Line]) -> list[Listed]:
    """The participants listed below the call, in the grammar of its headings."""
    last = max((i for i, line in enumerate(lines) if is_call_participants(line.text)), default=None)
    found: list[Listed] = []
    for line in lines[last + 1 :] if last is not None else ():
        head = line.heading or (Heading(line.text) if is_name(line.text, fewest=2) else None)
        if head is None or section_heading(line.text) is not None:
            break
        if not is_speaker_function(head.name):
            found.append(Listed(head.name, title=head.title, firm=head.firm))
    return list(dict.fromkeys(found))


class _People:
    """Who may head a Turn: names listed, seen or announced, and topics that are none."""

    def __init__(self, lines: Sequence[Line], listed: Sequence[Listed]) -> None:
        sure = (line.heading.name for line in lines if line.heading and line.heading.sure)
        self._labels = Labels([*(person.name for person in listed), *sure])
        self._is_topic = Topics(line.text for line in lines)

    def heading(self, line: Line, draft: Draft) -> Heading | None:
        last = draft.turns[-1].paragraphs if draft.turns else []
        before = last[-1][0] if last else ""
        found = line.heading
        if found is not None and (found.sure or self._may_speak(found.name)):
            return found
        if found is not None or not is_name(line.text, fewest=2) or _HONORIFIC_END.search(before[-_TAIL:]):
            return None
        known = self._labels.supports(line.text) or self._is_announced(line.text, before)
        return Heading(line.text) if known or (line.bold and not self._is_topic(line.text)) else None

    def _may_speak(self, name: str) -> bool:
        return self._labels.supports(name) or not self._is_topic(name)

    def _is_announced(self, name: str, before: str) -> bool:
        return self._labels.supports(name, before) and not self._is_topic(name)


class Topics:
    """Tells a capitalised topic (`Free Cash Flow`) from a name: all its words are also written small in the same text."""

    def __init__(self, texts: Iterator[str]) -> None:
        self._small = {word for text in texts for word in re.findall(r"(?<![\w'’\-])[a-z]+", text)}

    def __call__(self, label: str) -> bool:
        words = re.findall(r"[^\W\d_]+", label.lower())
        return all(word in self._small for word in words)


def _printed(turn: DraftTurn) -> str:
    return " -- ".join(filter(None, (turn.label, turn.firm, turn.title)))


def _say(turn: DraftTurn, text: str) -> None:
    """Add a paragraph; a line that follows a cut after `Mr.` or `No.` goes on with the one before."""
    before = turn.paragraphs[-1][0] if turn.paragraphs else ""
    tail = before[-_TAIL:]
    cut = _HONORIFIC_END.search(tail) or (_NUMBER_END.search(tail) and text[:1].isdigit())
    if cut and len(before) < _LONGEST_JOINED:
        turn.paragraphs[-1] = (f"{before} {text}", None)
    else:
        turn.paragraphs.append((text, None))


def _last_speeches(lines: Sequence[Line]) -> int:
    """Where the third-last speech begins: closing matter above it is a break within the call, not its end."""
    spoken = [
        i
        for i, (line, below) in enumerate(pairwise(lines))
        if line.heading is not None and line.heading.sure and below.heading is None and len(below.text) >= _SPEECH
    ]
    return spoken[-3] if len(spoken) >= 3 else 0


def _closing(lines: Sequence[Line], listed: Sequence[Listed]) -> Iterator[tuple[str, str]]:
    """(kind, text) of what stands below the call."""
    names = {person.name for person in listed}
    in_list = False
    for line in lines:
        in_list = is_call_participants(line.text) or (in_list and (line.heading is not None or line.text in names))
        yield "participants" if in_list else "disclaimer", line.text


def _place_boundary(turns: Sequence[DraftTurn]) -> None:
    """Keep what is still prepared remarks below a Q&A heading set too early, and no Section where only one is printed.

    A heading stands too early where the operator below it speaks of no questions and an executive goes on: pages set
    it where the operator speaks for the second time, whatever he says.
    """
    first = next((i for i, turn in enumerate(turns) if turn.section is Section.QA), None)
    if first is None:
        for turn in turns:
            turn.section = None
        return
    if first == 0 or not _is_operator(turns[first]) or _OPENS_QUESTIONS.search(_text(turns[first])):
        return
    asked = next((i for i in range(first + 1, len(turns)) if _asks(turns[i])), None)
    if asked is None:
        return
    boundary = asked - 1 if _is_operator(turns[asked - 1]) else asked
    for turn in turns[first:boundary]:
        turn.section = Section.PREPARED


def _is_operator(turn: DraftTurn) -> bool:
    return (turn.label or "").lower() in ("operator", "conference operator", "moderator", "coordinator")


def _asks(turn: DraftTurn) -> bool:
    return _ANALYST.search(f"{turn.label or ''} {turn.title or ''}") is not None


def _text(turn: DraftTurn) -> str:
    return " ".join(text for text, _ in turn.paragraphs)
