from __future__ import annotations

import math
import random

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from catalogue.matching.curves import precision_recall
from catalogue.matching.evaluation import Judged

from .judging import ANSWERS, judged, patient

ONE = judged([2, 0], [0.9, 0.4])
TWO = judged([0, 1], [0.8, 0.3], (2,))


def told(answers: list[Judged], **how: object) -> list[tuple[float, float, float]]:
    points = precision_recall(answers, **how).points
    return [(point.probability, point.precision, point.recall) for point in points]


def test_the_curve_by_hand() -> None:
    third = pytest.approx(1 / 3)
    assert told([ONE, TWO]) == [(0.9, 1.0, third), (0.3, 0.5, pytest.approx(2 / 3))]
    assert precision_recall([ONE, TWO]).average_precision == pytest.approx((1 + 0.5) / 3)


def test_thresholds_are_points_too() -> None:
    third = pytest.approx(1 / 3)
    marked = told([ONE, TWO], at=[0.95, 0.85, 0.5, 0.1])
    assert marked == [(0.9, 1.0, third), (0.8, 0.5, third), (0.3, 0.5, pytest.approx(2 / 3))]


def test_equal_probabilities_are_one_point_in_any_order() -> None:
    for grades in ([1, 0, 0], [0, 0, 1]):
        curve = precision_recall([judged(grades, [0.5, 0.5, 0.5])])
        assert told([judged(grades, [0.5, 0.5, 0.5])]) == [(0.5, pytest.approx(1 / 3), 1.0)]
        assert curve.average_precision == pytest.approx(1 / 3)


def test_a_perfect_ranking_has_an_average_precision_of_one() -> None:
    assert precision_recall([judged([2, 1, 0, 0], [0.9, 0.8, 0.2, 0.1])]).average_precision == 1


def test_without_anything_relevant_there_is_no_curve() -> None:
    for answers in ([], [judged([0, 0], [0.5, 0.1])]):
        assert precision_recall(answers).points == ()
        assert math.isnan(precision_recall(answers).average_precision)


def test_what_was_never_ranked_is_never_found() -> None:
    curve = precision_recall([judged([], [], (2,))])
    assert curve.points == ()
    assert curve.average_precision == 0


def test_thinning_keeps_the_steep_part() -> None:
    """Nearly all pairs are unlike; the points must not be spent on them."""
    chances = np.linspace(1, 0, 30_000)
    grades = np.zeros(30_000)
    grades[:300:2] = 1
    grades[-1] = 1
    recalls = [recall for _, _, recall in told([judged(grades, chances)], most=50)]
    assert len(recalls) == 50
    assert max(np.diff([0, *recalls])) < 0.03
    assert recalls[-1] == 1


@patient
@given(ANSWERS, st.lists(st.floats(0, 1), max_size=3), st.integers(3, 12))
def test_curves_stay_within_their_bounds(
    answers: list[Judged], thresholds: list[float], most: int
) -> None:
    curve = precision_recall(answers, thresholds, most)
    assert len(curve.points) <= most
    recalls = [point.recall for point in curve.points]
    assert recalls == sorted(recalls)
    assert all(0 <= point.precision <= 1 and 0 <= point.recall <= 1 for point in curve.points)
    assert math.isnan(curve.average_precision) or 0 <= curve.average_precision <= 1


@patient
@given(ANSWERS, st.randoms(use_true_random=False))
def test_the_order_of_queries_changes_nothing(answers: list[Judged], chance: random.Random) -> None:
    shuffled = chance.sample(answers, len(answers))
    assert precision_recall(shuffled).points == precision_recall(answers).points


@patient
@given(ANSWERS)
def test_it_is_scikit_learn_s_average_precision(answers: list[Judged]) -> None:
    metrics = pytest.importorskip("sklearn.metrics", reason="scikit-learn is not installed")
    ranked = [judged(one.grades, one.probabilities) for one in answers]
    chances = np.concatenate([one.probabilities for one in ranked] or [np.empty(0)])
    right = np.concatenate([one.grades > 0 for one in ranked] or [np.empty(0, dtype=bool)])
    assume(right.any())
    curve = precision_recall(ranked)
    assert curve.average_precision == pytest.approx(metrics.average_precision_score(right, chances))
    precision, recall, thresholds = metrics.precision_recall_curve(right, chances)
    theirs = set(zip(thresholds, precision.round(9), recall.round(9), strict=False))
    ours = {(p.probability, round(p.precision, 9), round(p.recall, 9)) for p in curve.points}
    assert ours <= theirs
