"""Calls as Indian companies file them with the exchanges (PDF, or text taken from it).

A letter and a cover with lists come first; then `Name:` in a column of its own beside the speech, or before it, with
the company and the date at the head of every page.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.formats.draft import Draft, DraftTurn, Listed
from ingest.formats.lines import is_end, is_function, is_name, name_key, section_heading
from ingest.formats.pdf.furniture import clear
from ingest.formats.pdf.indian_cover import read_cover
from ingest.formats.pdf.indian_people import is_entry, list_heading
from ingest.formats.pdf.label_lines import Labelled
from ingest.formats.pdf.label_support import Support, name_of, spelling
from ingest.formats.pdf.labelled import labelled_rows
from ingest.formats.pdf.pages import Page
from ingest.formats.pdf.paragraphs import Flow
from ingest.formats.pdf.rows import Row, is_paged, is_rule
from ingest.transcript import Role, Section

FORMAT = "indian_concall"

_HOST = re.compile(
    r"^(?:moderator|(?:conference )?operator|(?:conference )?coordinator|host)\s*(?:[:：]|$)", re.IGNORECASE
)
_MARKS = re.compile(
    r"\b(?:scrip code|bse limited|national stock exchange|cin\s*:|sebi|crores?|lakhs?)\b", re.IGNORECASE
)
_AFTER = re.compile(
    r"^(?:note\b\s*[:\-–]|disclaimer|safe harbou?r|e\s*&\s*oe|\(?this (?:document|transcript|is a transcri)|for (?:any )?(?:further|more)"
    r" (?:information|details)|contact (?:details|information|us)|\(?(?:end of|transcript (?:ends|has been)|edited transcript)|about\b.{0,60}$|(?:regd\.?|registered|corporate) office|cin\s*[:\-]"
    r"|please note:?\s+(?:this|we have edited)|\*{2,})",
    re.IGNORECASE,
)  # fmt: skip
_LEGAL = re.compile(r"disclaimer|safe harbou?r|forward[- ]looking|e\s*&\s*oe", re.IGNORECASE)
_TITLE = re.compile(
    r"\b(?:director|officer|chairman|president|head|manager|c[efo]o|md|secretary|relations)\b", re.IGNORECASE
)


@dataclass
class _Speech:
    label: str
    rest: str | None
    section: Section | None
    rows: list[Row] = field(default_factory=list)


def recognises(pages: Sequence[Page]) -> bool:
    if not is_paged(pages):
        return False
    hosts = others = marks = 0
    for page in pages:
        for line in page.lines:
            if _HOST.match(line.text[:40]):
                # An operator speaks everywhere; a moderator heads each of his turns in these files.
                hosts += 1
                others += not line.text[:8].lower().startswith("operator")
            marks += marks < 3 and _MARKS.search(line.text[:200]) is not None
            if others >= 2 or (hosts and marks >= 3):
                return True
    return False


def parse(pages: Sequence[Page]) -> list[Draft]:
    cleared = clear(pages)
    columns = labelled_rows(cleared.pages)
    rows = [row for row in columns.rows if not is_rule(row.line) or row.row.page == columns.rows[-1].row.page]
    start = _start(rows)
    if start is None:
        return []
    front, spoken = [row.line for row in rows[:start]], rows[start:]
    labels = Counter(name_of(row.label)[0] for row in spoken if row.label)
    cover = read_cover(front, cleared.furniture, labels, "\n".join(row.row.text for row in spoken))
    people = [_as_labelled(person, labels) for person in cover.people]
    support = Support(spoken, (person.name for person in people))
    speeches, tail = _speeches(spoken, support)
    draft = Draft(FORMAT, company=cover.company, ticker=cover.ticker, date=cover.date, title=cover.title)
    if cover.period:
        draft.fiscal_year, draft.fiscal_quarter = cover.period
    draft.participants = people
    flow = Flow([row for speech in speeches for row in speech.rows])
    for speech in speeches:
        if paragraphs := flow.paragraphs(speech.rows):
            turn = draft.open(speech.label, section=speech.section)
            turn.paragraphs += [(text, None) for text in paragraphs]
            _describe(turn, speech.rest, support, people, draft.turns[:-1], labels)
    _notes(draft, cover.other, "note")
    draft.note("participants", "\n".join(cover.lists))
    _notes(draft, tail, "note")
    if columns.guessed:
        pages_named = ", ".join(map(str, columns.guessed))
        draft.warnings.append(f"Page {pages_named}: names stood apart from the words; they were paired in order.")
    return [draft]


def _start(rows: Sequence[Labelled]) -> int | None:
    """Where speech begins: at the first host's label that heads no list, or at a speaker's on a page between."""
    hosts = Counter(row.label for row in rows if row.label and _HOST.match(row.label))
    host = max(hosts, key=lambda label: hosts[label], default=None)
    first = next((i for i, row in enumerate(rows) if row.label and row.label == host and _speaks(rows, i)), None)
    after = Counter(name_key(row.label) for row in rows[first or 0 :] if row.label)
    if first is None:
        return next((i for i, row in enumerate(rows) if row.label and _recurs(row, after) and _speaks(rows, i)), None)
    heading = max((i for i, row in enumerate(rows[:first]) if list_heading(row.line)), default=None)
    if heading is None:
        return first
    page = rows[heading].row.page
    for i in range(heading + 1, first):
        row = rows[i]
        if row.label and row.row.page > page and after[name_key(row.label)] and _speaks(rows, i):
            return i
    return first


def _speaks(rows: Sequence[Labelled], i: int) -> bool:
    """Whether speech follows a label, not a name on a list."""
    said = rows[i].row.text
    if not said and i + 1 < len(rows) and rows[i + 1].label is None:
        said = rows[i + 1].row.text
    label = rows[i].label or ""
    if not said:
        return label != label.upper()
    return not is_entry(said) and not (label == label.upper() and said == said.upper())


def _recurs(row: Labelled, counts: Counter[str]) -> bool:
    return row.label is not None and (
        is_function(row.label) or (is_name(row.label, fewest=2) and counts[name_key(row.label)] > 2)
    )


def _speeches(rows: Sequence[Labelled], support: Support) -> tuple[list[_Speech], list[str]]:
    """What each label heads, and the lines after the call."""
    speeches: list[_Speech] = []
    section: Section | None = None
    for row in rows:
        if row.label is None and (heading := section_heading(row.row.text)) and not _goes_on(speeches):
            section = heading
            continue
        said = " ".join(part.text for part in speeches[-1].rows[-8:]) if speeches else ""
        by_host = bool(speeches) and _HOST.match(speeches[-1].label) is not None
        if row.label is not None and support.accepts(row, said, after_moderator=by_host):
            name, rest = name_of(row.label)
            speeches.append(_Speech(name, rest, section))
            if row.row.text:
                speeches[-1].rows.append(row.row)
        elif speeches:
            speeches[-1].rows.append(row.row.with_text(row.line))
    return speeches, _tail(speeches)


def _goes_on(speeches: Sequence[_Speech]) -> bool:
    return bool(speeches) and bool(speeches[-1].rows) and speeches[-1].rows[-1].text[-1:].isalpha()


def _tail(speeches: list[_Speech]) -> list[str]:
    """Take from the last speech what publishers print after the call."""
    if not speeches:
        return []
    last = speeches[-1].rows
    for i, row in enumerate(last):
        if row.is_rule or _AFTER.match(row.text) or is_end(row.text):
            speeches[-1].rows = last[:i]
            return [row.text for row in last[i:]]
    return []


def _as_labelled(person: Listed, labels: Counter[str]) -> Listed:
    """The listed person under the name of the labels; the list's own spelling is kept beside it."""
    name = spelling(person.name, labels)
    if name is None or name == person.name:
        return person
    also = () if name_key(name) == name_key(person.name) else (person.name,)
    return replace(person, name=name, also_called=also)


