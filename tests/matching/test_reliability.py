from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.matching.evaluation import Judged
from catalogue.matching.reliability import (
    Bin,
    by_mass,
    by_width,
    calibration_errors,
    expected_error,
)

from .judging import ANSWERS, judged, patient

MAKERS = pytest.mark.parametrize("binned", [by_width, by_mass])


def test_equal_widths_by_hand() -> None:
    held = by_width([judged([1, 0, 0, 0], [0.95, 0.85, 0.12, 0.18])], bins=10)
    assert held == (
        Bin(2, 0.12, 0.18, pytest.approx(0.15), 0.0),
        Bin(1, 0.85, 0.85, 0.85, 0.0),
        Bin(1, 0.95, 0.95, 0.95, 1.0),
    )


def test_equal_masses_by_hand() -> None:
    held = by_mass([judged([1, 0], [0.95, 0.05]), judged([0, 1], [0.04, 0.03])], bins=2)
    assert held == (
        Bin(2, 0.03, 0.04, pytest.approx(0.035), 0.5),
        Bin(2, 0.05, 0.95, pytest.approx(0.5), 0.5),
    )


def test_the_error_is_weighed_by_the_number_of_pairs() -> None:
    one = judged([1, 0, 0, 0], [0.95, 0.85, 0.12, 0.18])
    other = judged([0], [0.15])
    expected = (1 * 0.05 + 1 * 0.85 + 3 * 0.15) / 5
    assert expected_error(by_width([one, other])) == pytest.approx(expected)
    assert expected_error(by_width([judged([1, 0], [1.0, 0.5])], bins=1)) == pytest.approx(0.25)
    assert expected_error(by_width([judged([1, 0], [0.55, 0.55])])) == pytest.approx(0.05)
    assert expected_error(by_width([judged([2, 0], [1.0, 0.0])])) == 0


@MAKERS
def test_without_pairs_there_is_no_error(binned: object) -> None:
    assert binned([]) == binned([judged([], [])]) == ()  # type: ignore[operator]
    assert math.isnan(expected_error(()))


def test_unlike_pairs_do_not_hide_the_error_of_those_shown() -> None:
    surely_not = judged([0] * 990, [0.001] * 990)
    too_sure = judged([1] * 5 + [0] * 5, [0.9] * 10)
    errors = calibration_errors([surely_not, too_sure], shown_from=0.2)
    assert errors.equal_width < 0.01
    assert errors.shown == pytest.approx(0.4)
    assert math.isnan(calibration_errors([surely_not], shown_from=0.2).shown)


@MAKERS
@patient
@given(answers=ANSWERS, bins=st.integers(1, 12))
def test_bins_hold_every_pair_once(binned: object, answers: list[Judged], bins: int) -> None:
    held = binned(answers, bins)  # type: ignore[operator]
    assert len(held) <= bins
    assert sum(one.pairs for one in held) == sum(len(one.grades) for one in answers)
    slack = 1e-12
    for one in held:
        assert 0 <= one.right <= 1
        assert one.lowest - slack <= one.probability <= one.highest + slack
    for lower, upper in pairwise(held):
        assert lower.highest < upper.lowest
    if held:
        assert 0 <= expected_error(held) <= 1


@patient
@given(ANSWERS)
def test_bins_are_scikit_learn_s(answers: list[Judged]) -> None:
    calibration = pytest.importorskip("sklearn.calibration", reason="no scikit-learn")
    chances = np.concatenate([one.probabilities for one in answers] or [np.empty(0)])
    right = np.concatenate([one.grades > 0 for one in answers] or [np.empty(0, dtype=bool)])
    on_an_edge = np.isclose(chances * 10, (chances * 10).round(), atol=1e-6)
    answers = [judged(right[~on_an_edge], chances[~on_an_edge])]
    if len(set(right[~on_an_edge])) == 2:
        true, stated = calibration.calibration_curve(
            right[~on_an_edge], chances[~on_an_edge], n_bins=10
        )
        held = by_width(answers)
        assert [one.right for one in held] == pytest.approx(true.tolist())
        assert [one.probability for one in held] == pytest.approx(stated.tolist())
