"""Labels in a column of their own beside the speech: each belongs to the line of speech at its height."""

import re
from collections import Counter
from collections.abc import Sequence

from ingest.formats.lines import MAX_LABEL_WORDS, is_function, is_name, section_heading
from ingest.formats.pdf.label_lines import Labelled, joined
from ingest.formats.pdf.pages import Line, Page, Word, line_of
from ingest.formats.pdf.paragraphs import BULLETS
from ingest.formats.pdf.rows import Row, spaced

_BULLET = re.compile(rf"^(?:[{BULLETS}]|\(?(?:\d{{1,2}}|[a-zA-Z])[.)])$")
_ALIGNED = 4.0
"""Points by which the left edges of one column may differ."""


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


def beside(page: Page, edge: float, pitch: float) -> list[Labelled]:
    """A page whose labels stand left of `edge`: each goes to the first line of speech at its height or below."""
    spoken: list[Row] = []
    parts: list[tuple[float, str]] = []
    for line in page.lines:
        left = [word for word in line.words if word.x0 < edge - _ALIGNED]
        right = [word for word in line.words if word.x0 >= edge - _ALIGNED]
        text = " ".join(word.text for word in left)
        full_width = bool(left and right) and not _is_closed(text) and right[0].x0 - left[-1].x1 < 2 * _ALIGNED
        if not left or full_width or _BULLET.match(text) or (not right and not _is_label_part(text)):
            spoken.append(Row(line, page.number, first=not spoken))
            continue
        parts.append((line.top or 0.0, text))
        if right:
            spoken.append(Row(line_of(right), page.number, first=not spoken))
    return _by_height(page.number, spaced(spoken), _whole_labels(parts, pitch), pitch)


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
                found.append(Labelled(Row(Line("", top=row.top), page), label, True))
            label = waiting.pop(0)[1].rstrip(" :：")
        found.append(Labelled(row, label, label is not None))
    return found + [Labelled(Row(Line("", top=top), page), label.rstrip(" :："), True) for top, label in waiting]
