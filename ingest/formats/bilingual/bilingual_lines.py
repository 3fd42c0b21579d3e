"""The English cells of a bilingual page -> lines, each with the cells it came from.

Cells are chunks of one text, cut wherever a number of characters was reached. A speaker's name stands at the end of the
paragraph before his own (`Go ahead. Name`), or inside it (`… ahead. Name: text`); here it gets a line of its own.
"""

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from ingest.formats.lines import ends_sentence, is_function, is_name, listed_role, name_key
from ingest.formats.vendors.seeking_alpha_front import cut_entry

_ENTRY = re.compile(r"^\S.{0,60}?\s[-–—]+(?:\s.{0,160})?$")
_STOP_INSIDE = re.compile(r"\w{3,}\.\s")
_MAX_NAME_WORDS = 8
_MAX_UNKNOWN_WORDS = 4
_FUNCTION_WITHIN = 60
_FUNCTION = re.compile(
    r"(?:operator|moderator|coordinator|conference|unidentified|unknown|unnamed|company|corporate|interpreter|translator|editor|speaker)\b",
    re.IGNORECASE,
)
_MAX_LINE = 250
_MARK = re.compile(r"(?:^|\s)([QA]\s*[-–—]\s*)$")
_AFTER_NOTE = re.compile(r"[\])…]$|--$")
_GOES_ON = re.compile(
    r"(?:^|\s)(?:from|with|to|by|of|and|is|are|was|for|thank|thanks|you|mr\.?|ms\.?|dr\.?|a|the|our|ask|welcome|invite|introduce|over|or|as|that|,)$|[,(\"“/&-]$",
    re.IGNORECASE,
)
_COLON = re.compile(r"\s?:\s+(?=\S)")
_CERTAIN = frozenset("operator moderator coordinator".split())


@dataclass(frozen=True)
class Piece:
    """A stretch of a line that came from one cell; `cell` counts the page's rows from 0."""

    cell: int
    text: str

    def part(self, start: int, end: int) -> tuple["Piece", ...]:
        text = self.text[start:end].strip()
        return (Piece(self.cell, text),) if text else ()


@dataclass(frozen=True)
class Line:
    pieces: tuple[Piece, ...]
    paragraph: int = 0
    """Which of the text's paragraphs it stands in."""

    @cached_property
    def text(self) -> str:
        return " ".join(piece.text for piece in self.pieces)

    def split(self, places: Iterable[int]) -> Iterator["Line"]:
        """The lines between places in the text, white space around them dropped."""
        cuts = deque(sorted(set(places)))
        held: list[Piece] = []
        offset = 0
        for piece in self.pieces:
            done, end = 0, offset + len(piece.text)
            while cuts and cuts[0] <= end:
                at = max(done, cuts.popleft() - offset)
                yield Line((*held, *piece.part(done, at)), self.paragraph)
                held, done = [], at
            held += piece.part(done, len(piece.text))
            offset = end + 1
        yield Line(tuple(held), self.paragraph)


def lines_of(cells: Sequence[tuple[int, str]]) -> list[Line]:
    """The lines of cells that follow each other (their numbers, their texts): lists entry by entry, speech by paragraph."""
    paragraphs = [replace(line, paragraph=n) for n, line in enumerate(_paragraphs(cells))]
    names = _listed(line.text for line in paragraphs)
    inline = Counter(name_key(label) for line in paragraphs for label in _possible_labels(line.text))
    names |= {key for key, count in inline.items() if count > 1}
    return [part for line in paragraphs for part in _parted(line, names) if part.pieces]


def _paragraphs(cells: Sequence[tuple[int, str]]) -> Iterator[Line]:
    whole = "\n".join(text for _, text in cells)
    # A page that marks no paragraphs at all has one a line.
    gap = re.compile(r"\n\s*\n") if "\n\n" in whole else re.compile(r"\n")
    held: list[Piece] = []
    listing = False
    for number, text in cells:
        for i, part in enumerate(gap.split(text)):
            lines = [line.strip() for line in part.split("\n") if line.strip()]
            listing = _lists_go_on(lines, listing)
            # Between two parts of a cell a paragraph ends; the first part goes on with the cell before.
            if held and (i > 0 or (listing and lines and _ENTRY.match(lines[0]))):
                yield Line(tuple(held))
                held = []
            if listing:
                for line in lines[:-1]:
                    yield Line((*held, Piece(number, line)))
                    held = []
                lines = lines[-1:]
            if lines:
                held.append(Piece(number, " ".join(lines)))
    if held:
        yield Line(tuple(held))


