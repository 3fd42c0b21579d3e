"""Quotes-only mode: the Sentences that answer best, without a language model.

Candidates are the Sentences of the best Hits. Each is scored by its own similarity to the question, by the question's
words it holds (in the original or the aligned translation), by its Passage, and by cues of the answer's kind.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from answer.evidence import Evidence
from answer.question import Kind, Question
from index.embedder import Vectors
from index.tokens import tokens
from ingest.transcript import Role

MOST_QUOTES = 3
_DENSE, _KEYWORD, _PASSAGE = 1.0, 1.0, 1.0
_CUE = 0.6
_OFF_ROLE = 2.0
_FILLER = 1.0
_KEEP = 0.6
"""A further quote is shown only with this share of the best one's score."""
_SAME = 0.7
"""Shared tokens above which two sentences say the same."""
_GOES_ON = 0.7
"""The next sentence is quoted along with this share of the score."""
_LONGEST_QUOTE = 500
_ANNOUNCES = re.compile(
    r"\b(?:two|three|four|five|several|a few|couple of|following)\b[^.]{0,40}\b(?:things|reasons|factors|drivers|points|ways|trends|parts)\b",
    re.IGNORECASE,
)
_LEANS = re.compile(
    r"^(?:(?:and|so|but)\s+)?(?:then\s+)?(?:this|these|that|those|it|its|they|he|she|the (?:first|second|former|latter)|first(?:ly)?|second(?:ly)?)\b",
    re.IGNORECASE,
)

