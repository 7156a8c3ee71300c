"""How sure a sum of signals really is: the last step of calibration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .calibration import Array, Labelled, fit_logistic, folds_of
from .model import Bend
from .rivals import LEAST, MOST, Rivalry, nearness

LEAST_RELEVANT_PAIRS = 50
"""With fewer pairs that are relevant, a sum of signals is taken at its word."""

_RIDGE = 1e-3
_RIVALRIES = tuple(np.arange(0, 0.65, 0.05).round(2).tolist())
"""What rivals may weigh. Up to 1 the likeliest would be the same for the shipped model: 0.55."""


@dataclass(frozen=True)
class Stretch:
    """From log-odds as fitted to log-odds as observed on proposals that the fit never saw.

    Linear on either side of even odds: ``below`` and ``above`` are the slopes, ``shift`` is what
    even odds become. Source: Platt (1999), with one slope for each side. Before, ``rivals`` is
    taken off for each point by which the nearest others of one proposal come nearer than ``usual``.
    """

    shift: float = 0.0
    below: float = 1.0
    above: float = 1.0
    rivals: float = 0.0
    usual: float = LEAST

    def of(self, log_odds: Array) -> Array:
        """The log-odds of one proposal's candidates as observed."""
        return self.of_pairs(log_odds, nearness(log_odds))

    def of_pairs(self, log_odds: Array, near: Array) -> Array:
        """The same of any pairs, given how near the rivals of each come."""
        odds = log_odds - self.rivals * (near - self.usual)
        return self.shift + self.below * np.minimum(odds, 0) + self.above * np.maximum(odds, 0)

    @property
    def bend(self) -> Bend:
        """What is left of it for a model whose prior and weights are stretched by ``below``."""
        return Bend(round(self.shift, 4), round(self.above / self.below, 4))

    @property
    def rivalry(self) -> Rivalry:
        """The same of rivals, whose log-odds such a model has stretched by ``below``."""
        usual, least, most = (
            round(self.shift + self.below * one, 4) for one in (self.usual, LEAST, MOST)
        )
        return Rivalry(round(self.rivals, 4), usual, least, most)


AS_FITTED = Stretch()


def fit_stretch(log_odds: Sequence[Array], grades: Sequence[Array]) -> Stretch:
    """The likeliest stretch of out-of-sample log-odds, never steeper above even odds than below.

    Each array holds one proposal's candidates.
    """
    odds = np.concatenate(log_odds)
    labels = (np.concatenate(grades) > 0).astype(np.float64)
    if labels.sum() < LEAST_RELEVANT_PAIRS:
        return AS_FITTED
    near = np.concatenate([nearness(one) for one in log_odds])
    usual = _where_it_matters(odds, near)
    tried = [_at(weight, usual, odds, near, labels) for weight in _RIVALRIES]
    return min(tried, key=lambda one: _surprise(one.of_pairs(odds, near), labels))


def _at(weight: float, usual: float, odds: Array, near: Array, labels: Array) -> Stretch:
    """The likeliest stretch where rivals weigh so much."""
    seen = odds - weight * (near - usual)
    sides = np.column_stack([np.minimum(seen, 0), np.maximum(seen, 0)])
    shift, (below, above) = fit_logistic(sides, labels, _RIDGE)
    if not 0 < above <= below:
        shift, (below,) = fit_logistic(seen[:, np.newaxis], labels, _RIDGE)
        above = below
    return Stretch(shift, float(below), float(above), weight, usual) if below > 0 else AS_FITTED


def _surprise(odds: Array, labels: Array) -> float:
    """How unlikely the labels are by these log-odds."""
    return float(np.logaddexp(0, np.where(labels > 0, -odds, odds)).sum())


def _where_it_matters(log_odds: Array, near: Array) -> float:
    """The usual nearness of rivals, pairs counting the more the less sure they are."""
    chance = 1 / (1 + np.exp(-log_odds))
    return float(np.average(near, weights=chance * (1 - chance)))


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
