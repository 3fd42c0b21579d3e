"""StreetEvents as text (banner of Thomson Reuters, Refinitiv or LSEG): whole transcripts and Event Briefs.

`Name,  Firm - Role    [n]` heads a Turn, each line below it is a paragraph, and the numbers begin anew with the questions:
where no `Questions and Answers` is printed, that is the boundary. A Brief gives the remarks in the publisher's words and
only the questions and answers verbatim.
"""

import re
from collections.abc import Iterator, Sequence

from ingest.formats.draft import Draft
from ingest.formats.lines import listed_role, section_heading
from ingest.formats.text import Text
from ingest.formats.vendors.streetevents_grammar import Heading, People, Script, describe, heading_of, read_list
from ingest.metadata import iso_date
from ingest.transcript import Role, Section

_BANNER = re.compile(r"^(?:[A-Z][\w&. ]{0,40}\s)?StreetEvents\W{0,3}\s+Event\s+(Transcript|Brief)\b", re.IGNORECASE)
_EDITION = re.compile(r"^(?:[A-Z] ){4,}.{0,60}$|^(?:edited|preliminary|final) (?:version|transcript)$", re.IGNORECASE)
_BRIEF_PART = re.compile(r"^(?:OVERVIEW|FINANCIAL DATA|PRESENTATION SUMMARY)$")
_END = re.compile(
    r"^(?:definitions?|disclaimers?|(?:©\s*|copyright\s+)(?:©\s*|\(c\)\s*)?\d{4}\b.{0,100})\s*:?$", re.IGNORECASE
)
# Some copies draw lines around what heads a section or a speech: `====` and `----`.
_RULE = re.compile(r"^[ \t]*(?:={10,}|-{10,})[ \t]*$", re.MULTILINE)
_SYNC = re.compile(r" ?<Sync\b[^<>]{0,200}> ?", re.IGNORECASE)
_SYNC_TIME = re.compile(r"<Sync\b[^<>]{0,200}?time=\"(\d{1,2}):(\d\d):(\d\d(?:\.\d{1,3})?)\"", re.IGNORECASE)
_HEADING = re.compile(r"^\S.{0,300}\S[ \t]{3,}\[\d{1,4}\][ \t]*$", re.MULTILINE)
_ONLY_BRIEF = (
    "Event Brief: the prepared remarks are the publisher's summary; only the questions and answers are verbatim."
)


def recognises(page: Text) -> bool:
    if any(_BANNER.match(line) for line in page.head):
        return True
    listed = any("articip" in line[:60] and listed_role(line[:60]) for line in page.head)
    return listed and len(_HEADING.findall(page.text[:100_000])) > 2


def parse(page: Text) -> list[Draft]:
    return [_call(lines) for lines in _calls(_RULE.sub("", page.text).split("\n"))]


def _calls(lines: Sequence[str]) -> Iterator[Sequence[str]]:
    """The lines of each call: a banner above an edition's name begins one."""
    starts = [0]
    for i, line in enumerate(lines):
        if len(line) < 100 and _BANNER.match(line.strip()):
            after = [text for text in map(str.strip, lines[i + 1 : i + 5]) if text]
            if after and _EDITION.match(after[0][:100]) and any(text.strip() for text in lines[starts[-1] : i]):
                starts.append(i)
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield lines[start:end]


def _call(lines: Sequence[str]) -> Draft:
    brief = any((match := _BANNER.match(line.strip())) and match[1].lower() == "brief" for line in lines[:20])
    draft = Draft(format="streetevents_brief" if brief else "streetevents")
    speech_from, people = _read_front(draft, lines)
    draft.participants = people.listed
    lines = lines[speech_from:]
    indents = _indents(lines)
    headings = _headings(lines, people, indents=indents)
    sections = dict(_sections(lines, headings, indents=indents))
    script = Script(draft, people, Section.QA if brief else Section.PREPARED)
    restarts = Section.QA not in sections.values()
    last, before, begun, ended = max(headings, default=-1), 0, False, False
    above: list[str] = []
    tail: list[str] = []
    for i, line in enumerate(map(str.strip, lines)):
        if ended:
            tail.append(line)
        elif section := sections.get(i):
            script.begin(section)
            before, begun = 0, True
        elif heading := headings.get(i):
            if restarts and heading.n == 1 and before and script.section is Section.PREPARED:
                script.begin(Section.QA)
            script.speaker(heading)
            before, begun = heading.n, True
        elif i > last and _END.match(line[:200]):
            ended = True
            tail.append(line)
        elif not begun:
            above.append(line)
        elif line:
            script.line(_SYNC.sub(" ", line).strip(), _start(line))
    draft.note("summary" if brief else "note", _joined(above))
    draft.note("note", _joined(script.asides))
    draft.note("disclaimer", _joined(tail))
    draft.turns = [turn for turn in draft.turns if turn.paragraphs]
    if brief:
        draft.warnings.append(_ONLY_BRIEF)
    return draft


def _read_front(draft: Draft, lines: Sequence[str]) -> tuple[int, People]:
    """Read the title, date and participants; (where the first line after them stands, the people)."""
    title, role = "", None
    listed: dict[Role, list[str]] = {}
    printed: list[str] = []
    nobody = People()
    end = len(lines)
    for i, raw in enumerate(lines):
        line = raw.strip()
        if not line or (role is None and (_BANNER.match(line[:100]) or _EDITION.match(line[:100]))):
            continue
        if heading := listed_role(line[:100]):
            role = heading
            printed.append(line)
        elif section_heading(line) or _BRIEF_PART.match(line) or heading_of(line, nobody, 0):
            end = i
            break
        elif role is not None:
            listed.setdefault(role, []).append(line)
            printed.append(line)
        elif not title:
            title = line[:300]
        elif draft.date is None and (found := iso_date(line[:300])):
            draft.date = found
        else:
            printed.append(line)
    draft.note("participants", _joined(printed))
    people = People((entry for role, entries in listed.items() for entry in read_list(entries, role)), title)
    describe(draft, title, people)
    return end, people


def _indents(lines: Sequence[str]) -> bool:
    """Whether the file indents speech, so that only what stands at the margin can be a heading."""
    below = False
    votes = 0
    for line in lines:
        if below and line.strip():
            votes += 1 if line.startswith((" ", "\t")) else -1
            below = False
        elif len(line) < 400 and _HEADING.match(line):
            below = True
    return votes > 0


def _headings(lines: Sequence[str], people: People, *, indents: bool) -> dict[int, Heading]:
    found: dict[int, Heading] = {}
    before = 0
    for i, line in enumerate(lines):
        if indents and line.startswith((" ", "\t")):
            continue
        if heading := heading_of(line, people, before):
            found[i] = heading
            before = heading.n
    return found


def _sections(lines: Sequence[str], headings: dict[int, Heading], *, indents: bool) -> Iterator[tuple[int, Section]]:
    """Section lines: they stand above a speaker's heading or an end, or at the margin of a file that indents speech."""
    following = len(lines)
    for i in range(len(lines) - 1, -1, -1):
        line = lines[i]
        if not line.strip():
            continue
        if section := section_heading(line):
            ends = following == len(lines) or _END.match(lines[following].strip()[:200])
            if not line.startswith((" ", "\t")) if indents else following in headings or ends:
                yield i, section
        following = i


def _joined(lines: Sequence[str]) -> str:
    return "\n".join(line for line in lines if line)


def _start(line: str) -> float | None:
    """Seconds of the first time mark in a line."""
    match = _SYNC_TIME.search(line)
    return int(match[1]) * 3600 + int(match[2]) * 60 + float(match[3]) if match else None