_CAUSE = re.compile(
    r"\bdriven by\b|\bdrivers?\b|\bdue to\b|\bbecause\b|\bbenefit(?:ed|ing)? from\b|\battribut\w+|\bthanks to\b|\bresult(?:ed|s)? (?:of|from)\b|\breflect\w*"
    r"|\bas a result\b|\boffset by\b|\bfactors?\b|\breasons?\b|\bcontribut\w+|\bmainly\b|\bprimarily\b|\bsupported by\b|\bled to\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"\d|\b(?:double|triple|single)[- ]digits?\b|\b(?:two|three|four|five|six|seven|eight|nine|ten|half|doubled)\b",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:will|expect\w*|going to|plan\w*|forecast\w*|outlook|look(?:ing)? (?:ahead|forward)|next (?:quarter|year|few)|target\w*|fiscal (?:year )?20\d\d"
    r"|continue to|coming|upcoming|anticipat\w+|guidance)\b",
    re.IGNORECASE,
)
_FILLERS = re.compile(
    r"^(?:(?:okay|ok|so|well|and|yes|sure|hi|hello|good \w+)[,.]?\s*)*(?:thank(?:s| you)\b.{0,60}$|this is \w+|let me (?:start|answer|take)|i(?:'ll| will) (?:take|answer)"
    r"|(?:that was |that's )?my (?:first|second|next) question|i have (?:a|two|three) questions?|(?:the |your )?(?:first|second) question\.?$|next question|that concludes|that(?:'s| is) (?:the end|all)|with that|back to|over to)",
    re.IGNORECASE,
)
_BOILERPLATE = re.compile(
    r"\bforward-looking\b|\bsafe harbor\b|\breconcil\w+|\brisk factors\b|\bassumptions that may\b|\bform (?:10-[kq]|20-f|6-k)\b|\bwebcast\b"
    r"|\breplay\b|\bmaterially from\b|\bno (?:duty|obligation) to update\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Chosen:
    """A piece of evidence with the score that ordered it; scores of different questions cannot be compared."""

    evidence: Evidence
    score: float


def choose(
    question: Question,
    evidence: Sequence[Evidence],
    vector: Vectors,
    sentence_vectors: Mapping[str, Vectors],
    passage_scores: Mapping[str, float],
) -> list[Chosen]:
    """All candidates, best first.

    `sentence_vectors` and `passage_scores` are keyed by sentence id; a sentence without a vector is too short to have one.
    """
    if not evidence:
        return []
    dense = _scaled([_similarity(vector, sentence_vectors.get(item.sentence_id)) for item in evidence])
    keyword = _scaled(_keyword_scores(tokens(question.text), [_words(item) for item in evidence]))
    passage = _scaled([passage_scores[item.sentence_id] for item in evidence])
    chosen = [
        Chosen(item, _DENSE * d + _KEYWORD * k + _PASSAGE * p + _cues(question, item))
        for item, d, k, p in zip(evidence, dense, keyword, passage, strict=True)
    ]
    return sorted(chosen, key=lambda c: -c.score)


def quotes(
    chosen: Sequence[Chosen], turn_texts: Mapping[tuple[str, int], str], most: int = MOST_QUOTES
) -> list[Evidence]:
    """The best candidates worth showing: close to the best in score, none repeating another, each with what it leans on.

    `turn_texts` are keyed by (transcript, turn): a quote of two sentences is cut from there, never put together.
    """
    picked: list[Evidence] = []
    for candidate in chosen:
        if len(picked) == most or candidate.score < _KEEP * chosen[0].score:
            break
        item = candidate.evidence
        if any(_covers(other, item) or _overlap(item.text, other.text) >= _SAME for other in picked):
            continue
        free = [c for c in chosen if not any(_covers(other, c.evidence) for other in picked)]
        picked.append(_extended(candidate, free, turn_texts[item.call.id, item.turn]))
    return picked


def _extended(candidate: Chosen, everything: Sequence[Chosen], text: str) -> Evidence:
    """With the sentence before where it opens by leaning on it, else the one after where that goes on or scores well."""
    item = candidate.evidence
    place = (item.call.id, item.turn, item.paragraph)
    near = [c for c in everything if (c.evidence.call.id, c.evidence.turn, c.evidence.paragraph) == place]
    before = next((c for c in near if _adjoin(c.evidence, item, text)), None)
    after = next((c for c in near if _adjoin(item, c.evidence, text)), None)
    if before is not None and _LEANS.match(item.text):
        return _joined(before.evidence, item, text)
    if after is not None:
        goes_on = _LEANS.match(after.evidence.text) is not None and not _FILLERS.search(after.evidence.text)
        if goes_on or _ANNOUNCES.search(item.text) or after.score >= _GOES_ON * candidate.score:
            return _joined(item, after.evidence, text)
    return item


def _adjoin(first: Evidence, second: Evidence, text: str) -> bool:
    """Whether nothing but white space stands between two sentences of one Turn."""
    return first.end <= second.start and not text[first.end : second.start].strip()


def _joined(first: Evidence, second: Evidence, text: str) -> Evidence:
    if second.end - first.start > _LONGEST_QUOTE:
        return second if _LEANS.match(second.text) is None else first
    parts = [part for part in dict.fromkeys((first.translation, second.translation)) if part]
    return replace(
        first,
        end=second.end,
        text=text[first.start : second.end],
        translation="".join(parts) or None,
        after=second.after,
    )


def _covers(quote: Evidence, item: Evidence) -> bool:
    same_turn = (quote.call.id, quote.turn) == (item.call.id, item.turn)
    return same_turn and quote.start <= item.start and item.end <= quote.end


def _similarity(question: Vectors, sentence: Vectors | None) -> float:
    return float(question @ sentence) if sentence is not None else 0.0


def _words(item: Evidence) -> list[str]:
    return tokens(f"{item.text}\n{item.translation or ''}")


def _keyword_scores(asked: list[str], sentences: list[list[str]]) -> list[float]:
    """BM25 over the candidates themselves (Robertson & Zaragoza 2009), k1 = 0.9, b = 0.5: sentences are short."""
    counts = [Counter(words) for words in sentences]
    mean = sum(map(len, sentences)) / len(sentences) or 1.0
    frequency = Counter(word for count in counts for word in count)
    weights = {
        word: math.log(1 + (len(sentences) - frequency[word] + 0.5) / (frequency[word] + 0.5))
        for word in set(asked)
        if word in frequency
    }
    scores = []
    for count, words in zip(counts, sentences, strict=True):
        norm = 0.9 * (0.5 + 0.5 * len(words) / mean)
        scores.append(sum(weight * count[word] * 1.9 / (count[word] + norm) for word, weight in weights.items()))
    return scores


def _scaled(values: Sequence[float]) -> list[float]:
    """To 0..1 over the candidates; a zero stands for "nothing known" and stays below everything known."""
    known = [value for value in values if value]
    if not known:
        return [0.0] * len(values)
    low, high = min(known), max(known)
    span = (high - low) or 1.0
    return [float(np.clip((value - low) / span, 0.0, 1.0)) if value else 0.0 for value in values]


def _cues(question: Question, item: Evidence) -> float:
    score = 0.0
    kinds = question.kinds
    if Kind.DRIVER in kinds and _CAUSE.search(item.text):
        score += _CUE
    if Kind.FIGURE in kinds and _FIGURE.search(item.text):
        score += _CUE
    if Kind.OUTLOOK in kinds and _FUTURE.search(item.text):
        score += _CUE
    is_analyst = item.speaker.role is Role.ANALYST
    if is_analyst and Kind.ANALYST not in kinds:
        score -= _OFF_ROLE
    if not is_analyst and Kind.ANALYST in kinds:
        score -= _OFF_ROLE * (0.25 if Kind.REPLY in kinds else 0.75)
    if item.speaker.role is Role.OPERATOR and Kind.ANALYST not in kinds:
        score -= _OFF_ROLE
    if question.titles and any(title in (item.speaker.title or "").lower() for title in question.titles):
        score += _CUE
    if _FILLERS.search(item.text) or len(item.text) < 30:
        score -= _FILLER
    if _BOILERPLATE.search(item.text) and not _BOILERPLATE.search(question.text):
        score -= _FILLER
    return score


def _overlap(one: str, other: str) -> float:
    a, b = set(tokens(one)), set(tokens(other))
    return len(a & b) / max(1, min(len(a), len(b)))
