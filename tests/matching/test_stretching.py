"""How sure a sum of signals really is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from catalogue.matching.calibration import Labelled
from catalogue.matching.model import Bend, MatchingModel, ModelUnusable
from catalogue.matching.signals import SIGNALS
from catalogue.matching.stretching import AS_FITTED, Stretch, fit_stretch, stretched

from .builders import model

BENT = Bend(knee=-1.0, slope=0.25)
VALUES = arrays.arrays(np.float64, (3, len(SIGNALS)), elements=st.floats(0, 1))


def bent(weight: float = 4.0) -> MatchingModel:
    straight = model(prior=-6.0, weight=weight)
    return MatchingModel("bent", -6.0, straight.weights, straight.thresholds, bend=BENT)


@given(VALUES)
def test_contributions_add_up_to_bent_log_odds(values: np.ndarray) -> None:
    one = bent()
    told = one.prior + one.contributions(values).sum(axis=-1)
    assert told == pytest.approx(one.log_odds(values), abs=1e-9)
    assert (one.contributions(values) >= 0).all()


@given(VALUES)
def test_the_bend_keeps_the_order(values: np.ndarray) -> None:
    straight = model(prior=-6.0, weight=4.0).log_odds(values)
    order = np.argsort(straight)
    assert (np.diff(bent().log_odds(values)[order]) >= 0).all()


def test_evidence_beyond_the_knee_counts_for_less() -> None:
    assert BENT.of(np.array([-5.0, -1.0, 3.0])).tolist() == [-5.0, -1.0, 0.0]


@pytest.mark.parametrize(
    "bend", [{"knee": -9.0}, {"slope": 0.0}, {"slope": 1.5}, {"slope": float("nan")}]
)
def test_a_bend_that_turns_evidence_against_itself_is_refused(bend: dict[str, float]) -> None:
    data = model(prior=-6.0, weight=1.0).to_json() | {"bend": bend}
    with pytest.raises(ModelUnusable):
        MatchingModel.from_json(data)


def too_sure(pairs: int = 4_000) -> tuple[np.ndarray, np.ndarray]:
    """Log-odds that are right below even odds and three times too large above."""
    chance = np.random.default_rng(5)
    true = chance.normal(-1, 2, pairs)
    labels = (chance.random(pairs) < 1 / (1 + np.exp(-true))).astype(float)
    return np.where(true > 0, true * 3, true), labels


def test_the_stretch_is_found_again() -> None:
    odds, labels = too_sure()
    found = fit_stretch([odds], [labels])
    assert found.shift == pytest.approx(0, abs=0.2)
    assert found.below == pytest.approx(1, abs=0.15)
    assert found.above == pytest.approx(1 / 3, abs=0.1)


def test_few_labels_change_nothing() -> None:
    odds, labels = too_sure(60)
    assert fit_stretch([odds], [labels]) == AS_FITTED


def test_it_is_never_steeper_above_even_odds() -> None:
    odds, labels = too_sure()
    found = fit_stretch([np.where(odds > 0, odds / 9, odds)], [labels])
    assert found.above == found.below


def test_a_model_made_of_a_stretch_says_what_the_stretch_says() -> None:
    stretch = Stretch(shift=0.5, below=1.25, above=0.25)
    straight = model(prior=-6.0, weight=2.0)
    made = MatchingModel(
        "stretched",
        stretch.shift + stretch.below * straight.prior,
        {name: stretch.below * weight for name, weight in straight.weights.items()},
        straight.thresholds,
        bend=stretch.bend,
    )
    values = np.linspace(0, 1, 5)[:, np.newaxis] * np.ones(len(SIGNALS))
    assert made.log_odds(values) == pytest.approx(stretch.of(straight.log_odds(values)))


def test_no_query_is_stretched_by_its_own_labels() -> None:
    odds, labels = too_sure()
    queries = [
        Labelled(str(n), "en", [], np.empty(0), part) for n, part in enumerate(np.split(labels, 40))
    ]
    parts = np.split(odds, 40)
    before = stretched(queries, parts, folds=4)[0]
    flipped = [Labelled("0", "en", [], np.empty(0), 1 - queries[0].grades), *queries[1:]]
    assert stretched(flipped, parts, folds=4)[0].tolist() == before.tolist()
