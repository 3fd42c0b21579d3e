"""Seeking Alpha as text: lists of participants, then bare name lines with paragraphs below them.

A name line needs support. Listed names have it; others (a CEO who is not listed, a substitute) need the shape of a name
and to recur, to be named in somebody's speech, to introduce themselves, or the file's `Q - ` or `A - `. Blank lines mean
nothing here, and pages saved as text carry the site's furniture before and after the call.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.formats.draft import Draft, DraftTurn
from ingest.formats.lines import has_title_word, section_heading
from ingest.formats.text import Text
from ingest.formats.vendors.seeking_alpha_front import list_at, read_front, unlink
from ingest.formats.vendors.seeking_alpha_names import NameLine, NameLines
from ingest.transcript import Section

# Lines that a saved page holds between the paragraphs.
_FURNITURE = re.compile(
    r"^(?:(?:page )?\d{1,3} (?:of|/) \d{1,3}|(?:«|<+)?\s*(?:previous|next)(?: page)?\s*(?:»|>+)?|single page(?: view)?|print|e-?mail"
    r"|share|save|follow|like this article|read more\W*|continue reading\W*|advertisement|sponsored|play (?:earnings )?call|https?://\S+)$",
    re.IGNORECASE,
)
# What begins the furniture below a call; the short ones are whole lines.
_TAIL = re.compile(
    r"^(?:copyright policy\b|copyright ©|©|the information contained here is a textual representation"
    r"|if you have any additional questions about our online|all transcripts on (?:this site|seeking alpha)"
    r"|seeking alpha (?:is not|transcripts? team|certifies|does not)|this article was written by|disclosure:|to ensure this doesn.t happen"
    r"|read more current\b|more on [A-Z].{0,60}:?$|view (?:all|more)\b.{0,80}(?:transcripts?|articles?)$"
    r"|(?:about this article|like this article|recommended for you|recommended (?:articles|reading)|related (?:stocks|articles|transcripts)"
    r"|comments? \(\d+\)|\(?\d+\)? comments?|comments|add (?:a )?comment|sort by:?.{0,30}|latest comments|trending (?:analysis|news)"
    r"|editors.? picks)$)",
    re.IGNORECASE,
)
_EDITORIAL = re.compile(r"\b(?:transcripts?|seeking alpha|sponsor\w*|copyright|click here|subscri\w+)\b", re.IGNORECASE)
_INLINE = re.compile(r"^(?:operator|[A-Z][\w.'’\-]{0,30}(?: [A-Z][\w.'’\-]{0,30}){1,3}):\s+\S", re.IGNORECASE)
# A page saved as Markdown sets headings and names in bold.
_MARKDOWN = re.compile(r"^(?:#{1,6}\s+)?(?P<mark>\*{2}|__|)(?P<text>[^*_#\s](?:[^*]{0,200}[^*_\s])?)(?P=mark)$")
_LONG = 12
_LONGEST_JOINED = 10_000


def recognises(page: Text) -> bool:
    return list_at([line for line in page.lines if line]) is not None


def parse(page: Text) -> list[Draft]:
    lines = [_MARKDOWN.sub(r"\g<text>", line) for line in page.lines if line]
    at = list_at(lines)
    if at is None:
        return []
    draft = Draft(format="seeking_alpha")
    body = lines[read_front(draft, lines, at) :]
    read_speech(draft, body)
    # Labels that stand before the words are another layout, below lists like these.
    inline = sum(_INLINE.match(line) is not None for line in body)
    return [] if inline > 2 and inline > len(draft.turns) else [draft]


def read_speech(draft: Draft, body: Sequence[str]) -> None:
    """The Turns of lines without blank ones, from below the lists on; `draft.participants` are the people listed."""
    names = NameLines(draft.participants, body)
    end = _tail(body, names)
    has_boundary = any(_section(body, i, names) is Section.QA for i in range(end))
    section = Section.PREPARED if has_boundary else None
    first = next((line for i, line in enumerate(body) if names.certain(i)), "")
    heading: NameLine | None = None
    turn: DraftTurn | None = None
    aside: list[str] = []
    for i in range(end):
        line = body[i]
        if _FURNITURE.match(line[:200]):
            aside.append(line)
        elif printed := _section(body, i, names):
            section = printed if has_boundary else None
            # A section may be printed between a heading and its words.
            heading, turn = (heading, None) if turn is None else (None, None)
        elif found := names.at(i, after_operator=_is_operator(heading), in_qa=section is Section.QA):
            heading, turn = found, None
        elif turn is None and heading is not None and names.title_at(i):
            heading = heading if heading.title or heading.firm else _titled(heading, line)
        elif turn is None and heading is None and not draft.turns and _is_editorial(line, first):
            aside.append(line)
        else:
            if turn is None:
                turn = _open(draft, heading, section)
            _add(turn, line)
    draft.note("note", "\n".join(aside))
    draft.note("disclaimer", "\n".join(body[end:]))


def _open(draft: Draft, heading: NameLine | None, section: Section | None) -> DraftTurn:
    if heading is None:
        turn = draft.open(None, section=section)
        turn.flags.append("label_missing")
        return turn
    turn = draft.open(heading.label, heading.title, heading.firm, section)
    turn.role = turn.role or heading.role
    if heading.misspelt is not None and turn.likely_speaker is None:
        turn.flags.append("label_misspelt")
        turn.likely_speaker = heading.misspelt
    return turn


def _titled(heading: NameLine, line: str) -> NameLine:
    """The heading of somebody who is not listed, with the title or firm printed below his name."""
    title = line if has_title_word(line) else None
    return replace(heading, title=title, firm=None if title else unlink(line))


def _is_operator(heading: NameLine | None) -> bool:
    return heading is not None and heading.label.lower().endswith("operator")


def _add(turn: DraftTurn, line: str) -> None:
    """A line is a paragraph, except where a page's end has cut one in two."""
    last = turn.paragraphs[-1][0] if turn.paragraphs else ""
    if last and len(last) < _LONGEST_JOINED and line[0].islower() and (last[-1].isalnum() or last[-1] in ",;&"):
        turn.paragraphs[-1] = (f"{last} {line}", None)
    else:
        turn.paragraphs.append((line, None))


def _section(body: Sequence[str], i: int, names: NameLines) -> Section | None:
    """The Section that line `i` heads; a lone `Presentation` only where a speaker's heading follows."""
    found = section_heading(body[i]) if len(body[i]) <= 60 else None
    if found is Section.PREPARED and not (i + 1 < len(body) and names.certain(i + 1)):
        return None
    return found


def _tail(body: Sequence[str], names: NameLines) -> int:
    """Where the furniture below the call begins: no listed speaker's heading comes after it."""
    end = len(body)
    for i in range(len(body) - 1, -1, -1):
        if names.certain(i):
            break
        if _TAIL.match(body[i][:300]):
            end = i
    return end


def _is_editorial(line: str, first: str) -> bool:
    """Whether a line above the `first` heading is the publisher's: otherwise it is speech that has lost its label."""
    return (
        len(line.split(maxsplit=_LONG)) <= _LONG
        or _EDITORIAL.search(line) is not None
        or first.lower().endswith("operator")
    )
