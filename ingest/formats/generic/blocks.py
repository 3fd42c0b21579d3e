"""A file as blocks in reading order: what Markdown, Word, web pages and plain lines have in common.

A Block is a paragraph, a heading, a list item, a table row or a rule. Marks are gone from its text; what they said
about it (bold, heading, list) is kept beside it, because a bold name alone is a speaker and a bold list head is not.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.formats.generic.label import looks_like_label, read_label
from ingest.formats.generic.person_names import may_be_person
from ingest.formats.lines import ends_sentence, is_function, is_name, section_heading

_RULE = re.compile(r"^(?:[-=_*~─━—=#]\s?){3,}$")
_PAGE_NUMBER = re.compile(
    r"^(?:(?:[-–—]\s*)?(?:page\s+\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?|\d{1,3}\s*(?:of|/)\s*\d{1,3}|第\s*\d{1,3}\s*[頁页].{0,12})(?:\s*[-–—])?"
    r"|[-–—]\s*\d{1,3}\s*[-–—])$",
    re.IGNORECASE,
)
# `=== PAGE 12 ===`, as programs write between the pages of a PDF.
_PAGE_MARK = re.compile(
    r"^[=\-#*\[<]{1,5}\s*page\s+(?P<n>\d{1,3})(?:\s*(?:of|/)\s*\d{1,3})?\s*[=\-#*\]>]{1,5}$", re.IGNORECASE
)
_HYPHEN_END = re.compile(r"[^\s\-]-$")
_NARROWEST = 40
_WIDEST = 200
_FEWEST_WRAPPED = 5
# What begins a block of its own: bullets, numbers, marks of Markdown, times in brackets.
_MARKED = re.compile(r"^(?:[-*+•#>|=_~`<]|\d{1,3}[.)]\s|[\[(]\d)")
_FEWEST_TABBED = 3
# What some pages print above every name.
_CAPTION = "speaker"
_FEWEST_CAPTIONS = 3
_UNDERLINED_UP_TO = 80
_MAX_ENTRY = 120
_ENTRY = re.compile(r"^[^.?!]{2,60}\s[-–—]\s[^.?!]{2,60}\.?$")


@dataclass(frozen=True)
class Block:
    """`bold` counts the characters at the start of `text` that are bold. `cells` are those of a table row.

    `text` and cells hold a line break only between paragraphs of one cell. `table` numbers the table a row is of.
    `aside` is text beside the flow (a text box).
    """

    text: str
    bold: int = 0
    heading: bool = False
    item: bool = False
    rule: bool = False
    cells: tuple[str, ...] = ()
    table: int = 0
    aside: bool = False

    @property
    def all_bold(self) -> bool:
        return bool(self.text) and self.bold >= len(self.text)


def plain_blocks(lines: Sequence[str]) -> list[Block]:
    """The Blocks of plain text: one a line, lines that were broken at a fixed width put together again.

    `lines` are stripped. A line underlined with dashes is a heading, `Name<tab>words` a row; page numbers are dropped.
    """
    found: list[Block] = []
    before = ""
    if sum(line.lower() == _CAPTION for line in lines) >= _FEWEST_CAPTIONS:
        lines = ["" if line.lower() == _CAPTION else line for line in lines]
    tabbed = sum("\t" in line for line in lines) >= _FEWEST_TABBED
    for line in unwrapped(_without_pages(lines)):
        if not line:
            before = ""
        elif _RULE.match(line):
            if before and len(before) <= _UNDERLINED_UP_TO and not ends_sentence(before):
                found[-1] = Block(before, heading=True)
            else:
                found.append(Block("", rule=True))
            before = ""
        elif (
            tabbed
            and (cells := line.split("\t", 1))[1:]
            and (is_function(cells[0].strip()) or is_name(cells[0], fewest=2))
        ):
            found.append(Block(line.replace("\t", " | "), cells=(cells[0].strip(), cells[1].strip()), table=1))
            before = line
        else:
            found.append(Block(line))
            before = line
    return found


def _without_pages(lines: Sequence[str]) -> list[str]:
    """The lines without page numbers and page marks; a sentence cut by one goes on without blank lines."""
    found: list[str] = []
    cut: str | None = None
    number: str | None = None
    for line in lines:
        mark = _PAGE_MARK.match(line)
        if mark or _PAGE_NUMBER.match(line) or (number is not None and line == number):
            number = mark["n"] if mark else number
            cut = cut if cut is not None else next((above for above in reversed(found) if above), "")
            continue
        if cut is not None and line:
            if cut and line[0].islower() and not ends_sentence(cut):
                while not found[-1]:
                    found.pop()
            cut = number = None
        found.append(line)
    return found


def unwrapped(lines: Sequence[str]) -> list[str]:
    """The lines, those that a program broke at a fixed width put together again; blank ones stay."""
    width = _wrap_width(lines)
    if not width:
        return list(lines)
    found: list[list[str]] = []
    above = ""
    for line in lines:
        if above and line and _continues(above, line, width):
            found[-1].append(line)
        else:
            found.append([line])
        above = line
    return [_joined(parts) for parts in found]


def _joined(parts: Sequence[str]) -> str:
    """One line of several; where a line ends with a hyphen the word goes on without a space."""
    return "".join(part if _HYPHEN_END.search(part) else f"{part} " for part in parts).rstrip()


def _wrap_width(lines: Sequence[str]) -> int:
    """The width at which a program broke the lines, or 0 where lines are as long as they were written."""
    lengths = sorted(len(line) for line in lines if line)
    if not lengths:
        return 0
    width = lengths[int(0.99 * (len(lengths) - 1))]
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    pairs = full = 0
    for above, below in pairwise(lines):
        if above and below:
            pairs += 1
            full += _is_full(above, below, width)
    return width if full >= _FEWEST_WRAPPED and 2 * full >= pairs else 0


def _is_full(above: str, below: str, width: int) -> bool:
    """Whether the next line's first word had no place on the line."""
    return len(above) + 1 + len(below.split(maxsplit=1)[0]) > width


