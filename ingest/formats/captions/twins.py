"""Timestamped segments in two languages: two lines of one time are the same words, one the other's translation."""

import re
from dataclasses import dataclass, field

_CJK = re.compile(r"[㐀-鿿]")
_WORD = re.compile(r"[A-Za-z]+")
_APART = 0.3
_ECHO_WORDS = 4
"""Words from which on a translation equal to its original is an echo, not a short word that needs none (OK.)."""


@dataclass
class Segment:
    """What is said from one time on (None if it lost its time): the `lines` of the twin printed first, and of the other."""

    seconds: float | None
    lines: list[str]
    twin_lines: list[str] = field(default_factory=list)
    echoed: bool = False

    @property
    def text(self) -> str:
        return _joined(self.lines)

    @property
    def twin(self) -> str | None:
        return _joined(self.twin_lines) or None


def add(segments: list[Segment], seconds: float, text: str) -> None:
    """Add a stamped line: the twin of the segment before if it has its time and may be in the other language, or a new one."""
    if not text:
        return
    last = segments[-1] if segments else None
    if last is None or last.seconds != seconds or last.twin_lines or not _may_render(last.lines[0], text):
        segments.append(Segment(seconds, [text]))
    elif text == last.text and len(text.split()) >= _ECHO_WORDS:
        last.echoed = True
    else:
        last.twin_lines.append(text)


def go_on(segment: Segment, line: str) -> None:
    """Add a line without a time: the rest of a wrapped one, or a translation that lost its time."""
    if segment.twin_lines or differ(segment.lines[0], line):
        segment.twin_lines.append(line)
    else:
        segment.lines.append(line)


def chinese(text: str) -> float:
    """How much of a text is Chinese, from 0 to 1: Chinese lines hold English terms and names, and the other way round."""
    characters, words = len(_CJK.findall(text)), len(_WORD.findall(text))
    return characters / (characters + words) if characters else 0.0


def differ(text: str, other: str) -> bool:
    """Whether two texts are surely in two languages."""
    return abs(chinese(text) - chinese(other)) >= _APART


def _may_render(text: str, other: str) -> bool:
    return (
        differ(text, other)
        or text == other
        or not (len(text.split()) >= _ECHO_WORDS or len(_CJK.findall(text)) >= 2 * _ECHO_WORDS)
    )


def _joined(lines: list[str]) -> str:
    text = " ".join(lines)
    return re.sub(r"(?<=[㐀-鿿，。]) (?=[㐀-鿿])", "", text) if len(lines) > 1 else text
