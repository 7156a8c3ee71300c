import math
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.matching.calibration import Labelled, cross_validated, fit_logistic
from catalogue.matching.evaluation import Judged, ndcg, quality, ranking_ratios, threshold_for
from catalogue.matching.signals import SIGNALS

from .judging import ANSWERS, judged, patient

WIDTH = len(SIGNALS)


def test_places_and_gains_by_hand() -> None:
    figures = quality([judged([0, 2, 1], [0.9, 0.5, 0.1]), judged([2], [0.4])])
    assert figures.found_within[1] == 0.5
    assert figures.found_within[3] == 1.0
    assert figures.reciprocal_rank == 0.75
    gained = 3 / math.log2(3) + 1 / math.log2(4)
    ideal = 3 / math.log2(2) + 1 / math.log2(3)
    assert figures.ndcg == pytest.approx((gained / ideal + 1) / 2)


def test_what_was_never_ranked_counts_as_not_found() -> None:
    figures = quality([judged([0], [0.9], missed=(2,))])
    assert figures.found_within[50] == 0
    assert figures.reciprocal_rank == 0
    assert figures.ndcg == 0


def test_proposals_with_nothing_relevant_allow_no_figure() -> None:
    figures = quality([judged([0, 0], [0.9, 0.1])])
    assert (figures.with_duplicate, figures.with_relevant) == (0, 0)
    assert math.isnan(figures.ndcg)


def test_recall_by_hand() -> None:
    figures = quality(
        [judged([1, 0, 2, 0, 1], [0.9, 0.8, 0.7, 0.6, 0.5], (1,)), judged([0], [0.9])]
    )
    assert figures.recall == {1: 0.25, 3: 0.5, 10: 0.75, 50: 0.75}
    assert (figures.pairs, figures.relevant, figures.missed) == (6, 4, 1)


def test_a_perfect_ranking_has_the_best_figures() -> None:
    figures = quality([judged([2, 2, 1, 0], [0.9, 0.8, 0.7, 0.1])] * 3)
    assert set(figures.found_within.values()) == {1.0}
    assert (figures.reciprocal_rank, figures.ndcg, figures.recall[3]) == (1.0, 1.0, 1.0)


@patient
@given(ANSWERS, st.randoms(use_true_random=False))
def test_figures_have_bounds_and_no_order(answers: list[Judged], chance: random.Random) -> None:
    ratios = ranking_ratios(answers)
    shuffled = ranking_ratios(chance.sample(answers, len(answers)))
    for name, ratio in ratios.items():
        assert math.isnan(ratio.value) or 0 <= ratio.value <= 1 + 1e-12
        assert shuffled[name].value == pytest.approx(ratio.value, nan_ok=True)
    for figure in ("within", "recall"):
        by_cutoff = [ratios[f"{figure}_{cutoff}"].value for cutoff in (1, 3, 10, 50)]
        assert math.isnan(by_cutoff[0]) or by_cutoff == sorted(by_cutoff)


@patient
@given(ANSWERS)
def test_gains_are_scikit_learn_s(answers: list[Judged]) -> None:
    metrics = pytest.importorskip("sklearn.metrics", reason="scikit-learn is not installed")
    for answer in answers:
        size = len(answer.grades)
        if size > 1 and (answer.grades > 0).any() and not answer.missed:
            gains, places = 2**answer.grades - 1, -np.arange(size)
            assert ndcg(answer) == pytest.approx(metrics.ndcg_score([gains], [places], k=10))


def test_a_threshold_keeps_its_precision() -> None:
    one = judged([1, 1, 0, 1, 0, 0], [0.9, 0.8, 0.7, 0.6, 0.5, 0.4])
    assert threshold_for([one], 0.75, at_least=2) == 0.6
    assert threshold_for([one], 1.0, at_least=3) is None


def sample(seed: int, size: int = 4000) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    generator = np.random.default_rng(seed)
    values = generator.random((size, WIDTH))
    truth = np.zeros(WIDTH)
    truth[:3] = 6.0, 3.0, 1.5
    odds = -5 + values @ truth
    return values, (generator.random(size) < 1 / (1 + np.exp(-odds))).astype(float), truth


def test_a_fit_finds_the_weights_that_made_the_labels() -> None:
    values, labels, truth = sample(1, size=12_000)
    prior, weights = fit_logistic(values, labels, ridge=0.01)
    assert prior == pytest.approx(-5, abs=0.7)
    assert weights[:3] == pytest.approx(truth[:3], abs=0.7)
    assert (weights >= 0).all()


def test_a_signal_that_speaks_against_gets_no_weight() -> None:
    values, labels, _ = sample(2)
    values[:, 0] = 1 - values[:, 0]
    assert fit_logistic(values, labels)[1][0] == 0


def test_weights_keep_below_their_ceilings() -> None:
    values, labels, _ = sample(3)
    assert (
        fit_logistic(values, labels, highest=[2.0, *[np.inf] * (values.shape[1] - 1)])[1][0] == 2.0
    )


def test_a_query_is_judged_by_a_model_that_never_saw_it() -> None:
    values, labels, _ = sample(4, size=60)
    ordinary = [
        Labelled(f"q{n}", "fr", ["a"] * 6, values[6 * n : 6 * n + 6], labels[6 * n : 6 * n + 6])
        for n in range(10)
    ]
    strange = Labelled("odd", "fr", ["a"], np.full((1, WIDTH), 1.0), np.array([0.0]))
    flipped = Labelled("odd", "fr", ["a"], np.full((1, WIDTH), 1.0), np.array([2.0]))
    odds = [cross_validated([*ordinary, one], folds=11)[-1][0] for one in (strange, flipped)]
    assert odds[0] == pytest.approx(odds[1])
