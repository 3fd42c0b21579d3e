"""S&P Capital IQ PDF (or its text): bold name over italic title or firm, sections as page titles, participants in columns."""

import re
from collections.abc import Sequence

from ingest.formats.draft import Draft, Listed
from ingest.formats.lines import MAX_LABEL_WORDS, ends_sentence, is_function, is_name, name_key
from ingest.formats.pdf.capiq_header import LONGEST, SECTIONS, is_furniture, read_header, squeezed
from ingest.formats.pdf.capiq_people import entries, is_list_heading
from ingest.formats.pdf.furniture import clear
from ingest.formats.pdf.pages import Page
from ingest.formats.pdf.paragraphs import join_lines
from ingest.formats.pdf.rows import Row, rows_of
from ingest.formats.pdf.speeches import Speeches
from ingest.transcript import Role, Section

_LEGAL = re.compile(
    r"^(?:copyright|©).{0,30}(?:s&p|capital iq|standard & poor|mcgraw)|^these materials have been prepared solely|^the information in the transcripts",
    re.IGNORECASE,
)


def recognises(pages: Sequence[Page]) -> bool:
    """Whether the publisher's marks and its page titles are there."""
    named = listed = sectioned = False
    for page in pages:
        for line in page.lines:
            if len(line.text) > LONGEST:
                continue
            key = squeezed(line.text)
            named = named or "spglobal.com/marketintelligence" in key or "capitaliq" in key or "s&pglobalmarket" in key
            listed = listed or key == "callparticipants" or line.text in ("EXECUTIVES", "ANALYSTS")
            sectioned = sectioned or key in SECTIONS
    return sectioned and listed and (named or _has_lists(pages))


def _has_lists(pages: Sequence[Page]) -> bool:
    texts = {line.text for page in pages[:8] for line in page.lines if len(line.text) < 30}
    return {"Call Participants", "EXECUTIVES", "ANALYSTS"} <= texts


def parse(pages: Sequence[Page]) -> list[Draft]:
    draft = Draft(format="capiq")
    rows = rows_of(clear(pages, is_furniture).pages)
    read_header(pages, draft)
    reader = _Reader(draft, rows)
    reader.read()
    return [draft] if draft.turns else []


