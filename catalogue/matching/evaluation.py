"""How good the ranking and the probabilities are, on labelled data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .bootstrap import Array, Ratio

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

    @property
    def relevant(self) -> int:
        """How many records are relevant, ranked or not."""
        return int((self.grades > 0).sum()) + len(self.missed)


@dataclass(frozen=True)
class Quality:
    """Figures over a set of queries.

    ``found_within``: share of queries with a duplicate in the catalogue whose
    first duplicate stands within so many places. ``recall``: mean over queries
    with anything relevant of the share of it that stands within so many
    places. ``reciprocal_rank``: mean of 1 / the first duplicate's place.
    ``ndcg``: over queries with anything relevant, gain 2^grade - 1, ten places
    (Burges et al., 2005). ``queries``, ``with_duplicate`` and
    ``with_relevant`` count queries; ``pairs`` ranked records, ``relevant``
    relevant ones, and ``missed`` those of them that were not ranked.
    """

    queries: int
    with_duplicate: int
    with_relevant: int
    pairs: int
    relevant: int
    missed: int
    found_within: dict[int, float]
    recall: dict[int, float]
    reciprocal_rank: float
    ndcg: float


def quality(judged: Sequence[Judged]) -> Quality:
    """The ranking's figures; NaN where no query allows one."""
    ratios = ranking_ratios(judged)
    return Quality(
        queries=len(judged),
        with_duplicate=int(ratios["reciprocal_rank"].counted.sum()),
        with_relevant=int(ratios["ndcg"].counted.sum()),
        pairs=sum(len(query.grades) for query in judged),
        relevant=sum(query.relevant for query in judged),
        missed=sum(len(query.missed) for query in judged),
        found_within={cutoff: ratios[f"within_{cutoff}"].value for cutoff in CUTOFFS},
        recall={cutoff: ratios[f"recall_{cutoff}"].value for cutoff in CUTOFFS},
        reciprocal_rank=ratios["reciprocal_rank"].value,
        ndcg=ratios["ndcg"].value,
    )


def ranking_ratios(judged: Sequence[Judged]) -> dict[str, Ratio]:
    """Each figure of ``Quality`` by what every query adds to it.

    ``within_1`` … ``within_50``, ``recall_1`` … ``recall_50``, ``reciprocal_rank``, ``ndcg``.
    """
    places = [first_duplicate(query) for query in judged]
    found = {
        f"within_{cutoff}": _mean([_if_any(place, cutoff) for place in places])
        for cutoff in CUTOFFS
    }
    recalled = {
        f"recall_{cutoff}": _mean([recall(query, cutoff) for query in judged]) for cutoff in CUTOFFS
    }
    return {
        **found,
        **recalled,
        "reciprocal_rank": _mean([None if place is None else 1 / place for place in places]),
        "ndcg": _mean([ndcg(query) for query in judged]),
    }


def _if_any(place: float | None, cutoff: int) -> float | None:
    return None if place is None else float(place <= cutoff)


def _mean(values: Sequence[float | None]) -> Ratio:
    """The mean over the queries that have a value."""
    added = np.array([value or 0.0 for value in values], dtype=np.float64)
    counted = np.array([value is not None for value in values], dtype=np.float64)
    return Ratio(added, counted)


def first_duplicate(query: Judged) -> float | None:
    """Place of the first duplicate, infinity where it was not ranked, None where there is none."""
    found = np.flatnonzero(query.grades >= DUPLICATE_GRADE)
    if len(found):
        return float(found[0] + 1)
    return float("inf") if DUPLICATE_GRADE in query.missed else None


def recall(query: Judged, places: int) -> float | None:
    """Share of what is relevant that stands within so many places; None where nothing is."""
    if not query.relevant:
        return None
    return float((query.grades[:places] > 0).sum() / query.relevant)


def ndcg(query: Judged, places: int = 10) -> float | None:
    """Discounted gain over the ideal one; None where nothing is relevant."""
    ideal = np.sort(np.concatenate([query.grades, np.array(query.missed, dtype=float)]))[::-1]
    if not len(ideal) or ideal[0] <= 0:
        return None
    return _dcg(query.grades[:places]) / _dcg(ideal[:places])


def _dcg(grades: NDArray[np.float64]) -> float:
    return float(((2**grades - 1) / np.log2(np.arange(2, len(grades) + 2))).sum())


def pooled(judged: Sequence[Judged]) -> tuple[Array, NDArray[np.bool_]]:
    """Probabilities of all queries' ranked records, and whether each is relevant."""
    chances = np.concatenate([query.probabilities for query in judged] or [np.empty(0)])
    right = np.concatenate([query.grades > 0 for query in judged] or [np.empty(0, dtype=bool)])
    return chances, right


def threshold_for(
    judged: Sequence[Judged], precision: float, at_least: int = 5, quiet: float = 0.0
) -> float | None:
    """The lowest probability from which on warnings are right at this rate.

    And that leaves alone the share ``quiet`` of the queries with nothing to
    find. None where no threshold with at least so many warnings does both.
    """
    chances, truth = pooled(judged)
    order = np.argsort(-chances, kind="stable")
    chances, count = chances[order], np.arange(1, len(order) + 1)
    rate = np.cumsum(truth[order]) / count
    right = (rate >= precision) & (chances > _loudest(judged, quiet))
    reached = np.flatnonzero(right & (count >= at_least) & last_of_equals(chances))
    return float(chances[reached[-1]]) if len(reached) else None


def _loudest(judged: Sequence[Judged], quiet: float) -> float:
    """The highest probability at or below which the share ``quiet`` of empty queries stays."""
    heard = sorted(
        (float(one.probabilities.max(initial=0.0)) for one in judged if not one.relevant),
        reverse=True,
    )
    disturbed = int((1 - quiet) * len(heard) + 1e-9)
    return heard[disturbed] if disturbed < len(heard) else -1.0


def last_of_equals(falling: Array) -> NDArray[np.bool_]:
    """Where a falling sequence's next value differs: only there can a threshold part it."""
    last: NDArray[np.bool_] = np.append(falling[1:] < falling[:-1], True)[: len(falling)]
    return last
