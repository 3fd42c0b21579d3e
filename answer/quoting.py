"""Ranked Sentences -> the quotes that are shown: up to three runs of adjacent sentences, each with what it leans on."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from answer.cues import is_boilerplate, is_filler
from answer.evidence import Evidence
from answer.extract import Chosen
from index.tokens import tokens
from ingest.transcript import Role

MOST_QUOTES = 3
_KEEP = 0.6
"""A further quote is shown only with this share of the best one's score."""
_SAME = 0.7
"""Shared tokens above which two sentences say the same."""
_SENTENCES = 3
_GOES_ON, _COMES_FROM = 0.3, 0.6
"""The next sentence, and the one before, are quoted along with this share of the score."""
_LONGEST_QUOTE = 600
_ANNOUNCES = re.compile(
    r"\b(?:two|three|four|five|several|a few|couple of|following)\b[^.]{0,40}\b(?:things|reasons|factors|drivers|points|ways|trends|parts)\b"
    r"|[兩二三四幾][個項點大][^。]{0,10}(?:原因|因素|動力|重點|方面|趨勢)",
    re.IGNORECASE,
)
_LEANS = re.compile(
    r"^(?:(?:and|so|but)\s+)?(?:then\s+)?(?:this|these|that|those|it|its|they|he|she|the (?:first|second|former|latter)|first(?:ly)?|second(?:ly)?)\b"
    r"|^(?:這|那|它|其中|此|第[一二三])",
    re.IGNORECASE,
)


def quotes(
    chosen: Sequence[Chosen],
    turn_texts: Mapping[tuple[str, int], str],
    most: int = MOST_QUOTES,
    *,
    about_analysts: bool = False,
) -> list[Evidence]:
    """The best candidates worth showing: close to the best in score, none repeating another.

    `turn_texts` are keyed by (transcript, turn): a quote of several sentences is cut from there, never put together.
    Unless the question is about analysts, their words are not put behind management's.
    """
    picked: list[Evidence] = []
    if not about_analysts:
        chosen = [c for c in chosen if not _only_asks(c.evidence)] or chosen
    for candidate in chosen:
        if len(picked) == most or candidate.score < _KEEP * chosen[0].score:
            break
        item = candidate.evidence
        if picked and _only_beside(item, picked, about_analysts=about_analysts):
            continue
        if any(covers(other, item) or _overlap(item.text, other.text) >= _SAME for other in picked):
            continue
        free = [c for c in chosen if not any(covers(other, c.evidence) for other in picked)]
        picked.append(_extended(candidate, free, turn_texts[item.call.id, item.turn]))
    return picked


def _only_asks(item: Evidence) -> bool:
    """Whether a sentence answers nothing: an operator's, an analyst's question, a greeting or a hand-over."""
    role = item.speaker.role
    asks = role is Role.ANALYST and item.text.rstrip().endswith(("?", "？"))
    return role is Role.OPERATOR or asks or is_filler(item.text)


def _only_beside(item: Evidence, picked: Sequence[Evidence], *, about_analysts: bool) -> bool:
    """Whether a sentence would add nothing to what is quoted: courtesies, legal notices, an analyst after an executive."""
    if is_filler(item.text) or is_boilerplate(item.text):
        return True
    answered = any(other.speaker.role is Role.EXECUTIVE for other in picked)
    return answered and not about_analysts and item.speaker.role in (Role.ANALYST, Role.OPERATOR)


def _extended(candidate: Chosen, free: Sequence[Chosen], text: str) -> Evidence:
    """With the neighbours it leans on, those that go on from it, and those that answer too, while they fit."""
    place = (candidate.evidence.call.id, candidate.evidence.turn, candidate.evidence.paragraph)
    near = [c for c in free if (c.evidence.call.id, c.evidence.turn, c.evidence.paragraph) == place]
    run = [candidate]
    while len(run) < _SENTENCES:
        after = next((c for c in near if _adjoin(run[-1].evidence, c.evidence, text)), None)
        before = next((c for c in near if _adjoin(c.evidence, run[0].evidence, text)), None)
        ways = []
        if after is not None and (weight := _belongs_after(run[-1].evidence, after, candidate)):
            ways.append((weight, [*run, after]))
        if before is not None and (weight := _belongs_before(before, run[0].evidence, candidate)):
            ways.append((weight, [before, *run]))
        ways = [way for way in ways if way[1][-1].evidence.end - way[1][0].evidence.start <= _LONGEST_QUOTE]
        if not ways:
            break
        run = max(ways, key=lambda way: way[0])[1]
    return _joined([c.evidence for c in run], text)


def _belongs_after(last: Evidence, after: Chosen, candidate: Chosen) -> float:
    """How much the next sentence belongs to the quote; 0 where it does not."""
    if _ANNOUNCES.search(last.text):
        return 3 * abs(candidate.score) + after.score
    if _LEANS.match(after.evidence.text) and not is_filler(after.evidence.text):
        return abs(candidate.score) + after.score
    return after.score if after.score >= _GOES_ON * candidate.score else 0.0


def _belongs_before(before: Chosen, first: Evidence, candidate: Chosen) -> float:
    if _LEANS.match(first.text):
        return 3 * abs(candidate.score) + before.score
    return before.score if before.score >= _COMES_FROM * candidate.score else 0.0


def _adjoin(first: Evidence, second: Evidence, text: str) -> bool:
    """Whether nothing but white space stands between two sentences of one Turn."""
    return first.end <= second.start and not text[first.end : second.start].strip()


def _joined(run: Sequence[Evidence], text: str) -> Evidence:
    parts = [part for part in dict.fromkeys(item.translation for item in run) if part]
    return replace(
        run[0],
        end=run[-1].end,
        text=text[run[0].start : run[-1].end],
        translation="".join(parts) or None,
        after=run[-1].after,
    )


def covers(quote: Evidence, item: Evidence) -> bool:
    """Whether a sentence is part of a quote."""
    same_turn = (quote.call.id, quote.turn) == (item.call.id, item.turn)
    return same_turn and quote.start <= item.start and item.end <= quote.end


def _overlap(one: str, other: str) -> float:
    a, b = set(tokens(one)), set(tokens(other))
    return len(a & b) / max(1, min(len(a), len(b)))
