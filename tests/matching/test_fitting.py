"""Fits against others' software, and thresholds where probabilities are equal."""

import math

import numpy as np
import pytest

from catalogue.matching import calibration
from catalogue.matching.calibration import Labelled, cross_validated, fit_logistic, fit_queries
from catalogue.matching.evaluation import Judged, quality, threshold_for
from catalogue.matching.signals import SIGNALS
from catalogue.matching.warning_rates import band_quality

from .judging import judged

WIDTH = len(SIGNALS)


def _pairs(seed: int) -> tuple[np.ndarray, np.ndarray]:
    generator = np.random.default_rng(seed)
    values = generator.random((300, 4))
    odds = -6 + 3 * values.sum(axis=1)
    return values, (generator.random(300) < 1 / (1 + np.exp(-odds))).astype(float)


@pytest.mark.parametrize("ridge", [0.05, 0.3, 2.0])
def test_a_fit_is_that_of_scikit_learn_where_no_bound_is_met(ridge: float) -> None:
    linear = pytest.importorskip("sklearn.linear_model", reason="scikit-learn is not installed")
    values, labels = _pairs(1)
    other = linear.LogisticRegression(C=1 / (2 * ridge), tol=1e-8, max_iter=10_000)
    other.fit(values, labels)
    if other.coef_.min() <= 0:
        pytest.fail("the example is meant to have positive weights only")
    prior, weights = fit_logistic(values, labels, ridge=ridge, rounds=4_000)
    assert prior == pytest.approx(other.intercept_[0], abs=0.02)
    assert weights == pytest.approx(other.coef_[0], abs=0.02)


def test_separable_labels_are_separated_with_finite_weights() -> None:
    values = np.zeros((40, WIDTH))
    values[20:, 0] = 1
    labels = np.repeat([0.0, 1.0], 20)
    prior, weights = fit_logistic(values, labels)
    odds = prior + values @ weights
    assert (odds[:20] < 0).all()
    assert (odds[20:] > 0).all()
    assert np.isfinite(weights).all()
    assert weights[1:].max() == 0


@pytest.mark.parametrize("label", [0.0, 1.0])
def test_labels_all_alike_allow_a_fit(label: float) -> None:
    prior, weights = fit_logistic(_pairs(2)[0], np.full(300, label))
    assert np.isfinite([prior, *weights]).all()
    assert (prior > 0) == bool(label)


def test_no_fold_is_trained_on_the_queries_it_judges(monkeypatch: pytest.MonkeyPatch) -> None:
    values, labels = _pairs(3)
    queries = [
        Labelled(f"q{n}", "fr", ["a"] * 5, values[5 * n : 5 * n + 5], labels[5 * n : 5 * n + 5])
        for n in range(23)
    ]
    trained: list[set[str]] = []

    def noted(training: list[Labelled], ridge: float) -> tuple[float, np.ndarray]:
        trained.append({query.query_id for query in training})
        return float(len(trained)), np.zeros(4)

    monkeypatch.setattr(calibration, "fit_queries", noted)
    odds = cross_validated(queries, folds=4)
    for query, own in zip(queries, odds, strict=True):
        assert set(own) == {own[0]}
        assert query.query_id not in trained[int(own[0]) - 1]
    assert cross_validated(queries, folds=4)[0].shape == (5,)


def test_any_grade_counts_as_right() -> None:
    values, labels = _pairs(4)
    graded = Labelled("q", "fr", ["a"] * 300, values, labels * 2)
    plain = Labelled("q", "fr", ["a"] * 300, values, labels)
    assert fit_queries([graded])[0] == fit_queries([plain])[0]


def test_a_threshold_never_divides_equals() -> None:
    for grades in ([1, 0], [0, 1]):
        assert threshold_for([judged(grades, [0.9, 0.9])], 0.6, at_least=1) is None
        assert threshold_for([judged(grades, [0.9, 0.9])], 0.5, at_least=1) == 0.9
    mixed = judged([1, 1, 0, 1], [0.9, 0.7, 0.7, 0.5])
    assert threshold_for([mixed], 0.9, at_least=1) == 0.9
    assert threshold_for([mixed], 0.7, at_least=1) == 0.5


@pytest.mark.parametrize("precision", [0.3, 0.5, 0.8, 1.0])
def test_warnings_from_the_threshold_on_are_right_at_the_rate_wanted(precision: float) -> None:
    generator = np.random.default_rng(7)
    chances = np.round(generator.random(200), 1)
    one = Judged("q", "fr", (generator.random(200) < chances).astype(float), chances)
    threshold = threshold_for([one], precision)
    if threshold is not None:
        assert band_quality([one], threshold).precision >= precision
        lower = [chance for chance in set(chances.tolist()) if chance < threshold]
        assert all(band_quality([one], chance).precision < precision for chance in lower)


def test_too_few_warnings_allow_no_threshold() -> None:
    assert threshold_for([], 0.5) is None
    assert threshold_for([judged([1, 1], [0.9, 0.8])], 0.5) is None
    assert threshold_for([judged([1] * 5, [0.9] * 5)], 1.0) == 0.9


def test_a_threshold_leaves_proposals_with_nothing_to_find_alone() -> None:
    found = judged([1] * 8, [0.9, 0.88, 0.85, 0.8, 0.7, 0.65, 0.62, 0.61])
    empty = [judged([0], [top]) for top in (0.82, 0.64, 0.3, 0.2)]
    assert threshold_for([found, *empty], 0.5) == 0.2
    assert threshold_for([found, *empty], 0.5, at_least=1, quiet=0.75) == 0.65
    assert threshold_for([found, *empty], 0.5, at_least=1, quiet=1.0) == 0.85
    assert threshold_for([found, *empty], 0.5, at_least=4, quiet=1.0) is None


def test_no_query_at_all_allows_no_figure() -> None:
    figures = quality([])
    assert figures.queries == 0
    assert all(math.isnan(share) for share in figures.found_within.values())
    assert math.isnan(figures.reciprocal_rank)
    assert math.isnan(figures.ndcg)
    band = band_quality([], 0.5)
    assert band.warnings == 0
    assert all(math.isnan(figure) for figure in (band.precision, band.warned, band.quiet))


def test_an_overlap_is_no_duplicate_but_is_relevant() -> None:
    figures = quality([judged([1, 0], [0.9, 0.1]), judged([0, 0, 2], [0.9, 0.8, 0.1], (2, 1))])
    assert (figures.queries, figures.with_duplicate, figures.with_relevant) == (2, 1, 2)
    assert figures.found_within == {1: 0.0, 3: 1.0, 10: 1.0, 50: 1.0}
    assert figures.reciprocal_rank == pytest.approx(1 / 3)
    ideal = 3 + 3 / math.log2(3) + 1 / 2
    assert figures.ndcg == pytest.approx((1 + 3 / 2 / ideal) / 2)


def test_only_ten_places_gain() -> None:
    figures = quality([judged([0] * 10 + [2], [0.5] * 11)])
    assert figures.ndcg == 0
    assert figures.reciprocal_rank == pytest.approx(1 / 11)
