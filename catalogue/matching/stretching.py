"""How sure a sum of signals really is: the last step of calibration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .calibration import Array, Labelled, fit_logistic, folds_of
from .model import Bend

LEAST_RELEVANT_PAIRS = 50
"""With fewer pairs that are relevant, a sum of signals is taken at its word."""

_RIDGE = 1e-3


@dataclass(frozen=True)
class Stretch:
    """From log-odds as fitted to log-odds as observed on proposals that the fit never saw.

    Linear on either side of even odds: ``below`` and ``above`` are the slopes, ``shift`` is what
    even odds become. Source: Platt (1999), with one slope for each side.
    """

    shift: float = 0.0
    below: float = 1.0
    above: float = 1.0

    def of(self, log_odds: Array) -> Array:
        """The log-odds as observed."""
        return (
            self.shift + self.below * np.minimum(log_odds, 0) + self.above * np.maximum(log_odds, 0)
        )

    @property
    def bend(self) -> Bend:
        """What is left of it for a model whose prior and weights are stretched by ``below``."""
        return Bend(round(self.shift, 4), round(self.above / self.below, 4))


AS_FITTED = Stretch()


def fit_stretch(log_odds: Sequence[Array], grades: Sequence[Array]) -> Stretch:
    """The likeliest stretch of out-of-sample log-odds, never steeper above even odds than below."""
    odds = np.concatenate(log_odds)
    labels = (np.concatenate(grades) > 0).astype(np.float64)
    if labels.sum() < LEAST_RELEVANT_PAIRS:
        return AS_FITTED
    sides = np.column_stack([np.minimum(odds, 0), np.maximum(odds, 0)])
    shift, (below, above) = fit_logistic(sides, labels, _RIDGE)
    if not 0 < above <= below:
        shift, (below,) = fit_logistic(odds[:, np.newaxis], labels, _RIDGE)
        above = below
    return Stretch(shift, float(below), float(above)) if below > 0 else AS_FITTED


def stretched(queries: Sequence[Labelled], log_odds: Sequence[Array], folds: int) -> list[Array]:
    """Each query's out-of-sample log-odds, stretched as those of the other folds ask for."""
    order = folds_of(len(queries), folds)
    seen: list[Array] = [np.empty(0)] * len(queries)
    for fold in range(folds):
        others = np.flatnonzero(order != fold).tolist()
        found = fit_stretch(
            [log_odds[one] for one in others], [queries[one].grades for one in others]
        )
        for one in np.flatnonzero(order == fold).tolist():
            seen[one] = found.of(log_odds[one])
    return seen