class _Reader:
    def __init__(self, draft: Draft, rows: Sequence[Row]) -> None:
        self.draft = draft
        self.rows = rows
        self.speeches = Speeches(draft)
        self.styled = any(row.line.bold for row in rows) and not all(row.line.bold for row in rows)
        self.below: dict[str, Listed] = {}

    def read(self) -> None:
        at = self._front_matter()
        while at < len(self.rows):
            row = self.rows[at]
            if section := self._section(at):
                self.speeches.section = section
            elif row.first and self.speeches and _LEGAL.match(row.text):
                self.draft.note("disclaimer", "\n".join(row.text for row in self.rows[at:]))
                break
            elif taken := self._heading(at):
                at += taken
                continue
            else:
                self.speeches.say(row)
            at += 1
        self.speeches.close()

    def _front_matter(self) -> int:
        """Reads cover and participants; the index of the first section's title."""
        keys = [squeezed(row.text) for row in self.rows]
        lists = max((i for i, key in enumerate(keys) if key == "callparticipants"), default=-1)
        if lists < 0:
            lists = next((i for i, row in enumerate(self.rows) if is_list_heading(row.text)), -1)
        start = next((i for i in range(lists + 1, len(keys)) if self._section(i)), len(keys))
        self.draft.note("note", "\n".join(row.text for row in self.rows[: max(lists, 0)]))
        if lists >= 0:
            listed = self.rows[lists + (keys[lists] == "callparticipants") : start]
            self.draft.note("participants", "\n".join(row.text for row in listed))
            said = {row.text for row in self.rows[start:] if len(row.text) <= LONGEST}
            self.draft.participants = entries(listed, said)
            self.below = {name_key(person.name): person for person in self.draft.participants}
        return start

    def _section(self, at: int) -> Section | None:
        row = self.rows[at]
        section = SECTIONS.get(squeezed(row.text)) if len(row.text) < 60 else None
        if section is None:
            return None
        if row.line.size is not None and row.line.size < 14:
            return None
        # In text a contents list has the titles too, each above its page number.
        after = self.rows[at + 1].text if at + 1 < len(self.rows) else ""
        return None if not after or after.replace(".", "").strip().isdigit() else section

    def _heading(self, at: int) -> int:
        """Opens a speech where a heading stands; how many rows it takes, 0 where there is none."""
        row = self.rows[at]
        name = row.text
        if len(name) > 100 or not 0 < len(name.split()) <= MAX_LABEL_WORDS + 2 or ends_sentence(name):
            return 0
        if len(name) < 2 or name[0].islower() or name.endswith((",", ":", ";")):
            return 0
        person = self.below.get(name_key(name))
        if self.styled and row.line.x0 is not None:
            if not row.line.bold or not (person or is_function(name) or is_name(name) or self._italic(at + 1)):
                return 0
        elif not self._plain_heading(at, person):
            return 0
        lines = self._second_line(at, person)
        text = join_lines(lines)
        title, firm = _title_or_firm(text, person)
        self.speeches.open(name, title, firm)
        return 1 + len(lines)

    def _italic(self, at: int) -> bool:
        return at < len(self.rows) and self.rows[at].line.italic

    def _plain_heading(self, at: int, person: Listed | None) -> bool:
        """Without fonts: a known name above its own second line, or between sentences."""
        row = self.rows[at]
        if person is None and not is_function(row.text):
            if not is_name(row.text, fewest=2) or not self._second_line(at, None):
                return False
        elif person is not None and self._second_line(at, person):
            return True
        before = self.rows[at - 1].text if at else ""
        after = self.rows[at + 1].text if at + 1 < len(self.rows) else ""
        closed = (
            at == 0 or ends_sentence(before) or before.endswith(("--", "-", "...", "]", ")")) or self._opens_here(at)
        )
        return closed and not after[:1].islower()

    def _opens_here(self, at: int) -> bool:
        return bool(self._section(at - 1))

    def _second_line(self, at: int, person: Listed | None) -> list[str]:
        """The rows of title or firm under a name."""
        expected = squeezed((person.title or person.firm or "") if person else "")
        taken: list[str] = []
        for row in self.rows[at + 1 : at + 5]:
            if len(row.text) > LONGEST:
                break
            joined = squeezed(" ".join([*taken, row.text]))
            italic = self.styled and row.line.x0 is not None and row.line.italic and not row.line.bold
            guessed = person is None and not (taken or self.styled or is_function(self.rows[at].text))
            if italic or (expected and expected.startswith(joined)) or (guessed and _reads_as_title(row.text)):
                taken.append(row.text)
            else:
                break
        if not self.styled and expected and squeezed(" ".join(taken)) != expected:
            return []
        return taken


def _title_or_firm(text: str, person: Listed | None) -> tuple[str | None, str | None]:
    if not text:
        return None, None
    if person is not None and person.role is not None:
        return (text, None) if person.role is Role.EXECUTIVE else (None, text)
    return (None, text) if _reads_as_firm(text) else (text, None)


def _reads_as_firm(text: str) -> bool:
    return (
        re.search(
            r"\b(?:Research Division|LLC|Inc|Ltd|L\.?P|LLP|PLC|AG|Co|Corp|Securities|Capital|Bank|Partners|Markets|Advisors|Management)\b\.?,?",
            text,
        )
        is not None
    )


def _reads_as_title(text: str) -> bool:
    words = text.split()
    if len(words) > 16 or ends_sentence(text) or not text[:1].isupper():
        return False
    titled = re.search(
        r"\b(?:Chief|Officer|President|Director|Chair\w*|Manager|Head|VP|CEO|CFO|COO|Founder|Treasurer|Relations|Analyst)\b",
        text,
    )
    return titled is not None or _reads_as_firm(text)
