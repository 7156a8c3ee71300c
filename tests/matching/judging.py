"""Queries and their answers, made up for the tests of figures."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st

from catalogue.matching.evaluation import Judged

patient = settings(deadline=None, max_examples=60)
"""For properties: what a busy machine does slowly is no failure."""


def judged(
    grades: Sequence[float], chances: Sequence[float], missed: tuple[int, ...] = (), **other: str
) -> Judged:
    return Judged(
        other.get("name", "q"), "fr", np.array(grades, dtype=float), np.array(chances), missed
    )


def _answer(pairs: list[tuple[int, float]], missed: list[int]) -> Judged:
    ordered = sorted(pairs, key=lambda pair: -pair[1])
    return judged([grade for grade, _ in ordered], [chance for _, chance in ordered], tuple(missed))


GRADES = st.sampled_from([0, 0, 1, 2])
CHANCES = st.one_of(st.floats(0, 1), st.sampled_from([0.0, 0.2, 0.5, 1.0]))
ANSWERS = st.lists(
    st.builds(
        _answer,
        st.lists(st.tuples(GRADES, CHANCES), max_size=8),
        st.lists(st.sampled_from([1, 2]), max_size=2),
    ),
    max_size=6,
)
"""Answers to several queries, with equal probabilities among them."""
