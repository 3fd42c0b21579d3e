"""Rank fusion, pure."""

from collections.abc import Mapping, Sequence

Scored = Sequence[tuple[str, float]]
Fused = list[tuple[str, float, tuple[str, ...]]]
"""(id, score, names of the lists that found it), best first."""


def fuse(lists: Mapping[str, Scored], weights: Mapping[str, float]) -> Fused:
    """Weighted sum of min-max normalised scores: (id, score, names of the lists that found it), best first.

    A convex combination rather than reciprocal ranks, after Bruch, Gai & Ingber (2023), "An Analysis of Fusion
    Functions for Hybrid Retrieval". An id that a list did not find gets that list's 0. Ties keep the order of `lists`.
    """
    totals: dict[str, float] = {}
    found_by: dict[str, list[str]] = {}
    for name, scored in lists.items():
        if not scored:
            continue
        low, high = min(score for _, score in scored), max(score for _, score in scored)
        span = high - low or 1.0
        for item, score in scored:
            # A single result, or equal ones (a list that only marks), are all best.
            share = (score - low) / span if high > low else 1.0
            totals[item] = totals.get(item, 0.0) + weights[name] * share
            found_by.setdefault(item, []).append(name)
    ordered = sorted(totals, key=lambda item: -totals[item])
    return [(item, totals[item], tuple(found_by[item])) for item in ordered]
