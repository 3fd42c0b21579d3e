"""Logistic regression by iteratively reweighted least squares (McCullagh & Nelder 1989), and what judges it. Pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
_STEPS = 50
_CLOSE = 1e-8


@dataclass(frozen=True)
class Logistic:
    """Coefficients over standardised columns; constant columns count nothing."""

    means: Floats
    scales: Floats
    weights: Floats
    intercept: float

    def scores(self, rows: Floats) -> Floats:
        """Log odds, a value a row."""
        return np.asarray(((rows - self.means) / self.scales) @ self.weights + self.intercept)


def fit_logistic(rows: Floats, outcomes: Mask, ridge: float = 1.0) -> Logistic:
    """`rows` (n, k). `ridge` is the L2 penalty on standardised weights; the intercept is free.

    Raises:
        ValueError: only one outcome occurs.
    """
    if outcomes.all() or not outcomes.any():
        raise ValueError("both outcomes are needed")
    means, scales = rows.mean(axis=0), rows.std(axis=0)
    scales = np.where(scales > 0, scales, 1.0)
    design = np.column_stack([np.ones(len(rows)), (rows - means) / scales])
    penalty = ridge * np.eye(design.shape[1])
    penalty[0, 0] = 0.0
    weights = np.zeros(design.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        curvature = (design * (chance * (1 - chance) + 1e-9)[:, None]).T @ design + penalty
        step = np.linalg.solve(curvature, design.T @ (outcomes - chance) - penalty @ weights)
        weights = weights + step
        if float(np.abs(step).max()) < _CLOSE:
            break
    return Logistic(means, scales, weights[1:], float(weights[0]))


def auroc(scores: Floats, positive: Mask) -> float | None:
    """Chance that a positive scores above a negative, ties counting half; None where either is missing."""
    above, below = scores[positive], scores[~positive]
    if not len(above) or not len(below):
        return None
    wins = (above[:, None] > below[None, :]).sum() + 0.5 * (above[:, None] == below[None, :]).sum()
    return float(wins / (len(above) * len(below)))


def threshold_at(scores: Floats, positive: Mask, most_lost: float) -> float:
    """The highest threshold below which at most that share of the positives lies. -inf where they must all pass."""
    ordered = np.sort(scores[positive])
    lost = math.floor(most_lost * len(ordered) + 1e-9)
    return float(ordered[lost]) if lost < len(ordered) else math.inf


def folds_of(groups: Sequence[str], count: int) -> npt.NDArray[np.int64]:
    """A fold per item, all of a group in one; the largest groups first, each to the emptiest fold."""
    sizes: dict[str, int] = {}
    for group in groups:
        sizes[group] = sizes.get(group, 0) + 1
    filled = [0] * count
    fold: dict[str, int] = {}
    for group in sorted(sizes, key=lambda g: (-sizes[g], g)):
        fold[group] = filled.index(min(filled))
        filled[fold[group]] += sizes[group]
    return np.array([fold[group] for group in groups], dtype=np.int64)
