"""Questions and answers as companies post them: a name and `(Firm)` in the left column, the speech in the right one."""

from collections import Counter
from collections.abc import Sequence

from ingest.formats.draft import Draft
from ingest.formats.lines import is_end, is_function, name_key
from ingest.formats.pdf.label_lines import joined
from ingest.formats.pdf.pages import Line, Word, line_of
from ingest.formats.pdf.rows import Row, spaced, usual_pitch
from ingest.formats.pdf.two_column_text import Speech, by_words
from ingest.transcript import Section

_GUTTER = 6.0
"""Points that part the columns at least."""
_ALIGNED = 4.0
"""Points by which the left edges of one column may differ."""
_CLOSE = 1.25
"""Times the usual pitch, below which two lines of the left column can be one name."""


def read_questions(draft: Draft, rows: Sequence[Row]) -> tuple[list[Speech], list[str]]:
    """(speeches, lines after the call) of the rows below the heading of the questions."""
    end = next((i for i, row in enumerate(rows) if is_end(row.text) and len(row.text) < 60), len(rows))
    tail = [row.text for row in rows[end:]]
    edge = _right_edge([row.line for row in rows[:end]])
    listed = [person.name for person in draft.participants]
    if edge is not None:
        return _by_column(rows[:end], edge, {name_key(name) for name in listed}), tail
    return by_words(rows[:end], listed), tail


def _right_edge(lines: Sequence[Line]) -> float | None:
    """Where the right column begins: the edge at which most lines start, or go on after a gap."""
    starts: Counter[int] = Counter()
    left = min((line.x0 for line in lines if line.x0 is not None), default=0.0)
    for line in lines:
        if line.x0 is not None and line.x0 > left + 40:
            starts[round(line.x0 / 2)] += 1
        for word, after in zip(line.words, line.words[1:], strict=False):
            if after.x0 - word.x1 > _GUTTER and after.x0 > left + 40:
                starts[round(after.x0 / 2)] += 1
                break
    found = starts.most_common(1)
    return 2.0 * found[0][0] if found else None


def _by_column(rows: Sequence[Row], edge: float, known: set[str]) -> list[Speech]:
    left = _Names(known, usual_pitch(rows))
    said: list[tuple[Speech, Row]] = []
    for n, row in enumerate(rows):
        beside, spoken = _split(row.line.words, edge)
        if beside:
            left.read(" ".join(word.text for word in beside), row)
        if spoken and left.speeches:
            opens = n == 0 or rows[n - 1].page != row.page
            said.append((left.speeches[-1], Row(line_of(spoken), row.page, first=opens)))
    for (speech, _), row in zip(said, spaced([row for _, row in said]), strict=True):
        speech.paragraphs[-1].append(row)
    for speech in left.speeches:
        speech.firm = speech.firm.strip("()") if speech.firm else None
    return left.speeches


def _split(words: Sequence[Word], edge: float) -> tuple[list[Word], list[Word]]:
    """(name, speech) of a line; a line of one column that crosses the edge is speech."""
    beside = [word for word in words if word.x0 < edge - _ALIGNED]
    spoken = [word for word in words if word.x0 >= edge - _ALIGNED]
    if beside and spoken and spoken[0].x0 - beside[-1].x1 < 1.0 and abs(spoken[0].x0 - edge) > _ALIGNED:
        return [], list(words)
    return beside, spoken


class _Names:
    """Reads the left column line by line: names of one line or two, each with a firm in brackets below it or none."""

    def __init__(self, known: set[str], pitch: float) -> None:
        self.speeches: list[Speech] = []
        self._known = known
        self._pitch = pitch
        self._in_firm = False
        self._above: Row | None = None

    def read(self, text: str, row: Row) -> None:
        if self.speeches and (self._in_firm or text.startswith("(")):
            self.speeches[-1].firm = f"{self.speeches[-1].firm or ''} {text}".strip()
            self._in_firm = not text.endswith(")")
            return
        label, bracket, firm = text.partition(" (")
        if self._goes_on(text, row):
            self.speeches[-1].label = joined(self.speeches[-1].label, label)
        else:
            self.speeches.append(Speech(label, Section.QA))
        if bracket:
            self.speeches[-1].firm = f"({firm}"
            self._in_firm = not firm.endswith(")")
        self._known |= {name_key(speech.label) for speech in self.speeches[:-1]}
        self._above = row

    def _goes_on(self, text: str, row: Row) -> bool:
        """Whether a line is the second half of the name above it."""
        if not self.speeches or name_key(text) in self._known:
            return False
        last = self.speeches[-1]
        if last.firm is not None or name_key(last.label) in self._known:
            return False
        above = self._above
        close = (
            above is not None
            and above.page == row.page
            and (row.top or 0.0) - (above.top or 0.0) < _CLOSE * self._pitch
        )
        # A single word is half a name, the rest of which may be on the next page.
        return close or (len(last.label.split()) == 1 and not is_function(last.label))
