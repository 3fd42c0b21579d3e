"""Metrics, pure. Not applicable is not zero: a metric over no cases has no value."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from evals.cases import Gold, folded

_Z = 1.959964
_SUFFICIENT, _OTHER = 2, 1

Measure = dict[str, Any]
"""{"value": float or None, "n": int, "interval": [low, high] or None}"""


@dataclass(frozen=True)
class Retrieved:
    """One result of a retrieval. `translation` is what stands below the text; None where the text is all there is."""

    text: str
    call: str | None = None
    translation: str | None = None


# One case


def holds(found: Retrieved, gold: Gold, *, either_language: bool = False) -> bool:
    """Whether a result's text contains a gold quote, letters and digits compared, on the gold's call.

    `either_language` takes the quote's Chinese form for it too.
    """
    if None not in (gold.call, found.call) and gold.call != found.call:
        return False
    quotes = [gold.quote, gold.quote_zh] if either_language else [gold.quote]
    text = folded(found.text)
    return any(folded(quote) in text for quote in quotes if quote and folded(quote))


def first_rank(found: Sequence[Retrieved], targets: Sequence[Gold], *, either_language: bool = False) -> int | None:
    """Rank (from 1) of the first result that holds a target."""
    for rank, item in enumerate(found, start=1):
        if any(holds(item, gold, either_language=either_language) for gold in targets):
            return rank
    return None


def is_within(
    found: Sequence[Retrieved],
    targets: Sequence[Gold],
    characters: int,
    *,
    either_language: bool = False,
    translations: bool = False,
) -> bool:
    """Whether a target stands in the first so many characters returned; a result that crosses the line is cut there.

    `translations` counts the characters of the translations shown below the results as well.
    """
    left = characters
    for item in found:
        if left <= 0:
            return False
        cut = Retrieved(item.text[:left], item.call)
        if any(holds(cut, gold, either_language=either_language) for gold in targets):
            return True
        left -= len(item.text) + (len(item.translation or "") if translations else 0)
    return False


def gain(
    found: Retrieved, evidence: Sequence[Gold], targets: Sequence[Gold], *, either_language: bool = False
) -> float:
    """2^rel - 1 (Burges et al. 2005), where rel is 2 for a result that holds a target, 1 for one with other evidence."""
    if any(holds(found, gold, either_language=either_language) for gold in targets):
        return float(2**_SUFFICIENT - 1)
    if any(holds(found, gold, either_language=either_language) for gold in evidence):
        return float(2**_OTHER - 1)
    return 0.0


def ndcg(gains: Sequence[float], possible: Sequence[float], k: int = 10) -> float:
    """Normalised discounted cumulative gain at k, discount log2(1 + rank) (Järvelin & Kekäläinen 2002).

    `possible` are the gains of all that could have been returned. 0 where nothing there holds any evidence.
    """
    ideal = _dcg(sorted(possible, reverse=True)[:k])
    return min(1.0, _dcg(gains[:k]) / ideal) if ideal else 0.0


def _dcg(gains: Sequence[float]) -> float:
    return sum(value / math.log2(1 + rank) for rank, value in enumerate(gains, start=1))


def is_right(
    sentence: str, speaker: str | None, targets: Sequence[Gold], call: str | None = None, *, any_speaker: bool = False
) -> bool:
    """Whether a displayed sentence contains, or lies in, a target quote of the same speaker (and call, if known)."""
    shown = folded(sentence)
    return bool(shown) and any(
        (folded(gold.quote) in shown or shown in folded(gold.quote))
        and (any_speaker or gold.speaker in (None, speaker))
        and (None in (gold.call, call) or gold.call == call)
        for gold in targets
        if folded(gold.quote)
    )


def contains_all(text: str, groups: Sequence[Sequence[str]]) -> bool:
    """Whether one string of each group stands in the text, case folded, white space as one."""
    shown = _plain(text)
    return all(any(_plain(option) in shown for option in group) for group in groups)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


# Many cases


def share(outcomes: Sequence[bool]) -> Measure:
    """A proportion with its 95 % Wilson score interval (Wilson 1927)."""
    n = len(outcomes)
    if n == 0:
        return {"value": None, "n": 0, "interval": None}
    p = sum(outcomes) / n
    return {"value": p, "n": n, "interval": _wilson(p, n)}


def mean(values: Sequence[float]) -> Measure:
    """A mean of values in 0..1 with its 95 % normal interval, clipped to 0..1.

    Where all values are the same, Wilson's, which no values of that mean exceed: no variance seen is not none there.
    """
    n = len(values)
    if n == 0:
        return {"value": None, "n": 0, "interval": None}
    average = sum(values) / n
    if max(values) == min(values):
        return {"value": average, "n": n, "interval": _wilson(average, n)}
    error = _Z * math.sqrt(sum((v - average) ** 2 for v in values) / (n - 1) / n)
    return {"value": average, "n": n, "interval": [max(0.0, average - error), min(1.0, average + error)]}


def _wilson(p: float, n: int) -> list[float]:
    centre = (p + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z * math.sqrt(max(0.0, p * (1 - p)) / n + _Z**2 / (4 * n * n)) / (1 + _Z**2 / n)
    # At 0 and 1 the interval ends there exactly, which rounding would miss.
    return [max(0.0, min(p, centre - half)), min(1.0, max(p, centre + half))]


def difference(one: Measure, other: Measure) -> Measure:
    """Difference of two shares, with Newcombe's interval from theirs (Newcombe 1998, method 10)."""
    n = min(one["n"], other["n"])
    if n == 0:
        return {"value": None, "n": 0, "interval": None}
    a, b = one["value"], other["value"]
    (a_low, a_high), (b_low, b_high) = one["interval"], other["interval"]
    low = math.hypot(a - a_low, b_high - b)
    high = math.hypot(a_high - a, b - b_low)
    return {"value": a - b, "n": n, "interval": [max(-1.0, a - b - low), min(1.0, a - b + high)]}


