"""Wrapped lines -> the paragraphs they came from, over page ends and words divided at a line's end.

A paragraph ends where white space follows, or where a sentence ends and the next word would still have fitted.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from itertools import pairwise

from ingest.formats.lines import ends_sentence
from ingest.formats.pdf.rows import Row

BULLETS = "•●▪■◦‣➢✓*·–—\\-\ufffd\uf0a7\uf0b7\uf0d8\uf0fc"
"""Marks before list items, for a character class; symbol fonts give characters of private use, or none that is known."""
_MARKER = re.compile(
    rf"^(?:[{BULLETS}]|\((?:\d{{1,2}}|[a-zA-Z]|[ivx]{{1,4}})\)|(?:\d{{1,2}}|[a-z]|[ivx]{{1,4}})[.)])\s+\S"
)
_DASHES = "-–—"
_HYPHENS = "-\u2010\u2011"
_SOFT_HYPHEN = "\u00ad"
_JOINS_WORDS = frozenset("and or to nor versus vs as und".split())
_INDENT = 12.0
"""Points by which a paragraph's first line may be set in."""
_SLACK = 2
_NEARLY = 0.97
"""Letters, and share of the width, by which a line may fall short without the next word having had room."""
_FAR_MORE = 4
_TEXT_WIDTH = 0.88
"""Of the widest lines' characters, where nothing tells how wide the letters are."""


class Flow:
    """How the lines of one column run on: its width and words, learnt from all of them."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._right = _high(row.line.x1 for row in rows if row.line.x1 is not None and not row.is_rule)
        self._width = _high(float(len(row.text)) for row in rows if not row.is_rule)

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(
            word.lower() for row in self._rows for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", row.text)
        )

    def paragraphs(self, rows: Sequence[Row]) -> list[str]:
        """The paragraphs of rows that follow each other in one speech."""
        groups: list[list[str]] = []
        above: Row | None = None
        for row in rows:
            if not row.text:
                continue
            if above is None or self.begins_paragraph(above, row):
                groups.append([])
            groups[-1].append(row.text)
            above = row
        return [self.join(texts) for texts in groups]

    def join(self, texts: Iterable[str]) -> str:
        """The lines of a paragraph as one text; a word divided at a line's end is one again if the text has it whole."""
        return join_lines(texts, self._words)

    def begins_paragraph(self, above: Row, row: Row) -> bool:
        """Whether a paragraph ends between two rows that follow each other."""
        ended = ends_sentence(above.text) or above.text.endswith((":", ";", "]", ")"))
        if (marker := _MARKER.match(row.text)) and not above.text.endswith((",", "-")):
            # Numbers and letters, and a dash before lower case, may stand inside a sentence that wraps.
            inside = row.text[0].isalnum() or (row.text[0] in _DASHES and row.text[marker.end() - 1].islower())
            if ended or not inside:
                return True
        if not ended:
            # White space inside a sentence may be what a page's end or a removed line left.
            return self._is_parted(row) and not row.text[0].islower() and not self._goes_on(above, row)
        if row.gap:
            return True
        if row.text[0].islower():
            return False
        if self._is_indented(above, row):
            return True
        # Where white space parts the paragraphs of a page, a short line inside one is only a long word's doing.
        return not self.runs_on(above, row) and (row.first or row.top is None or not self._spaced)

    @cached_property
    def _left(self) -> float:
        """Where most lines begin."""
        edges = Counter(round(row.line.x0) for row in self._rows if row.line.x0 is not None)
        return float(max(edges, key=lambda edge: edges[edge])) if edges else 0.0

    @cached_property
    def _spaced(self) -> bool:
        """Whether paragraphs are told by white space: sentences end far more often there than in short lines."""
        gaps = short = 0
        for above, row in pairwise(self._rows):
            if above.text and row.text and not row.first and ends_sentence(above.text):
                gaps += row.gap
                short += not row.gap and not self.runs_on(above, row)
        return gaps >= _FAR_MORE * max(1, short)

    def runs_on(self, above: Row, row: Row) -> bool:
        """Whether a line is so full that the next one can only be its continuation: its first word had no room."""
        word = len(row.text.split()[0]) + 1
        line = above.line
        if line.x1 is None or line.x0 is None or not self._right:
            return len(above.text) + word > _TEXT_WIDTH * self._width
        letter = (line.x1 - line.x0) / max(1, len(line.text))
        return line.x1 + word * letter >= min(_NEARLY * self._right, self._right - _SLACK * letter)

    def _is_parted(self, row: Row) -> bool:
        return row.gap and not row.first

    def _goes_on(self, above: Row, row: Row) -> bool:
        """Whether, where nothing tells the distance, a sentence goes on behind a blank line."""
        return row.top is None and self.runs_on(above, row)

    def _is_indented(self, above: Row, row: Row) -> bool:
        """Whether a line is set in, against the one above and most others: those below a bullet hang."""
        x0, before = row.line.x0, above.line.x0
        if row.first or x0 is None or before is None:
            return False
        return x0 - max(before, self._left) > _INDENT


def join_lines(texts: Iterable[str], words: Collection[str] = ()) -> str:
    """Wrapped lines as one text: a space at each wrap, none after a hyphen or dash that glues two words.

    A hyphen goes if `words` holds the joined word, and not the two with the hyphen between them.
    """
    parts: list[str] = []
    for line in texts:
        text = " ".join(line.split())
        if not text:
            continue
        if parts and not parts[-1].endswith(_SOFT_HYPHEN):
            if not _glued(parts[-1], text):
                parts.append(" ")
            elif _is_divided(parts[-1], text, words):
                parts[-1] = parts[-1][:-1]
        parts.append(text)
    return "".join(parts).replace(_SOFT_HYPHEN, "")


def _glued(before: str, after: str) -> bool:
    stem = before.rstrip(_HYPHENS + "—")
    if stem == before or not stem or stem[-1].isspace() or not (after[0].isalnum() or after[0] in "$€£¥"):
        return False
    # "short- and long-term" has a space after its hyphen.
    return after.split()[0].lower() not in _JOINS_WORDS or len(before) - len(stem) > 1 or before.endswith("—")


def _is_divided(before: str, after: str, words: Collection[str]) -> bool:
    head = re.search(rf"([^\W\d_]+)[{_HYPHENS}]$", before)
    tail = re.match(r"[^\W\d_]+", after)
    if head is None or tail is None:
        return False
    return f"{head[1]}{tail[0]}".lower() in words and f"{head[1]}-{tail[0]}".lower() not in words


def _high(values: Iterable[float]) -> float:
    """What nearly all values stay below."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))] if ordered else 0.0
