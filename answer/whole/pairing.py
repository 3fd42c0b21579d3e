"""Statements of two calls on one subject: the same figure, the same outlook, or a fact told in like words."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from answer.compare.measure import Measure, measures
from answer.whole.reading import Said

_ALIKE, _ALIKE_AHEAD = 0.42, 0.3
"""Cosine of weighted words from which two statements are taken to be on one subject."""
_SHARED = 3
"""Words that two statements without a common metric must share."""
_HEADLINES = ("revenue", "net income", "operating income", "EBITA", "EBITDA", "EPS", "gross margin", "operating margin", "margin", "free cash flow")  # fmt: skip


@dataclass(frozen=True)
class Pair:
    """`older` and `newer` are on one subject; `metrics` are what their figures share. `ahead` where the older looks ahead."""

    older: Said
    newer: Said
    metrics: tuple[str, ...]
    ahead: bool


def pairs(older: Sequence[Said], newer: Sequence[Said]) -> list[Pair]:
    """Every pair, in the newer call's order: outlook, then like figures by their exact meaning, then like words."""
    weight = _weights([*older, *newer])
    found = _alike([s for s in older if s.ahead], [s for s in newer if s.ahead or s.figures], weight, _ALIKE_AHEAD)
    used = {id(s) for pair in found for s in (pair.older, pair.newer)}
    then, now = ([s for s in side if s.figures and not s.ahead and id(s) not in used] for side in (older, newer))
    same = _same_figures(then, now)
    used |= {id(s) for pair in same for s in (pair.older, pair.newer)}
    then, now = ([s for s in side if id(s) not in used] for side in (then, now))
    return sorted([*found, *same, *_alike(then, now, weight, _ALIKE)], key=_order)


def _same_figures(older: Sequence[Said], newer: Sequence[Said]) -> list[Pair]:
    """Pairs by measures of one signature: metric, business, qualifiers, kind and span agree."""
    known: dict[tuple[object, ...], tuple[Said, Measure]] = {}
    older, newer = ([s for s in side if s.metrics and s.line.section != "qa"] for side in (older, newer))
    for s in older:
        for measure in measures(s.line, s.glossary, s.known):
            known.setdefault(measure.signature, (s, measure))
    shared: dict[tuple[int, int], list[str]] = defaultdict(list)
    sides: dict[tuple[int, int], tuple[Said, Said]] = {}
    taken: set[tuple[object, ...]] = set()
    for s in newer:
        for measure in measures(s.line, s.glossary, s.known):
            match = known.get(measure.signature)
            if match is None or measure.signature in taken or match[1].quantity.value == measure.quantity.value:
                continue
            taken.add(measure.signature)
            place = (match[0].place, s.place)
            sides[place] = (match[0], s)
            shared[place] += sorted(measure.metrics)
    found: list[Pair] = []
    for place, (old, new) in sorted(sides.items(), key=lambda row: (-len(shared[row[0]]), row[0])):
        if not any(old is pair.older or new is pair.newer for pair in found):
            found.append(Pair(old, new, tuple(dict.fromkeys(shared[place])), ahead=False))
    return found


def _alike(older: Sequence[Said], newer: Sequence[Said], weight: dict[str, float], least: float) -> list[Pair]:
    """One to one, the most alike first; figures must differ."""
    scored: list[tuple[float, int, int]] = []
    for i, old in enumerate(older):
        for j, new in enumerate(newer):
            shared = old.words & new.words
            if not shared or not (old.metrics & new.metrics or len(shared) >= _SHARED or old.proper & new.proper):
                continue
            likeness = _cosine(old, new, weight)
            if old.ahead and new.ahead and old.metrics & new.metrics and old.names("segment") & new.names("segment"):
                likeness = max(likeness, least)
            if likeness >= least and _differ(old, new) and _same_business(old, new):
                scored.append((-likeness, i, j))
    found: list[Pair] = []
    for _, i, j in sorted(scored):
        old, new = older[i], newer[j]
        if not any(old is pair.older or new is pair.newer for pair in found):
            found.append(Pair(old, new, _shared_metrics(old, new), old.ahead))
    return found


def _cosine(one: Said, other: Said, weight: dict[str, float]) -> float:
    def total(words: Iterable[str]) -> float:
        return sum(weight[word] ** 2 for word in words)

    return total(one.words & other.words) / math.sqrt(total(one.words) * total(other.words) or 1.0)


def _weights(said: Sequence[Said]) -> dict[str, float]:
    """Inverse document frequency of each word."""
    counts = Counter(word for s in said for word in s.words)
    return {word: math.log(1 + len(said) / n) for word, n in counts.items()}


def _differ(old: Said, new: Said) -> bool:
    return old.line.text != new.line.text and (old.numbers != new.numbers or not old.numbers)


def _same_business(old: Said, new: Said) -> bool:
    """Not the same metric of two businesses, as far as their own words tell."""
    one, other = old.names("segment"), new.names("segment")
    if one and other and not one & other:
        return False
    return not (
        old.metrics & new.metrics and old.proper and new.proper and not old.proper & new.proper and not one & other
    )


def _shared_metrics(old: Said, new: Said) -> tuple[str, ...]:
    return tuple(sorted(old.metrics & new.metrics))


def _order(pair: Pair) -> tuple[bool, int, int]:
    rank = min((_HEADLINES.index(m) for m in pair.metrics if m in _HEADLINES), default=len(_HEADLINES))
    whole = pair.newer.business == frozenset() if pair.newer.metrics else False
    return not pair.ahead, rank if whole else len(_HEADLINES), pair.newer.place
