"""StreetEvents PDF (Thomson, Thomson Reuters, Refinitiv, LSEG) or its text: bold `Name - Firm - Role` above each speech.

Headings of sections are letter-spaced in most years. No numbers stand beside the speakers as in the publisher's text.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.formats.draft import Draft
from ingest.formats.lines import ends_sentence, is_function, is_name
from ingest.formats.pdf.furniture import clear
from ingest.formats.pdf.pages import Page
from ingest.formats.pdf.paragraphs import join_lines
from ingest.formats.pdf.rows import Row, rows_of
from ingest.formats.pdf.speeches import Speeches
from ingest.formats.pdf.streetevents_pdf_header import (
    END,
    LISTS,
    LONGEST,
    SECTIONS,
    is_furniture,
    letters,
    read_header,
    squeezed,
)
from ingest.formats.pdf.streetevents_pdf_people import entries, heads_of
from ingest.formats.vendors.streetevents_grammar import Heading, People, describe
from ingest.metadata import iso_date, period
from ingest.transcript import Role

_NUMBERED = re.compile(r"\s\[\d{1,4}\]$")


def recognises(pages: Sequence[Page]) -> bool:
    """Whether the publisher, a section and a list of participants are named, and speakers are not numbered.

    Text whose extractor left out the publisher's lines is known by both lists and the section that follows them.
    """
    named = sectioned = numbered = 0
    listed: set[Role] = set()
    for line in (line for page in pages for line in page.lines if len(line.text) <= LONGEST):
        key = squeezed(line.text)
        named += "streetevents" in key
        sectioned += key in SECTIONS
        listed.update((LISTS[key],) if key in LISTS else ())
        numbered += _NUMBERED.search(line.text) is not None
    certain = named or len(listed) > 1
    return bool(sectioned and (listed or sectioned > 1) and certain and numbered < 3)


def parse(pages: Sequence[Page]) -> list[Draft]:
    draft = Draft(format="streetevents_pdf")
    title = read_header(pages, draft)
    header = squeezed(title)
    cleared = clear(pages, lambda text: is_furniture(text, header))
    _Reader(draft, rows_of(cleared.pages), title).read()
    # Copies that the company prints itself have a page header of its own.
    draft.date = draft.date or next(filter(None, map(iso_date, cleared.furniture)), None)
    if draft.fiscal_year is None and (found := next(filter(None, map(period, cleared.furniture)), None)):
        draft.fiscal_year, draft.fiscal_quarter = found
    return [draft] if draft.turns else []


class _Reader:
    def __init__(self, draft: Draft, rows: Sequence[Row], title: str) -> None:
        self.draft = draft
        self.rows = rows
        self.title = title
        self.styled = any(row.line.bold for row in rows) and not all(row.line.bold for row in rows)
        self.speeches = Speeches(draft)
        self.people = People()
        self.stacked = False
        """Whether `Firm - Role` stands on the line below a name, above the speeches too."""
        self.printed: dict[str, tuple[str, str]] = {}
        """Letters of `Name Firm - Role` -> (name, `Firm - Role`)."""

    def read(self) -> None:
        at = self._front_matter()
        while at < len(self.rows):
            row = self.rows[at]
            key = squeezed(row.text)
            if key in SECTIONS and self._stands_out(row):
                self.speeches.section = SECTIONS[key]
            elif key in END and self.speeches and self._stands_out(row):
                self.draft.note("disclaimer", "\n".join(row.text for row in self.rows[at:]))
                break
            elif found := self._heading(at):
                name, detail, taken = found
                title, firm = self.people.title_and_firm(Heading(name, detail, 0))
                self.speeches.open(name, title, firm)
                at += taken
                continue
            else:
                self.speeches.say(row)
            at += 1
        self.speeches.close()
        self._set_editor_apart()

    def _stands_out(self, row: Row) -> bool:
        return row.line.bold or not self.styled or row.line.x0 is None

    def _front_matter(self) -> int:
        """Reads cover, summary and lists; the index of the first row of speech."""
        keys = [squeezed(row.text) for row in self.rows]
        lists = next((i for i, key in enumerate(keys) if key in LISTS), -1)
        start = next((i for i, key in enumerate(keys) if key in SECTIONS and i > lists), len(keys))
        role: Role | None = None
        listed: dict[Role, list[Row]] = {}
        summary, cover = False, []
        for row, key in zip(self.rows[:start], keys[:start], strict=True):
            if key in LISTS:
                role = LISTS[key]
            elif role is not None:
                listed.setdefault(role, []).append(row)
            else:
                summary = summary or key.startswith("overview")
                self.draft.note("summary", row.text) if summary else cover.append(row.text)
        self.draft.note("note", "\n".join(cover))
        people: list[tuple[Role, str, str]] = []
        self.stacked = self._is_stacked([row.text for rows in listed.values() for row in rows], start)
        heads = heads_of(self.rows[start:])
        for role, rows in listed.items():
            self.draft.note("participants", "\n".join(row.text for row in rows))
            found = entries(rows, heads, styled=self.styled, stacked=self.stacked)
            people.extend((role, name, detail) for name, detail in found)
        self.people = People(people, self.title)
        self.printed = {letters(name + detail): (name, detail) for _, name, detail in people}
        self.draft.participants = self.people.listed
        describe(self.draft, self.title, self.people)
        return start

    def _is_stacked(self, printed: Sequence[str], start: int) -> bool:
        """Whether lines of the lists without a dash, and those with one below them, stand above speeches as well."""
        names = {text for text in printed if " - " not in text}
        details = {text for text in printed if " - " in text}
        pairs = sum(above.text in names and below.text in details for above, below in pairwise(self.rows[start:]))
        return not self.styled and pairs > 1

    def _heading(self, at: int) -> tuple[str, str, int] | None:
        """(name, `Firm - Role`, rows taken) of the heading at a row."""
        row = self.rows[at]
        if not 1 < len(row.text) <= LONGEST or not row.text[0].isalnum():
            return None
        if self.styled and row.line.words:
            return self._styled_heading(at)
        if is_function(row.text):
            return (row.text, "", 1) if self._between_sentences(at) else None
        for taken in (1, 2, 3):
            joined = join_lines([row.text for row in self.rows[at : at + taken]])
            if found := self.printed.get(letters(joined)):
                return *found, taken
            if not any(key.startswith(letters(joined)) for key in self.printed):
                break
        if self.stacked:
            return self._stacked_heading(at)
        name, dash, detail = row.text.partition(" - ")
        if not dash or ends_sentence(row.text) or not (self.people.knows(name) or is_name(name, fewest=2)):
            return None
        certain = self.people.knows(name) or " - " in detail
        return (name.strip(), detail.strip(), 1) if certain and self._between_sentences(at) else None

    def _stacked_heading(self, at: int) -> tuple[str, str, int] | None:
        """The heading of somebody who is not listed, or listed otherwise: a name, and `Firm - Role` below it."""
        row, below = self.rows[at], self.rows[at + 1] if at + 1 < len(self.rows) else None
        if not self._between_sentences(at) or ends_sentence(row.text) or " - " in row.text:
            return None
        detail = below.text if below and not below.gap and " - " in below.text and len(below.text) <= LONGEST else ""
        known = self.people.knows(row.text)
        if detail and not ends_sentence(detail) and (known or is_name(row.text, fewest=2)):
            return row.text, detail, 2
        return (row.text, "", 1) if known and row.gap else None

    def _styled_heading(self, at: int) -> tuple[str, str, int] | None:
        words = self.rows[at].line.words
        if not words[0].bold or not (words[-1].bold or words[-1].italic or " - " in self.rows[at].text):
            return None
        taken = 1
        while taken < 4 and at + taken < len(self.rows) and self._goes_on(at + taken):
            taken += 1
        text = join_lines([row.text for row in self.rows[at : at + taken]])
        if found := self.printed.get(letters(text)):
            return *found, taken
        if all(word.bold for word in words):
            name, _, detail = text.partition(" - ")
        else:
            bold = [word.text for word in words if word.bold]
            name, detail = " ".join(bold).strip(" -"), text[len(" ".join(bold)) :].strip()
            detail = detail.removeprefix("- ")
        name = name.strip(" -,")
        known = self.people.knows(name) or is_name(name)
        return (name, detail.strip(), taken) if known else None

    def _goes_on(self, at: int) -> bool:
        """Whether a row is the rest of the heading above it: all bold or italic, no heading of its own."""
        row = self.rows[at]
        text, words = row.text, row.line.words
        if row.gap or not words or not all(word.bold or word.italic for word in words):
            return False
        name = text.partition(" - ")[0]
        return not (
            is_function(text)
            or squeezed(text) in SECTIONS
            or (" - " in text and self.people.knows(name))
            or letters(text) in self.printed
        )

    def _between_sentences(self, at: int) -> bool:
        before = self.rows[at - 1].text if at else ""
        after = self.rows[at + 1].text if at + 1 < len(self.rows) else ""
        closed = (
            not before
            or ends_sentence(before)
            or before.endswith(("--", "-", "...", ")", "]"))
            or squeezed(before) in SECTIONS
        )
        return closed and not after[:1].islower()

    def _set_editor_apart(self) -> None:
        """What the publisher says in between is no speech."""
        for turn in [turn for turn in self.draft.turns if (turn.label or "").lower() == "editor"]:
            self.draft.note("note", "\n".join(text for text, _ in turn.paragraphs))
            self.draft.turns.remove(turn)
