"""The Motley Fool's pages as text with one token a line: a heading is the three lines name, `--` and title.

Lines are also cut after `Mr.` or `No.`, so a bare name heads a speech only where `--` follows, or where the list of
participants has it without a title.
"""

import re
from collections.abc import Iterator, Sequence

from ingest.formats.draft import Draft
from ingest.formats.lines import ends_sentence, is_name, section_heading, title_and_firm
from ingest.formats.text import Text
from ingest.formats.vendors.headed import Line, read_call
from ingest.formats.vendors.headings import Heading, heading, is_speaker_function
from ingest.formats.vendors.motley_fool import is_closing, read_front
from ingest.transcript import Note

FORMAT = "motley_fool_three_line"

_DASH = re.compile(r"^(?:--|[—–])$")
# Who speaks without a title; `Analyst` and `Moderator` are titles.
_BARE = re.compile(r"^(?:operator|(?:unknown|unidentified)\b.*)$", re.IGNORECASE)
_LOOKED_AT = 5_000
_MAX_TITLE = 250


def recognises(page: Text) -> bool:
    lines = [line for line in page.lines[:_LOOKED_AT] if line]
    return sum(_names(lines, i) for i in range(len(lines))) >= 2


def parse(page: Text) -> list[Draft]:
    draft = Draft(format=FORMAT)
    front = read_call(draft, list(_joined([line for line in page.lines if line])))
    read_front(draft, front)
    if front:
        draft.notes.insert(0, Note("summary", "\n".join(front)))
    return [draft]


def _names(lines: Sequence[str], i: int) -> bool:
    """Whether a name and a line that is only a dash stand at `i`."""
    below = lines[i + 1] if i + 1 < len(lines) else ""
    if not _DASH.match(below) or section_heading(lines[i]) or is_closing(lines[i]):
        return False
    return is_name(lines[i]) or is_speaker_function(lines[i])


def _joined(lines: Sequence[str]) -> Iterator[Line]:
    """The lines, with those that together are a heading made one."""
    i = 0
    while i < len(lines):
        if not _names(lines, i):
            yield Line(lines[i], heading(lines[i]))
            i += 1
            continue
        name, titles = lines[i], list[str]()
        i += 1
        # Each further dash brings a further part: firm, then title.
        while i < len(lines) and _DASH.match(lines[i]):
            i += 1
            if i < len(lines) and _is_title(lines, i):
                titles.append(lines[i])
                i += 1
        rest = " -- ".join(titles)
        yield Line(f"{name} -- {rest}" if rest else name, Heading(name, *title_and_firm(rest)))


def _is_title(lines: Sequence[str], i: int) -> bool:
    """Whether the line below a dash is a title; where it was lost, speech or the next heading follows."""
    line = lines[i]
    if len(line) > _MAX_TITLE or _BARE.match(line) or is_closing(line) or _DASH.match(line):
        return False
    return not (ends_sentence(line) and len(line.split()) > 1)
