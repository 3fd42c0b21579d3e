"""Prepared remarks as companies post them: bullets under slide titles, under names in capitals."""

import re
from collections.abc import Sequence

from ingest.formats.draft import Draft
from ingest.formats.generic.person_names import may_be_person
from ingest.formats.lines import ends_sentence, is_end, is_name, section_heading
from ingest.formats.pdf.label_support import name_of
from ingest.formats.pdf.paragraphs import BULLETS, Flow
from ingest.formats.pdf.rows import Row
from ingest.formats.pdf.two_column_text import PARTICLES, Speech
from ingest.transcript import Section

SLIDE = re.compile(r"^(?:slides?|chart|folie)\s+\d+\b", re.IGNORECASE)
BULLET = re.compile(rf"^[{BULLETS}]\s+(?=\S)")


def caps_name(text: str) -> str | None:
    """The name of a line that is a name in capitals (with `(Title)` or `, Title` after it, if anything)."""
    if len(text) > 100:
        return None
    name = name_of(text)[0].strip()
    words = name.split()
    capitals = sum(word == word.upper() for word in words)
    if not 2 <= len(words) <= 6 or capitals < len(words) - sum(w in PARTICLES for w in words):
        return None
    if any(c.isdigit() for c in name) or section_heading(text) is not None:
        return None
    return name if is_name(name, fewest=2) and may_be_person(name) else None


def is_headed(after: Sequence[Row]) -> bool:
    """Whether a name in capitals stands over remarks, not on the cover: a slide title or a bullet comes next."""
    following = [row.text for row in after[:3]]
    return any(SLIDE.match(text) or BULLET.match(text) for text in following) or any(map(ends_sentence, following[:2]))


def read_remarks(draft: Draft, rows: Sequence[Row]) -> tuple[list[Speech], list[str]]:
    """(speeches, lines after the call) of the rows above the questions; slide titles become notes."""
    speeches: list[Speech] = []
    flow = Flow(rows)
    in_title = False
    before: Row | None = None
    for i, row in enumerate(rows):
        text = row.text
        if is_end(text) and _is_last_heading(rows[i:]):
            return speeches, [rest.text for rest in rows[i:]]
        if (name := caps_name(text)) and not _in_title_run(in_title, before, row, flow):
            speeches.append(Speech(name, Section.PREPARED))
            in_title = False
        elif SLIDE.match(text) and not ends_sentence(text):
            draft.note("note", text)
            in_title = True
        elif in_title and not BULLET.match(text) and _in_title_run(in_title, before, row, flow):
            draft.note("note", text)
        elif section_heading(text) is None and speeches:
            paragraph = speeches[-1].paragraphs
            bullet = BULLET.match(text)
            said = row.with_text(text[bullet.end() :] if bullet else text)
            previous = paragraph[-1][-1] if paragraph[-1] else None
            if bullet or in_title or (previous and flow.begins_paragraph(previous, said)):
                paragraph.append([])
            paragraph[-1].append(said)
            in_title = False
        before = row
    return speeches, []


def _in_title_run(in_title: bool, before: Row | None, row: Row, flow: Flow) -> bool:
    """Whether a line under a slide title is its continuation: in lower case, or after a full line."""
    if not in_title or before is None:
        return False
    return row.text[0].islower() or (before.top is not None and flow.runs_on(before, row))


def _is_last_heading(rows: Sequence[Row]) -> bool:
    return not any(BULLET.match(row.text) or SLIDE.match(row.text) or caps_name(row.text) for row in rows[1:])
