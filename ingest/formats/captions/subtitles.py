"""Subtitles (SRT, WebVTT): cues become Turns by voice tags, `Name:` labels, `>>` and paired dashes.

A cue without any of these goes on with the Turn before it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ingest.formats.bilingual.language import is_chinese, languages
from ingest.formats.captions import captions
from ingest.formats.captions.asr import joined
from ingest.formats.captions.caption_labels import Part, labels
from ingest.formats.captions.captions import Cue
from ingest.formats.captions.times import suspects
from ingest.formats.draft import Draft
from ingest.formats.text import Text
from ingest.metadata import iso_date, period, ticker

FORMAT = "subtitles"

_CHANGE = re.compile(r"(?:^|(?<=\s))>{2,3}(?!>)\s*")
_DASHED = re.compile(r"^[-–—]\s?(?=[^\s\-–—])")
_ENDED = re.compile(r"[.!?…\])\"”]$")
_BEGINS_DASHED = re.compile(r"^[-–—]\s?[A-Z\[(\"“]")
_MANY = 5
_BRACKETED = re.compile(
    r"^(?:(?:\[[^\[\]]{0,80}\]|\([^()\s]{1,30}(?: [^()\s]{1,30}){0,2}\)|【[^【】]{0,80}】|\*[^*]{1,80}\*)[\s.]{0,5}){1,5}$"
)
_SOUND = re.compile(
    r"\b(?:music|laugh|chuckl|applau|clap|cheer|silence\b|pause\b|beep|ring(?:s|ing|tone)?\b|static\b|noise|background|cough"
    r"|sighs?\b|clears|no audio|blank[ _]?audio|video playing|(?:dial )?tone\b|bells?\b|sneez|breath)|音樂|音乐|掌聲|掌声|笑聲|笑声|鼓掌",
    re.IGNORECASE,
)
_SPEECH_MARK = re.compile(
    r"inaudible|indiscernible|unintelligible|crosstalk|speak|foreign|language|gap|difficult", re.IGNORECASE
)
_SONG = re.compile(r"^[♪♫#\s]{0,5}[♪♫]")
_PERIOD = (
    r"(?:F?Q[1-4]\b|[1-4]F?Q|FY|H[12]\b|(?:19|20)\d\d|(?:first|second|third|fourth|full|half|fiscal|interim|annual)\b"
    r"|(?:\d{1,2} )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \d|\d{1,2}[./]\d)"
)
_CALL = re.compile(r"\b(?:earnings|results|conference|investor|call|webcast)\b", re.IGNORECASE)
_COMPANY = re.compile(rf"^(?P<company>[^\W\d_].{{0,80}}?)[\s,:–—-]+(?={_PERIOD}|\(|{_CALL.pattern})", re.IGNORECASE)
_PERIOD_FIRST = re.compile(
    rf"^(?:{_PERIOD}\S*\s+(?:(?:quarter|year|half|FY\S*|\d+)\s+){{0,4}}){{1,3}}(?:[-–—:]\s+)?", re.IGNORECASE
)
_CJK = re.compile("[぀-ヿ一-鿿]")
_LONGEST_TITLE = 300
_POINTS = '.,;:?!"()[]'
_STOP = re.compile(r"[.!?。！？]")
_LONGEST_WITHOUT_STOP = 800
"""Characters after which a paragraph without any full stop ends with a cue: else a whole call would be one sentence."""


def recognises(page: Text) -> bool:
    head = page.head
    return bool(head) and (
        (head[0].startswith("WEBVTT") and "->" in page.text) or any(captions.TIMING.match(line) for line in head[:10])
    )


def parse(page: Text) -> list[Draft]:
    read = captions.read(page.text)
    draft = Draft(FORMAT)
    _read_title(draft, read.title)
    draft.note("note", "\n".join(read.notes))
    _speak(draft, list(_parts(captions.without_repeats(read.cues))))
    draft.languages = languages([text for turn in draft.turns for text, _ in turn.paragraphs])
    if draft.turns and all(turn.label is None for turn in draft.turns):
        draft.warnings.append("The file names no speakers: who says what is not known.")
    return [draft]


def _read_title(draft: Draft, title: str | None) -> None:
    """Company, period and date stand in a WebVTT title or nowhere."""
    if not title:
        return
    if len(title) > _LONGEST_TITLE:
        draft.note("note", title)
        return
    draft.title = title
    found, draft.date = period(title), iso_date(title)
    if found:
        draft.fiscal_year, draft.fiscal_quarter = found
    if symbol := ticker(title):
        draft.exchange, draft.ticker = symbol
    rest = _PERIOD_FIRST.sub("", title)
    if (found or draft.ticker or (draft.date and _CALL.search(title))) and (match := _COMPANY.match(rest)):
        draft.company = match["company"].strip()


def _parts(cues: Sequence[Cue]) -> Iterator[Part]:
    """The cues' lines, parted where `>>` or a dash says that somebody else begins.

    One dash alone can be punctuation: it tells of somebody else before a capital or a bracket, after a sentence's end,
    and everywhere in a file that has many such.
    """
    alone = sum(_BEGINS_DASHED.match(line.text) is not None for cue in cues for line in cue.lines)
    before = "."
    for cue in cues:
        dashed = [_DASHED.match(line.text) for line in cue.lines]
        pairs = sum(map(bool, dashed)) > 1
        for line, dash in zip(cue.lines, dashed, strict=True):
            text = line.text
            after_end = _ENDED.search(before) is not None and _BEGINS_DASHED.match(text) is not None
            begins = dash is not None and (pairs or alone >= _MANY or after_end)
            if dash and begins:
                text = text[dash.end() :]
            before = line.text
            for n, piece in enumerate(map(str.strip, _CHANGE.split(text))):
                if piece:
                    yield Part(piece, cue.start, line.voice, begins or n > 0)


def _speak(draft: Draft, parts: Sequence[Part]) -> None:
    """Fill the Draft's Turns. A sound alone ([MUSIC]) is no speech, and does not end a Turn."""
    sounds: list[str] = []
    said: list[list[str]] = []
    starts: list[float] = []
    for part, labelled in zip(parts, labels(parts), strict=True):
        text = labelled.rest if labelled else part.text
        if _is_sound(text):
            sounds.append(text)
            continue
        if labelled:
            draft.open(labelled.name, labelled.title, labelled.firm)
        elif part.changed or not draft.turns:
            draft.open(None).flags.append("unidentified")
        if len(draft.turns) > len(said):
            said.append([])
            starts.append(part.start)
        if text:
            said[-1].append(text)
    draft.note("note", "\n".join(sounds))
    doubtful = suspects(starts)
    vocabulary = Counter(word.strip(_POINTS) for pieces in said for text in pieces for word in text.lower().split())
    for i, (turn, pieces) in enumerate(zip(draft.turns, said, strict=True)):
        turn.paragraphs = [(text, None) for text in _paragraphs(pieces, vocabulary)]
        turn.start_seconds = None if i in doubtful else starts[i]
        turn.flags += ["timestamp_suspect"] if i in doubtful else []
    draft.turns = [turn for turn in draft.turns if turn.paragraphs]


