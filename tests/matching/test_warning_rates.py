from __future__ import annotations

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.matching.evaluation import Judged
from catalogue.matching.warning_rates import band_quality, headline_ratios, warning_ratios

from .judging import ANSWERS, judged, patient

QUERIES = [
    judged([2, 0, 1], [0.9, 0.6, 0.1]),
    judged([1], [0.2]),
    judged([0], [0.1]),
    judged([0, 2], [0.95, 0.7], (1,)),
    judged([0], [0.8]),
]
"""Found early; missed below; left alone; wrong then right; warned for nothing."""


def test_warnings_by_hand() -> None:
    figures = band_quality(QUERIES, 0.5)
    assert figures.warnings == 5
    assert figures.precision == pytest.approx(2 / 5)
    assert figures.exact == pytest.approx(2 / 5)
    assert figures.recall == pytest.approx(2 / 5)
    assert figures.warned == pytest.approx(2 / 3)
    assert figures.duplicates_warned == 1
    assert figures.quiet == 0.5


def test_an_overlap_is_a_right_warning_but_no_duplicate() -> None:
    figures = band_quality([judged([1, 0], [0.9, 0.8], (2,))], 0.5)
    assert (figures.precision, figures.exact) == (0.5, 0.0)
    assert figures.duplicates_warned == 1


def test_a_wrong_warning_warns_nobody() -> None:
    figures = band_quality([judged([0, 2], [0.9, 0.1])], 0.5)
    assert (figures.warned, figures.duplicates_warned) == (0, 0)
    assert math.isnan(figures.quiet)


def test_a_missed_record_makes_silence_wrong() -> None:
    band = band_quality([judged([0], [0.2], (2,)), judged([], []), judged([0], [0.5])], 0.5)
    assert (band.warnings, band.precision, band.warned, band.quiet) == (1, 0, 0, 0.5)
    assert (band.recall, band.duplicates_warned) == (0, 0)


def test_what_trust_hangs_on_by_hand() -> None:
    ratios = headline_ratios(QUERIES, duplicate=0.85, overlap=0.5)
    counts = {name: (ratio.added.sum(), ratio.counted.sum()) for name, ratio in ratios.items()}
    assert counts == {
        "duplicate_precision": (1, 2),
        "duplicates_warned": (2, 2),
        "left_alone": (2, 2),
    }


def test_no_query_allows_no_figure() -> None:
    assert all(math.isnan(ratio.value) for ratio in headline_ratios([], 0.9, 0.5).values())
    assert all(math.isnan(ratio.value) for ratio in warning_ratios([], 0.5).values())


@patient
@given(ANSWERS, st.floats(0, 1), st.randoms(use_true_random=False))
def test_shares_have_bounds_and_no_order(
    answers: list[Judged], threshold: float, chance: random.Random
) -> None:
    figures = {name: ratio.value for name, ratio in warning_ratios(answers, threshold).items()}
    assert all(math.isnan(figure) or 0 <= figure <= 1 for figure in figures.values())
    assert not figures["exact"] > figures["precision"]
    shuffled = warning_ratios(chance.sample(answers, len(answers)), threshold)
    assert {name: repr(ratio.value) for name, ratio in shuffled.items()} == {
        name: repr(figure) for name, figure in figures.items()
    }


@patient
@given(ANSWERS, st.floats(0, 1), st.floats(0, 1))
def test_a_lower_threshold_warns_no_fewer(answers: list[Judged], one: float, other: float) -> None:
    low, high = sorted((one, other))
    few, many = band_quality(answers, high), band_quality(answers, low)
    assert many.warnings >= few.warnings
    for name in ("recall", "warned", "duplicates_warned"):
        assert not getattr(many, name) < getattr(few, name)
    assert not many.quiet > few.quiet
