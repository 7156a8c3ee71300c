"""Fitting the matching model on labelled pairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .signals import Measured

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Labelled:
    """One query's candidates: record ids, signals, and grades (2, 1 or 0) of the candidates.

    ``missed`` holds the grades of relevant records that were no candidate.
    """

    query_id: str
    language: str
    record_ids: Sequence[str]
    values: Measured
    grades: Array
    missed: Sequence[int] = ()


def fit_logistic(
    values: Measured, labels: Array, ridge: float = 0.3, rounds: int = 400
) -> tuple[float, Array]:
    """Prior and weights of the penalised logistic likelihood's maximum, weights ≥ 0.

    ``values`` has shape (pairs, signals), ``labels`` holds 0 or 1. Cyclic
    coordinate ascent with Newton steps and projection onto the non-negative
    numbers (Friedman, Hastie and Tibshirani, 2010), ridge penalty ``ridge``
    times the sum of squared weights.
    """
    weights = np.zeros(values.shape[1])
    rate = np.clip(labels.mean(), 1e-6, 1 - 1e-6)
    prior = float(np.log(rate / (1 - rate)))
    odds = np.full(len(labels), prior)
    for _ in range(rounds):
        moved = 0.0
        for column in range(-1, values.shape[1]):
            x = values[:, column] if column >= 0 else np.ones(len(labels))
            chance = 1 / (1 + np.exp(-odds))
            penalty = 2 * ridge if column >= 0 else 0.0
            held = weights[column] if column >= 0 else prior
            gradient = float(x @ (labels - chance)) - penalty * held
            curvature = float((x * x) @ (chance * (1 - chance))) + penalty + 1e-9
            step = float(np.clip(gradient / curvature, -2.0, 2.0))
            wanted = max(0.0, held + step) if column >= 0 else held + step
            odds = odds + (wanted - held) * x
            moved = max(moved, abs(wanted - held))
            if column >= 0:
                weights[column] = wanted
            else:
                prior = wanted
        if moved < 1e-4:
            break
    return prior, weights


def cross_validated(
    queries: Sequence[Labelled], folds: int = 10, seed: int = 0, ridge: float = 0.3
) -> list[Array]:
    """Log-odds of each query's candidates by a model that never saw that query."""
    order = np.random.default_rng(seed).permutation(len(queries)) % folds
    odds: list[Array] = [np.empty(0)] * len(queries)
    for fold in range(folds):
        training = [query for query, place in zip(queries, order, strict=True) if place != fold]
        prior, weights = fit_queries(training, ridge)
        for position in np.flatnonzero(order == fold).tolist():
            odds[position] = prior + queries[position].values @ weights
    return odds


def fit_queries(queries: Sequence[Labelled], ridge: float = 0.3) -> tuple[float, Array]:
    """Prior and weights fitted on all candidates of the queries; any grade above 0 counts."""
    values = np.vstack([query.values for query in queries])
    labels = np.concatenate([query.grades > 0 for query in queries]).astype(np.float64)
    return fit_logistic(values, labels, ridge)
