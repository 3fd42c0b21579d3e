"""Rev's token files (.nlp): one word a line, columns by name, speakers by number.

The companion (ingest/companions.py) names the speakers; numbers that it does not name are `Speaker <number>`. What the
aligner says of a token (`del`, `sub(...)`) concerns its time: the word was said and stays.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ingest.companions import file_ids, rows
from ingest.formats.captions.times import suspects
from ingest.formats.draft import Draft, DraftTurn, Listed
from ingest.formats.lines import is_function
from ingest.formats.text import Text

FORMAT = "rev_tokens"

_TIME = re.compile(r"\d{1,7}(?:\.\d{1,9})?")


@dataclass(frozen=True)
class _Token:
    speaker: str
    text: str
    """With its punctuation; punctuation alone belongs to the word before."""
    time: float | None


def recognises(page: Text) -> bool:
    return _columns(page.text.lstrip()[:500].partition("\n")[0]) is not None


def parse(page: Text) -> list[Draft]:
    draft = Draft(FORMAT)
    tokens = list(_tokens(page.text.lstrip(), draft))
    names = _read_companion(draft, page)
    times = [(i, token.time) for i, token in enumerate(tokens) if token.time is not None]
    doubtful = {times[n][0] for n in suspects([time for _, time in times])}
    words: list[str] = []
    last: tuple[str | None, str | None] | None = None
    for i, token in enumerate(tokens):
        # Two numbers without a name, or one and somebody named like it, are two people.
        who = (names.get(token.speaker) or _label(token.speaker), None if token.speaker in names else token.speaker)
        if who != last:
            _close(draft, words)
            draft.turns.append(DraftTurn(who[0]))
            words, last = [], who
        turn = draft.turns[-1]
        words.append(token.text)
        if token.time is not None and turn.start_seconds is None:
            if i in doubtful:
                turn.flags = ["timestamp_suspect"]
            else:
                turn.start_seconds = token.time
    _close(draft, words)
    if draft.turns and not names:
        draft.warnings.append("No table beside the file names its speakers.")
    return [draft]


def _columns(header: str) -> Mapping[str, int] | None:
    """Where each column stands; None if the line is no header of tokens."""
    columns = {name.strip().lower(): i for i, name in enumerate(header.split("|"))}
    return columns if len(columns) > 3 and {"token", "speaker", "ts"} <= columns.keys() else None


def _tokens(text: str, draft: Draft) -> Iterator[_Token]:
    header, _, body = text.partition("\n")
    columns = _columns(header) or {}
    speaker = ""
    damaged: list[str] = []

    def field(name: str) -> str:
        at = columns.get(name, len(fields))
        return fields[at].strip() if at < len(fields) else ""

    for line in body.split("\n"):
        fields = line.split("|")
        if len(fields) <= max(columns["token"], columns["speaker"]):
            damaged += [line.strip()] if line.strip() else []
            continue
        if _columns(line) is not None:
            continue
        speaker = field("speaker") or speaker
        word = f"{field('prepunctuation')}{field('token')}{field('punctuation')}"
        if word:
            time = float(field("ts")) if _TIME.fullmatch(field("ts")) else None
            yield _Token(speaker, word if field("token") else f"\b{word}", time)
    if damaged:
        draft.note("note", "\n".join(damaged))
        draft.warnings.append(f"{len(damaged)} lines are no tokens and were set aside.")


def _close(draft: Draft, words: list[str]) -> None:
    if words:
        draft.turns[-1].paragraphs.append((" ".join(words).replace(" \b", "").replace("\b", ""), None))


def _label(speaker: str) -> str | None:
    """A speaker without a name in the table, by number."""
    return f"Speaker {speaker}" if speaker.isdecimal() else speaker or None


def _read_companion(draft: Draft, page: Text) -> dict[str, str]:
    """Names by speaker number; the company and the ticker go to the Draft where a table gives them."""
    names: dict[str, str] = {}
    for table in re.split(r"\n(?=[^\n]*\bfile[_ ]id\b)", (page.companion or "").replace("\r", ""), flags=re.IGNORECASE):
        try:
            found = list(rows(table))
        except csv.Error:
            continue
        for row in found:
            if row.get("file_id", file_ids(page.name)[0]) not in file_ids(page.name):
                continue
            if row.get("speaker_name"):
                names.setdefault(row.get("speaker_id", ""), row["speaker_name"])
                if not is_function(row["speaker_name"]):
                    draft.participants.append(Listed(row["speaker_name"]))
            draft.company = draft.company or row.get("company_name") or None
            draft.ticker = draft.ticker or row.get("ticker_symbol") or None
    return names
