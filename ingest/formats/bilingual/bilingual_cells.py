"""Which part of a cell's translation renders which part of its English.

A cell is a chunk of a call, so it may hold the end of one speech, a whole one and the beginning of a third. Where
paragraphs, labels or sentences of both languages stand one to one, each part gets its own; else nothing is claimed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from ingest.align import align
from ingest.formats.bilingual.bilingual import has_east_asian, without_echo
from ingest.formats.lines import ends_sentence, name_key, section_heading
from ingest.sentences import split_sentences

_OPERATOR = r"operator|진행자|운영자|사회자|오퍼레이터|교환원|상담원|接线员|接線員|接線生|接线生|操作员|操作員|运营商|運營商|主持人|话务员|話務員|总机|總機"
_FUNCTION = re.compile(rf"^(?:{_OPERATOR})\s*[:：]?$", re.IGNORECASE)
_OPERATOR_FIRST = re.compile(rf"^(?:{_OPERATOR})\s*(?:[:：]|$)", re.IGNORECASE)
_HEADING = re.compile(
    r"^(?:질의\s?응답(?:\s?세션)?|질의응답 시간|q\s?&\s?a(?:\s?세션)?|발표|프레젠테이션|问答(?:环节|部分|时间|会议)?|問答(?:環節|部分|時間)?|提问与回答|演示|演讲|陈述)\s*[:：]?$",
    re.IGNORECASE,
)
_PREAMBLE = re.compile(
    r"^(?=.{0,120}$)(?=.*(?:번역|한국어|옮기|옮긴|翻译|翻譯|译文|譯文|中文|translat|korean|chinese)).*[:：.。]$",
    re.IGNORECASE | re.DOTALL,
)
_KEY_TERMS = re.compile(
    r"^[\W_]*(?:note|notes|translator'?s? note|key terms?|참고|주석?|역주|번역 ?노트|주요 ?용어|용어|注|注释|註|备注|術語|术语|译者注|譯者註)[^\n]{0,40}?"
    r"(?:terms?|용어|번역|术语|術語|翻译|翻譯|kept|译注)",
    re.IGNORECASE,
)
_EMPHASIS = re.compile(r"\*\*|__|^#{1,6}\s+|^>\s+|`", re.MULTILINE)
_INLINE = re.compile(
    r"(?:^|(?<=[。！？!?）)\]])|(?<=[.!?)\]]\s)|(?<=\n))(?P<label>[^\s。！？.!?:：,，、][^。！？.!?:：,，、\n]{0,24}?)\s?[:：](?!\d|//)\s*"
)
_NAME_AT_END = re.compile(r"[.!?。！？)\]）]\s*(?P<name>[^.!?。！？)\]）]{1,30})$")
_MAX_LABEL = 30
_ALIKE = (0.5, 2.0)
"""Bounds of originals to translated sentences between which an alignment is believed."""


@dataclass(frozen=True)
class Part:
    """A stretch of one cell's English in one paragraph; `labelled` says that a speaker's name stood before it."""

    text: str
    labelled: bool
    turn: int
    """Which Turn it belongs to; parts of one Turn may share their renderings without harm."""
    paragraph: int
    """Which of the page's own paragraphs it stands in."""
    announces: bool = False
    """Whether the next speaker's name stood at its end."""


@dataclass
class Cell:
    """A translation made clean: `paragraphs` is what may render speech, `dropped` what the translator said himself."""

    paragraphs: list[str]
    dropped: list[str] = field(default_factory=list)


def clean(english: str, translation: str, *, names: frozenset[str]) -> Cell:
    """Without echo, preamble, glossary, markup and labels that stand alone; `names` are the keys of printed names."""
    text, _ = without_echo(english, _EMPHASIS.sub("", translation))
    cell = Cell([])
    blocks = [" ".join(block.split()) for block in re.split(r"\n\s*\n", text or "") if block.strip()]
    if len(blocks) == 1 and "\n" in (text or "").strip():
        blocks = [" ".join(line.split()) for line in (text or "").split("\n") if line.strip()]
    for i, block in enumerate(blocks):
        if _KEY_TERMS.match(block) and i > 0:
            cell.dropped += blocks[i:]
            break
        if (i == 0 and len(blocks) > 1 and _PREAMBLE.match(block)) or set(block) <= set("-—*=_ "):
            cell.dropped.append(block)
        elif not _is_heading(block, names):
            cell.paragraphs.append(block)
    return cell


