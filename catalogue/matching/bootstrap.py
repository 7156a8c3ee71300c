"""How sure figures on few proposals are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

RESAMPLES = 1_000
CONFIDENCE = 0.95

Interval = tuple[float, float]


@dataclass(frozen=True)
class Ratio:
    """A figure over queries: the sum of what each adds, over the sum of what each counts for.

    ``added`` and ``counted`` have shape (queries,). A mean over some of the
    queries counts these as 1 and the others as 0.
    """

    added: Array
    counted: Array

    @property
    def value(self) -> float:
        """The figure; NaN where nothing counts."""
        total = self.counted.sum()
        return float(self.added.sum() / total) if total else float("nan")


@dataclass(frozen=True)
class Change:
    """How much a figure rose from one ranking of the same queries to another."""

    change: float
    interval: Interval


def intervals(ratios: Mapping[str, Ratio], seed: int = 0) -> dict[str, Interval]:
    """95 % intervals of figures over the same queries.

    Queries are drawn with replacement, ``RESAMPLES`` times, and the ends are
    percentiles: Efron and Tibshirani, An Introduction to the Bootstrap (1993),
    chapter 13. The order of the queries changes nothing. A figure without a
    value has no interval; one that is the same for each query has no width.
    """
    kept = _with_value(ratios)
    drawn = _resampled(list(kept.values()), seed)
    return {name: _ends(values) for name, values in zip(kept, drawn.T, strict=True)}


def changes(
    before: Mapping[str, Ratio], after: Mapping[str, Ratio], seed: int = 0
) -> dict[str, Change]:
    """What changed in the figures that both have, queries drawn in pairs.

    Both hold the same queries in the same order. What is hard in a query is
    hard both times, so these intervals are narrower than the figures' own.
    """
    kept = _with_value({name: before[name] for name in before if name in after})
    kept = {name: before[name] for name in _with_value({name: after[name] for name in kept})}
    both = [*kept.values(), *(after[name] for name in kept)]
    drawn = _resampled(both, seed)
    rises = drawn[:, len(kept) :] - drawn[:, : len(kept)]
    return {
        name: Change(after[name].value - before[name].value, _ends(values))
        for name, values in zip(kept, rises.T, strict=True)
    }


def _with_value(ratios: Mapping[str, Ratio]) -> dict[str, Ratio]:
    return {name: ratio for name, ratio in ratios.items() if ratio.counted.any()}


def _resampled(ratios: Sequence[Ratio], seed: int) -> Array:
    """Each figure of each resample, shape (resamples, figures); NaN where nothing counts."""
    if not ratios:
        return np.empty((RESAMPLES, 0))
    columns = [ratio.added for ratio in ratios] + [ratio.counted for ratio in ratios]
    queries = np.column_stack(columns).astype(np.float64)
    queries = queries[np.lexsort(queries.T)]
    chance = np.random.default_rng(seed)
    times = chance.multinomial(len(queries), np.full(len(queries), 1 / len(queries)), RESAMPLES)
    sums = times @ queries
    added, counted = sums[:, : len(ratios)], sums[:, len(ratios) :]
    return np.divide(added, counted, out=np.full_like(added, np.nan), where=counted > 0)


def _ends(values: Array) -> Interval:
    tail = 100 * (1 - CONFIDENCE) / 2
    low, high = np.nanpercentile(values, (tail, 100 - tail))
    return float(low), float(high)