def auroc(scores: Sequence[float], good: Sequence[bool]) -> Measure:
    """How often a good case scores above a bad one, ties half, with Hanley & McNeil's (1982) interval; `n` are the cases."""
    above = [score for score, is_good in zip(scores, good, strict=True) if is_good]
    below = [score for score, is_good in zip(scores, good, strict=True) if not is_good]
    if not above or not below:
        return {"value": None, "n": 0, "interval": None}
    wins = sum((a > b) + 0.5 * (a == b) for a in above for b in below)
    area = wins / (len(above) * len(below))
    q1, q2 = area / (2 - area), 2 * area * area / (1 + area)
    variance = area * (1 - area) + (len(above) - 1) * (q1 - area**2) + (len(below) - 1) * (q2 - area**2)
    error = _Z * math.sqrt(max(0.0, variance) / (len(above) * len(below)))
    return {"value": area, "n": len(scores), "interval": [max(0.0, area - error), min(1.0, area + error)]}


def risk_coverage(scores: Sequence[float], wrong: Sequence[bool]) -> list[dict[str, float]]:
    """Risk over coverage (El-Yaniv & Wiener 2010): of the best-scored cases, the share that is wrong; a point a score."""
    ordered = sorted(zip(scores, wrong, strict=True), key=lambda pair: -pair[0])
    points, errors = [], 0
    for i, (score, is_wrong) in enumerate(ordered, start=1):
        errors += is_wrong
        if i == len(ordered) or ordered[i][0] != score:
            points.append({"threshold": score, "coverage": i / len(ordered), "risk": errors / i})
    return points


def recall_at(scores: Sequence[float], good: Sequence[bool], most_refused: float) -> Measure:
    """Share of bad cases below the highest threshold under which at most this share of the good ones lies."""
    above = sorted(score for score, is_good in zip(scores, good, strict=True) if is_good)
    below = [score for score, is_good in zip(scores, good, strict=True) if not is_good]
    if not above:
        return share([])
    threshold = above[min(len(above) - 1, int(most_refused * len(above)))]
    return share([score < threshold for score in below])


def percentile(values: Sequence[float], part: float) -> float:
    """Nearest-rank percentile, `part` in 0..1, of at least one value."""
    return sorted(values)[max(0, math.ceil(part * len(values)) - 1)]
