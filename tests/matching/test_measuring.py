"""Curves, intervals and ablation, by small examples worked by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.matching.ablation import ablations, parts
from catalogue.matching.bootstrap import FIGURES, intervals
from catalogue.matching.calibration import Labelled
from catalogue.matching.curves import precision_recall, reliability
from catalogue.matching.evaluation import Judged, band_quality
from catalogue.matching.signals import SIGNALS


def judged(name: str, grades: list[int], chances: list[float], *missed: int) -> Judged:
    return Judged(name, "fr", np.array(grades, dtype=float), np.array(chances), missed)


ONE = judged("one", [2, 0], [0.9, 0.4])
TWO = judged("two", [0, 1], [0.8, 0.3], 2)

ANSWERS = st.lists(
    st.lists(st.tuples(st.sampled_from([0, 1, 2]), st.floats(0, 1)), min_size=1, max_size=6),
    min_size=1,
    max_size=5,
).map(
    lambda many: [
        judged(str(n), [g for g, _ in one], sorted((c for _, c in one), reverse=True))
        for n, one in enumerate(many)
    ]
)


def test_the_curve_by_hand() -> None:
    curve = precision_recall([ONE, TWO])
    told = [(one.probability, one.precision, one.recall) for one in curve.points]
    assert told == [
        (0.9, 1.0, pytest.approx(1 / 3)),
        (0.8, 0.5, pytest.approx(1 / 3)),
        (0.4, pytest.approx(1 / 3), pytest.approx(1 / 3)),
        (0.3, 0.5, pytest.approx(2 / 3)),
    ]
    assert curve.average_precision == pytest.approx((1 + 0.5) / 3)


def test_without_anything_relevant_there_is_no_curve() -> None:
    curve = precision_recall([judged("none", [0, 0], [0.5, 0.1])])
    assert curve.points == ()
    assert math.isnan(curve.average_precision)


@given(ANSWERS, st.integers(2, 30))
def test_curves_stay_within_their_bounds(answers: list[Judged], most: int) -> None:
    curve = precision_recall(answers, most)
    assert len(curve.points) <= most
    recalls = [point.recall for point in curve.points]
    assert recalls == sorted(recalls)
    assert all(0 <= point.precision <= 1 and 0 <= point.recall <= 1 for point in curve.points)


@given(ANSWERS)
def test_bins_hold_every_pair_once(answers: list[Judged]) -> None:
    held = reliability(answers)
    assert sum(one.pairs for one in held) == sum(len(one.grades) for one in answers)
    assert all(0 <= one.right <= 1 and 0 <= one.probability <= 1 for one in held)


def test_intervals_hold_the_figure_and_are_the_same_each_time() -> None:
    many = [ONE, TWO] * 20
    found = intervals(many)
    assert set(found) == set(FIGURES)
    for name, (low, high) in found.items():
        values = [value for one in many if (value := FIGURES[name](one)) is not None]
        assert low <= np.mean(values) <= high
    assert found == intervals(many)


def test_no_interval_of_what_no_query_allows() -> None:
    assert intervals([judged("none", [0], [0.2])]) == {}


def test_duplicates_that_are_warned_about() -> None:
    quality = band_quality([ONE, TWO], 0.5)
    assert (quality.warnings, quality.precision) == (2, 0.5)
    assert quality.duplicates_warned == 0.5


def test_every_signal_is_left_out_once() -> None:
    left_out = [signal for signals in parts().values() for signal in signals]
    assert sorted(left_out) == sorted(SIGNALS)


def test_leaving_out_the_only_telling_signal_leaves_chance() -> None:
    chance = np.random.default_rng(0)
    queries = []
    for number in range(12):
        values = np.zeros((4, len(SIGNALS)))
        values[:, SIGNALS.index("lexicon")] = [0.9, *chance.random(3) / 10]
        grades = np.array([2.0, 0, 0, 0])
        queries.append(Labelled(str(number), "fr", list("abcd"), values, grades))
    worth = dict(ablations(queries, folds=4, ridge=0.05))
    assert all(odds.argmax() == 0 for odds in worth["keys"])
    assert all(np.ptp(odds) < 1e-9 for odds in worth["lexicon"])
