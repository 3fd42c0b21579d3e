"""Paragraphs that came with their translation: the pairs, and how what a parser makes of the originals gets them back."""

import re
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.formats.bilingual.bilingual import folded, without_echo
from ingest.formats.draft import Draft, Listed
from ingest.formats.lines import ends_sentence, name_key
from ingest.transcript import Note

_LABEL = re.compile(r"^\W{0,4}(?P<label>[^\s:：。！？!?][^\n:：。！？!?]{0,50}?)\s*\**[:：]\**\s*")
_GREETING = re.compile(r"^(?:大家|各位|谢谢|謝謝|感谢|感謝|早上|下午|晚上|你好|您好|女士)")
_BRACKETED = re.compile(r"\s*[(（][^()（）]*[)）]")
_DASHES = re.compile(r"\s*(?:-{2,}|[—–]+)\s*|\s+-\s+")
_CJK_NAME = re.compile(r"^[一-鿿][一-鿿·．・]{1,14}$")
_MAX_ENTRY = 300
_AHEAD = 1_000
"""Pairs within which a paragraph's own pair is looked for."""


@dataclass(frozen=True)
class Pair:
    """One line of the original and its translation; `echoed` says that the original stood in the translation too."""

    original: str
    translation: str | None
    echoed: bool = False


def pairs_of(original: str, translation: str) -> Iterator[Pair]:
    """The pair, its echo cut off; several where its original has lines that no paragraph has (a heading and its words)."""
    text, echoed = without_echo(original, translation)
    lines: list[str] = []
    for line in map(str.strip, original.split("\n")):
        if lines and line[:1].islower() and not ends_sentence(lines[-1]):
            lines[-1] += " " + line
        elif line:
            lines.append(line)
    lines = lines or [""]
    rendered: list[str | None] = [line.strip() for line in (text or "").split("\n") if line.strip()]
    if len(rendered) != len(lines):
        # Which line it renders cannot be told; a heading's words come last.
        joined = " ".join(filter(None, rendered)) or None
        rendered = [joined if i == len(lines) - 1 else None for i in range(len(lines))]
    for line, own in zip(lines, rendered, strict=True):
        yield Pair(line, own, echoed and own is not None)


class Translations:
    """Hands the translations of pairs to what a parser made of their originals."""

    def __init__(self, pairs: Sequence[Pair]) -> None:
        self._pairs = pairs
        self._folded = [folded(pair.original)[0] for pair in pairs]
        self._at = 0
        self._waiting: dict[str, deque[str | None]] = defaultdict(deque)
        for key, pair in zip(self._folded, pairs, strict=True):
            self._waiting[key].append(pair.translation)

    def give(self, draft: Draft) -> None:
        for turn in draft.turns:
            echoed = False
            for i, (text, _) in enumerate(turn.paragraphs):
                pairs = self._pairs_of(text)
                rendered = [_rendering(pair, text) for pair in pairs]
                turn.paragraphs[i] = (text, " ".join(filter(None, rendered)) or None)
                echoed |= any(pair.echoed for pair in pairs)
            if echoed:
                turn.flags.append("translation_echo_removed")
        draft.notes = [self._note(note) for note in draft.notes]
        draft.participants = [self._named(person) for person in draft.participants]

    def _pairs_of(self, text: str) -> list[Pair]:
        """The pair that a paragraph ends, or the pairs that it joins; none where that cannot be told."""
        wanted, _ = folded(text)
        if not wanted:
            return []
        for i in range(self._at, min(self._at + _AHEAD, len(self._pairs))):
            own = self._folded[i]
            if own == wanted or (own.endswith(wanted) and _is_labelled(self._pairs[i].original, text)):
                self._at = i + 1
                return [self._pairs[i]]
            if own and wanted.startswith(own) and (last := self._joined(i, wanted)):
                self._at = last
                return list(self._pairs[i:last])
        return []

    def _joined(self, first: int, wanted: str) -> int | None:
        """One past the last of the pairs from `first` on whose texts together are the wanted one."""
        at = 0
        for i in range(first, min(first + _AHEAD, len(self._pairs))):
            if not wanted.startswith(self._folded[i], at):
                return None
            at += len(self._folded[i])
            if at == len(wanted):
                return i + 1
        return None

    def _note(self, note: Note) -> Note:
        waiting = self._waiting
        found = [
            waiting[key].popleft() if waiting.get(key := folded(line)[0]) else None for line in note.text.split("\n")
        ]
        translation = "\n".join(text or "" for text in found) if any(found) else None
        return replace(note, translation=note.translation or translation)

    def _named(self, person: Listed) -> Listed:
        """With the Chinese name that stands where the English one does in the list."""
        for pair in self._pairs:
            if pair.translation is None or person.name not in pair.original or len(pair.original) > _MAX_ENTRY:
                continue
            parts = _DASHES.split(pair.original)
            if len(parts) < 2 or name_key(person.name) not in map(name_key, parts):
                continue
            rendered = _DASHES.split(pair.translation)
            at = [name_key(part) for part in parts].index(name_key(person.name))
            name = _BRACKETED.sub("", rendered[at]).strip() if len(rendered) == len(parts) else ""
            if _CJK_NAME.match(name):
                return replace(person, also_called=(*person.also_called, name))
        return person


def _rendering(pair: Pair, text: str) -> str | None:
    """The pair's translation, without the label where the original had one before the paragraph's own words."""
    if pair.translation is None or not _is_labelled(pair.original, text):
        return pair.translation
    match = _LABEL.match(pair.translation)
    if match is None or _GREETING.match(match["label"]):
        return pair.translation
    return pair.translation[match.end() :].strip() or None


def _is_labelled(original: str, text: str) -> bool:
    """Whether a label stands in the original before the words that end it."""
    whole, where = folded(original)
    words, _ = folded(text)
    if not words or len(whole) <= len(words):
        return False
    return original[: where[len(whole) - len(words)]].rstrip(" \t\"'“‘([*$").endswith((":", "："))
