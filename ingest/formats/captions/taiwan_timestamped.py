"""Taiwanese timestamped bilingual pages: a machine memo, then `(hh:mm:ss)` lines in pairs of one time.

Two lines of one time are the same words in two languages. Which of them was said the file does not tell; the language
that comes first in most pairs is taken as the original, so that a pair in the other order falls into place.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from ingest.formats.captions.times import suspects
from ingest.formats.captions.twins import Segment, add, chinese, differ, go_on
from ingest.formats.draft import Draft
from ingest.formats.generic.affiliation import affiliation
from ingest.formats.lines import ends_sentence, is_function, is_name, section_heading
from ingest.formats.text import Text
from ingest.metadata import bare_ticker, iso_date, ticker
from ingest.transcript import Section

FORMAT = "taiwan_timestamped"

_ANY_STAMP = re.compile(r"^[ \t]{0,9}[(（\[][ \t]{0,3}\d{1,3}[:：]\d", re.MULTILINE)
_STAMPED = re.compile(r"^[(（\[]\s*(?P<clock>(?:\d{1,2}\s?[:：])?\d{1,3}[:：]\d{2})\s*[)）\]]\s*(?P<text>.*)$")
_BOLD = re.compile(r"^\*\*(?P<text>[^*].{0,298}?)\*\*\s{0,3}[:：]?$")
_TITLE = re.compile(r"^#{0,6}\s*(?P<company>\S[^_]{0,80}?)[_\s]+(?P<date>20\d\d[-/.]?\d\d[-/.]?\d\d)(?!\d)")
_CODE = re.compile(
    r"^(?:(?P<before>\d{4,6}[A-Z]?(?:\.TWO?)?)[\s_]+)?(?P<name>.+?)(?:[\s_]+(?P<after>\d{4,6}(?:\.TWO?)?))?$"
)
_TRANSCRIPT = re.compile(r"^(?:transcript|full transcript|逐字稿|逐字稿全文|完整逐字稿)$", re.IGNORECASE)
_MEMO = re.compile(r"^(?:memo|summary|摘要|重點(?:摘要)?|備忘錄?)$", re.IGNORECASE)
_WARNING = re.compile(r"警語|免責|聲明|disclaimer|AI\s*生成", re.IGNORECASE)
_PRESENTATION = re.compile(r"^(?:簡報|報告|公司簡報|presentation)", re.IGNORECASE)
_QA = re.compile(r"^(?:q\s?[&＆]\s?a|問答)", re.IGNORECASE)
_DASH = re.compile(r"\s+(?:--|[-–—])\s+|\s*[—]\s*")
_FIRM_GOES_ON = re.compile(r"^(?:Ltd|Inc|LLC|L\.L\.C|Limited|Corp|Co|PLC|S\.A|N\.V|K\.K)\b", re.IGNORECASE)
_MAX_HEADING = 200
_MAX_LABEL = 160


@dataclass
class _Speech:
    """One speaker heading and the segments under it."""

    label: str | None
    section: Section | None
    segments: list[Segment]


def recognises(page: Text) -> bool:
    if _ANY_STAMP.search(page.text) is None:
        return False
    stamped = pairs = 0
    before: re.Match[str] | None = None
    marked = False
    for line in page.lines:
        if match := _STAMPED.match(line):
            stamped += 1
            pairs += before is not None and before["clock"] == match["clock"] and differ(before["text"], match["text"])
            before = match
        elif 0 < len(line) <= _MAX_HEADING:
            marked = marked or _TRANSCRIPT.match(_unmarked(line)) is not None or _BOLD.match(line) is not None
    return marked and pairs > 0 and pairs * 4 >= stamped


def parse(page: Text) -> list[Draft]:
    draft = Draft(FORMAT, languages=("en", "zh-Hant"), translation_kind="machine")
    lines = [line for line in page.lines if line]
    start = _speech_from(lines)
    _read_front(draft, lines[:start])
    _fill(draft, _speeches(draft, lines[start:]))
    return [draft]


def _unmarked(line: str) -> str:
    """A line without the marks of a heading."""
    return line.strip("# ") if line.startswith("#") and len(line) <= _MAX_HEADING else line


def _speech_from(lines: Sequence[str]) -> int:
    """Where the transcript begins: after its heading, or with the speaker and section before the first stamped line."""
    headed = next((i + 1 for i, line in enumerate(lines) if _TRANSCRIPT.match(_unmarked(line))), None)
    if headed is not None:
        return headed
    first = next((i for i, line in enumerate(lines) if _STAMPED.match(line)), len(lines))
    first = max(0, first - 1)
    while first and _section(lines[first - 1]):
        first -= 1
    return first


def _read_front(draft: Draft, lines: Sequence[str]) -> None:
    memo = False
    notes: list[tuple[str, str]] = []
    for line in lines:
        text = _unmarked(line)
        if draft.title is None and not memo and len(line) <= _MAX_HEADING and (match := _TITLE.match(line)):
            _read_title(draft, text, match)
        elif _MEMO.match(text):
            memo = True
        else:
            bold = _BOLD.match(line)
            notes.append(("summary" if memo else _kind(line), bold["text"] if bold and not memo else line))
    _note(draft, notes)


def _kind(line: str) -> str:
    return "disclaimer" if _WARNING.search(line) else "note"


def _note(draft: Draft, notes: Sequence[tuple[str, str]]) -> None:
    """Keep (kind, text) pairs, those of one kind that follow each other as one."""
    for kind, group in groupby(notes, key=itemgetter(0)):
        draft.note(kind, "\n".join(text for _, text in group))


def _read_title(draft: Draft, title: str, match: re.Match[str]) -> None:
    draft.title = title
    draft.date = iso_date(match["date"])
    company = match["company"].strip()
    if symbol := ticker(company):
        draft.exchange, draft.ticker = symbol
        company = company.partition("(")[0].strip()
    elif (coded := _CODE.match(company)) and (code := coded["before"] or coded["after"]):
        company, draft.ticker = coded["name"], bare_ticker(code)[1]
    draft.company = company


def _speeches(draft: Draft, lines: Sequence[str]) -> list[_Speech]:
    speeches = [_Speech(None, None, [])]
    notes: list[tuple[str, str]] = []
    known: set[str] = set()
    ended = False
    for i, line in enumerate(lines):
        speech = speeches[-1]
        text = _unmarked(line)
        stamped = _STAMPED.match(text)
        if section := _section(line):
            ended = False
            speeches.append(_Speech(speech.label, section, []))
        elif label := None if stamped else _label(line, known, lines, i):
            ended = False
            known.add(label)
            speeches.append(_Speech(label, speech.section, []))
        elif ended or (text is not line and not stamped):
            ended = True
            notes.append(("summary" if _MEMO.match(text) else _kind(line), text))
        elif stamped:
            add(speech.segments, _seconds(stamped["clock"]), stamped["text"].strip())
        elif bold := _BOLD.match(line):
            notes.append((_kind(line), bold["text"]))
        elif speech.segments:
            go_on(speech.segments[-1], line)
        elif speech.label:
            speech.segments.append(Segment(None, [line]))
        else:
            notes.append((_kind(line), line))
    _note(draft, notes)
    return [speech for speech in speeches if speech.segments]


def _section(line: str) -> Section | None:
    if len(line) > 40:
        return None
    text = _unmarked(line)
    if found := section_heading(text):
        return found
    # Only a marked line is a heading whatever follows: `Q&A will come later.` is speech.
    if text is line:
        return None
    return Section.QA if _QA.match(text) else Section.PREPARED if _PRESENTATION.match(text) else None


def _label(line: str, known: set[str], lines: Sequence[str], i: int) -> str | None:
    """The line's text if it heads speech: in bold, or, having lost its marks, shaped as a name with an office."""
    bold = _BOLD.match(line)
    text = bold["text"].strip() if bold else _unmarked(line).strip("* ")
    if len(text) > _MAX_LABEL or _WARNING.search(text):
        return None
    follows = i + 1 < len(lines) and _STAMPED.match(lines[i + 1]) is not None
    name = _DASH.split(text, maxsplit=1)[0]
    titled = name != text and (is_name(name) or is_function(name)) and not ends_sentence(text)
    if bold:
        return text if follows or titled or text in known else None
    return text if follows and (titled or text in known or is_function(text)) else None


