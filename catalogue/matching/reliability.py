"""Probabilities against what came true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .bootstrap import Array
from .evaluation import Judged, pooled

BINS = 10


@dataclass(frozen=True)
class Bin:
    """Pairs of like probability: how many, their mean probability, and the share of right ones.

    ``lowest`` and ``highest`` are the least and the greatest probability among them.
    """

    pairs: int
    lowest: float
    highest: float
    probability: float
    right: float


def by_width(judged: Sequence[Judged], bins: int = BINS, above: float = 0.0) -> tuple[Bin, ...]:
    """Pairs in equal widths of probability; empty ones are left out.

    ``above``: only pairs of at least this probability are counted.
    """
    chances, right = _at_least(judged, above)
    place = np.minimum((chances * bins).astype(int), bins - 1)
    return _binned(chances, right, [np.flatnonzero(place == one) for one in range(bins)])


def by_mass(judged: Sequence[Judged], bins: int = BINS, above: float = 0.0) -> tuple[Bin, ...]:
    """Pairs in bins that hold as many each, as far as equal probabilities can be parted.

    ``above``: only pairs of at least this probability are counted.
    """
    chances, right = _at_least(judged, above)
    ranks = np.searchsorted(np.sort(chances), chances)
    place = ranks * bins // max(len(chances), 1)
    return _binned(chances, right, [np.flatnonzero(place == one) for one in range(bins)])


def _at_least(judged: Sequence[Judged], least: float) -> tuple[Array, Array]:
    chances, right = pooled(judged)
    kept = chances >= least
    return chances[kept], right[kept].astype(np.float64)


def _binned(chances: Array, right: Array, members: Sequence[np.ndarray]) -> tuple[Bin, ...]:
    return tuple(
        Bin(
            pairs=len(inside),
            lowest=float(chances[inside].min()),
            highest=float(chances[inside].max()),
            probability=float(chances[inside].mean()),
            right=float(right[inside].mean()),
        )
        for inside in members
        if len(inside)
    )


def expected_error(bins: Sequence[Bin]) -> float:
    """Expected calibration error: how far said and true shares lie apart, weighed by pairs.

    Over equal widths: Naeini, Cooper and Hauskrecht (2015), Guo et al. (2017);
    over equal masses: Nguyen and O'Connor (2015), Nixon et al. (2019), "adaptive".
    NaN without pairs.
    """
    pairs = sum(one.pairs for one in bins)
    if not pairs:
        return float("nan")
    return sum(one.pairs * abs(one.probability - one.right) for one in bins) / pairs


@dataclass(frozen=True)
class CalibrationErrors:
    """Expected calibration errors.

    ``equal_width`` and ``equal_mass`` are over all pairs, nearly all of which
    are plainly unlike; ``shown`` is over those that reach the weakest band, in
    equal masses: what people see.
    """

    equal_width: float
    equal_mass: float
    shown: float


def calibration_errors(judged: Sequence[Judged], shown_from: float) -> CalibrationErrors:
    """The expected calibration errors; pairs from ``shown_from`` on are shown to people."""
    return CalibrationErrors(
        equal_width=expected_error(by_width(judged)),
        equal_mass=expected_error(by_mass(judged)),
        shown=expected_error(by_mass(judged, above=shown_from)),
    )
