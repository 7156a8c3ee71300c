"""How good the warnings are: how many are right, and who gets one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .bootstrap import Array, Ratio
from .evaluation import DUPLICATE_GRADE, Judged, first_duplicate


@dataclass(frozen=True)
class BandQuality:
    """How good the warnings at or above a probability are.

    Of the warnings, ``precision`` is the share about something relevant and
    ``exact`` that about a duplicate. ``recall``: share of the relevant records
    that are warned about. ``warned``: share of queries with something relevant
    that get a right warning, and ``duplicates_warned`` of those with a
    duplicate. ``quiet``: share of queries with nothing relevant that get no
    warning. NaN where nothing counts.
    """

    threshold: float
    warnings: int
    precision: float
    exact: float
    recall: float
    warned: float
    duplicates_warned: float
    quiet: float


def band_quality(judged: Sequence[Judged], threshold: float) -> BandQuality:
    """The warnings' figures at a probability."""
    ratios = warning_ratios(judged, threshold)
    figures = {name: ratio.value for name, ratio in ratios.items()}
    return BandQuality(
        threshold=threshold, warnings=int(ratios["precision"].counted.sum()), **figures
    )


def warning_ratios(judged: Sequence[Judged], threshold: float) -> dict[str, Ratio]:
    """Each share of ``BandQuality`` by what every query adds to it."""
    flagged = [query.grades[query.probabilities >= threshold] for query in judged]
    warnings, right, exact = (
        np.array([condition(grades) for grades in flagged], dtype=np.float64)
        for condition in (len, _relevant, _duplicates)
    )
    relevant = np.array([query.relevant for query in judged], dtype=np.float64)
    something = (relevant > 0).astype(np.float64)
    duplicate = np.array([first_duplicate(query) is not None for query in judged], dtype=float)
    rightly = (right > 0).astype(np.float64)
    return {
        "precision": Ratio(right, warnings),
        "exact": Ratio(exact, warnings),
        "recall": Ratio(right, relevant),
        "warned": Ratio(rightly, something),
        "duplicates_warned": Ratio(rightly * duplicate, duplicate),
        "quiet": Ratio((1 - something) * (warnings == 0), 1 - something),
    }


def _relevant(grades: Array) -> int:
    return int((grades > 0).sum())


def _duplicates(grades: Array) -> int:
    return int((grades >= DUPLICATE_GRADE).sum())


def headline_ratios(judged: Sequence[Judged], duplicate: float, overlap: float) -> dict[str, Ratio]:
    """What decides whether people trust the warnings, at the thresholds of two bands.

    ``duplicate_precision``: share of warnings in the band *duplicate* that are
    about something relevant. ``duplicates_warned``: share of queries with a
    duplicate in the catalogue that get a right warning at *overlap* or more.
    ``left_alone``: share of queries with nothing relevant that get no warning
    at *duplicate*.
    """
    strong, both = warning_ratios(judged, duplicate), warning_ratios(judged, overlap)
    return {
        "duplicate_precision": strong["precision"],
        "duplicates_warned": both["duplicates_warned"],
        "left_alone": strong["quiet"],
    }
