"""Quotes-only mode: the Sentences that answer best, ranked without a language model.

Candidates are the Sentences of the best Hits. Each is scored by its own similarity to the question, by the question's
words it holds (in the original or the aligned translation, under any of their names), by its Passage, by the terms of
the question that stand together in it, and by cues. The weights are those of a listwise logistic regression over the
tuning questions, rounded; docs/quality.md has what they reach under cross-validation.
"""

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from answer.cues import cues
from answer.evidence import Evidence
from index.embedder import Vectors
from index.glossary import Glossary
from index.passage import Search
from index.question import Question
from index.tokens import tokens

_DENSE, _WORDS, _EXPANDED, _PASSAGE, _TOGETHER, _FAVOURED = 1.6, 0.9, 1.3, 2.0, 1.4, 0.4


@dataclass(frozen=True)
class Chosen:
    """A piece of evidence with the score that ordered it; scores of different questions cannot be compared."""

    evidence: Evidence
    score: float


def choose(
    question: Question,
    evidence: Sequence[Evidence],
    search: Search,
    sentence_vectors: Mapping[str, Vectors],
    glossary: Glossary,
    favoured: Collection[tuple[str, int]] = (),
) -> list[Chosen]:
    """All candidates, best first.

    `sentence_vectors` are keyed by sentence id; a sentence without one is too short to have it. `favoured` are the
    Turns (transcript, number) of whom the question names.
    """
    if not evidence:
        return []
    words = [tokens(f"{item.text}\n{item.translation or ''}") for item in evidence]
    own = dict.fromkeys(tokens(question.text), 1.0)
    parts = (
        (_DENSE, _scaled([_similarity(search.vector, sentence_vectors.get(item.sentence_id)) for item in evidence])),
        (_WORDS, _scaled(_keyword_scores(own, words))),
        (_EXPANDED, _scaled(_keyword_scores(search.expanded.words, words))),
        (_PASSAGE, _scaled(_passage_scores(evidence, search))),
        (_TOGETHER, _terms_together(question, evidence, glossary)),
        (_FAVOURED, [float((item.call.id, item.turn) in favoured) for item in evidence]),
    )
    chosen = [
        Chosen(item, sum(weight * values[i] for weight, values in parts) + cues(question, item))
        for i, item in enumerate(evidence)
    ]
    return sorted(chosen, key=lambda c: -c.score)


def _similarity(question: Vectors, sentence: Vectors | None) -> float:
    return float(question @ sentence) if sentence is not None else 0.0


def _passage_scores(evidence: Sequence[Evidence], search: Search) -> list[float]:
    """Each Sentence's Passage score; 0 for a Sentence that no Passage holds."""
    spans: dict[tuple[str, int], list[tuple[int, int, float]]] = {}
    for hit in search.hits:
        p = hit.passage
        spans.setdefault((p.transcript, p.turn), []).append((p.start, p.end, hit.score))
    return [
        next((score for start, end, score in spans.get((e.call.id, e.turn), ()) if start <= e.start < end), 0.0)
        for e in evidence
    ]


def _terms_together(question: Question, evidence: Sequence[Evidence], glossary: Glossary) -> list[float]:
    """Share of the question's terms in the sentence or in the one before, which it may lean on."""
    asked = glossary.terms_in(question.text)
    if not asked:
        return [0.0] * len(evidence)
    held = (glossary.terms_in(f"{item.before} {item.text} {item.translation or ''}") for item in evidence)
    return [len(asked & terms) / len(asked) for terms in held]


def _keyword_scores(asked: Mapping[str, float], sentences: Sequence[list[str]]) -> list[float]:
    """BM25 over the candidates themselves (Robertson & Zaragoza 2009), k1 = 0.9, b = 0.5: sentences are short."""
    counts = [Counter(words) for words in sentences]
    mean = sum(map(len, sentences)) / len(sentences) or 1.0
    frequency = Counter(word for count in counts for word in count)
    weights = {
        word: weight * math.log(1 + (len(sentences) - frequency[word] + 0.5) / (frequency[word] + 0.5))
        for word, weight in asked.items()
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
