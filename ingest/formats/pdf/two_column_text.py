"""Two columns that an extractor wrote on one line: where the name ends and the speech beside it begins.

Known names, the firm in brackets below a name, what comes again at the start of lines, and how people begin to speak.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest.formats.lines import ends_sentence, is_function, is_name
from ingest.formats.pdf.rows import Row
from ingest.transcript import Section

_FIRM = re.compile(r"^\((?P<firm>[A-Z0-9][^()]{1,60})\)\s*(?P<rest>.*)$")
_STAGE = re.compile(r"^(?:laugh|inaudible|indiscernible|crosstalk|applause|pause|technical|interrupt)", re.IGNORECASE)
_STARTERS = frozenset(
    "good thank thanks yes no hi hello okay ok just my two first second one three i can could would do does did is are was and so well "
    "sure maybe the this that what how when where why on in if we you it there they let sorry great perfect morning afternoon not but also".split()
)
PARTICLES = frozenset("de del della der den di da dos du la le van von zu ter ten bin al el y e".split())


@dataclass
class Speech:
    label: str
    section: Section
    firm: str | None = None
    paragraphs: list[list[Row]] = field(default_factory=lambda: [[]])


def by_words(rows: Sequence[Row], listed: Sequence[str]) -> list[Speech]:
    """Turns of text that has names and speech on one line."""
    names = _Names(rows)
    known = dict.fromkeys(listed)
    starts: dict[int, tuple[str, str | None]] = {}
    cut: dict[int, str] = {}
    name: str | None
    for i in range(1, len(rows)):
        firm = _firm_at(rows, i)
        head = names.at(rows, i - 1) if firm else None
        if firm is None or head is None:
            continue
        at, name, rests = head
        starts[at] = (name, firm[0])
        cut.update(rests)
        cut.update(firm[1])
        known.setdefault(name)
    speeches: list[Speech] = []
    for i, row in enumerate(rows):
        text = cut.get(i, row.text)
        if i in starts:
            speeches.append(Speech(starts[i][0], Section.QA, starts[i][1]))
        elif i not in cut and _may_begin(rows, i) and (name := names.known_at(row.text, known)):
            speeches.append(Speech(name, Section.QA))
            known.setdefault(name)
            text = row.text[len(name) :].lstrip(" :")
        if text and speeches:
            speeches[-1].paragraphs[-1].append(row.with_text(text))
    return speeches


def _firm_at(rows: Sequence[Row], i: int) -> tuple[str, dict[int, str]] | None:
    """(firm, what is left of its lines) of a line that begins with `(Firm)`, perhaps closed on the next line."""
    text = rows[i].text
    match = _FIRM.match(text)
    if match:
        return None if _STAGE.match(match["firm"]) else (match["firm"], {i: match["rest"]})
    following = rows[i + 1].text if i + 1 < len(rows) else ""
    closing = re.match(r"^(?P<firm>(?:[\w&.,'’-]+ ){0,3}[\w&.,'’-]+)\)\s*(?P<rest>.*)$", following)
    opening = re.match(r"^\((?P<firm>[A-Z0-9][\w&.,'’-]*(?: (?:&|and|of))*)\s*(?P<rest>[^()]*)$", text)
    if opening is None or closing is None or not closing["firm"][0].isupper():
        return None
    return f"{opening['firm']} {closing['firm']}", {i: opening["rest"], i + 1: closing["rest"]}


class _Names:
    """Tells where a name at the start of a line ends and the speech beside it begins."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._lower = _STARTERS | frozenset(
            word for row in rows for word in re.findall(r"(?<![\w'’])[a-z]{2,}", row.text)
        )
        self._starts = Counter(" ".join(row.text.split()[:n]) for row in rows for n in (2, 3, 4))

    def at(self, rows: Sequence[Row], last: int) -> tuple[int, str, dict[int, str]] | None:
        """(first line, name, what is left of its lines) of the name that ends on line `last`."""
        name, rest = self._split(rows[last].text)
        if len(name.split()) > 1 and _may_begin(rows, last):
            return last, name, {last: rest}
        if last < 1 or not name or not _may_begin(rows, last - 1):
            return None
        first, said = self._split(rows[last - 1].text)
        surname, rest = self._split(rows[last].text, most=1)
        return (last - 1, f"{first} {surname}", {last - 1: said, last: rest}) if first else None

    def known_at(self, text: str, known: Iterable[str]) -> str | None:
        """The name with which a line begins a Turn: known, or shaped as one and followed by how people begin to speak."""
        for name in sorted(known, key=len, reverse=True):
            if text == name or (
                text.startswith((f"{name} ", f"{name}:")) and not text[len(name) :].lstrip(" :")[:1].islower()
            ):
                return name
        function = text.split()[0].rstrip(":")
        if is_function(function) and function.lower() in ("operator", "moderator"):
            return function
        name, rest = self._split(text)
        opens = rest.split()[0].strip(".,!").lower() if rest else ""
        return name if len(name.split()) > 1 and opens in _STARTERS and rest[:1].isupper() else None

    def _split(self, text: str, most: int = 2) -> tuple[str, str]:
        """(name, rest): `most` words that can be part of a name with their particles, more where the name comes again."""
        words = text.split()
        n = full = 0
        while n < min(len(words), 6):
            word = words[n]
            if full == most and self._starts[" ".join(words[: n + 1])] < 2:
                break
            if not (word in PARTICLES and n) and (
                not word[0].isupper() or word.lower().strip(".,") in self._lower or not is_name(word.strip("."))
            ):
                break
            full += word not in PARTICLES and len(word.strip(".")) > 1 and full < most
            n += 1
        return " ".join(words[:n]), " ".join(words[n:])


def _may_begin(rows: Sequence[Row], i: int) -> bool:
    return i == 0 or ends_sentence(rows[i - 1].text) or rows[i - 1].text.endswith(("-", "–", "—", ")"))
