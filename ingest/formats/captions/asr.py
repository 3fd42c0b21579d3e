"""Speech recognition's own output: `[12.340 --> 15.200] text`, one segment a line, with or without a speaker's label.

Mandarin comes as tokens with blanks between them (`大家 午 安`, `20 26 年`, `45. 4 %`): these are joined, the words kept.
"""

import re
from collections.abc import Sequence

from ingest.formats.bilingual.language import languages
from ingest.formats.draft import Draft, DraftTurn
from ingest.formats.generic import generic
from ingest.formats.generic.blocks import Block
from ingest.formats.generic.label import clock_seconds
from ingest.formats.lines import ends_sentence
from ingest.formats.text import Text

FORMAT = "asr"

_CLOCK = r"(?:\d{1,6}(?:\.\d{1,6})?s?|(?:\d{1,2}:)?\d{1,2}:\d\d(?:[.,]\d{1,6})?)"
_SEGMENT = re.compile(
    rf"^[\[(]\s*(?P<start>{_CLOCK})\s*(?:-->|->|–|—|-|to)\s*(?P<end>{_CLOCK})\s*[\])]\s*[:\-]?\s*(?P<text>.*)$"
)
_SPEAKER = re.compile(r"^\[?(?P<label>SPEAKER[_ ]?\d{1,3}|Speaker [\w]{1,3})\]?\s*[:：]?\s+(?=\S)", re.IGNORECASE)
_CJK = r"[㐀-鿿豈-﫿，。？！、；：「」『』（）《》…]"
_JOINS = (
    (re.compile(rf"(?<={_CJK})\s+(?={_CJK})"), ""),
    (re.compile(r"(?<=\d)\s+(?=\d)"), ""),
    (re.compile(r"(?<=\d)\s*([.,])\s+(?=\d)|(?<=\d)\s+([.,])\s*(?=\d)"), r"\1\2"),
    (re.compile(r"(?<=\d)\s+(?=[%％‰])"), ""),
    (re.compile(rf"(?<=[\d%％])\s+(?={_CJK})|(?<={_CJK})\s+(?=\d)"), ""),
)
_HAN = re.compile(r"[一-鿿]")
_FEWEST = 3
_LONGEST = 600
_PUNCTUATED = 0.3

WARNING = (
    "{name} names no speakers, so everything is kept as one unattributed speech: quotes cannot say who spoke, nor whether it was "
    "prepared or an answer. Put `Name:` before each speech and add the file again to have speakers."
)


def recognises(page: Text) -> bool:
    return sum(_SEGMENT.match(line) is not None for line in page.head) >= _FEWEST


def parse(page: Text) -> list[Draft]:
    segments = _segments(page.lines)
    mandarin = 2 * sum(_HAN.search(text) is not None for _, text in segments) > len(segments)
    if mandarin:
        segments = [(start, joined(text)) for start, text in segments]
    labelled = [Block(f"[{_clock(start)}] {_labelled(text)}") for start, text in segments]
    if found := generic.parse_blocks(labelled, FORMAT):
        return found
    draft = Draft(format=FORMAT)
    draft.turns.append(DraftTurn(None, flags=["unattributed"], start_seconds=segments[0][0] if segments else None))
    draft.turns[0].paragraphs = [(text, None) for text in _paragraphs([text for _, text in segments])]
    draft.languages = languages([text for text, _ in draft.turns[0].paragraphs])
    draft.warnings.append(WARNING.format(name=page.name or "The file"))
    return [draft] if draft.turns[0].paragraphs else []


def _segments(lines: Sequence[str]) -> list[tuple[float, str]]:
    """(start in seconds, text) of the segments; a line without times goes on with the segment above."""
    found: list[tuple[float, str]] = []
    for line in lines:
        if match := _SEGMENT.match(line):
            found.append((clock_seconds(match["start"].rstrip("s")), match["text"].strip()))
        elif line and found:
            found[-1] = (found[-1][0], f"{found[-1][1]} {line}".strip())
    return [(start, text) for start, text in found if text]


def joined(text: str) -> str:
    """Mandarin tokens as written text: no blanks between characters, nor inside numbers."""
    for pattern, by in _JOINS:
        text = pattern.sub(by, text)
    return text.strip()


def _labelled(text: str) -> str:
    match = _SPEAKER.match(text)
    return f"{match['label']}: {text[match.end() :]}" if match else text


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{min(whole // 3600, 99):02}:{whole // 60 % 60:02}:{whole % 60:02}.{int(seconds * 1000) % 1000:03}"


def _paragraphs(texts: Sequence[str]) -> list[str]:
    """Segments joined to whole sentences where the recogniser wrote full stops; else one paragraph a segment."""
    if sum(map(ends_sentence, texts)) < _PUNCTUATED * len(texts):
        return list(texts)
    found: list[str] = []
    current = ""
    for text in texts:
        current = joined(f"{current} {text}") if _HAN.search(text) else f"{current} {text}".strip()
        if ends_sentence(current) or len(current) > _LONGEST:
            found.append(current)
            current = ""
    return [*found, current] if current else found
