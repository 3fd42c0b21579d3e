"""Lines of speech with the labels that stand beside or before them, wherever a page keeps its labels.

With layout, a column of labels is told by where the text beside it begins: a label belongs to the line at its height.
Without, a label is what stands before a line's first colon; where an extractor wrote a page's labels first and then
all its words, they are paired in order.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.formats.lines import MAX_LABEL_WORDS, ends_sentence, is_end, is_function, is_name, section_heading
from ingest.formats.pdf.label_order import in_order
from ingest.formats.pdf.pages import Line, Page, Word, line_of
from ingest.formats.pdf.reflow import BULLETS, Flow, Row, rows_of

_LABEL = re.compile(r"^(?P<label>[^\W\d_][^:：]{0,69}?)\s*[:：]\s*(?P<rest>.*)$")
_WRAPPED_LEFT = re.compile(r"^(?P<label>\S+(?: \S+){0,3}) {3,}(?P<rest>\S.*)$")
_BULLET = re.compile(rf"^(?:[{BULLETS}]|\(?(?:\d{{1,2}}|[a-zA-Z])[.)])$")
_ALIGNED = 4.0
"""Points by which the left edges of one column may differ."""
_MAX_BLOCK = 60
_MAX_LABELS = 25
_MAX_GUESSED = 40
"""Lines and labels of one page, and pages, beyond which nothing is paired in order: no transcript has them."""


@dataclass(frozen=True)
class Labelled:
    """A Row with the label that stands at it: in a `column` of its own, in `bold`, or merely before a colon."""

    row: Row
    label: str | None = None
    column: bool = False
    bold: bool = False
    printed: str | None = None
    """The whole line where the label is part of it."""

    @property
    def line(self) -> str:
        if self.printed is not None:
            return self.printed
        return self.row.text if self.label is None else f"{self.label}: {self.row.text}".rstrip()


@dataclass(frozen=True)
class Columns:
    """`rows` in reading order; `guessed` are pages whose labels had to be paired with the words by order alone."""

    rows: tuple[Labelled, ...]
    guessed: tuple[int, ...]


def labelled_rows(pages: Sequence[Page]) -> Columns:
    """Every line of the pages, furniture gone, with its label if it has one."""
    body = text_edge([line for page in pages for line in page.lines])
    pitch = Flow(rows_of(pages)).pitch
    rows: list[Labelled] = []
    guessed: list[int] = []
    spoken = False
    for page in pages:
        if not page.has_layout:
            found = _rejoined(_in_text(page))
            spoken = spoken or any(map(_is_spoken, rows))
            paired = found if len(guessed) == _MAX_GUESSED else _paired(found, rows[-1].row.text if spoken else "")
            if paired is not found:
                guessed.append(page.number)
            rows += paired
        elif edge := text_edge(page.lines, fewest=3) or body:
            rows += _beside(page, edge, pitch)
        else:
            rows += [_inline(line, page.number) for line in page.lines]
    rows = _over_page_ends(rows)
    return Columns(tuple(rows if any(row.column for row in rows) else _mended(rows)), tuple(guessed))


def _over_page_ends(rows: Sequence[Labelled]) -> list[Labelled]:
    """Labels whose second half stands on the next page, where the whole is a label elsewhere or named by somebody."""
    whole = {row.label for row in rows if row.label}
    found: list[Labelled] = []
    for row in rows:
        before = found[-1] if found else None
        if row.column and row.label and before and before.column and before.label and before.row.page < row.row.page:
            label = joined(before.label, row.label)
            if label in whole or any(label in other.row.text for other in rows):
                found[-1] = replace(before, label=label)
                row = Labelled(row.row)
        found.append(row)
    return found


def colon_label(text: str) -> tuple[str, str] | None:
    """(label, rest) of a line that may begin with a label; whether it does needs support."""
    match = _LABEL.match(text)
    if match is None or len(match["label"].split()) > MAX_LABEL_WORDS or match["rest"].startswith("//"):
        return None
    label = " ".join(match["label"].split())
    return None if ends_sentence(label) else (label, match["rest"].strip())


def text_edge(lines: Sequence[Line], *, fewest: int = 4) -> float | None:
    """Where speech begins beside a column of labels; None where labels and speech share one edge."""
    starts = Counter(round(line.x0 / 2) for line in lines if line.x0 is not None)
    beside: Counter[int] = Counter()
    for line in lines:
        for n, (word, after) in enumerate(zip(line.words[:MAX_LABEL_WORDS], line.words[1:], strict=False), start=1):
            apart = after.x0 - word.x1 > 2 * _ALIGNED and after.text not in ":：" and _is_person(line.words[:n])
            if apart or word.text.endswith((":", "：")):
                beside[round(after.x0 / 2)] += 1
                break
    for edge, _ in beside.most_common(3):
        labels = sum(n for x, n in beside.items() if abs(x - edge) <= 1)
        running = sum(n for x, n in starts.items() if abs(x - edge) <= 2)
        left = sum(n for x, n in starts.items() if x < edge - 8)
        if labels >= fewest and running >= fewest and running * 4 >= left:
            return 2.0 * edge
    return None


def _is_person(words: Sequence[Word]) -> bool:
    text = " ".join(word.text for word in words)
    return is_function(text) or is_name(text, fewest=2)


def _beside(page: Page, edge: float, pitch: float) -> list[Labelled]:
    """A page whose labels stand left of `edge`: each goes to the first line of speech at its height or below."""
    spoken: list[Row] = []
    parts: list[tuple[float, str]] = []
    for line in page.lines:
        left = [word for word in line.words if word.x0 < edge - _ALIGNED]
        right = [word for word in line.words if word.x0 >= edge - _ALIGNED]
        text = " ".join(word.text for word in left)
        full_width = bool(left and right) and not _is_closed(text) and right[0].x0 - left[-1].x1 < 2 * _ALIGNED
        if not left or full_width or _BULLET.match(text) or (not right and not _is_label_part(text)):
            spoken.append(Row(line.text, page.number, line.top, line.x0, line.x1))
            continue
        parts.append((line.top or 0.0, text))
        if right:
            speech = line_of(right)
            spoken.append(Row(speech.text, page.number, speech.top, speech.x0, speech.x1))
    return _by_height(page.number, spoken, _whole_labels(parts, pitch), pitch)


def _is_closed(text: str) -> bool:
    return text.endswith((":", "："))


def _whole_labels(parts: Sequence[tuple[float, str]], pitch: float) -> list[tuple[float, str]]:
    """Labels from the lines of their column: one that wraps ends with the colon, or has it beside its first line."""
    with_colon = 2 * sum(_is_closed(text) for _, text in parts) >= len(parts)
    found: list[tuple[float, str]] = []
    last = 0.0
    for i, (top, text) in enumerate(parts):
        # Without colons two short speeches that follow each other look much like one name of two lines.
        close = bool(found) and top - last < (1.5 if with_colon else 1.25) * pitch
        opens = (
            not _is_closed(text)
            and i + 1 < len(parts)
            and _is_closed(parts[i + 1][1])
            and parts[i + 1][0] - top < 1.5 * pitch
        )
        if close and not _is_closed(found[-1][1]):
            found[-1] = (found[-1][0], joined(found[-1][1], text))
        elif close and with_colon and not _is_closed(text) and not opens:
            found[-1] = (found[-1][0], joined(found[-1][1].rstrip(" :："), text) + ":")
        else:
            found.append((top, text))
        last = top
    return found


def joined(text: str, more: str) -> str:
    """Two lines of one name; a name that wraps after its hyphen has no space there."""
    return text + more if text.endswith("-") else f"{text} {more}"


def _is_label_part(text: str) -> bool:
    bare = text.rstrip(" :：")
    return section_heading(text) is None and (is_function(bare) or is_name(bare) or text.endswith(":"))


def _by_height(page: int, spoken: Sequence[Row], labels: Sequence[tuple[float, str]], pitch: float) -> list[Labelled]:
    found = []
    waiting = list(labels)
    for row in spoken:
        label = None
        while waiting and row.top is not None and waiting[0][0] <= row.top + 0.45 * pitch:
            if label is not None:
                found.append(Labelled(Row("", page, row.top), label, True))
            label = waiting.pop(0)[1].rstrip(" :：")
        found.append(Labelled(row, label, label is not None))
    return found + [Labelled(Row("", page, top), label.rstrip(" :："), True) for top, label in waiting]


def _inline(line: Line, page: int) -> Labelled:
    """A line whose label, if any, shares its left edge with the speech."""
    row = Row(line.text, page, line.top, line.x0, line.x1)
    found = colon_label(line.text)
    if found is None:
        return Labelled(row)
    label, rest = found
    heading = line.words[: len(label.split())]
    bold = bool(heading) and all(word.bold for word in heading) and not (rest and line.bold)
    return Labelled(replace(row, text=rest), label, bold=bold, printed=line.text)


def _in_text(page: Page) -> list[Labelled]:
    rows = []
    blank = False
    for line in page.lines:
        if line.text:
            label, rest = colon_label(line.text) or (None, line.text)
            rows.append(Labelled(Row(rest, page.number, after_blank=blank), label, printed=line.text))
        blank = not line.text
    return rows


def _rejoined(rows: list[Labelled]) -> list[Labelled]:
    """Labels that wrap: `Paresh Kumar      Thank you` over `Dalvekar:      for joining` is one label and its speech."""
    found: list[Labelled] = []
    for row in rows:
        match = _WRAPPED_LEFT.match(found[-1].row.text) if found and row.label and not found[-1].label else None
        if match and row.label and len(row.label.split()) < 4 and is_name(match["label"]) and is_name(row.label):
            found[-1] = Labelled(replace(found[-1].row, text=match["rest"]), f"{match['label']} {row.label}")
            found.append(Labelled(row.row))
        else:
            found.append(row)
    return found


def _mended(rows: list[Labelled]) -> list[Labelled]:
    """The same where one space parts name and speech: the whole name must stand somewhere else in the text."""
    named = _names_in(rows)
    alone = Counter(row.label for row in rows if row.label)
    found: list[Labelled] = []
    for row in rows:
        before, tail = found[-1] if found else None, row.label
        if (
            before
            and tail
            and not before.label
            and not row.column
            and len(tail.split()) < 3
            and is_name(tail)
            and not is_function(tail)
        ):
            words = before.row.text.split(maxsplit=4)[:4]
            for n in range(min(3, len(words)), 0, -1):
                label = " ".join([*words[:n], tail])
                # A line that is all name stands before the label, and so counts itself.
                known = named[label.lower()] - (n == len(words) and alone[tail] > 1)
                if known > 0 and is_name(" ".join(words[:n])):
                    said = before.row.text.split(maxsplit=n)[n:]
                    found[-1] = replace(before, row=replace(before.row, text="".join(said)), label=label)
                    row = Labelled(row.row)
                    break
        found.append(row)
    return found


def _names_in(rows: Sequence[Labelled]) -> Counter[str]:
    """How often two to five words with capitals stand together, in lower case."""
    named: Counter[str] = Counter()
    run: list[str] = []
    for row in rows:
        for word in re.findall(r"[^\s,;:()]+", row.line):
            run = [*run[-4:], word.rstrip(".")] if word[0].isupper() else []
            named.update(" ".join(run[-n:]).lower() for n in range(2, len(run) + 1))
    return named


def _paired(rows: list[Labelled], before: str) -> list[Labelled]:
    """Rows of a page on which labels without words stand together, paired in order with the lines that follow them."""
    first = next((i for i, row in enumerate(rows) if _is_alone(row)), None)
    if first is None:
        return rows
    last = first
    while last + 1 < len(rows) and _is_alone(rows[last + 1]):
        last += 1
    labels = [row.label or "" for row in rows[first : last + 1]]
    words, others = rows[last + 1 :], rows[:first]
    if not words:
        words, others = others, []
    if not words:
        return rows
    goes_on = first == 0 and bool(before)
    lower = words[0].row.text[:1].islower()
    if len(labels) < 2 and not (goes_on and lower):
        return rows
    if (
        any(row.label and (is_function(row.label) or row.label in labels) for row in words)
        or len(words) > _MAX_BLOCK
        or len(labels) > _MAX_LABELS
    ):
        return rows
    spoken = [replace(row.row, text=row.line) for row in words if not section_heading(row.line)]
    if not spoken:
        return rows
    paired = iter(
        Labelled(row, label, label is not None)
        for row, label in in_order(
            labels, spoken, continues=(lower or _unfinished(before) or None) if goes_on else False
        )
    )
    # Headings keep their place among the words.
    placed = [row if section_heading(row.line) else next(paired) for row in words]
    return [*others, *placed, *paired]


def _is_alone(row: Labelled) -> bool:
    if row.label is None or row.row.text or is_end(row.line):
        return False
    return is_function(row.label) or is_name(row.label)


def _is_spoken(row: Labelled) -> bool:
    """Whether a row shows that the call has begun: a function speaks, in words that are no list."""
    label = row.label or ""
    return is_function(label) and label != label.upper() and re.search("[a-z] [a-z]", row.row.text) is not None


def _unfinished(text: str) -> bool:
    return not ends_sentence(text) and not text.endswith(":")
