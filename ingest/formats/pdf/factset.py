"""FactSet CallStreet layout (PDF or its text): blocks between dot rules, `Name` over `Title, Firm`, Q or A in the margin.

Also older copies of the same publisher: `Name, Title` above prepared speech, `<Q - Name - Firm>:` before each question.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.formats.draft import Draft, Listed
from ingest.formats.lines import MAX_LABEL_WORDS, ends_sentence, is_function, is_name, name_key
from ingest.formats.pdf.factset_header import LONGEST, SECTIONS, is_furniture, read_header, squeezed
from ingest.formats.pdf.factset_people import People, is_title, participants, split_title
from ingest.formats.pdf.flow import Row, flow, join_lines
from ingest.formats.pdf.pages import Page, line_of
from ingest.formats.pdf.speeches import Speeches
from ingest.transcript import Role, Section

_LISTS = {
    "CORPORATEPARTICIPANTS": Role.EXECUTIVE,
    "OTHERPARTICIPANTS": Role.ANALYST,
    "CONFERENCECALLPARTICIPANTS": Role.ANALYST,
}
_INLINE = re.compile(r"^((?:Conference |Call )?(?:Operator|Coordinator|Moderator))\s?:\s*(.*)$", re.IGNORECASE)
_MARKED = re.compile(r"^<\s*([QA])\s*[-–—]\s*([^<>]{1,160})>\s*:?\s*(.*)$")
_MARK_OPEN = re.compile(r"^<\s*[QA]\s*[-–—][^>]*$")
_FLAG_END = re.compile(r"\s([QA])$")
_FLAG_SIZE = 16.0
_FLAG_X0 = 400.0
_MAX_TITLE_ROWS = 4


def recognises(pages: Sequence[Page]) -> bool:
    """Whether the pages print one of the publisher's two section headings."""
    return any(
        squeezed(line.text).upper() in SECTIONS for page in pages for line in page.lines if 20 <= len(line.text) <= 80
    )


def parse(pages: Sequence[Page]) -> list[Draft]:
    draft = Draft(format="factset_callstreet")
    header = read_header(pages, draft)
    rows = [_with_flag(row) for row in flow(pages, lambda text: is_furniture(text, header))]
    reader = _Reader(draft, rows)
    reader.read()
    return [draft] if draft.turns else []


@dataclass(frozen=True)
class _Marked:
    """A Row with the Q or A that stands in its margin."""

    row: Row
    flag: str | None = None

    @property
    def text(self) -> str:
        return self.row.text

    @property
    def style(self) -> tuple[int, bool, bool] | None:
        """(size in half points, bold, italic); None where there is no layout."""
        line = self.row.line
        return None if line.size is None else (round(2 * line.size), line.bold, line.italic)


@dataclass
class _Heading:
    label: str
    title: str | None = None
    firm: str | None = None
    flag: str | None = None
    inline: str = ""
    """Speech on the heading's own line."""
    rows: int = 1


