"""The model's stream -> draft Claims with the numbers of the Sentences they cite.

The model writes one sentence after another, each with markers such as [3], [3][7], [3, 7], [3-5], [^3] or 【3】, or JSON
objects with a sentence and its numbers; what comes decides. The stream comes in pieces cut anywhere; a sentence is
handed on as soon as what follows shows that it is complete.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from answer.structured import JsonReader, Sentence

MAX_SENTENCE = 1_200
"""Characters of one sentence. What runs on longer is cut, loses its numbers, and the rest of its line is skipped."""
_MAX_RANGE = 30

_SEPARATOR = r"(?:[,，、;；]|[-–—~～至])"
_MARKER = rf"[\[【［]\s*\^?\s*\d{{1,6}}(?:\s*{_SEPARATOR}\s*\^?\d{{1,6}})*\s*[\]】］]"
_MARKERS = rf"\s*{_MARKER}(?:\s*[,，、]?\s*{_MARKER})*"
_CLOSERS = r"[\"'”’」』）)*_`]*"
_END = re.compile(rf"(?P<stop>\n|(?:[。！？]+|[.!?]+){_CLOSERS})(?P<tail>(?:(?:\s*[,，、])?\s*{_MARKER}[.。*_`]*)*\s*)")
_MAYBE_MARKER = re.compile(r"(?:[,，、]\s*)?(?:[\[【［][\s\d^,，、;；–—~～至-]{0,80})?\Z")
_UNCLOSED = re.compile(r"\s*[\[【［][\s\d^,，、;；–—~～至-]*\Z")
_REPEATED_STOP = re.compile(rf"(?<=[.。!?！？])({_CLOSERS}{_MARKERS})\s*[.。]+(?!\w)")
_RAW_LINE = re.compile(r"\s*(?:#{1,6}(?:\s|\Z)|```)")
_BULLET = re.compile(r"(?:[-*+•‧●▪–—>]\s+|\(?\d{1,2}[.)]\s+|\d{1,2}[、．]\s*|（\d{1,2}）\s*)+")
_BOLD_LINE = re.compile(r"(\*\*|__)(?:(?!\1)[^.。!?！？])+\1[:：]?")
_EMPHASIS = re.compile(r"\*\*|`|(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])|(?<!\w)_+|_+(?!\w)")
_CJK = re.compile(r"[　-〿㐀-鿿豈-﫿＀-￯]")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Za-z]\.)*[A-Za-z]|\b(?:Dr|Mr|Mrs|Ms|Prof|Jr|Sr|St|Inc|Corp|Ltd|Co|Bros|vs|approx|est|incl|excl|etc|Fig"
    r"|Ph\.D|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec))\Z"
)
_NUMBER_SIGN = re.compile(r"\b(?:No|Nos|pp?)\Z")
_TAGS = ("<think>", "<thinking>", "</think>", "</thinking>")
_NOT_FOUND = re.compile(r"NOT\\?[_ ]FOUND(?![A-Za-z0-9_])")
_DECLINED = re.compile(r"DECLINED(?![A-Za-z0-9_])[\s:：.。-]*")


@dataclass(frozen=True)
class DraftClaim:
    """One sentence as the model wrote it, not yet checked.

    `text` has neither markers nor Markdown. `numbers` are the evidence numbers cited, in order, without repeats;
    `invented` are those that this prompt's evidence does not have.
    """

    text: str
    numbers: tuple[int, ...]
    invented: tuple[int, ...] = ()


class ClaimParser:
    """Incremental: the claims do not depend on how the stream was cut into pieces.

    Reasoning between <think> tags is skipped; a closing tag without an opening one discards the sentence under way.
    Headings, fences and lead-in lines ("Management said:") without markers are dropped. A sentence of a JSON object that
    has no markers of its own cites the object's numbers. After the stream, `not_found` tells that the model wrote NOT_FOUND, `declined` holds the numbers (question, reply) that followed DECLINED.
    """

    def __init__(self, valid: Collection[int]) -> None:
        self.not_found = False
        self.declined: DraftClaim | None = None
        self._valid = frozenset(valid)
        self._tag = ""
        self._thinking = False
        self._json = JsonReader()
        self._pending = ""
        self._line_start = True
        self._skip_line = False

    def feed(self, piece: str) -> list[DraftClaim]:
        """Take the next piece; return the claims that are complete by now."""
        # Character by character: what is seen at any point is a prefix of the stream, whatever the pieces were.
        return [claim for character in piece for claim in self._push(character)]

    def finish(self) -> list[DraftClaim]:
        """The stream has ended: return what was still pending. A marker cut in its middle cites nothing."""
        claims = [] if self._thinking else [c for character in self._tag for c in self._read(character)]
        self._tag = ""
        return claims + self._take(*self._json.finish()) + self._flush()

    def _push(self, character: str) -> list[DraftClaim]:
        claims: list[DraftClaim] = []
        self._tag += character
        while self._tag:
            tag = self._tag.lower()
            if tag in _TAGS:
                if tag.startswith("</") and not self._thinking:
                    self._pending = ""
                    self._json.discard()
                self._thinking, self._tag = not tag.startswith("</"), ""
            elif any(known.startswith(tag) for known in _TAGS):
                break
            else:
                first, self._tag = self._tag[0], self._tag[1:]
                claims += [] if self._thinking else self._read(first)
        return claims

    def _read(self, character: str) -> list[DraftClaim]:
        return self._take(*self._json.push(character))

    def _take(self, text: str, sentences: Sequence[Sentence]) -> list[DraftClaim]:
        claims = [claim for character in text for claim in self._text(character)]
        return claims + [claim for sentence in sentences for claim in self._sentence(sentence)]

    def _sentence(self, sentence: Sentence) -> list[DraftClaim]:
        before = self._flush()
        self._line_start, self._skip_line = True, False
        claims = [claim for character in sentence.text for claim in self._text(character)] + self._flush()
        self._line_start, self._skip_line = True, False
        if len(sentence.text) > MAX_SENTENCE:
            return before + claims
        numbers = tuple(n for n in sentence.cites if n in self._valid)
        invented = tuple(n for n in sentence.cites if n not in self._valid)
        return before + [
            c if c.numbers or c.invented else replace(c, numbers=numbers, invented=invented) for c in claims
        ]

    def _flush(self) -> list[DraftClaim]:
        """What is pending is all there is of it."""
        claims: list[DraftClaim] = []
        rest, self._pending = _UNCLOSED.sub("", self._pending), ""
        while rest:
            end = _sentence_end(rest, self._line_start, final=True) or len(rest)
            claims += self._draft(rest[:end])
            rest = rest[end:]
        return claims

    def _text(self, character: str) -> list[DraftClaim]:
        if self._skip_line:
            self._skip_line = character != "\n"
            return []
        if not self._pending and character.isspace():
            self._line_start = self._line_start or character == "\n"
            return []
        self._pending += character
        if end := _sentence_end(self._pending, self._line_start, final=False):
            sentence, self._pending = self._pending[:end], self._pending[end:]
            return self._draft(sentence)
        if len(self._pending) > MAX_SENTENCE:
            # Half a sentence may say the opposite of the whole: without numbers it cannot pass as a finding.
            text, self._pending = _tidy(_EMPHASIS.sub("", self._pending[:MAX_SENTENCE])), ""
            self._line_start = self._skip_line = True
            return [DraftClaim(text, ())] if any(c.isalnum() for c in text) else []
        return []

    def _draft(self, raw: str) -> list[DraftClaim]:
        at_line_start, self._line_start = self._line_start, "\n" in raw
        line = raw.strip()
        if at_line_start:
            if _RAW_LINE.match(line):
                return []
            bullet = _BULLET.match(line)
            line = line[bullet.end() :] if bullet else line
        plain = _EMPHASIS.sub("", line)
        numbers = _numbers(plain)
        text = _tidy(plain)
        claim = DraftClaim(
            text, tuple(n for n in numbers if n in self._valid), tuple(n for n in numbers if n not in self._valid)
        )
        if _NOT_FOUND.match(text):
            self.not_found = True
            return []
        if declined := _DECLINED.match(text):
            self.declined = DraftClaim(text[declined.end() :], claim.numbers, claim.invented)
            return []
        heading = at_line_start and not numbers and (_BOLD_LINE.fullmatch(line) or text.endswith((":", "：")))
        return [claim] if not heading and any(c.isalnum() for c in text) else []


def _sentence_end(text: str, line_start: bool, *, final: bool) -> int | None:
    """Length of the first complete sentence of `text` with its markers; None while more must be seen."""
    start = len(text) - len(text.lstrip())
    if line_start and _RAW_LINE.match(text):
        newline = text.find("\n", start)
        return newline + 1 or None
    for found in _END.finditer(text, start):
        rest = text[found.end() :]
        if not final and _MAYBE_MARKER.match(rest):
            return None
        if _ends(text[start : found.start()], found["stop"], found["tail"], rest[:1]):
            # Markers that open a line with words after them belong to that line, not to the sentence before.
            newline = text.rfind("\n", found.start(), found.end())
            leading = newline >= 0 and rest and re.search(_MARKER, text[newline : found.end()])
            return newline + 1 if leading else found.end()
    return None


def _ends(before: str, stop: str, tail: str, following: str) -> bool:
    """Is this stop, with these markers and blanks after it, the end of a sentence?"""
    word = before[-16:]  # the longest abbreviation is shorter
    if "\n" in stop + tail or stop[0] in "。！？":
        return True
    if re.search(_MARKER, tail):
        return not (following.islower() and _ABBREVIATION.search(word))
    if not tail:
        return not following or (stop[0] in "!?" and bool(_CJK.match(following)))
    if stop[0] in "!?":
        return not following.islower()
    list_number = re.fullmatch(r"[\s*_>#-]*\d{1,2}", before)
    number_sign = _NUMBER_SIGN.search(word) and following.isdigit()
    return not (
        stop.startswith("..") or following.islower() or list_number or number_sign or _ABBREVIATION.search(word)
    )


def _numbers(text: str) -> list[int]:
    """Numbers of all markers, in order, without repeats; [3-5] gives 3, 4, 5."""
    numbers: dict[int, None] = {}
    for marker in re.findall(_MARKER, text):
        for low, high in re.findall(r"(\d+)(?:\s*[-–—~～至]\s*\^?(\d+))?", marker):
            first, last = int(low), int(high or low)
            whole = first <= last < first + _MAX_RANGE
            numbers |= dict.fromkeys(range(first, last + 1) if whole else (first, last))
    return list(numbers)


def _tidy(text: str) -> str:
    """Without markers, blanks collapsed."""
    text = _REPEATED_STOP.sub(r"\1", text)
    while re.search(_MARKER, text):  # taking one out may join another: [[3]7]
        text = re.sub(rf"{_MARKERS}\s*", _gap, text)
    return " ".join(text.split())


def _gap(markers: re.Match[str]) -> str:
    """What stands where markers stood: a blank between words, nothing before punctuation or beside Chinese."""
    left, right = markers.string[: markers.start()][-1:], markers.string[markers.end() :][:1]
    if not left or not right or right in ",.;:!?%)”’\"'*_`" or _CJK.match(left) or _CJK.match(right):
        return ""
    return " "
