from __future__ import annotations

import random
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.matching.bootstrap import RESAMPLES, Ratio, changes, intervals
from catalogue.matching.evaluation import Judged, ranking_ratios
from catalogue.matching.warning_rates import warning_ratios

from .judging import ANSWERS, judged, patient


def mean_of(values: list[float]) -> Ratio:
    return Ratio(np.array(values, dtype=float), np.ones(len(values)))


def test_a_ratio_by_hand() -> None:
    assert Ratio(np.array([1.0, 0.0, 2.0]), np.array([2.0, 0.0, 4.0])).value == 0.5
    assert np.isnan(Ratio(np.array([0.0]), np.array([0.0])).value)


def test_an_interval_of_a_share_is_the_binomial_s() -> None:
    """Of 100 queries 30 succeed: the standard error is 0.0458."""
    low, high = intervals({"share": mean_of([1] * 30 + [0] * 70)})["share"]
    assert low == pytest.approx(0.30 - 1.96 * 0.0458, abs=0.015)
    assert high == pytest.approx(0.30 + 1.96 * 0.0458, abs=0.015)


def test_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    chance = np.random.default_rng(5)
    held = 0
    for _ in range(200):
        low, high = intervals({"mean": mean_of((chance.random(60) < 0.4).tolist())})["mean"]
        held += low <= 0.4 <= high
    assert 0.89 <= held / 200 <= 0.99


def test_warnings_are_drawn_with_their_proposal() -> None:
    """Fifty warnings of one proposal are one observation, not fifty."""
    many = Ratio(np.array([50.0, 0, 0, 0]), np.array([50.0, 10, 10, 10]))
    low, high = intervals({"precision": many})["precision"]
    assert (low, high) == (0.0, pytest.approx(1.0, abs=0.1))


def test_what_nothing_allows_has_no_interval() -> None:
    assert intervals({}) == {}
    assert intervals({"none": Ratio(np.zeros(3), np.zeros(3))}) == {}
    assert intervals(ranking_ratios([])) == {}


@patient
@given(ANSWERS, st.randoms(use_true_random=False))
def test_the_order_of_queries_changes_nothing(answers: list[Judged], chance: random.Random) -> None:
    shuffled = chance.sample(answers, len(answers))
    assert intervals(ranking_ratios(answers)) == intervals(ranking_ratios(shuffled))


@patient
@given(ANSWERS)
def test_intervals_stay_within_their_bounds(answers: list[Judged]) -> None:
    ratios = ranking_ratios(answers) | warning_ratios(answers, 0.5)
    found = intervals(ratios)
    assert set(found) == {name for name, ratio in ratios.items() if not np.isnan(ratio.value)}
    assert all(0 <= low <= high <= 1 + 1e-12 for low, high in found.values())


def test_another_seed_draws_otherwise() -> None:
    ratios = {"mean": mean_of(np.random.default_rng(0).random(30).tolist())}
    assert intervals(ratios) == intervals(ratios, seed=0) != intervals(ratios, seed=1)


def test_changes_are_drawn_in_pairs() -> None:
    chance = np.random.default_rng(0)
    before = chance.random(80)
    after = before + 0.05
    found = changes({"a": mean_of(before.tolist())}, {"a": mean_of(after.tolist())})["a"]
    assert found.change == pytest.approx(0.05)
    assert found.interval == (pytest.approx(0.05), pytest.approx(0.05))
    low, high = intervals({"a": mean_of(before.tolist())})["a"]
    assert high - low > 0.1


def test_nothing_changed_is_a_change_of_nothing() -> None:
    ratios = ranking_ratios([judged([2, 0], [0.9, 0.1]), judged([0, 1], [0.9, 0.1])])
    assert all(
        one.change == 0 == one.interval[0] == one.interval[1]
        for one in changes(ratios, ratios).values()
    )


def test_only_figures_of_both_sides_change() -> None:
    ratio, none = mean_of([1, 0]), Ratio(np.zeros(2), np.zeros(2))
    assert set(changes({"a": ratio, "b": ratio, "c": none}, {"a": ratio, "c": ratio})) == {"a"}


def test_a_thousand_draws_of_150_proposals_are_quick() -> None:
    chance = np.random.default_rng(0)
    answers = [
        judged(chance.integers(0, 3, 200), np.sort(chance.random(200))[::-1]) for _ in range(150)
    ]
    ratios = ranking_ratios(answers) | warning_ratios(answers, 0.5)
    start = time.process_time()
    intervals(ratios)
    assert RESAMPLES == 1_000
    assert time.process_time() - start < 2
