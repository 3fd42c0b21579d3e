"""The Q or A at the right margin of the FactSet CallStreet layout, and what it says of whoever speaks."""

import re
from collections import Counter
from dataclasses import dataclass, replace

from ingest.formats.draft import Listed
from ingest.formats.lines import name_key
from ingest.formats.pdf.pages import line_of
from ingest.formats.pdf.rows import Row
from ingest.transcript import Role

_FLAG_END = re.compile(r"\s([QA])$")
_FLAG_SIZE = 16.0
_FLAG_X0 = 400.0


@dataclass(frozen=True)
class Marked:
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


def with_flag(row: Row) -> Marked:
    """The row without the tall Q or A at the right margin."""
    words = row.line.words
    flag = next((w.text for w in words if w.text in ("Q", "A") and w.size >= _FLAG_SIZE and w.x0 > _FLAG_X0), None)
    if flag is None and len(words) > 1 and words[-1].text in ("Q", "A") and words[-1].x0 - words[-2].x1 > 30:
        flag = words[-1].text
    if flag is None:
        return Marked(row)
    rest = [w for w in words if not (w.text == flag and (w.size >= _FLAG_SIZE or w is words[-1]))]
    line = line_of(rest) if rest else replace(row.line, text="", words=())
    return Marked(replace(row, line=line), flag)


def split_flag(text: str, flag: str | None) -> tuple[str, str | None]:
    if flag is None and text in ("Q", "A"):
        return "", text
    if flag is None and (match := _FLAG_END.search(text)):
        return text[: match.start()].rstrip(), match[1]
    return text, flag


class Flags:
    """Counts the marks of each speaker: who asks is an analyst, who answers an executive, if no list says more."""

    def __init__(self) -> None:
        self._found: dict[str, Counter[str]] = {}
        self._waiting: str | None = None

    def wait(self, flag: str) -> None:
        """A mark above the name it belongs to."""
        self._waiting = flag

    def mark(self, label: str, flag: str | None) -> None:
        """A mark beside or below a name, or the one that waits for it."""
        if flag := flag or self._waiting:
            self._found.setdefault(name_key(label), Counter())[flag] += 1
        self._waiting = None

    def role(self, label: str) -> Role | None:
        """What the marks say of somebody whom no list names."""
        flags = self._found.get(name_key(label))
        if not flags:
            return None
        return Role.ANALYST if flags["Q"] >= flags["A"] else Role.EXECUTIVE

    def listed(self, person: Listed) -> Listed:
        """A guest of the list who only ever answers is an executive."""
        flags = self._found.get(name_key(person.name))
        guest = person.role is Role.ANALYST and "analyst" not in (person.title or "analyst").lower()
        return replace(person, role=Role.EXECUTIVE) if guest and flags and not flags["Q"] else person
