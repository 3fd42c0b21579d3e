"""Which of a file's printed times run against the others."""

from bisect import bisect_right
from collections.abc import Sequence

_OVERLAP = 1.0
"""Seconds by which speech may overlap without its time being wrong."""


def suspects(times: Sequence[float]) -> set[int]:
    """Indices of times (seconds, in the order of speech) that jump back or ahead of the longest rising run of times.

    Comparing each time with the one before would blame all that follow one wild time for that one.
    """
    # From the end, so that of two runs of one length the one that rises early is taken: times jump back, seldom ahead.
    tails: list[float] = []
    places: list[int] = []
    after: dict[int, int] = {}
    for i in range(len(times) - 1, -1, -1):
        at = bisect_right(tails, -times[i])
        after[i] = places[at - 1] if at else -1
        tails[at : at + 1] = [-times[i]]
        places[at : at + 1] = [i]
    rising: set[int] = set()
    at = places[-1] if places else -1
    while at >= 0:
        rising.add(at)
        at = after[at]
    return _far_from(times, rising)


def _far_from(times: Sequence[float], rising: set[int]) -> set[int]:
    """The times outside the run that lie more than an overlap away from where the run is at their place."""
    following: list[float] = [float("inf")] * (len(times) + 1)
    for i in range(len(times) - 1, -1, -1):
        following[i] = times[i] if i in rising else following[i + 1]
    found, latest = set(), float("-inf")
    for i, time in enumerate(times):
        if i in rising:
            latest = time
        elif time < latest - _OVERLAP or time > following[i] + _OVERLAP:
            found.add(i)
    return found
