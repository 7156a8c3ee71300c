"""Precision against recall, and probabilities against what came true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .evaluation import Judged


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


@dataclass(frozen=True)
class Bin:
    """Pairs of like probability: how many, their mean probability, and the share of right ones."""

    pairs: int
    probability: float
    right: float


def precision_recall(judged: Sequence[Judged], most: int = 200) -> Curve:
    """The curve over the pairs of all queries, thinned to at most so many points.

    Relevant records that were not ranked count as never found. Average
    precision is the mean precision at each right pair. Without any relevant
    record there is no point, and it is NaN.
    """
    chances, right = _pooled(judged)
    total = int(right.sum()) + sum(len(query.missed) for query in judged)
    if not total:
        return Curve((), float("nan"))
    order = np.argsort(-chances, kind="stable")
    chances, right = chances[order], right[order]
    found = np.cumsum(right)
    precision, recall = found / np.arange(1, len(right) + 1), found / total
    last_of_equals = np.flatnonzero(np.append(chances[1:] < chances[:-1], True)[: len(chances)])
    at = last_of_equals[np.unique(np.linspace(0, len(last_of_equals) - 1, most).astype(int))]
    points = [Point(float(chances[one]), float(precision[one]), float(recall[one])) for one in at]
    return Curve(tuple(points), float(precision[right].sum() / total))


def reliability(judged: Sequence[Judged], bins: int = 10) -> tuple[Bin, ...]:
    """Pairs in ``bins`` equal widths of probability; empty ones are left out."""
    chances, right = _pooled(judged)
    place = np.minimum((chances * bins).astype(int), bins - 1)
    held = [place == one for one in range(bins)]
    return tuple(
        Bin(int(inside.sum()), float(chances[inside].mean()), float(right[inside].mean()))
        for inside in held
        if inside.any()
    )


def _pooled(judged: Sequence[Judged]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    chances = np.concatenate([query.probabilities for query in judged] or [np.empty(0)])
    right = np.concatenate([query.grades > 0 for query in judged] or [np.empty(0, dtype=bool)])
    return chances, right
