"""Sentence split for English and Chinese, with offsets.

Rules rather than a trained model: a transcript's full stops are few in kind, and the same text must always give the
same sentence ids. Numbers (236.5), abbreviations (Dr., U.S.) and a full stop before a lower-case word, which is how
transcribers' joined cuts look (`source. -- ranking`), do not end a sentence.
"""

import re
from collections.abc import Iterator

MAX_SENTENCE = 600
"""Characters; a longer sentence is cut at a comma, or a space, so that it fits any Passage."""

# Each run of marks is looked at once: a line may hold a million of them.
_END = re.compile(r"[。！？]+[」』”’）)]*|(?<![.!?])(?:[.!?]++[\"'”’)\]]*+(?=\s|$)|[.!?]++[\"”’)\]]*+(?=[一-鿿]))")
_NEXT_WORD = re.compile(r"[^\w.!?。！？]{0,40}(\d+|[^\W\d_]+)")
_LAST_WORD = re.compile(r"([^\W_][\w.&'’-]*)$")
_LONGEST_WORD = 40
_NEVER_END = frozenset("mr mrs ms dr prof messrs rev gen sen rep st vs fig approx est dept eg ie cf al".split())
_BEFORE_NUMBER = frozenset("no nos vol sec".split())
# These end a sentence only when the next word cannot well continue it. A lone capital is an initial (`J. Smith`),
# but not in `Series A. The`.
_MAYBE_END = re.compile(
    r"^(?:inc|co|corp|ltd|plc|llc|jr|sr|etc|ph\.d|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|(?:[a-z]\.)*[a-hj-z])$"
)
_STARTERS = frozenset(
    "a all also and as at because but by each for from he here however i if in it let my next no now of on our "
    "over she so some thank that the then there these they this those to today turning we what when while with "
    "you your".split()
)
_LEADING_NOTE = re.compile(
    r"\s*[(\[](?:interpreted|(?:operator|conference) instructions?|foreign language|spoken in \w+|翻譯|翻译|操作員指示|接線員指示"
    r"|接線生指示|操作員說明|會議說明|用中文說|外語)[)\]]\s*(?:[.。](?!\d)\s*)?",
    re.IGNORECASE,
)
_NOTE_ALONE = re.compile(
    r"[(\[<](?:inaudible|indiscernible|technical difficult\w+|crosstalk|multiple speakers|speech overlap|laughter|music|audio gap"
    r"|聽不清楚|听不清楚|技術難度)[)\]>]\W*",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w")


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences of one paragraph, in order, without surrounding white space or a leading stage note.

    What lies between the spans is white space, stage notes (`(interpreted)`), or marks without a letter or digit.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for end in (*_ends(text), len(text)):
        span = _trim(text, start, end)
        start = end
        if span is not None:
            spans.extend(_cut(text, *span))
    return spans


def _ends(text: str) -> Iterator[int]:
    for match in _END.finditer(text):
        if text[match.start()] in "。！？" or _ends_sentence(text, match):
            yield match.end()


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    following = _NEXT_WORD.match(text, match.end())
    if following is None or _LEADING_NOTE.match(text, match.end()):
        return True
    next_word = following.group(1)
    if next_word[0].islower():
        return False
    if match.group()[0] != ".":
        return True
    before = _LAST_WORD.search(text, max(0, match.start() - _LONGEST_WORD), match.start())
    word = before.group(1).lower() if before else ""
    if _MAYBE_END.match(word):
        return next_word.lower() in _STARTERS
    return word not in _NEVER_END and not (word in _BEFORE_NUMBER and next_word[0].isdigit())


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end:
        if text[start].isspace() or (text[start] in "-–—." and not _starts_number(text, start)):
            start += 1
        elif note := _LEADING_NOTE.match(text, start, end):
            start = note.end()
        else:
            break
    while end > start and text[end - 1].isspace():
        end -= 1
    if not _WORD.search(text, start, end) or _NOTE_ALONE.fullmatch(text, start, end):
        return None
    return start, end


def _starts_number(text: str, i: int) -> bool:
    return text[i] in "-–." and text[i + 1 : i + 2].isdigit()


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > MAX_SENTENCE:
        window = text[start : start + MAX_SENTENCE]
        at = max(window.rfind(mark) + len(mark) for mark in (", ", "; ", "，", "；", "、"))
        if at < MAX_SENTENCE // 3:
            at = window.rfind(" ") + 1
        if at < MAX_SENTENCE // 3:
            at = MAX_SENTENCE
        piece = _trim(text, start, start + at)
        if piece is not None:
            yield piece
        start += at
    rest = _trim(text, start, end)
    if rest is not None:
        yield rest
