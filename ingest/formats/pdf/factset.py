"""FactSet CallStreet layout (PDF or its text): blocks between dot rules, `Name` over `Title, Firm`, Q or A in the margin.

Also older copies of the same publisher: `Name, Title` above prepared speech, `<Q - Name - Firm>:` before each question.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ingest.formats.draft import Draft
from ingest.formats.lines import name_key
from ingest.formats.pdf.factset_header import SECTIONS, is_furniture, read_header, squeezed
from ingest.formats.pdf.factset_headings import Heading, Headings
from ingest.formats.pdf.factset_margin import Flags, Marked, with_flag
from ingest.formats.pdf.factset_people import People, participants
from ingest.formats.pdf.furniture import clear
from ingest.formats.pdf.pages import Page
from ingest.formats.pdf.rows import Row, rows_of
from ingest.formats.pdf.speeches import Speeches
from ingest.transcript import Role, Section

_LISTS = {
    "CORPORATEPARTICIPANTS": Role.EXECUTIVE,
    "OTHERPARTICIPANTS": Role.ANALYST,
    "CONFERENCECALLPARTICIPANTS": Role.ANALYST,
}


def recognises(pages: Sequence[Page]) -> bool:
    """Whether the pages print one of the publisher's two section headings."""
    return any(
        squeezed(line.text).upper() in SECTIONS for page in pages for line in page.lines if 20 <= len(line.text) <= 80
    )


def parse(pages: Sequence[Page]) -> list[Draft]:
    draft = Draft(format="factset_callstreet")
    header = read_header(pages, draft)
    rows = [with_flag(row) for row in rows_of(clear(pages, lambda text: is_furniture(text, header)).pages)]
    _Reader(draft, rows).read()
    return [draft] if draft.turns else []


class _Reader:
    """Reads the rows once: cover, participants, sections with their turns, disclaimer."""

    def __init__(self, draft: Draft, rows: Sequence[Marked]) -> None:
        self.draft = draft
        self.rows = rows
        self.people = People(company=draft.company)
        self.headings = Headings(rows, self.people)
        self.speeches = Speeches(draft)
        self.flags = Flags()

    def read(self) -> None:
        at = self._front_matter()
        section: Section | None = None
        expects = True
        while at < len(self.rows):
            marked = self.rows[at]
            if (key := squeezed(marked.text).upper()) in SECTIONS:
                section = self.speeches.section = SECTIONS[key]
                expects = True
            elif marked.row.is_rule:
                expects = True
            elif self._is_end(at, expects):
                self.draft.note("disclaimer", "\n".join(m.text for m in self.rows[at:] if not m.row.is_rule))
                break
            elif not marked.text or (expects and marked.text in ("Q", "A")):
                self._mark(marked.flag or marked.text, expects)
            elif (heading := self.headings.at(at, section, expects)) is not None:
                self._open(heading)
                at += heading.rows
                expects = False
                continue
            else:
                self.speeches.say(marked.row)
                expects = False
            at += 1
        self._finish()

    def _front_matter(self) -> int:
        """Reads cover and participants; the index of the first row of speech."""
        first = next((i for i, m in enumerate(self.rows) if squeezed(m.text).upper() in SECTIONS), 0)
        role: Role | None = None
        listed: dict[Role | None, list[Row]] = {}
        for marked in self.rows[:first]:
            key = re.sub(r"\(?CONTINUED\)?$|\(?CONT\.?'?D?\)?$", "", squeezed(marked.text).upper())
            if key in _LISTS:
                role = _LISTS[key]
            elif key != "PARTICIPANTS" and not marked.row.is_rule:
                listed.setdefault(role, []).append(marked.row)
        heads = self.headings.names(first)
        for role in (Role.EXECUTIVE, Role.ANALYST):
            rows = listed.get(role, [])
            self.draft.note("participants", "\n".join(row.text for row in rows))
            self.people.add(participants(rows, role, heads, self.people.firms))
        self.draft.note("note", "\n".join(row.text for row in listed.get(None, [])))
        return first

    def _is_end(self, at: int, expects: bool) -> bool:
        marked = self.rows[at]
        if squeezed(marked.text).lower() != "disclaimer" or not self.speeches:
            return False
        return (
            expects or marked.style != self.headings.body_style or at + 12 >= len(self.rows) or not self.headings.ruled
        )

    def _open(self, heading: Heading) -> None:
        self.speeches.open(heading.label, heading.title, heading.firm)
        self.people.see(heading.label, ", ".join(part for part in (heading.title, heading.firm) if part))
        self.flags.mark(heading.label, heading.flag)
        if heading.inline:
            row = self.rows[0].row
            self.speeches.say(replace(row.with_text(heading.inline), gap=True, first=False))

    def _mark(self, flag: str, expects: bool) -> None:
        """Keep a flag that stands on a line of its own, above its name or below its heading."""
        if expects:
            self.flags.wait(flag)
        elif label := self.speeches.label:
            self.flags.mark(label, flag)

    def _shared_firm(self) -> str | None:
        """Whose call it is where no page header says so: the firm of those who speak before the questions."""
        firms = Counter(turn.firm for turn in self.draft.turns if turn.firm and turn.section is Section.PREPARED)
        return firms.most_common(1)[0][0] if firms else None

    def _finish(self) -> None:
        self.speeches.close()
        self.draft.participants = [self.flags.listed(person) for person in self.people.listed]
        firms = {name_key(person.name): person.firm for person in self.draft.participants}
        for turn in self.draft.turns:
            if turn.label and not self.people.knows_role(turn.label):
                turn.role = self.flags.role(turn.label)
            turn.firm = turn.firm or firms.get(name_key(turn.label or ""))
        self.draft.company = self.draft.company or self._shared_firm()
        if self.headings.body_style is None:
            # Text mixes the columns of a list; what stands under a heading is whole.
            said = {name_key(turn.label): turn for turn in self.draft.turns if turn.label and (turn.title or turn.firm)}
            self.draft.participants = [
                replace(person, title=whole.title, firm=whole.firm)
                if (whole := said.get(name_key(person.name)))
                else person
                for person in self.draft.participants
            ]
