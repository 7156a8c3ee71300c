"""Figures that tell of several public bodies and of none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.services.small_numbers import FEWEST, at_least, enough


@pytest.mark.parametrize(
    ("value", "told"),
    [(0, 0), (0.5, 0), (1, 1), (3, 2), (4.99, 2), (5, 5), (99, 50), (100, 100), (249_000, 200_000)],
)
def test_what_is_reached_at_least(value: float, told: int) -> None:
    assert at_least(value) == told


@given(st.floats(min_value=1, max_value=1e15))
def test_it_is_reached_and_not_by_much(value: float) -> None:
    assert at_least(value) <= value < 2.5 * at_least(value) * (1 + 1e-9)


def test_ones_own_bodies_and_unknown_ones_do_not_hide_the_others() -> None:
    others = [f"body-{n}" for n in range(FEWEST)]
    assert enough(others, ())
    assert enough([*others, "own"], {"own"})
    assert not enough([*others[1:], "own", None], {"own"})
    assert not enough([], ())
