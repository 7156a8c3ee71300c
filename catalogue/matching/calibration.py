"""Fitting the matching model on labelled pairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .signals import SIGNALS, Measured

Array = NDArray[np.float64]

RIDGE = 0.05
"""Weight of the penalty on squared weights: flat from 0.02 to 0.1 on labelled proposals."""

FOLDS = 10

MOST = {"capabilities": 4.0, "topics": 2.0}
"""Highest weights, before the model is stretched. Whoever labels a sample tends to have chosen the
capabilities of both sides, which makes them look surer than sponsors' choices are. And what serves
one field need not serve one need: left to itself the weight of topics, 3.6, brings the right one
no further forward, and warns of other things of the same field. Chosen by judgement."""


@dataclass(frozen=True)
class Labelled:
    """One query's candidates: record ids, signals, and grades (2, 1 or 0) of the candidates.

    ``missed`` holds the grades of relevant records that were no candidate;
    ``pair`` names the query's language and that of what it should find;
    ``encoders`` names what the signals of meaning rest on, and ``source`` the
    file that the query comes from.
    """

    query_id: str
    language: str
    record_ids: Sequence[str]
    values: Measured
    grades: Array
    missed: Sequence[int] = ()
    pair: str = ""
    encoders: tuple[str, ...] = ()
    source: str = ""


def fit_logistic(
    values: Measured,
    labels: Array,
    ridge: float = RIDGE,
    rounds: int = 60,
    highest: Sequence[float] | None = None,
) -> tuple[float, Array]:
    """Prior and weights of the penalised logistic likelihood's maximum, weights ≥ 0.

    ``highest`` are the highest weights allowed, one a column; without them
    there is no bound.

    ``values`` has shape (pairs, columns), ``labels`` holds 0 or 1. Newton's
    method, each step's quadratic minimised within the bounds by cyclic
    coordinate descent (Friedman, Hastie and Tibshirani, 2010); ridge penalty
    ``ridge`` times the sum of squared weights.
    """
    design = np.column_stack([np.ones(len(labels)), values])
    lowest = np.array([-np.inf] + [0.0] * values.shape[1])
    bounds = [np.inf] * values.shape[1] if highest is None else highest
    penalty = np.array([0.0] + [2 * ridge] * values.shape[1])
    rate = np.clip(labels.mean(), 1e-6, 1 - 1e-6)
    held = np.zeros(design.shape[1])
    held[0] = np.log(rate / (1 - rate))
    loss = _loss(design, labels, held, penalty)
    for _ in range(rounds):
        chance = 1 / (1 + np.exp(-design @ held))
        gradient = design.T @ (chance - labels) + penalty * held
        curvature = (design.T * (chance * (1 - chance))) @ design + np.diag(penalty + 1e-9)
        wanted = _within(held, gradient, curvature, lowest, np.array([np.inf, *bounds]))
        step = 1.0
        while step > 1e-6:
            tried = held + step * (wanted - held)
            new_loss = _loss(design, labels, tried, penalty)
            if new_loss <= loss:
                break
            step /= 2
        if step <= 1e-6 or loss - new_loss < 1e-9 * max(loss, 1.0):
            break
        held, loss = tried, new_loss
    return float(held[0]), held[1:]


def _loss(design: Array, labels: Array, held: Array, penalty: Array) -> float:
    odds = design @ held
    unlikely = np.logaddexp(0, np.where(labels > 0, -odds, odds)).sum()
    return float(unlikely + (penalty * held * held).sum() / 2)


def _within(held: Array, gradient: Array, curvature: Array, lowest: Array, highest: Array) -> Array:
    """The bounded minimum of the quadratic with this gradient and curvature at ``held``."""
    moved = np.zeros(len(held))
    for _ in range(200):
        largest = 0.0
        for one in range(len(held)):
            slope = gradient[one] + curvature[one] @ moved
            aimed = held[one] + moved[one] - slope / curvature[one, one]
            change = min(max(aimed, lowest[one]), highest[one]) - held[one] - moved[one]
            moved[one] += change
            largest = max(largest, abs(change))
        if largest < 1e-7:
            break
    aimed_at: Array = held + moved
    return aimed_at


def cross_validated(
    queries: Sequence[Labelled], folds: int = FOLDS, seed: int = 0, ridge: float = RIDGE
) -> list[Array]:
    """Log-odds of each query's candidates by a model that never saw that query."""
    order = folds_of(len(queries), folds, seed)
    odds: list[Array] = [np.empty(0)] * len(queries)
    for fold in range(folds):
        training = [query for query, place in zip(queries, order, strict=True) if place != fold]
        prior, weights = fit_queries(training, ridge)
        for position in np.flatnonzero(order == fold).tolist():
            odds[position] = prior + queries[position].values @ weights
    return odds


def folds_of(queries: int, folds: int, seed: int = 0) -> NDArray[np.intp]:
    """To which fold each query belongs."""
    return np.random.default_rng(seed).permutation(queries) % folds


def fit_queries(queries: Sequence[Labelled], ridge: float = RIDGE) -> tuple[float, Array]:
    """Prior and weights fitted on all candidates of the queries; any grade above 0 counts."""
    values = np.vstack([query.values for query in queries])
    labels = np.concatenate([query.grades > 0 for query in queries]).astype(np.float64)
    return fit_logistic(values, labels, ridge, highest=[MOST.get(one, np.inf) for one in SIGNALS])
