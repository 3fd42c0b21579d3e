"""Labels in text without layout: before a line's first colon, wrapped beside the speech, or apart from the words of a page."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ingest.formats.lines import ends_sentence, is_end, is_function, is_name, section_heading
from ingest.formats.pdf.label_lines import Labelled, colon_label
from ingest.formats.pdf.label_order import in_order
from ingest.formats.pdf.pages import Page
from ingest.formats.pdf.rows import rows_of

_WRAPPED_LEFT = re.compile(r"^(?P<label>\S+(?: \S+){0,3}) {3,}(?P<rest>\S.*)$")
_MAX_BLOCK = 60
_MAX_LABELS = 25
"""Lines and labels of one page beyond which nothing is paired in order: no transcript has them."""


def in_text(page: Page) -> list[Labelled]:
    """The lines of a page, each with what stands before its first colon; wrapped labels are whole."""
    rows = []
    for row in rows_of([page]):
        label, rest = colon_label(row.text) or (None, row.text)
        rows.append(Labelled(row.with_text(rest), label, printed=row.text))
    return _rejoined(rows)


def _rejoined(rows: list[Labelled]) -> list[Labelled]:
    """Labels that wrap: `Paresh Kumar      Thank you` over `Dalvekar:      for joining` is one label and its speech."""
    found: list[Labelled] = []
    for row in rows:
        match = _WRAPPED_LEFT.match(found[-1].row.text) if found and row.label and not found[-1].label else None
        if match and row.label and len(row.label.split()) < 4 and is_name(match["label"]) and is_name(row.label):
            found[-1] = Labelled(found[-1].row.with_text(match["rest"]), f"{match['label']} {row.label}")
            found.append(Labelled(row.row))
        else:
            found.append(row)
    return found


def mended(rows: list[Labelled]) -> list[Labelled]:
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
                    found[-1] = replace(before, row=before.row.with_text("".join(said)), label=label)
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


def paired(rows: list[Labelled], before: str) -> list[Labelled]:
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
    spoken = [row.row.with_text(row.line) for row in words if not section_heading(row.line)]
    if not spoken:
        return rows
    pairs = iter(
        Labelled(row, label, label is not None)
        for row, label in in_order(
            labels, spoken, continues=(lower or _unfinished(before) or None) if goes_on else False
        )
    )
    # Headings keep their place among the words.
    placed = [row if section_heading(row.line) else next(pairs) for row in words]
    return [*others, *placed, *pairs]


def _is_alone(row: Labelled) -> bool:
    if row.label is None or row.row.text or is_end(row.line):
        return False
    return is_function(row.label) or is_name(row.label)


def is_spoken(row: Labelled) -> bool:
    """Whether a row shows that the call has begun: a function speaks, in words that are no list."""
    label = row.label or ""
    return is_function(label) and label != label.upper() and re.search("[a-z] [a-z]", row.row.text) is not None


def _unfinished(text: str) -> bool:
    return not ends_sentence(text) and not text.endswith(":")
