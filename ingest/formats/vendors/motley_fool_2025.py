"""The Motley Fool's editorial pages since 2025: blocks about the call, then the call as `Name:words` without a space.

Nothing above `Full Conference Call Transcript` was said by anybody, whatever it quotes. The labels are a machine's:
they are kept as printed, and what is wrong with them is told from the words, for every format in one place.
"""

import re
from collections import Counter
from collections.abc import Sequence

from ingest.formats.draft import Draft, DraftTurn, Listed
from ingest.formats.generic.front import is_front_key, read_front_line
from ingest.formats.generic.person_names import may_be_person
from ingest.formats.lines import Labels, ends_sentence, is_name, name_key, name_key_text, section_heading
from ingest.formats.text import Text
from ingest.formats.vendors import dashes
from ingest.formats.vendors.headed import Topics
from ingest.formats.vendors.headings import is_speaker_function, names_office
from ingest.formats.vendors.motley_fool import (
    is_advertising,
    is_closing,
    read_front,
    read_mention,
    set_aside,
)
from ingest.transcript import Section

FORMAT = "motley_fool_2025"

_TRANSCRIPT = re.compile(r"^[#*\s]*full (?:conference |earnings )?call transcript\s*:?[*\s]*$", re.IGNORECASE)
_BLOCKS = {
    "date": "summary",
    "call participants": "participants",
    "takeaways": "summary",
    "risks": "summary",
    "summary": "summary",
    "industry glossary": "glossary",
    "glossary": "glossary",
}
_LABEL = re.compile(r"^\*{0,2}(?P<label>[^\W\d_][\w.'’,\"“”() \-]{0,60}?) ?:\*{0,2}(?P<gap>\s*)(?P<said>.*)$")
_ENTRY = re.compile(r"^[•\-*\s]*(?P<left>\S.{0,120}?)\s*(?:-{2,}|[—–]|\s-\s)\s*(?P<right>\S.{0,120})$")
_LAST_ENTRY = re.compile(
    r"^[•\-*\s]*(?P<left>\S.{0,120}\S)\s*(?:-{2,}|[—–]|β€”|â€”|\s-\s)\s*(?P<right>[^—–]{2,60}?)\s*$"
)
_CJK = re.compile(r"[\u3400-\u9fff]")
_LOOKED_AT = 5_000
_MAX_HEAD = 60
_ANNOUNCED = 400
"""Characters at the end of the operator's words that may name who asks next."""


def recognises(page: Text) -> bool:
    """By the line above the call; a fragment without it, by three labels or more to which words are glued."""
    if any(map(begins_call, page.lines)):
        return True
    # Bold labels alone are anybody's Markdown.
    plain = (line for line in page.lines[:_LOOKED_AT] if not line.startswith("**"))
    labels = Counter(label for line in plain if (label := _glued(line)))
    return labels.total() >= 3 and len(labels) >= 2 and max(labels.values()) >= 2


def begins_call(line: str) -> bool:
    """Whether a line is the one below which everything is speech."""
    return len(line) < _MAX_HEAD and _TRANSCRIPT.match(line) is not None


def parse(page: Text) -> list[Draft]:
    lines = [line for line in page.lines if line]
    start = next((i + 1 for i, line in enumerate(lines) if begins_call(line)), None)
    draft = Draft(format=FORMAT)
    if start is None:
        start = _first_label(lines)
    _read_editorial(draft, lines[:start])
    call = lines[start:]
    if not _read_call(draft, call) and dashes.recognises(Text("\n".join(call))):
        # Pages of the change-over have the blocks of the new style and the headings of the old one.
        (older,) = dashes.parse(Text("\n".join(call)))
        draft.turns, draft.participants = older.turns, draft.participants or older.participants
        draft.notes += older.notes
    return [draft]


def _first_label(lines: Sequence[str]) -> int:
    """Where the call begins although the line above it is missing: at the first label below the last block's name."""
    below = max((i + 1 for i, line in enumerate(lines) if _block(line)), default=0)
    return next((i for i in range(below, len(lines)) if _glued(lines[i])), below)


def _split(line: str) -> tuple[str, str, str] | None:
    """(label, gap, words) of a line that may begin with a label."""
    match = _LABEL.match(line)
    if match is None:
        return None
    label = match["label"].strip()
    if not (is_speaker_function(label) or is_name(label)) or ends_sentence(label):
        return None
    # A label in bold is told from speech as well as one glued to its words.
    gap = "" if line.startswith("**") or not match["said"] else match["gap"]
    return label, gap, match["said"].strip()


def _glued(line: str) -> str | None:
    """The label of a line that has its words glued to it, in Latin script as everything on these pages."""
    found = _split(line)
    return found[0] if found and found[2] and not found[1] and not _CJK.search(line[:80]) else None


def _block(line: str) -> str | None:
    return _BLOCKS.get(line.strip("#*: ").lower()) if len(line) < 40 else None


