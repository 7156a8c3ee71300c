"""How good the ranking and the probabilities are, on labelled data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

CUTOFFS = (1, 3, 10, 50)
DUPLICATE_GRADE = 2


@dataclass(frozen=True)
class Judged:
    """One query's answer: grades of the ranked records, their probabilities, and what was missed.

    ``grades`` and ``probabilities`` stand in the order of the ranking;
    ``missed`` are grades of relevant records that were not ranked at all;
    ``pair`` names the query's language and that of what it should find.
    """

    query_id: str
    language: str
    grades: NDArray[np.float64]
    probabilities: NDArray[np.float64]
    missed: Sequence[int] = ()
    pair: str = ""


@dataclass(frozen=True)
class Quality:
    """Figures over a set of queries.

    ``found_within``: share of queries with a duplicate in the catalogue whose
    first duplicate stands within so many places. ``reciprocal_rank``: mean of
    1 / its place. ``ndcg``: over queries with anything relevant, gain 2^grade - 1,
    ten places. ``queries``, ``with_duplicate`` and ``with_relevant`` are counts.
    """

    queries: int
    with_duplicate: int
    with_relevant: int
    found_within: dict[int, float]
    reciprocal_rank: float
    ndcg: float


@dataclass(frozen=True)
class BandQuality:
    """How good the warnings at or above a probability are.

    ``precision``: share of warnings about something relevant; ``warned``:
    share of queries with something relevant that get a right warning, and
    ``duplicates_warned`` of those with a duplicate;
    ``quiet``: share of queries with nothing relevant that get no warning.
    """

    threshold: float
    warnings: int
    precision: float
    warned: float
    duplicates_warned: float
    quiet: float


def quality(judged: Sequence[Judged]) -> Quality:
    """The ranking's figures; NaN where no query allows one."""
    places = [place for query in judged if (place := first_duplicate(query)) is not None]
    gains = [gain for query in judged if (gain := ndcg(query)) is not None]
    ranks = np.array(places, dtype=np.float64)
    return Quality(
        queries=len(judged),
        with_duplicate=len(places),
        with_relevant=len(gains),
        found_within={cutoff: _mean(ranks <= cutoff) for cutoff in CUTOFFS},
        reciprocal_rank=_mean(1 / ranks) if len(ranks) else float("nan"),
        ndcg=_mean(np.array(gains)),
    )


def _mean(values: NDArray[np.float64] | NDArray[np.bool_]) -> float:
    return float(values.mean()) if len(values) else float("nan")


def first_duplicate(query: Judged) -> float | None:
    """Place of the first duplicate, infinity where it was not ranked, None where there is none."""
    found = np.flatnonzero(query.grades >= DUPLICATE_GRADE)
    if len(found):
        return float(found[0] + 1)
    return float("inf") if DUPLICATE_GRADE in query.missed else None


def ndcg(query: Judged, places: int = 10) -> float | None:
    """Discounted gain over the ideal one; None where nothing is relevant."""
    ideal = np.sort(np.concatenate([query.grades, np.array(query.missed, dtype=float)]))[::-1]
    if not len(ideal) or ideal[0] <= 0:
        return None
    return _dcg(query.grades[:places]) / _dcg(ideal[:places])


def _dcg(grades: NDArray[np.float64]) -> float:
    return float(((2**grades - 1) / np.log2(np.arange(2, len(grades) + 2))).sum())


def band_quality(judged: Sequence[Judged], threshold: float) -> BandQuality:
    """The warnings' figures at a probability."""
    warnings = right = warned = relevant = quiet = nothing = duplicated = duplicates = 0
    for query in judged:
        flagged = query.probabilities >= threshold
        correct = int((query.grades[flagged] > 0).sum())
        warnings += int(flagged.sum())
        right += correct
        if (query.grades > 0).any() or query.missed:
            relevant += 1
            warned += correct > 0
            if first_duplicate(query) is not None:
                duplicates += 1
                duplicated += correct > 0
        else:
            nothing += 1
            quiet += not flagged.any()
    return BandQuality(
        threshold=threshold,
        warnings=warnings,
        precision=right / warnings if warnings else float("nan"),
        warned=warned / relevant if relevant else float("nan"),
        duplicates_warned=duplicated / duplicates if duplicates else float("nan"),
        quiet=quiet / nothing if nothing else float("nan"),
    )


def calibration_error(judged: Sequence[Judged], bins: int = 10) -> float:
    """Expected calibration error over all ranked pairs, ``bins`` equal widths of probability."""
    chances = np.concatenate([query.probabilities for query in judged] or [np.empty(0)])
    truth = np.concatenate([query.grades > 0 for query in judged] or [np.empty(0, dtype=bool)])
    if not len(chances):
        return float("nan")
    place = np.minimum((chances * bins).astype(int), bins - 1)
    error = 0.0
    for one in range(bins):
        inside = place == one
        if inside.any():
            error += inside.mean() * abs(chances[inside].mean() - truth[inside].mean())
    return float(error)


def threshold_for(judged: Sequence[Judged], precision: float, at_least: int = 5) -> float | None:
    """The lowest probability from which on warnings are right at this rate.

    None where no threshold with at least so many warnings reaches it.
    """
    chances = np.concatenate([query.probabilities for query in judged] or [np.empty(0)])
    truth = np.concatenate([query.grades > 0 for query in judged] or [np.empty(0, dtype=bool)])
    order = np.argsort(-chances, kind="stable")
    chances, count = chances[order], np.arange(1, len(order) + 1)
    rate = np.cumsum(truth[order]) / count
    last_of_equals = np.append(chances[1:] < chances[:-1], True)[: len(chances)]
    reached = np.flatnonzero((rate >= precision) & (count >= at_least) & last_of_equals)
    return float(chances[reached[-1]]) if len(reached) else None