def _is_sound(text: str) -> bool:
    if _SONG.match(text):
        return True
    return _BRACKETED.match(text) is not None and _SOUND.search(text) is not None and _SPEECH_MARK.search(text) is None


def _paragraphs(pieces: Iterable[str], vocabulary: Counter[str]) -> Iterator[str]:
    text: list[str] = []
    since_stop = 0
    for piece in pieces:
        if since_stop > _LONGEST_WITHOUT_STOP:
            yield _written("".join(text))
            text, since_stop = [], 0
        if text:
            text[-1:] = (
                [text[-1].removesuffix("-")]
                if (seam := _seam(text[-1], piece, vocabulary)) is None
                else [text[-1], seam]
            )
        text.append(piece)
        since_stop = 0 if _STOP.search(piece) else since_stop + len(piece)
    if text:
        yield _written("".join(text))


def _seam(left: str, right: str, vocabulary: Counter[str]) -> str | None:
    """What joins two pieces of speech: a space; nothing where a cue cut a word that the file has whole elsewhere.

    None: nothing, and the hyphen at the cut goes too.
    """
    if _CJK.match(left[-1]) and _CJK.match(right[0]):
        return ""
    end, start = left.rpartition(" ")[2].lower(), right.partition(" ")[0].lower().strip(_POINTS)
    if end.endswith("-") and len(end) > 2:
        return "" if vocabulary[end + start] else None if vocabulary[end[:-1] + start] else " "
    cut = (
        end.isalpha() and start.isalpha() and vocabulary[end] == vocabulary[start] == 1 and vocabulary[end + start] > 0
    )
    return "" if cut else " "


def _written(text: str) -> str:
    """Chinese from a speech recogniser has blanks between its words and inside its numbers."""
    return joined(text) if is_chinese(text) else text
