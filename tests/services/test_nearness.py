"""Neighbours of what answers best gain; nothing else changes places."""

from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from catalogue.services.nearness import together
from catalogue.services.stacks import Stacks


def _stacks(places: Any, bodies: Any = None) -> Stacks:
    rows = np.array(places, dtype=np.float32)
    return cast(Stacks, SimpleNamespace(latent=SimpleNamespace(rows=rows), bodies=bodies))


def test_a_neighbour_of_the_best_overtakes_what_stands_alone() -> None:
    stacks = _stacks([[1, 0], [0, 1], [1, 0], [1, 0]])
    scores = np.array([3.0, 1.6, 1.5, 1.0], dtype=np.float32)
    assert np.argsort(-together(stacks, scores, 0.3)).tolist()[:3] == [0, 2, 1]
    assert together(stacks, scores, 0.0).tolist() == scores.tolist()


def test_bodies_count_where_there_are_any() -> None:
    bodies = np.array([[1, 0], [0, 1], [1, 0], [1, 0]], dtype=np.float32)
    stacks = _stacks(np.zeros((4, 0)), bodies)
    scores = np.array([3.0, 1.6, 1.5, 1.0], dtype=np.float32)
    assert np.argsort(-together(stacks, scores, 0.3)).tolist()[:3] == [0, 2, 1]


@pytest.mark.parametrize("size", [0, 1, 2, 50, 51, 300])
def test_the_first_fifty_stay_before_the_others(size: int) -> None:
    chance = np.random.default_rng(size)
    stacks = _stacks(chance.standard_normal((size, 5)))
    scores = chance.random(size).astype(np.float32)
    first, others = np.split(np.argsort(-scores, kind="stable"), [50])
    shared = together(stacks, scores, 0.3)
    assert shared[others].tolist() == scores[others].tolist()
    assert shared[first].min(initial=9) >= scores[others].max(initial=-9)
