"""Sentences that ask two things at once -> the clauses that ask them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from answer.ledger.cues import Does, does, is_cjk
from ingest.transcript import Turn

_SUBJECT = r"(?:we|you|they|it|he|she|the|that|this|these|those|there|your|our|its|their|management|any)\b"
_AUX = r"(?:do|does|did|is|are|was|were|will|would|should|can|could|has|have|had|might)"
_WHAT = r"(?:what|how|why|when|where|which|who|whether|to what extent|at what)"
_CUT = re.compile(
    rf"(?:[?]\s+(?=\w))"
    rf"|(?:[,;]|\s-+)\s+(?=(?:and|but)\s+(?:then\s+|also\s+|if so,?\s+|at the same time,?\s+)*(?:{_WHAT}\b|{_AUX}\s+{_SUBJECT}|if (?:you|we|management) (?:can|could|would)\b|in terms of [^,?]{{1,40}} {_AUX} ))"
    rf"|\s+(?=and (?:then |also )?(?:(?:could|can|would|will) you|if you (?:can|could)|also,? {_WHAT}) )"
    rf"|\s+(?=and at the same time,? )"
    r"|\s+(?=as well as (?:provide|share|give|comment|talk|elaborate|discuss|how|what|whether|when)\b)"
    r"|[,;]\s+(?=(?:and\s+)?(?:second(?:ly)?|third(?:ly)?|two|three|lastly|finally)\b\s*[,:])"
    rf"|[,;]\s+(?=(?:and\s+)?(?:also|then|secondly),? (?:{_WHAT}\b|{_AUX}\s+{_SUBJECT}))",
    re.IGNORECASE,
)
_CUT_ZH = re.compile(
    r"[，,；;、]\s*(?=(?:然後|然后|那|以及)?(?:第[二三四五2-5](?:個|个|點|点|題|题|是)?|另外|其次|再來|再来|還有|还有|此外|同時也?想|同时也?想|以及(?:想|請|请|能否|是否|如何)))"
)
_NUMBERED = re.compile(r"^(?:and\s+)?(?:second|third|two|three)", re.IGNORECASE)
_QUESTION_WORD = re.compile(rf"\b(how (?:much|many|far|long|big|large|fast|soon)|{_WHAT})\b", re.IGNORECASE)
_LEAST, _LEAST_ZH = 3, 6


@dataclass(frozen=True)
class Unit:
    """A sentence of a Turn, or a clause of one that asks something of its own: `turn.text[start:end]`."""

    start: int
    end: int
    text: str
    does: Does


def units(turn: Turn) -> Iterator[Unit]:
    """A questioner's Turn, sentence by sentence, with what each does."""
    for _, _, sentence in turn.sentences():
        yield from _split(turn.text, sentence.start, sentence.end)


def _split(text: str, start: int, end: int) -> Iterator[Unit]:
    whole = _unit(text, start, end)
    if whole.does in (Does.FRAME, Does.TAIL):
        yield whole
        return
    cuts = [*(_CUT_ZH if is_cjk(whole.text) else _CUT).finditer(text, start, end)]
    ends = [match.start() + (text[match.start()] in "?？") for match in cuts] + [end]
    rest = start
    for i, match in enumerate(cuts):
        first, second = _unit(text, rest, ends[i]), _unit(text, match.end(), ends[i + 1])
        if _apart(first, second):
            # `Two parts: one, price; two, freight?` asks both.
            yield replace(first, does=Does.ASKS) if _NUMBERED.match(second.text) and whole.does is Does.ASKS else first
            rest = match.end()
    yield _unit(text, rest, end)


def _apart(first: Unit, second: Unit) -> bool:
    """Whether both halves ask, and not the same thing of two objects (`how much is X, and how much is Y`)."""
    least = _LEAST_ZH if is_cjk(first.text) else _LEAST
    if min(_size(first.text), _size(second.text)) < least:
        return _NUMBERED.match(second.text) is not None and second.does is not Does.FRAME
    if _NUMBERED.match(second.text):
        return True
    if first.does is not Does.ASKS or second.does not in (Does.ASKS, Does.TOPIC):
        return is_cjk(first.text) and Does.FRAME not in (first.does, second.does)
    one, two = _QUESTION_WORD.search(first.text), _QUESTION_WORD.search(second.text)
    if one and two and " " in one[1]:
        return one[1].lower() != two[1].lower()
    return True


def _unit(text: str, start: int, end: int) -> Unit:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Unit(start, end, text[start:end], does(text[start:end]))


def _size(text: str) -> int:
    return len(text) if is_cjk(text) else len(text.split())
