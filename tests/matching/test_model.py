import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.domain.match import BANDS
from catalogue.matching.model import MatchingModel, ModelUnusable, probability, read_model
from catalogue.matching.signals import SIGNALS
from catalogue.services.resources import shipped

from .builders import model

THRESHOLDS = {"duplicate": 0.8, "overlap": 0.5, "related": 0.1}
GOOD = {
    "name": "m",
    "prior": -3.0,
    "weights": {SIGNALS[0]: 1.0},
    "thresholds": THRESHOLDS,
    "fit": {},
}


@given(
    st.dictionaries(st.sampled_from(SIGNALS), st.floats(0, 100)),
    st.floats(-20, 0),
    st.lists(st.floats(0, 1), min_size=3, max_size=3),
)
def test_a_model_survives_its_file(
    weights: dict[str, float], prior: float, thresholds: list[float]
) -> None:
    bands = dict(zip(BANDS, sorted(thresholds, reverse=True), strict=True))
    made = MatchingModel("m", prior, weights, bands, {"on": ["a"]})
    assert MatchingModel.from_json(json.loads(json.dumps(made.to_json()))) == made


def test_a_signal_without_weight_counts_for_nothing() -> None:
    one = MatchingModel.from_json(GOOD)
    assert one.contributions(np.ones(len(SIGNALS))).sum() == 1
    assert one.log_odds(np.ones((2, len(SIGNALS)))).tolist() == [-2, -2]


@pytest.mark.parametrize(
    "change",
    [
        {"weights": {SIGNALS[0]: -0.1}},
        {"weights": {SIGNALS[0]: float("nan")}},
        {"weights": {SIGNALS[0]: float("inf")}},
        {"weights": {"astrology": 1}},
        {"weights": []},
        {"weights": None},
        {"thresholds": {"duplicate": 0.8}},
        {"thresholds": {**THRESHOLDS, "twin": 0.9}},
        {"prior": "low"},
    ],
)
def test_a_file_that_is_no_model_is_refused(tmp_path: Path, change: dict[str, object]) -> None:
    path = tmp_path / "model.json"
    path.write_text(json.dumps(GOOD))
    assert read_model(path).weights == {SIGNALS[0]: 1.0}
    path.write_text(json.dumps({**GOOD, **change}))
    with pytest.raises(ModelUnusable):
        read_model(path)


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"3", b"\xff", None])
def test_a_file_that_is_no_json_object_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "model.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ModelUnusable):
        read_model(path)


def test_the_shipped_model_can_be_read() -> None:
    read = read_model(shipped("data") / "matching_model.json")
    assert set(read.weights) <= set(SIGNALS)
    assert [read.thresholds[band] for band in BANDS] == sorted(
        read.thresholds.values(), reverse=True
    )


def test_bands_begin_at_their_thresholds_and_not_before() -> None:
    one = model()
    for band in BANDS:
        assert one.band(one.thresholds[band]) == band
        assert one.band(math.nextafter(one.thresholds[band], 0)) != band or band == BANDS[-1]


@given(st.floats(-30, 30))
def test_probability_is_the_logistic_function(odds: float) -> None:
    chance = probability(odds)
    assert 0 < chance < 1
    assert math.log(chance) - odds == pytest.approx(math.log(probability(-odds)), abs=1e-6)
