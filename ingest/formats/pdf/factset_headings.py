"""What heads a speech in the FactSet CallStreet layout, by rules, type, known names and the titles below them."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.formats.lines import MAX_LABEL_WORDS, ends_sentence, is_function, is_name, name_key
from ingest.formats.pdf.factset_header import LONGEST, SECTIONS, squeezed
from ingest.formats.pdf.factset_margin import Marked, split_flag
from ingest.formats.pdf.factset_people import People, is_title, split_title
from ingest.formats.pdf.paragraphs import join_lines
from ingest.transcript import Section

_INLINE = re.compile(r"^((?:Conference |Call )?(?:Operator|Coordinator|Moderator))\s?:\s*(.*)$", re.IGNORECASE)
_MARKED = re.compile(r"^<\s*([QA])\s*[-–—]\s*([^<>]{1,160})>\s*:?\s*(.*)$")
_MARK_OPEN = re.compile(r"^<\s*[QA]\s*[-–—][^>]*$")
_MAX_TITLE_ROWS = 4


@dataclass
class Heading:
    label: str
    title: str | None = None
    firm: str | None = None
    flag: str | None = None
    inline: str = ""
    """Speech on the heading's own line."""
    rows: int = 1


class Headings:
    """Tells headings from speech, from all rows of the call and the people known so far."""

    def __init__(self, rows: Sequence[Marked], people: People) -> None:
        self.rows = rows
        self.people = people
        weights: Counter[tuple[int, bool, bool]] = Counter()
        for marked in rows:
            if marked.style is not None and not marked.row.is_rule:
                weights[marked.style] += len(marked.text)
        self.body_style = weights.most_common(1)[0][0] if weights else None
        """How speech is set; None without layout."""
        self.ruled = sum(marked.row.is_rule for marked in rows) >= 3

    def names(self, first: int) -> list[str]:
        """Names that head speeches from row `first` on, longest first: below a rule, or above a title."""
        heads = {
            m.text
            for before, m, after in zip(self.rows[first:], self.rows[first + 1 :], self.rows[first + 2 :], strict=False)
            if len(m.text) < 80 and is_name(m.text, fewest=2)
            if before.row.is_rule
            or (len(after.text) <= LONGEST and is_title(split_flag(after.text, None)[0], self.people.firms))
        }
        return sorted(heads, key=len, reverse=True)

    def at(self, at: int, section: Section | None, expects: bool) -> Heading | None:
        """The heading at a row; `expects` says that a rule or a section's title stands above it."""
        marked = self.rows[at]
        text = marked.text
        if len(text) > 4 * LONGEST:
            return None
        if match := _INLINE.match(text):
            return Heading(match[1], inline=match[2], flag=marked.flag)
        if heading := self._in_brackets(at):
            return heading
        if len(text) > LONGEST:
            return None
        name, flag = (text, marked.flag) if section is Section.PREPARED else split_flag(text, marked.flag)
        if not self._may_be_name(name):
            return self._name_with_title(at, expects)
        if len(name) > 1 and is_function(name) and (expects or self.stands_out(marked) or self._stands_alone(at)):
            return self._with_title(name, flag, at, section)
        heading = self._with_title(name, flag, at, section)
        known = self.people.knows(name)
        if expects:
            return heading if known or is_name(name, fewest=2) or heading.title or heading.firm else None
        if self.stands_out(marked):
            return heading if known or is_name(name, fewest=2) else None
        # Without a rule or a type of its own, only a known name above its own title is a heading.
        printed = squeezed(self.people.printed(name) or "")
        below = squeezed(", ".join(part for part in (heading.title, heading.firm) if part))
        if known and printed and below == printed and (marked.row.first or not self.ruled):
            return heading
        plain = self.body_style is None and not self.ruled and is_name(name, fewest=2)
        return heading if plain and heading.title and heading.firm and self._stands_alone(at) else None

    def _in_brackets(self, at: int) -> Heading | None:
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
        return Heading(name, title, firm or None, match[1], match[3], rows)

    def _name_with_title(self, at: int, expects: bool) -> Heading | None:
        """`Name, Title` on one line, as older copies print it above prepared speech."""
        marked = self.rows[at]
        name, comma, title = marked.text.partition(", ")
        if not comma or not self.people.knows(name) or ends_sentence(marked.text):
            return None
        if expects or self.stands_out(marked) or squeezed(self.people.printed(name) or "").startswith(squeezed(title)):
            return Heading(name, title, None, marked.flag)
        return None

    def _may_be_name(self, text: str) -> bool:
        return (
            0 < len(text.split()) <= MAX_LABEL_WORDS
            and not ends_sentence(text)
            and (text[0].isupper() or self.people.knows(text))
            and "," not in re.sub(r",? (?:Jr|Sr|II|III|IV|Ph\.?D|M\.?D|CFA|CPA|Esq)\b\.?", "", text)
            and not text.endswith((":", ";", "-"))
        )

    def stands_out(self, marked: Marked) -> bool:
        """Whether a row is set larger than speech, or bold where speech is not."""
        style, body = marked.style, self.body_style
        return style is not None and body is not None and (style[0] > body[0] + 1 or style[1] > body[1])

    def _stands_alone(self, at: int) -> bool:
        """Whether, in text without rules, the line before ended a sentence and the line after begins one."""
        after = self.rows[at + 1].text if at + 1 < len(self.rows) else ""
        plain = not self.ruled and self.body_style is None and at > 0
        return plain and ends_sentence(self.rows[at - 1].text) and not after[:1].islower()

    def _with_title(self, name: str, flag: str | None, at: int, section: Section | None) -> Heading:
        """The heading with the rows of `Title, Firm` below its name, and the flag wherever it landed."""
        taken: list[str] = []
        end = at + 1
        while end < len(self.rows) and end - at <= _MAX_TITLE_ROWS:
            marked = self.rows[end]
            text, found = marked.text, marked.flag
            if section is not Section.PREPARED and flag is None and found is None:
                text, found = split_flag(text, None)
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
        return Heading(name, title, firm, flag, rows=end - at)

    def _continues_title(
        self, name: str, taken: Sequence[str], marked: Marked, text: str, found: str | None, at: int
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
