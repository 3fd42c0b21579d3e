"""StreetEvents PDF (Thomson, Thomson Reuters, Refinitiv, LSEG) or its text: bold `Name - Firm - Role` above each speech.

Headings of sections are letter-spaced in most years. No numbers stand beside the speakers as in the publisher's text.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.formats.draft import Draft
from ingest.formats.lines import ends_sentence, is_function, is_name
from ingest.formats.pdf.columns import columns
from ingest.formats.pdf.flow import Row, flow, join_lines
from ingest.formats.pdf.pages import Page
from ingest.formats.pdf.speeches import Speeches
from ingest.formats.vendors.streetevents_grammar import Heading, People, describe
from ingest.metadata import iso_date
from ingest.transcript import Role, Section

_LONGEST = 300
_SECTIONS = {
    "presentation": Section.PREPARED,
    "questionsandanswers": Section.QA,
    "questionandanswer": Section.QA,
}
_LISTS = {
    "corporateparticipants": Role.EXECUTIVE,
    "conferencecallparticipants": Role.ANALYST,
    "conferencecallparticipiants": Role.ANALYST,
}
_END = frozenset(("disclaimer", "definitions"))
_VENDOR = re.compile(
    r"www\.streetevents\.com|streetevents.{0,30}contactus|^(?:thomson|refinitiv|lseg).{0,20}streetevents|^©\d{4}|^republicationorredistribution|allrightsreserved"
    r"|^(?:final|edited|preliminary|corrected)transcript$|logosareregisteredtrademarks|priorwrittenconsent|^clientid:",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"^(?:event date/time:\s*)?(?P<date>[A-Z]{3,9}\.? \d{1,2}[.,]+ ?\d{4})\s*/\s*\d{1,2}:\d\d ?[AP]M(?: ?[A-Z]{2,4})?(?:, *(?P<event>\S.{0,200}))?$",
    re.IGNORECASE,
)
_EVENT = re.compile(r"^(?P<ticker>[A-Z0-9][A-Z0-9.^]{0,11}) - (?P<title>.{8,200})$")
_NO_NAME = re.compile(
    r"\b(?:Director|Officer|President|Relations|Analyst|Manager|Chair\w*|Division|Group|Operations|Finance|Head|Board|Markets|CEO|CFO|COO|VP)\b"
)
_GUTTER = 14.0
_NUMBERED = re.compile(r"\s{2,}\[\d{1,4}\]$")


def recognises(pages: Sequence[Page]) -> bool:
    """Whether the publisher, a section and a list of participants are named, and speakers are not numbered."""
    named = sectioned = listed = numbered = 0
    for line in (line for page in pages for line in page.lines if len(line.text) <= _LONGEST):
        key = _squeezed(line.text)
        named += "streetevents" in key
        sectioned += key in _SECTIONS
        listed += key in _LISTS
        numbered += _NUMBERED.search(line.text) is not None
    return bool(sectioned and (listed or sectioned > 1) and named and numbered < 3)


def parse(pages: Sequence[Page]) -> list[Draft]:
    draft = Draft(format="streetevents_pdf")
    title = _metadata(pages, draft)
    header = _squeezed(title)
    rows = flow(pages, lambda text: _is_furniture(text, header))
    _Reader(draft, rows, title).read()
    return [draft] if draft.turns else []


class _Reader:
    def __init__(self, draft: Draft, rows: Sequence[Row], title: str) -> None:
        self.draft = draft
        self.rows = rows
        self.title = title
        self.styled = any(row.line.bold for row in rows) and not all(row.line.bold for row in rows)
        self.speeches = Speeches(draft)
        self.people = People()
        self.printed: dict[str, tuple[str, str]] = {}
        """Letters of `Name Firm - Role` -> (name, `Firm - Role`)."""

    def read(self) -> None:
        at = self._front_matter()
        while at < len(self.rows):
            row = self.rows[at]
            key = _squeezed(row.text)
            if key in _SECTIONS and self._stands_out(row):
                self.speeches.section = _SECTIONS[key]
            elif key in _END and self.speeches and self._stands_out(row):
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
        keys = [_squeezed(row.text) for row in self.rows]
        lists = next((i for i, key in enumerate(keys) if key in _LISTS), -1)
        start = next((i for i, key in enumerate(keys) if key in _SECTIONS and i > lists), len(keys))
        role: Role | None = None
        listed: dict[Role, list[Row]] = {}
        summary, cover = False, []
        for row, key in zip(self.rows[:start], keys[:start], strict=True):
            if key in _LISTS:
                role = _LISTS[key]
            elif role is not None:
                listed.setdefault(role, []).append(row)
            else:
                summary = summary or key.startswith("overview")
                self.draft.note("summary", row.text) if summary else cover.append(row.text)
        self.draft.note("note", "\n".join(cover))
        entries: list[tuple[Role, str, str]] = []
        heads = self._plain_heads(start)
        for role, rows in listed.items():
            self.draft.note("participants", "\n".join(row.text for row in rows))
            entries.extend((role, name, detail) for name, detail in self._entries(rows, heads))
        self.people = People(entries, self.title)
        self.printed = {_letters(name + detail): (name, detail) for _, name, detail in entries}
        self.draft.participants = self.people.listed
        describe(self.draft, self.title, self.people)
        return start

    def _plain_heads(self, start: int) -> list[str]:
        """What stands before the first dash of rows that look like headings: names, longest first."""
        heads = {
            row.text.split(" - ")[0].strip()
            for row in self.rows[start:]
            if " - " in row.text[:80] and len(row.text) < _LONGEST
        }
        return sorted((head for head in heads if is_name(head, fewest=2)), key=len, reverse=True)

    def _entries(self, rows: Sequence[Row], heads: Sequence[str]) -> Iterator[tuple[str, str]]:
        """(name, `Firm - Role`) of each entry; the second half may stand below, and be wrapped."""
        found: list[tuple[str, list[str]]] = []
        for row in (cell for cells in _cells(rows) for cell in cells):
            below = bool(found) and not any(found[-1][1])
            name, detail = self._parted(row, heads, below=below)
            if name:
                found.append((name, [detail]))
            elif found:
                found[-1][1].append(detail)
        for name, details in found:
            yield name, join_lines(details)

    def _parted(self, row: Row, heads: Sequence[str], *, below: bool) -> tuple[str, str]:
        """(name, rest) of a list's line; no name where it goes on with the line above, `below` a name alone."""
        text = row.text
        if self.styled and row.line.words:
            bold = [word.text for word in row.line.words if word.bold]
            rest = [word.text for word in row.line.words if not word.bold]
            return (" ".join(bold), " ".join(rest)) if row.line.words[0].bold else ("", text)
        for head in heads:
            if text == head or text.startswith(f"{head} "):
                return head, text[len(head) :].strip()
        if below:
            return "", text
        if " - " not in f"{text} ":
            return (text, "") if is_name(text, fewest=2) and _NO_NAME.search(text) is None else ("", text)
        words = text.split()
        taken = 3 if len(words) > 3 and re.match(r"^[A-Z]\.?$|^(?:de|van|von|der|la)$", words[1]) else 2
        return " ".join(words[:taken]), " ".join(words[taken:])

    def _heading(self, at: int) -> tuple[str, str, int] | None:
        """(name, `Firm - Role`, rows taken) of the heading at a row."""
        row = self.rows[at]
        if not 1 < len(row.text) <= _LONGEST or not row.text[0].isalnum():
            return None
        if self.styled and row.line.words:
            return self._styled_heading(at)
        if is_function(row.text):
            return (row.text, "", 1) if self._between_sentences(at) else None
        for taken in (1, 2, 3):
            joined = join_lines([row.text for row in self.rows[at : at + taken]])
            if found := self.printed.get(_letters(joined)):
                return *found, taken
            if not any(key.startswith(_letters(joined)) for key in self.printed):
                break
        name, dash, detail = row.text.partition(" - ")
        if not dash or ends_sentence(row.text) or not (self.people.knows(name) or is_name(name, fewest=2)):
            return None
        certain = self.people.knows(name) or " - " in detail
        return (name.strip(), detail.strip(), 1) if certain and self._between_sentences(at) else None

    def _styled_heading(self, at: int) -> tuple[str, str, int] | None:
        words = self.rows[at].line.words
        if not words[0].bold or not (words[-1].bold or words[-1].italic or " - " in self.rows[at].text):
            return None
        taken = 1
        while taken < 4 and at + taken < len(self.rows) and self._goes_on(at + taken):
            taken += 1
        text = join_lines([row.text for row in self.rows[at : at + taken]])
        if found := self.printed.get(_letters(text)):
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
            or _squeezed(text) in _SECTIONS
            or (" - " in text and self.people.knows(name))
            or _letters(text) in self.printed
        )

    def _between_sentences(self, at: int) -> bool:
        before = self.rows[at - 1].text if at else ""
        after = self.rows[at + 1].text if at + 1 < len(self.rows) else ""
        closed = (
            not before
            or ends_sentence(before)
            or before.endswith(("--", "-", "...", ")", "]"))
            or _squeezed(before) in _SECTIONS
        )
        return closed and not after[:1].islower()

    def _set_editor_apart(self) -> None:
        """What the publisher says in between is no speech."""
        for turn in [turn for turn in self.draft.turns if (turn.label or "").lower() == "editor"]:
            self.draft.note("note", "\n".join(text for text, _ in turn.paragraphs))
            self.draft.turns.remove(turn)


