"""Metrics, pure. Not applicable is not zero: a metric over no cases has no value."""

import math
from collections.abc import Sequence
from typing import Any

from evals.cases import Gold, folded

_Z = 1.959964


def first_rank(texts: Sequence[str], targets: Sequence[Gold]) -> int | None:
    """Rank (from 1) of the first text that contains a target quote, letters and digits compared."""
    wanted = [folded(gold.quote) for gold in targets]
    for rank, text in enumerate(map(folded, texts), start=1):
        if any(quote in text for quote in wanted):
            return rank
    return None


def is_right(sentence: str, speaker: str | None, targets: Sequence[Gold]) -> bool:
    """Whether a displayed sentence contains, or lies in, a target quote of the same speaker."""
    shown = folded(sentence)
    return any(
        (folded(gold.quote) in shown or shown in folded(gold.quote)) and gold.speaker in (None, speaker)
        for gold in targets
    )


def share(outcomes: Sequence[bool]) -> dict[str, Any]:
    """A proportion with its 95 % Wilson score interval (Wilson 1927)."""
    n = len(outcomes)
    if n == 0:
        return {"value": None, "n": 0, "interval": None}
    p = sum(outcomes) / n
    centre = (p + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z * math.sqrt(p * (1 - p) / n + _Z**2 / (4 * n * n)) / (1 + _Z**2 / n)
    return {"value": p, "n": n, "interval": [max(0.0, centre - half), min(1.0, centre + half)]}


def mean(values: Sequence[float]) -> dict[str, Any]:
    """A mean with its 95 % normal interval."""
    n = len(values)
    if n == 0:
        return {"value": None, "n": 0, "interval": None}
    average = sum(values) / n
    if n == 1:
        return {"value": average, "n": 1, "interval": None}
    error = _Z * math.sqrt(sum((v - average) ** 2 for v in values) / (n - 1) / n)
    return {"value": average, "n": n, "interval": [average - error, average + error]}