def _describe(
    turn: DraftTurn,
    rest: str | None,
    support: Support,
    people: Sequence[Listed],
    before: Sequence[DraftTurn],
    labels: Counter[str],
) -> None:
    """Set what the label and the cover show of the speaker."""
    if rest:
        if _TITLE.search(rest):
            turn.title = turn.title or rest
        else:
            turn.firm = turn.firm or rest
    known = {name_key(person.name): person for person in people}
    label = turn.label or ""
    said = before[-1].paragraphs[-1][0] if before and before[-1].paragraphs else ""
    likely = support.likely(label, said)
    if likely is not None and "label_misspelt" not in turn.flags:
        person = known.get(likely)
        turn.flags.append("label_misspelt")
        turn.likely_speaker = person.name if person else next(name for name in labels if name_key(name) == likely)
        if person:
            turn.title, turn.firm = turn.title or person.title, turn.firm or person.firm
    person = known.get(likely or name_key(label))
    if person and person.role is Role.OTHER and "broker_host" not in turn.flags:
        turn.flags.append("broker_host")


def _notes(draft: Draft, lines: Sequence[str], kind: str) -> None:
    for line in lines:
        if _LEGAL.match(line) or (kind == "disclaimer" and not _AFTER.match(line) and not is_rule(line)):
            kind = "disclaimer"
        elif _AFTER.match(line):
            kind = "note"
        draft.note(kind, line)
