"""Plain text with one `Name -- Title` line above each speech, as many people keep their own transcripts.

Metadata stands in `Company:`-like lines above; section headings and paragraphs are lines between blank lines. Speech
has dashes too (`38.6%--a record`), so a line is a speaker's only if it starts with a name and ends no sentence.
"""

import contextlib
import re
from datetime import datetime

from ingest.formats.draft import Draft, DraftTurn
from ingest.transcript import Note, Section

FORMAT = "name_title"

_HEADER = re.compile(r"^(Company|Ticker|Period|Date|Title|Source|Participants)\s*:\s*(.*)$", re.IGNORECASE)
_PERIOD = re.compile(
    r"\bQ([1-4])\s*(?:FY|fiscal)?\s*(20\d\d)\b|\b(?:FY|fiscal)?\s*(20\d\d)\s*Q([1-4])\b", re.IGNORECASE
)
_DATES = ("%Y-%m-%d", "%B %d, %Y", "%b %d, %Y", "%d %B %Y")
_PREPARED = re.compile(r"^(?:prepared remarks|presentation)\s*:?$", re.IGNORECASE)
_QA = re.compile(r"^questions?\s*(?:and|&|-and-)\s*answers?(?: session)?\s*:?$", re.IGNORECASE)
_END = re.compile(r"^(?:Duration\s*:|Call participants\s*:|Disclaimer\b|Copyright\b|©)", re.IGNORECASE)
_SPEAKER = re.compile(r"^(?P<name>[^\W\d_][\w.'’\- ]{1,60}?)\s+--\s+(?P<rest>\S.{1,120})$")
_FUNCTION = re.compile(r"^(?:Operator|Moderator|(?:Unidentified|Unknown) \w+)$", re.IGNORECASE)
_ANALYST = re.compile(r"^(?:(?P<firm>.+?)\s+--\s+)?(?P<title>Analyst)$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?]$")
_MAX_NAME_WORDS = 6
_MAX_SPEAKER_LINE = 250


def recognises(text: str) -> bool:
    speakers = [line for line in map(str.strip, text.split("\n")) if _speaker(line)]
    return len(speakers) >= 3 and len({line for line in speakers if not _FUNCTION.match(line)}) >= 2


def parse(text: str) -> Draft:
    draft = Draft(format=FORMAT, languages=("en",))
    section: Section | None = None
    front: list[str] = []
    rest: list[str] = []
    for line in map(str.strip, text.split("\n")):
        if not line:
            continue
        if rest or (draft.turns and _END.match(line)):
            rest.append(line)
        elif _PREPARED.match(line):
            section = Section.PREPARED
        elif _QA.match(line):
            section = Section.QA
        elif speaker := _speaker(line):
            last = draft.turns[-1] if draft.turns else None
            if last is None or last.label != speaker[0] or last.section != section:
                draft.turns.append(DraftTurn(*speaker, section=section))
        elif draft.turns:
            draft.turns[-1].paragraphs.append((line, None))
        elif not _read_header(draft, line):
            front.append(line)
    if front:
        draft.notes.append(Note("summary", "\n".join(front)))
    if rest:
        draft.notes.append(Note("disclaimer", "\n".join(rest)))
    draft.turns = [turn for turn in draft.turns if turn.paragraphs]
    return draft


def _speaker(line: str) -> tuple[str, str | None, str | None] | None:
    """(name, title, firm) of a speaker line, or None."""
    if len(line) > _MAX_SPEAKER_LINE:
        return None
    if _FUNCTION.match(line):
        return line, None, None
    match = _SPEAKER.match(line)
    if match is None or _SENTENCE_END.search(line.removesuffix("Inc.").removesuffix("Co.")):
        return None
    name, rest = match["name"].strip(), match["rest"].strip()
    words = name.split()
    if not (2 <= len(words) <= _MAX_NAME_WORDS and rest[0].isupper()) or not all(
        word[0].isupper() or word in ("de", "van", "von", "der") for word in words
    ):
        return None
    if analyst := _ANALYST.match(rest):
        return name, analyst["title"], analyst["firm"]
    return name, rest, None


def _read_header(draft: Draft, line: str) -> bool:
    """Whether the line says what call this is, and was understood."""
    match = _HEADER.match(line)
    if match is None:
        return False
    key, value = match[1].lower(), match[2].strip()
    if key == "company":
        draft.company = value
    elif key == "ticker":
        draft.ticker = value.rpartition(":")[2].strip()
    elif key == "date" and (date := _iso_date(value)):
        draft.date = date
    elif key == "title":
        draft.title = value
    elif key == "period" and (period := _PERIOD.search(value)):
        draft.fiscal_year = int(period[2] or period[3])
        draft.fiscal_quarter = int(period[1] or period[4])
    else:
        return False
    return True


def _iso_date(text: str) -> str | None:
    for form in _DATES:
        with contextlib.suppress(ValueError):
            return datetime.strptime(text, form).date().isoformat()
    return None
