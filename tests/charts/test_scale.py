from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.charts.scale import Scale, covering
from catalogue.charts.text import fitted, written

NUMBERS = st.lists(st.floats(-30, 30), max_size=6)


@given(NUMBERS)
def test_a_scale_holds_all_it_covers(values: list[float]) -> None:
    scale = covering(values, 100, 900)
    assert all(100 <= scale.at(value) <= 900 for value in [0.0, *values])
    assert all(scale.low <= tick <= scale.high for tick in scale.ticks())
    assert 1 <= len(scale.ticks()) <= 10


def test_numbers_stand_in_their_order() -> None:
    scale = Scale(-10, 10, 0, 200)
    assert [scale.at(value) for value in (-10, 0, 10)] == [0, 100, 200]


@given(NUMBERS, st.floats(1, 12))
def test_names_of_marks_never_run_into_each_other(values: list[float], letter: float) -> None:
    marks = [(value, "1 in 1,000") for value in [*values, 0.0]]
    kept = covering(values, 0, 500).apart(marks, letter)
    scale = covering(values, 0, 500)
    places = [scale.at(value) for value, _ in kept]
    assert all(after - before >= 11 * letter - 0.05 for before, after in pairwise(places))
    assert (0.0, "1 in 1,000") in kept


@pytest.mark.parametrize(
    ("text", "made"),
    [("a < b & c", "a &lt; b &amp; c"), ('"x"', "&quot;x&quot;"), ("a\x00b\ufffec", "abc")],
)
def test_text_is_escaped(text: str, made: str) -> None:
    assert written(text) == made


def test_text_is_cut_at_a_words_end() -> None:
    assert fitted("permits and licences", 84, 6) == ["permits and …"]
    assert fitted("permits and licences for all", 84, 6, most=2) == [
        "permits and",
        "licences for …",
    ]
    assert fitted("<permits>", 84, 6) == ["&lt;permits&gt;"]
    assert fitted("", 84, 6) == []
