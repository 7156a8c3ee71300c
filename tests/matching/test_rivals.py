"""How near the next best come."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from catalogue.matching.model import Bend, MatchingModel, ModelUnusable
from catalogue.matching.ranking import Scored, among
from catalogue.matching.rivals import LEAST, MOST, NEAREST, Rivalry, nearness
from catalogue.matching.signals import SIGNALS

from .builders import model

RIVALS = Rivalry(weight=0.4, usual=-1.0)
ODDS = arrays.arrays(np.float64, st.integers(1, 8), elements=st.floats(-12, 6))


def rivalling() -> MatchingModel:
    return replace(model(prior=-6.0, weight=4.0), bend=Bend(0.5, 0.3), rivals=RIVALS)


def test_nearness_by_hand() -> None:
    found = nearness(np.array([0.0, -0.5, -1.0, -1.5, -9.0]))
    assert found.tolist() == pytest.approx([-1.0, -2.5 / 3, -2.0 / 3, -0.5, -0.5])


def test_missing_rivals_are_far_ones_and_sure_ones_are_bounded() -> None:
    assert nearness(np.array([3.0])).tolist() == [LEAST]
    assert nearness(np.array([9.0, 9.0, 9.0, 9.0])).tolist() == [MOST] * 4


@given(ODDS)
def test_each_candidate_s_rivals_are_the_best_others(odds: np.ndarray) -> None:
    for place, found in enumerate(nearness(odds)):
        others = sorted(np.clip(np.delete(odds, place), LEAST, MOST).tolist(), reverse=True)
        nearest = [*others, *[LEAST] * NEAREST][:NEAREST]
        assert found == pytest.approx(np.mean(nearest))
        assert RIVALS.beside(np.delete(odds, place).tolist()) == pytest.approx(
            RIVALS.of(odds)[place]
        )


@given(ODDS)
def test_rivals_change_no_order(odds: np.ndarray) -> None:
    odds = np.sort(odds)[::-1]
    after = Bend(0.5, 0.3).of(odds + RIVALS.of(odds))
    assert (np.diff(after) <= 1e-9).all()


def test_what_stands_alone_gains_and_what_is_one_of_many_loses() -> None:
    assert RIVALS.beside([-6.0, -7.0]) == pytest.approx(RIVALS.gain)
    assert RIVALS.beside([-1.0, -1.0, -1.0]) == 0
    assert RIVALS.beside([0.5, 0.0, 0.0]) < 0


@given(arrays.arrays(np.float64, (5, len(SIGNALS)), elements=st.floats(0, 1)))
def test_prior_rivals_and_contributions_add_up(values: np.ndarray) -> None:
    one = rivalling()
    odds, sums = one.log_odds_among(values), one.sums(values)
    for row, rivals in enumerate(one.rivals.of(sums)):
        told = one.contributions(values[row], rivals)
        assert one.prior + rivals + told.sum() == pytest.approx(odds[row])
        assert (told >= 0).all()


def test_candidates_keep_their_order_and_say_what_rivals_add() -> None:
    totals = [1.0, -0.5, -0.6, -4.0]
    ranked = [
        Scored(str(n), 0, n, np.zeros(len(SIGNALS)), total, total) for n, total in enumerate(totals)
    ]
    told = among(ranked, rivalling())
    assert [one.record_id for one in told] == ["0", "1", "2", "3"]
    assert [one.rivals for one in told] == pytest.approx(RIVALS.of(np.array(totals)).tolist())
    assert told[0].log_odds == pytest.approx(0.5 + 0.3 * (1.0 + told[0].rivals - 0.5))
    assert among([], rivalling()) == []


def test_a_model_file_keeps_its_rivals() -> None:
    assert MatchingModel.from_json(rivalling().to_json()).rivals == RIVALS
    old = rivalling().to_json()
    del old["rivals"]
    assert MatchingModel.from_json(old).rivals == Rivalry()


@pytest.mark.parametrize(
    "wrong", [{"weight": -1.0}, {"weight": float("nan")}, {"usual": 4.0}, {"usual": -6.0}]
)
def test_rivals_that_speak_for_each_other_are_refused(wrong: dict[str, float]) -> None:
    data = rivalling().to_json()
    with pytest.raises(ModelUnusable):
        MatchingModel.from_json(data | {"rivals": {**data["rivals"], **wrong}})
