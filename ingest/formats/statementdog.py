"""Bilingual pages in the statementdog layout: a bulleted English line, and its Chinese translation indented below it.

A heading is a pair whose two lines are the same. Since a short speech can be left untranslated too (`OK.` / `OK.`), a
heading also needs support: a function word, a ` - ` before a title, or a name seen or announced before. Damaged copies
have lost their bullets: there lines alternate by script, and a heading is a line printed twice.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.formats.draft import Draft, DraftTurn
from ingest.transcript import Note

FORMAT = "statementdog"

_TITLE = re.compile(
    r"^(?P<company>\S.*?)\s*(?:ADR\s*)?\((?P<ticker>[\w.\-]+)\)\s*(?P<year>20\d\d)\s*Q(?P<quarter>[1-4])\s*法說會逐字稿"
)
_SUMMARY = "內容摘要"
_FULL_TEXT = "完整原文"
_DISCLAIMER = "使用警語"
_BULLET = re.compile(r"^\s*•(.*)$")
_EDITOR = "editor"
_FUNCTIONS = re.compile(
    r"^(?:Operator|Editor|Moderator|Interpreter|Translator|(?:Unidentified|Unknown)\b.*)$", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"(?<!\b[JS]r)(?<!\bPh\.D)[.!?。！？]$")
_CJK = re.compile(r"[一-鿿]")
_LATIN_WORD = re.compile(r"[A-Za-z]+")
_FULL_NAME = re.compile(r"[^\W\d_][\w'’\-]*\.?(?: [^\W\d_][\w'’\-]*\.?){1,3}")
_NOT_NAMES = frozenset("good great hello hi next no okay question right sure thank thanks yes".split())
_MAX_LABEL_WORDS = 8
_MAX_TITLE = 200
_BULLETS = 4


@dataclass(frozen=True)
class _Pair:
    original: str
    translation: str | None


def recognises(text: str) -> bool:
    lines = text.split("\n")
    twins = [lines[i].strip(" •") for i in _twins(lines)]
    if len(twins) >= 3 and "Operator" in twins:
        return True
    head = text[:20_000]
    return (_DISCLAIMER in head or _FULL_TEXT in head) and (_is_bulleted(lines) or len(twins) >= 3)


def parse(text: str) -> Draft:
    lines = text.split("\n")
    speech_from = (
        next((i + 1 for i, line in enumerate(lines) if line.strip().startswith(_DISCLAIMER)), 0)
        or next((i + 1 for i, line in enumerate(lines) if line.strip() == _FULL_TEXT), 0)
        or next(_twins(lines), 0)
    )
    draft = Draft(format=FORMAT, languages=("en", "zh-Hant"), translation_kind="machine")
    _read_front(draft, lines[:speech_from])
    speech = lines[speech_from:]
    _read_speech(draft, _pairs(speech, bulleted=_is_bulleted(speech)))
    return draft


def _twins(lines: Sequence[str]) -> Iterator[int]:
    """Where a line stands whose next line, blank ones apart, is the same."""
    before, at = "", 0
    for i, line in enumerate(lines):
        text = line.strip(" •")
        if text:
            if text == before:
                yield at
            before, at = text, i


def _is_bulleted(lines: Sequence[str]) -> bool:
    return sum(_BULLET.match(line) is not None for line in lines) >= _BULLETS


def _read_front(draft: Draft, lines: list[str]) -> None:
    body: list[str] = []
    for line in map(str.strip, lines):
        if len(line) <= _MAX_TITLE and (match := _TITLE.match(line)):
            draft.title = line
            draft.company, draft.ticker = match["company"], match["ticker"]
            draft.fiscal_year, draft.fiscal_quarter = int(match["year"]), int(match["quarter"])
        elif line.startswith(_DISCLAIMER):
            draft.notes.append(Note("disclaimer", line))
        elif line and line not in (_SUMMARY, _FULL_TEXT):
            body.append(line)
    if body:
        draft.notes.insert(0, Note("summary", "\n".join(body)))


def _pairs(lines: Sequence[str], *, bulleted: bool) -> Iterator[_Pair]:
    original: str | None = None
    translation: list[str] = []
    for line in lines:
        bullet = _BULLET.match(line)
        text = (bullet[1] if bullet else line).strip()
        if not text:
            continue
        if bulleted:
            renders = bullet is None
        else:
            renders = _is_chinese(text) or (text == original and not translation)
        if renders and original is not None:
            translation.append(text)
        elif renders:
            yield _Pair(text, None)
        else:
            if original is not None:
                yield _Pair(original, " ".join(translation) or None)
            original, translation = text, []
    if original is not None:
        yield _Pair(original, " ".join(translation) or None)


def _is_chinese(line: str) -> bool:
    """A Chinese name in an English line does not change its language, nor an English one in a Chinese line."""
    return len(_CJK.findall(line)) > len(_LATIN_WORD.findall(line))


def _read_speech(draft: Draft, pairs: Iterator[_Pair]) -> None:
    seen: set[str] = set()
    notes: dict[str, list[_Pair]] = {}
    editor: list[_Pair] | None = None
    for pair in pairs:
        if pair.original == pair.translation and _is_heading(pair.original, seen, draft):
            name, _, title = pair.original.partition(" - ")
            editor = notes.setdefault(_EDITOR, []) if name.lower() == _EDITOR else None
            seen.add(name.strip())
            if editor is None:
                _open_turn(draft, name.strip(), title.strip() or None)
        elif editor is not None:
            editor.append(pair)
        elif not draft.turns:
            draft.warnings.append(f"Speech before the first speaker was set aside: {pair.original[:60]!r}")
            draft.notes.append(Note("note", pair.original, pair.translation))
        else:
            draft.turns[-1].paragraphs.append((pair.original, pair.translation))
    draft.turns = [turn for turn in draft.turns if turn.paragraphs]
    for kept in notes.values():
        text = "\n".join(pair.original for pair in kept)
        translation = "\n".join(pair.translation or "" for pair in kept) or None
        draft.notes.append(Note("note", text, translation, paragraphs=len(kept)))


def _open_turn(draft: Draft, name: str, title: str | None) -> None:
    """A heading repeated by the same speaker goes on with the same Turn."""
    if draft.turns and draft.turns[-1].label == name:
        return
    draft.turns.append(DraftTurn(name, title))


def _is_heading(line: str, seen: set[str], draft: Draft) -> bool:
    if _FUNCTIONS.match(line):
        return True
    name, dash, _ = line.partition(" - ")
    name = name.strip()
    words = name.split()
    if not 1 <= len(words) <= _MAX_LABEL_WORDS or _SENTENCE_END.search(name) or words[0].lower() in _NOT_NAMES:
        return False
    if dash and (any(word[0].isupper() for word in words) or _CJK.match(name)):
        return True
    return line in seen or _is_announced(line, draft)


def _is_announced(line: str, draft: Draft) -> bool:
    """Whether a bare line is the name of somebody whom the turn before it names, in full or by one of his names."""
    if not draft.turns or not _FULL_NAME.fullmatch(line):
        return False
    first, *_, last = line.split()
    said = " ".join(original for original, _ in draft.turns[-1].paragraphs)
    return any(name[0].isupper() and re.search(rf"\b{re.escape(name)}\b", said) for name in (first, last))