def _continues(above: str, below: str, width: int) -> bool:
    if _MARKED.match(below) or section_heading(below) or is_function(below) or is_function(above):
        return False
    if _may_begin_turn(below) or (2 * len(below) < width and is_name(below, fewest=2)):
        return False
    return _is_full(above, below, width) or (2 * len(above) > width and not ends_sentence(above))


def _may_begin_turn(line: str) -> bool:
    """Whether a line begins with the label of somebody; `Capital Allocation: we bought` goes on with a sentence."""
    if not looks_like_label(line):
        return False
    label = read_label(line)
    return label is not None and (is_function(label.name) or may_be_person(label.name))


def rendered(blocks: Iterable[Block]) -> str:
    """The Blocks as plain text, a blank line between them, for the parsers of plain layouts.

    The two cells of a speaker and his words become lines of their own; other rows stay on one line.
    """
    parts = []
    for block in blocks:
        if block.rule:
            parts.append("----------")
        elif len(block.cells) == 2:
            parts += [cell for cell in block.cells if cell]
        else:
            parts.append(block.text)
    return "\n\n".join(part for part in parts if part)


def pieces(text: str, bold: int = 0) -> list[tuple[str, int]]:
    """(text, leading bold characters) of the Blocks in a paragraph with line breaks.

    Two breaks part paragraphs. One is a space, unless a bold start ends there, a label follows it, or all of them part
    the entries of a list.
    """
    listed = _are_entries([line for line in map(str.strip, text.split("\n")) if line])
    found: list[tuple[str, int]] = []
    at = 0
    current, current_bold = "", 0
    for match in re.finditer(r"[^\n]*(?:\n[ \t]*)*", text):
        raw = match[0]
        line = raw.strip()
        if not line:
            continue
        line_bold = min(max(bold - at - (len(raw) - len(raw.lstrip())), 0), len(line))
        at += len(raw)
        if current and not looks_like_label(line):
            current = f"{current} {line}"
        else:
            if current:
                found.append((current, current_bold))
            current, current_bold = line, line_bold
        parted = listed or raw.rstrip(" \t").count("\n") > 1
        bold_ends = 0 < len(current) <= current_bold and bold <= at
        if parted or bold_ends:
            found.append((current, current_bold))
            current = ""
    if current:
        found.append((current, current_bold))
    return found


def _are_entries(lines: Sequence[str]) -> bool:
    """Whether lines parted by single breaks are entries (`Name - Title`), not one wrapped sentence."""
    return len(lines) > 1 and all(
        len(line) <= _MAX_ENTRY
        and not line[0].islower()
        and (not ends_sentence(line) or _ENTRY.search(line) is not None)
        for line in lines
    )