def _lists_go_on(lines: Sequence[str], listing: bool) -> bool:
    """Whether the lines of a paragraph are entries of the printed lists, one each, rather than one wrapped text."""
    if any(len(line) > _MAX_LINE or ends_sentence(line) for line in lines):
        return False
    if any(listed_role(line) is not None for line in lines):
        return True
    entries = sum(_ENTRY.match(line) is not None for line in lines)
    begins = any(line.partition(":")[0].strip().lower() in _CERTAIN for line in lines)
    return listing and not begins and (len(lines) < 2 or 2 * entries >= len(lines))


def _listed(lines: Iterable[str]) -> set[str]:
    """The keys of the names in the printed lists."""
    keys: set[str] = set()
    listing = False
    for line in lines:
        if len(line) > _MAX_LINE:
            listing = False
        elif listed_role(line) is not None:
            listing = True
        elif listing:
            name, rest = cut_entry(line.rstrip(" -–—"))
            if is_function(name) and name.lower() in _CERTAIN:
                listing = False
            elif is_name(name, fewest=1 if rest else 2) or is_function(name):
                keys.add(name_key(name))
    return keys


def _parted(line: Line, names: set[str]) -> Iterator[Line]:
    """The line, its labels split off: those inside it, those at the end of a cell, and that at its end."""
    text = line.text
    places = [place for span in _inline_labels(text, names) for place in span]
    end = 0
    for piece, following in pairwise(line.pieces):
        end += len(piece.text)
        at = _label_at_end(text[max(0, end - _MAX_LINE) : end], names, sure=True, whole=end <= _MAX_LINE)
        # A name at a cell's end may be in the middle of its sentence.
        if at is not None and (following.text[0].isupper() or following.text[0] in '[("“'):
            places += [max(0, end - _MAX_LINE) + at, end]
        end += 1
    at = _label_at_end(text[-_MAX_LINE:], names, sure=False, whole=len(text) <= _MAX_LINE)
    if at is not None:
        places.append(max(0, len(text) - _MAX_LINE) + at)
    return line.split(places)


def _possible_labels(text: str) -> Iterator[str]:
    """What stands between a sentence's end and a colon in the shape of a name."""
    for colon in _COLON.finditer(text):
        words = text[max(0, colon.start() - _MAX_LINE) : colon.start()].split()
        for k in range(2, min(_MAX_UNKNOWN_WORDS, len(words)) + 1):
            label, before = " ".join(words[-k:]), words[-k - 1] if k < len(words) else ""
            if _follows_sentence(before) and _STOP_INSIDE.search(label) is None and is_name(label, fewest=2):
                yield label


def _follows_sentence(before: str) -> bool:
    return not before or ends_sentence(before) or _AFTER_NOTE.search(before) is not None


def _inline_labels(text: str, names: set[str]) -> Iterator[tuple[int, int]]:
    """Where the labels inside a paragraph begin, and where the words after them do."""
    last = 0
    for colon in _COLON.finditer(text):
        start = max(last, colon.start() - _MAX_LINE)
        at = _label_at_end(text[start : colon.start()], names, sure=True, whole=start == last)
        if at is not None:
            yield start + at, colon.end()
            last = colon.end()


def _label_at_end(tail: str, names: set[str], *, sure: bool, whole: bool) -> int | None:
    """Where the label begins that a text ends in, after a sentence.

    `sure` asks for a listed name or a function; `whole` says that nothing stands before the text.
    """
    if ends_sentence(tail) and not re.search(r"(?:Jr|Sr|[A-Z])\.$", tail):
        return None
    last = tail.rpartition(" ")[2]
    if not last or (last[0].islower() and _FUNCTION.search(tail[-_FUNCTION_WITHIN:]) is None):
        return None
    for word in list(re.finditer(r"\S+", tail))[-2 * _MAX_NAME_WORDS :]:
        label = tail[word.start() :].rstrip()
        if not _is_label(label, names, sure=sure):
            continue
        start = word.start()
        if mark := _MARK.search(tail[:start]):
            start = mark.start(1)
        before = tail[:start].rstrip()
        if ends_sentence(before) or _AFTER_NOTE.search(before) or (whole and not before):
            return start
        # A full stop can be lost; `next is Name` is speech that breaks off.
        if not sure and len(label.split()) > 1 and name_key(label) in names and not _GOES_ON.search(before):
            return start
    return None


def _is_label(label: str, names: set[str], *, sure: bool) -> bool:
    name, rest = cut_entry(label)
    if name in ("Q", "A"):
        return False
    if rest:
        return name_key(name) in names and rest[0].isupper() and len(rest.split()) <= _MAX_NAME_WORDS
    if name_key(label) in names or (_FUNCTION.match(label) is not None and is_function(label)):
        return True
    # `Done. Nell Fosse` has the shape of a name too.
    shaped = 2 <= len(label.split()) <= _MAX_UNKNOWN_WORDS and _STOP_INSIDE.search(label) is None
    return not sure and shaped and is_name(label, fewest=2)