def _seconds(clock: str) -> float:
    seconds = 0.0
    for field in clock.replace("：", ":").split(":"):
        seconds = seconds * 60 + int(field)
    return seconds


def _fill(draft: Draft, speeches: Sequence[_Speech]) -> None:
    segments = [segment for speech in speeches for segment in speech.segments]
    timed = [(segment, segment.seconds) for segment in segments if segment.seconds is not None]
    doubtful = {id(timed[i][0]) for i in suspects([seconds for _, seconds in timed])}
    twins = [(segment.text, segment.twin) for segment in segments]
    turned = [chinese(text) > chinese(twin) for text, twin in twins if twin and differ(text, twin)]
    chinese_first = sum(turned) * 2 > len(turned)
    if chinese_first:
        draft.languages = ("zh-Hant", "en")
    for speech in speeches:
        turn = draft.open(*_person(speech.label), speech.section)
        if not turn.paragraphs and id(speech.segments[0]) not in doubtful:
            turn.start_seconds = speech.segments[0].seconds
        for segment in speech.segments:
            text, twin = segment.text, segment.twin
            if twin and differ(text, twin) and (chinese(text) > chinese(twin)) != chinese_first:
                text, twin = twin, text
            turn.paragraphs.append((text, twin))
            for flag, set_ in (
                ("translation_echo_removed", segment.echoed),
                ("timestamp_suspect", id(segment) in doubtful),
            ):
                if set_ and flag not in turn.flags:
                    turn.flags.append(flag)


def _person(label: str | None) -> tuple[str | None, str | None, str | None]:
    """(name, title, firm) of `Name - Firm, Role`; a firm's `Co., Ltd.` is no end of it."""
    if label is None:
        return None, None, None
    name, *rest = _DASH.split(label.strip("* "), maxsplit=1)
    if not rest:
        return name.strip(), None, None
    pieces = re.split(r"\s*[,，]\s*", rest[0])
    at = 1
    while at < len(pieces) and _FIRM_GOES_ON.match(pieces[at]):
        at += 1
    if at == len(pieces):
        return name.strip(), *affiliation(rest[0])
    return name.strip(), ", ".join(pieces[at:]), ", ".join(pieces[:at])