def _cells(rows: Sequence[Row]) -> list[list[Row]]:
    """The list's rows in reading order: column by column where a second name stands on a line, after a gutter."""
    several = any(
        word.bold and word.x0 - before.x1 > _GUTTER for row in rows for before, word in pairwise(row.line.words)
    )
    return columns(rows) if several else [list(rows)]


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text[:_LONGEST]).lower()


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def _is_furniture(text: str, header: str) -> bool:
    if len(text) > _LONGEST:
        return False
    key = _squeezed(text)
    match = _DATED.match(text)
    return (
        _VENDOR.search(key) is not None
        or match is not None
        or (bool(header) and key.endswith(header) and len(key) < len(header) + 20)
    )


def _metadata(pages: Sequence[Page], draft: Draft) -> str:
    """Reads ticker and date; the event's title."""
    title = ""
    for line in (line for page in pages[:4] for line in page.lines if 0 < len(line.text) <= _LONGEST):
        if match := _DATED.match(line.text):
            draft.date = draft.date or iso_date(re.sub(r"(?<=\d)\.\s?", ", ", match["date"]))
        event = _EVENT.match(((match and match["event"]) or line.text).strip())
        if (
            event
            and not title
            and (match or re.search(r"\b(?:call|conference|presentation|meeting|day)\b", event["title"], re.IGNORECASE))
        ):
            draft.ticker, title = event["ticker"], event["title"].strip()
        if title and draft.date:
            break
    return title
