"""Rows or objects whose text is a whole call: the layout of each text is found again, and the row's metadata wins."""

import re
from collections.abc import Sequence
from typing import Any

from errors import SourceNotTranscript
from ingest.formats.data.cells import characters, paragraphs
from ingest.formats.data.facts import Facts, facts_of, month_first
from ingest.formats.data.fields import EDITORIAL, Row, first
from ingest.formats.data.records import set_languages
from ingest.formats.draft import Draft, DraftTurn
from ingest.formats.text import Text
from ingest.transcript import Section

FORMAT = "document"

_TRANSCRIPT = tuple("transcript fulltranscript transcripttext transcriptcontent 逐字稿".split())
_WHOLE = (
    *_TRANSCRIPT,
    *"rawcontent rawtext fulltext content text body html article document speech 內容 内容 全文".split(),
)
_PREPARED = tuple("preparedremarks presentation managementdiscussion remarks".split())
_QA = tuple("questionsandanswers questionandanswer qanda qa qasection qna".split())
_LINES = "\n\n"
_FRAGMENT = re.compile(r"<(?:p|br|div|h\d)[\s/>]", re.IGNORECASE)
_PAGE = re.compile(r"<html|<body|article-content|<t[dr][\s>]|<\?xml", re.IGNORECASE)


def recognises(row: Row) -> bool:
    """Whether the row has a place for the text of a whole call."""
    return any(name in row and (row[name] is None or isinstance(row[name], str)) for name in (*_WHOLE, *_PREPARED))


def parse(rows: Sequence[Row], name: str, around: Facts | None = None) -> list[Draft]:
    """A call for each row that has text; the first of them says how many had none."""
    facts = [facts_of(row).over(around or Facts()) for row in rows]
    by_month = month_first(facts)
    drafts: list[Draft] = []
    empty = 0
    for row, fact in zip(rows, facts, strict=True):
        try:
            found = _calls(row, name, known=bool(fact.company or fact.ticker or fact.quarter))
        except SourceNotTranscript:
            # One row that is no transcript must not take the others with it.
            found = []
        empty += not found
        for draft in found:
            fact.fill(draft, month_first=by_month)
            for key, kind in EDITORIAL.items():
                for text in paragraphs(row.get(key)):
                    draft.note(kind, text)
        drafts += found
    if empty and drafts:
        drafts[0].warnings.append(f"{empty} of {len(rows)} calls have no text and were left out.")
    return drafts


def _is_call(row: Row, known: bool) -> bool:
    """Whether a text without speakers is a call's: it says of which, or is called a transcript, or is nothing but text."""
    return known or first(row, _TRANSCRIPT) is not None or row.keys() == {"text"}


def _calls(row: Row, name: str, *, known: bool) -> list[Draft]:
    whole = first(row, _WHOLE)
    prepared, answers = first(row, _PREPARED), first(row, _QA)
    if isinstance(whole, str) and whole.strip():
        if found := detected(whole, name):
            return found
        if not (isinstance(prepared, str) and isinstance(answers, str)):
            return _unattributed([(whole, None)]) if _is_call(row, known) else []
    if not isinstance(prepared, str):
        return []
    if not isinstance(answers, str) or not answers.strip():
        return detected(prepared, name) or _unattributed([(prepared, None)])
    joined = f"Prepared Remarks:{_LINES}{prepared}{_LINES}Questions and Answers:{_LINES}{answers}"
    return detected(joined, name) or _unattributed([(prepared, Section.PREPARED), (answers, Section.QA)])


def detected(text: str, name: str) -> list[Draft]:
    """The calls of a text inside a file, by the parser that knows its layout; none where no parser does.

    Raises:
        SourceNotTranscript: it is surely no transcript (an interface's error message).
    """
    from ingest.formats.registry import parse_text, parse_whole

    text = "\f".join(map(characters, text.split("\f")))
    if _FRAGMENT.search(text) and not _PAGE.search(text):
        # What an editor's field holds: its tags say no more than where paragraphs end.
        found = parse_text(Text(_LINES.join(paragraphs(text)), name))
        if any(turn.label for draft in found for turn in draft.turns):
            return found
    return parse_whole(Text(text, name))


def _unattributed(parts: Sequence[tuple[Any, Section | None]]) -> list[Draft]:
    draft = Draft(format=FORMAT)
    for text, section in parts:
        if found := paragraphs(text):
            draft.turns.append(DraftTurn(None, section=section, paragraphs=[(text, None) for text in found]))
    if not draft.turns:
        return []
    draft.warnings.append("The text names no speakers.")
    set_languages(draft)
    return [draft]
