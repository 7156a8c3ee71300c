"""How sure figures on few proposals are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from .evaluation import Judged, first_duplicate, ndcg

RESAMPLES = 1_000
_ENDS = (2.5, 97.5)

Interval = tuple[float, float]


def _within(places: int) -> Callable[[Judged], float | None]:
    def found(query: Judged) -> float | None:
        place = first_duplicate(query)
        return None if place is None else float(place <= places)

    return found


def _reciprocal(query: Judged) -> float | None:
    place = first_duplicate(query)
    return None if place is None else 1 / place


FIGURES: Mapping[str, Callable[[Judged], float | None]] = {
    "within_1": _within(1),
    "within_3": _within(3),
    "within_10": _within(10),
    "reciprocal_rank": _reciprocal,
    "ndcg": ndcg,
}
"""What each figure is for one query; None where the query does not count."""


def intervals(judged: Sequence[Judged], seed: int = 0) -> dict[str, Interval]:
    """95 % intervals of each figure, by the percentiles of ``RESAMPLES`` bootstrap samples.

    Queries are drawn with replacement: Efron (1979). A figure that no query
    allows has no interval.
    """
    chance = np.random.default_rng(seed)
    found = {}
    for name, figure in FIGURES.items():
        values = np.array([value for query in judged if (value := figure(query)) is not None])
        if len(values):
            found[name] = _interval(values, chance)
    return found


def _interval(values: NDArray[np.float64], chance: np.random.Generator) -> Interval:
    drawn = chance.integers(0, len(values), (RESAMPLES, len(values)))
    low, high = np.percentile(values[drawn].mean(axis=1), _ENDS)
    return float(low), float(high)
