"""Precision against recall."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .evaluation import Judged, last_of_equals, pooled

MOST_POINTS = 200


@dataclass(frozen=True)
class Point:
    """At a probability and above: the share of right pairs, and the share of all right ones."""

    probability: float
    precision: float
    recall: float


@dataclass(frozen=True)
class Curve:
    """Points by falling probability, and the average precision over all pairs."""

    points: tuple[Point, ...]
    average_precision: float


def precision_recall(
    judged: Sequence[Judged], at: Sequence[float] = (), most: int = MOST_POINTS
) -> Curve:
    """The curve over the pairs of all queries, at most ``most`` points of it.

    A point stands at each probability where recall rises, thinned evenly, and
    at each of the thresholds ``at`` that any pair reaches. Relevant records
    that were not ranked count as never found. Average precision is the sum of
    precision times rise in recall over all probabilities, equal ones taken
    together, without interpolation (as scikit-learn does). Without any
    relevant record there is no point, and it is NaN.
    """
    chances, right = pooled(judged)
    total = sum(query.relevant for query in judged)
    if not total:
        return Curve((), float("nan"))
    order = np.argsort(-chances, kind="stable")
    parted = np.flatnonzero(last_of_equals(chances[order]))
    chances, found = chances[order][parted], np.cumsum(right[order])[parted]
    precision, recall = found / (parted + 1), found / total
    rises = np.diff(recall, prepend=0.0)
    marked = {int((chances >= one).sum()) - 1 for one in at} - {-1}
    kept = marked | set(_evenly(np.flatnonzero(rises > 0), most - len(marked)))
    points = [
        Point(float(chances[one]), float(precision[one]), float(recall[one]))
        for one in sorted(kept)
    ]
    return Curve(tuple(points), float((precision * rises).sum()))


def _evenly(places: np.ndarray, most: int) -> list[int]:
    """At most so many of the places, the first and the last among them."""
    if len(places) <= most:
        return [int(place) for place in places]
    chosen = np.linspace(0, len(places) - 1, max(most, 0)).round().astype(int)
    return [int(places[one]) for one in np.unique(chosen)]