def _read_editorial(draft: Draft, lines: Sequence[str]) -> None:
    kind, block, head = "summary", "date", list[str]()
    aside: list[tuple[str, str]] = []
    for line in lines:
        if begins_call(line):
            continue
        if found := _block(line):
            kind, block = found, line.strip("#*: ").lower()
        elif kind == "participants" and (person := _participant(line)):
            draft.participants.append(person)
        elif kind == "participants" and draft.participants and ends_sentence(line):
            # Some copies have lost the names of the blocks below.
            kind = "summary"
        elif block == "date" and is_front_key(line):
            if not line.lower().startswith("source"):
                read_front_line(draft, line)
        elif block == "date":
            head.append(line)
        aside.append((kind, line))
    set_aside(draft, aside)
    read_front(draft, head)
    read_mention(draft, lines)


def _participant(line: str) -> Listed | None:
    """Of `Title — Name`, or `Name — Title` as elsewhere."""
    if ends_sentence(line):
        return None
    # Titles have dashes too: `Vice President - Retail — Name`.
    last = _LAST_ENTRY.match(line)
    if last is not None and is_name(last["right"], fewest=2) and names_office(last["left"]):
        return Listed(last["right"], title=last["left"])
    match = _ENTRY.match(line)
    if match is None:
        name = line.strip("•-* ")
        return Listed(name) if is_name(name, fewest=2) else None
    left, right = match["left"].strip(), match["right"].strip()
    if is_name(right) and (names_office(left) or not is_name(left) or not names_office(right)):
        return Listed(right, title=left)
    return Listed(left, title=right) if is_name(left) else None


def _read_call(draft: Draft, lines: Sequence[str]) -> bool:
    """Whether labels were found; only then are the Draft's turns and notes filled."""
    support = _Support(draft, lines)
    labels = support.labels(lines)
    labelled = [i for i, label in enumerate(labels) if label]
    if len(labelled) < 2:
        return False
    section: Section | None = None
    aside: list[tuple[str, str]] = []
    for i, (line, label) in enumerate(zip(lines, labels, strict=True)):
        # Closing matter above three labels or more is a break within the call, not its end.
        if draft.turns and is_closing(line) and (len(labelled) < 3 or i > labelled[-3]):
            aside += [("disclaimer", rest) for rest in lines[i:]]
            break
        if printed := section_heading(line):
            section = printed
        elif is_advertising(line) or is_closing(line):
            aside.append(("note", line))
        elif label:
            # The same label twice in a row is often two people: each label printed is kept as a Turn of its own.
            name, said = label
            draft.turns.append(DraftTurn(name, section=section, paragraphs=[(said, None)] if said else []))
        else:
            if not draft.turns:
                draft.turns.append(DraftTurn(None, section=section, flags=["label_missing"]))
            draft.turns[-1].paragraphs.append((line, None))
    set_aside(draft, aside)
    draft.turns = [turn for turn in draft.turns if turn.paragraphs]
    if not any(turn.section is Section.QA for turn in draft.turns):
        for turn in draft.turns:
            turn.section = None
    return True


class _Support:
    """Tells a label from speech that looks like one (`Note: the plant opens`)."""

    def __init__(self, draft: Draft, lines: Sequence[str]) -> None:
        self._is_topic = Topics(iter(lines))
        self._listed = Labels(person.name for person in draft.participants)
        self._announced: set[str] = set()
        self._glued, self._spaced = Counter[str](), Counter[str]()
        for label, gap, said in filter(None, map(_split, lines)):
            (self._spaced if gap or not said else self._glued)[name_key(label)] += 1

    def labels(self, lines: Sequence[str]) -> list[tuple[str, str] | None]:
        """(label, words) of each line that begins a Turn; None of the others."""
        found: list[tuple[str, str] | None] = []
        called = ""
        for line in lines:
            label = self._label(line, called)
            if label:
                called = f"{label[1]} " if is_speaker_function(label[0]) else ""
            elif called:
                called = f"{called[-_ANNOUNCED:]} {line} "
            found.append(label)
        return found

    def _label(self, line: str, called: str) -> tuple[str, str] | None:
        found = _split(line)
        if found is None:
            return None
        label, gap, said = found
        key = name_key(label)
        if is_speaker_function(label) or self._listed.supports(label):
            return label, said
        full = len(label.split()) >= 2
        if full and called and f" {key} " in f" {name_key_text(called[-_ANNOUNCED:])} ":
            self._announced.add(key)
        if key in self._announced:
            return label, said
        if self._is_topic(label):
            return None
        if not gap:
            return label, said
        # With a space it is a label only if the page sets labels so, or if the name is a label elsewhere.
        recurs = self._spaced[key] >= 2 and (full or not self._glued)
        # Somebody who speaks once follows the operator who calls on him.
        accepted = may_be_person(label) and (recurs or (full and called != ""))
        return (label, said) if self._glued[key] or accepted else None