def below_front(cell: Cell, speech: int) -> Cell:
    """Without what renders the lists above the call; `speech` is the number of English paragraphs below them."""
    for i, paragraph in enumerate(cell.paragraphs):
        if match := re.search(rf"(?:^|\s)(?=(?:{_OPERATOR})\s*[:：])", paragraph, re.IGNORECASE):
            kept = [paragraph[match.start() :].strip(), *cell.paragraphs[i + 1 :]]
            return Cell(kept, [*cell.dropped, *cell.paragraphs[:i]])
    cut = max(0, len(cell.paragraphs) - speech)
    return Cell(cell.paragraphs[cut:], [*cell.dropped, *cell.paragraphs[:cut]])


def _is_heading(block: str, names: frozenset[str]) -> bool:
    """Whether a paragraph is a label or a section's name alone, and renders no words."""
    if len(block) > _MAX_LABEL or ends_sentence(block):
        return False
    bare = block.rstrip(":： ")
    return (
        _FUNCTION.match(block) is not None
        or _HEADING.match(block) is not None
        or section_heading(block) is not None
        or name_key(bare) in names
        or (block.endswith((":", "：")) and len(bare.split()) <= 4)
    )


def render(parts: Sequence[Part], paragraphs: Sequence[str]) -> list[str | None]:
    """For each part, the piece of the translation that renders it; None where that cannot be told."""
    groups = [list(group) for _, group in groupby(parts, key=lambda part: part.paragraph)]
    for texts in (list(paragraphs), _without_names(paragraphs, len(parts)), _without_names(paragraphs, len(groups))):
        if len(texts) == len(parts):
            return [_shown(part, text) for part, text in zip(parts, texts, strict=True)]
        if len(texts) == len(groups):
            return [piece for group, text in zip(groups, texts, strict=True) for piece in _within(group, text)]
    return _within(parts, "\n".join(paragraphs))


def _without_names(texts: Sequence[str], wanted: int) -> list[str]:
    """Without the short paragraphs that end no sentence, which render names, where just so many are too many."""
    kept = [text for text in texts if len(text) > _MAX_LABEL or ends_sentence(text) or re.search(r"\d", text)]
    return kept if len(kept) == wanted else list(texts)


def _within(parts: Sequence[Part], text: str) -> list[str | None]:
    """Of a text that renders several parts: by its labels where it has as many as the English, else by sentences."""
    if not parts or not text:
        return [None] * len(parts)
    if len(parts) == 1:
        return [_shown(parts[0], text)]
    starts = [match.start("label") for match in _INLINE.finditer(text)]
    runs: list[list[Part]] = []
    for part in parts:
        if part.labelled or not runs:
            runs.append([])
        runs[-1].append(part)
    if not parts[0].labelled and starts and starts[0] > 0:
        starts.insert(0, 0)
    if 1 < len(runs) == len(starts) and starts[0] == 0:
        ends = [*starts[1:], len(text)]
        pieces = [[line for line in text[a:b].split("\n") if line.strip()] for a, b in zip(starts, ends, strict=True)]
        return [piece for run, lines in zip(runs, pieces, strict=True) for piece in render(run, lines)]
    return _by_sentence(parts, text)


def _by_sentence(parts: Sequence[Part], text: str) -> list[str | None]:
    spans: list[tuple[int, int]] = []
    owner: list[int] = []
    joined, offset = "\n".join(part.text for part in parts), 0
    for i, part in enumerate(parts):
        own = split_sentences(part.text)
        spans += [(offset + start, offset + end) for start, end in own]
        owner += [i] * len(own)
        offset += len(part.text) + 1
    translated = split_sentences(text)
    same_turn = len({part.turn for part in parts}) == 1
    if not spans or not translated or not (same_turn or _ALIKE[0] <= len(spans) / len(translated) <= _ALIKE[1]):
        return [None] * len(parts)
    if len(spans) == len(translated):
        found: list[tuple[int, int] | None] = list(translated)
    else:
        found = list(align(joined, spans, text, translated))
    ends = [0] * len(parts)
    for span, i in zip(found, owner, strict=True):
        ends[i] = max(ends[i], span[1] if span else 0)
    ends[-1] = max(ends[-1], len(text))
    pieces: list[str | None] = []
    start = 0
    for part, end in zip(parts, ends, strict=True):
        # A sentence that renders the end of one part and the beginning of the next stays with the first.
        pieces.append(_shown(part, text[start:end]))
        start = max(start, end)
    return pieces


def _shown(part: Part, text: str) -> str | None:
    """The rendering, without the labels where the English had them."""
    text = text.strip()
    if part.labelled and (match := _INLINE.match(text)):
        text = text[match.end() :].strip()
    if part.announces and (tail := _NAME_AT_END.search(text)):
        text = text[: tail.start("name")].strip()
    return text if has_east_asian(text) else None