class _Reader:
    """Reads the rows once: cover, participants, sections with their turns, disclaimer."""

    def __init__(self, draft: Draft, rows: Sequence[_Marked]) -> None:
        self.draft = draft
        self.rows = list(rows)
        weights: Counter[tuple[int, bool, bool]] = Counter()
        for marked in rows:
            if marked.style is not None and not marked.row.is_rule:
                weights[marked.style] += len(marked.text)
        self.body_style = weights.most_common(1)[0][0] if weights else None
        self.ruled = sum(marked.row.is_rule for marked in rows) >= 3
        self.people = People(company=draft.company)
        self.speeches = Speeches(draft)
        self.flags: dict[str, Counter[str]] = {}

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
            elif (heading := self._heading(at, section, expects)) is not None:
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
        heads = self._plain_heads(first)
        for role in (Role.EXECUTIVE, Role.ANALYST):
            rows = listed.get(role, [])
            self.draft.note("participants", "\n".join(row.text for row in rows))
            self.people.add(participants(rows, role, heads, self.people.firms))
        self.draft.note("note", "\n".join(row.text for row in listed.get(None, [])))
        return first

    def _plain_heads(self, first: int) -> list[str]:
        """Names that head speeches, longest first: below a rule, or above a title."""
        heads = {
            m.text
            for before, m, after in zip(self.rows[first:], self.rows[first + 1 :], self.rows[first + 2 :], strict=False)
            if len(m.text) < 80 and is_name(m.text, fewest=2)
            if before.row.is_rule
            or (len(after.text) <= LONGEST and is_title(_split_flag(after.text, None)[0], self.people.firms))
        }
        return sorted(heads, key=len, reverse=True)

    def _is_end(self, at: int, expects: bool) -> bool:
        marked = self.rows[at]
        if squeezed(marked.text).lower() != "disclaimer" or not self.speeches:
            return False
        return expects or marked.style != self.body_style or at + 12 >= len(self.rows) or not self.ruled

    def _heading(self, at: int, section: Section | None, expects: bool) -> _Heading | None:
        marked = self.rows[at]
        text = marked.text
        if len(text) > 4 * LONGEST:
            return None
        if match := _INLINE.match(text):
            return _Heading(match[1], inline=match[2], flag=marked.flag)
        if heading := self._marked(at):
            return heading
        if len(text) > LONGEST:
            return None
        name, flag = (text, marked.flag) if section is Section.PREPARED else _split_flag(text, marked.flag)
        if not self._may_be_name(name):
            return self._name_with_title(at, expects)
        if len(name) > 1 and is_function(name) and (expects or self._stands_out(marked) or self._stands_alone(at)):
            return self._with_title(name, flag, at, section)
        heading = self._with_title(name, flag, at, section)
        known = self.people.knows(name)
        if expects:
            return heading if known or is_name(name, fewest=2) or heading.title or heading.firm else None
        if self._stands_out(marked):
            return heading if known or is_name(name, fewest=2) else None
        # Without a rule or a type of its own, only a known name above its own title is a heading.
        printed = squeezed(self.people.printed(name) or "")
        below = squeezed(", ".join(part for part in (heading.title, heading.firm) if part))
        if known and printed and below == printed and (marked.row.first or not self.ruled):
            return heading
        plain = self.body_style is None and not self.ruled and is_name(name, fewest=2)
        return heading if plain and heading.title and heading.firm and self._stands_alone(at) else None

    def _marked(self, at: int) -> _Heading | None:
        """`<Q - Name - Firm>: text`, perhaps wrapped."""
        text, rows = self.rows[at].text, 1
        while _MARK_OPEN.match(text) and rows < 3 and at + rows < len(self.rows):
            text = f"{text} {self.rows[at + rows].text}"
            rows += 1
        match = _MARKED.match(text)
        if match is None:
            return None
        name, _, firm = (part.strip() for part in re.sub(r"\s[-–—]\s", "\0", match[2], count=1).partition("\0"))
        title = next((p.title for p in self.people.listed if name_key(p.name) == name_key(name)), None)
        return _Heading(name, title, firm or None, match[1], match[3], rows)

    def _name_with_title(self, at: int, expects: bool) -> _Heading | None:
        """`Name, Title` on one line, as older copies print it above prepared speech."""
        marked = self.rows[at]
        name, comma, title = marked.text.partition(", ")
        if not comma or not self.people.knows(name) or ends_sentence(marked.text):
            return None
        if expects or self._stands_out(marked) or squeezed(self.people.printed(name) or "").startswith(squeezed(title)):
            return _Heading(name, title, None, marked.flag)
        return None

    def _may_be_name(self, text: str) -> bool:
        return (
            0 < len(text.split()) <= MAX_LABEL_WORDS
            and not ends_sentence(text)
            and (text[0].isupper() or self.people.knows(text))
            and "," not in re.sub(r",? (?:Jr|Sr|II|III|IV|Ph\.?D|M\.?D|CFA|CPA|Esq)\b\.?", "", text)
            and not text.endswith((":", ";", "-"))
        )

    def _stands_out(self, marked: _Marked) -> bool:
        """Whether a row is set larger than speech, or bold where speech is not."""
        style, body = marked.style, self.body_style
        return style is not None and body is not None and (style[0] > body[0] + 1 or style[1] > body[1])

    def _stands_alone(self, at: int) -> bool:
        """Whether, in text without rules, the line before ended a sentence and the line after begins one."""
        after = self.rows[at + 1].text if at + 1 < len(self.rows) else ""
        plain = not self.ruled and self.body_style is None and at > 0
        return plain and ends_sentence(self.rows[at - 1].text) and not after[:1].islower()

    def _with_title(self, name: str, flag: str | None, at: int, section: Section | None) -> _Heading:
        """The heading with the rows of `Title, Firm` below its name, and the flag wherever it landed."""
        taken: list[str] = []
        end = at + 1
        while end < len(self.rows) and end - at <= _MAX_TITLE_ROWS:
            marked = self.rows[end]
            text, found = marked.text, marked.flag
            if section is not Section.PREPARED and flag is None and found is None:
                text, found = _split_flag(text, None)
            if marked.row.is_rule or len(text) > LONGEST or _INLINE.match(text) or squeezed(text).upper() in SECTIONS:
                break
            if not text:
                flag, end = flag or found, end + 1
                continue
            if not self._continues_title(name, taken, marked, text, found, end):
                break
            taken.append(text)
            flag, end = flag or found, end + 1
        title, firm = split_title(join_lines(taken), self.people.firms)
        return _Heading(name, title, firm, flag, rows=end - at)

    def _continues_title(
        self, name: str, taken: Sequence[str], marked: _Marked, text: str, found: str | None, at: int
    ) -> bool:
        joined = " ".join([*taken, text])
        if (known := self.people.printed(name)) and squeezed(known).startswith(squeezed(joined)):
            return True
        style = marked.style
        if style is not None and style != self.body_style:
            return not taken or style == self.rows[at - 1].style or not self.rows[at - 1].text
        if style is not None and any(
            row.style not in (None, self.body_style) for row in self.rows[at - 1 : at] if taken
        ):
            return False
        if not taken:
            return is_title(text, self.people.firms) or (found is not None and not ends_sentence(text))
        if known and squeezed(known) == squeezed(" ".join(taken)):
            return False
        before = taken[-1]
        if any(squeezed(" ".join(taken)).endswith(squeezed(firm)) for firm in self.people.firms):
            return False
        return before.endswith((",", "&", "-", "–", " and", " of", " for", " the", "/")) or any(
            squeezed(joined).endswith(squeezed(firm)) for firm in self.people.firms
        )

    def _open(self, heading: _Heading) -> None:
        self.speeches.open(heading.label, heading.title, heading.firm)
        self.people.see(heading.label, ", ".join(part for part in (heading.title, heading.firm) if part))
        if flag := heading.flag or self._waiting:
            self.flags.setdefault(name_key(heading.label), Counter())[flag] += 1
        self._waiting = None
        if heading.inline:
            row = self.rows[0].row
            self.speeches.say(replace(row, line=replace(row.line, text=heading.inline), gap=True, first=False))

    def _mark(self, flag: str, expects: bool) -> None:
        """Keep a flag that stands on a line of its own, above its name or below its heading."""
        if expects:
            self._waiting = flag
        elif label := self.speeches.label:
            self.flags.setdefault(name_key(label), Counter())[flag] += 1

    _waiting: str | None = None

    def _finish(self) -> None:
        self.speeches.close()
        self.draft.participants = [self._listed(person) for person in self.people.listed]
        firms = {name_key(person.name): person.firm for person in self.draft.participants}
        for turn in self.draft.turns:
            turn.role = self._role(turn.label)
            turn.firm = turn.firm or firms.get(name_key(turn.label or ""))
        if self.body_style is None:
            # Text mixes the columns of a list; what stands under a heading is whole.
            said = {name_key(turn.label): turn for turn in self.draft.turns if turn.label and (turn.title or turn.firm)}
            self.draft.participants = [
                replace(person, title=whole.title, firm=whole.firm)
                if (whole := said.get(name_key(person.name)))
                else person
                for person in self.draft.participants
            ]

    def _role(self, label: str | None) -> Role | None:
        """What the margin marks say of somebody whom no list names."""
        flags = self.flags.get(name_key(label or ""))
        if label is None or not flags or self.people.knows_role(label):
            return None
        return Role.ANALYST if flags["Q"] >= flags["A"] else Role.EXECUTIVE

    def _listed(self, person: Listed) -> Listed:
        flags = self.flags.get(name_key(person.name))
        guest = person.role is Role.ANALYST and "analyst" not in (person.title or "analyst").lower()
        return replace(person, role=Role.EXECUTIVE) if guest and flags and not flags["Q"] else person


def _with_flag(row: Row) -> _Marked:
    """The row without the tall Q or A at the right margin."""
    words = row.line.words
    flag = next((w.text for w in words if w.text in ("Q", "A") and w.size >= _FLAG_SIZE and w.x0 > _FLAG_X0), None)
    if flag is None and len(words) > 1 and words[-1].text in ("Q", "A") and words[-1].x0 - words[-2].x1 > 30:
        flag = words[-1].text
    if flag is None:
        return _Marked(row)
    rest = [w for w in words if not (w.text == flag and (w.size >= _FLAG_SIZE or w is words[-1]))]
    line = line_of(rest) if rest else replace(row.line, text="", words=())
    return _Marked(replace(row, line=line), flag)


def _split_flag(text: str, flag: str | None) -> tuple[str, str | None]:
    if flag is None and text in ("Q", "A"):
        return "", text
    if flag is None and (match := _FLAG_END.search(text)):
        return text[: match.start()].rstrip(), match[1]
    return text, flag
