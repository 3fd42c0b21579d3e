"""Align the sentences of a Paragraph with those of its translation.

Dynamic programming over sentence lengths after Gale & Church (1993), "A Program for Aligning Sentences in Bilingual
Corpora", with shared figures as anchors: `RMB236.5 billion` and `2,365億` both leave the digits 2365.
"""

import math
import re
from collections.abc import Sequence

_Span = tuple[int, int]
# (originals, translations) in one bead, with -log of how much rarer than 1-1 it is (their table 5, rounded).
_BEADS = {(1, 1): 0.0, (1, 2): 2.3, (2, 1): 2.3, (2, 2): 4.4, (1, 3): 4.4, (3, 1): 4.4, (1, 0): 4.6, (0, 1): 4.6}
_VARIANCE = 3.0
"""Of a translated sentence's length, per character expected."""
_MOST_LENGTH_COST = 8.0
_MOST_PAIRS = 40_000
"""Time and memory grow with originals x translations; nobody says 200 sentences in one paragraph."""
_FIGURE = re.compile(r"\d[\d.,]*")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]+")


def align(original: str, spans: Sequence[_Span], translation: str, translated: Sequence[_Span]) -> list[_Span | None]:
    """For each span of `original`, the span of `translation` that renders it, or None (all None beyond `_MOST_PAIRS`).

    A many-to-one bead gives each of its originals the whole translated span: a reader sees a little more, never less.
    """
    result: list[_Span | None] = [None] * len(spans)
    if not spans or not translated or len(spans) * len(translated) > _MOST_PAIRS:
        return result
    ratio = max(1, sum(e - s for s, e in translated)) / max(1, sum(e - s for s, e in spans))
    left = [((e - s) * ratio, _anchors(original[s:e])) for s, e in spans]
    right = [(float(e - s), _anchors(translation[s:e])) for s, e in translated]
    for (i, k), (j, m) in _best_path(left, right):
        if k and m:
            for row in range(i, i + k):
                result[row] = (translated[j][0], translated[j + m - 1][1])
    return result


_Unit = tuple[float, frozenset[str]]


def _best_path(left: list[_Unit], right: list[_Unit]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    rows, columns = len(left), len(right)
    cost = [[math.inf] * (columns + 1) for _ in range(rows + 1)]
    came: dict[tuple[int, int], tuple[int, int]] = {}
    cost[0][0] = 0.0
    for i in range(rows + 1):
        for j in range(columns + 1):
            if cost[i][j] == math.inf:
                continue
            for (k, m), penalty in _BEADS.items():
                if i + k <= rows and j + m <= columns:
                    total = cost[i][j] + penalty + _mismatch(left[i : i + k], right[j : j + m])
                    if total < cost[i + k][j + m]:
                        cost[i + k][j + m] = total
                        came[i + k, j + m] = (k, m)
    path = []
    i, j = rows, columns
    while i or j:
        k, m = came[i, j]
        i, j = i - k, j - m
        path.append(((i, k), (j, m)))
    return path[::-1]


def _mismatch(left: list[_Unit], right: list[_Unit]) -> float:
    if not left or not right:
        return 0.0
    expected, found = sum(length for length, _ in left), sum(length for length, _ in right)
    delta = (expected - found) / math.sqrt(_VARIANCE * (expected + found) / 2 + 1)
    length_cost = min(delta * delta / 2, _MOST_LENGTH_COST)
    a = frozenset[str]().union(*(anchors for _, anchors in left))
    b = frozenset[str]().union(*(anchors for _, anchors in right))
    if not a and not b:
        return length_cost
    return length_cost + 3.0 * (1 - 2 * len(a & b) / (len(a) + len(b)))


def _anchors(text: str) -> frozenset[str]:
    figures = (re.sub(r"[.,]", "", figure).strip("0") for figure in _FIGURE.findall(text))
    return frozenset([f for f in figures if f] + [word.lower() for word in _LATIN.findall(text)])
