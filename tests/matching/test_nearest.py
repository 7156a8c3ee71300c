from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from catalogue.matching.candidates import candidate_rows
from catalogue.matching.nearest import Neighbours, nearest

from .builders import corpus, entry, variant

ROWS = hnp.arrays(np.float32, (7, 4), elements=st.floats(-1, 1, width=32))


def unit(rows: np.ndarray) -> np.ndarray:
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


@given(ROWS, st.integers(0, 9))
def test_the_nearest_are_those_of_a_full_sort(vectors: np.ndarray, limit: int) -> None:
    query = np.array([1, 0.5, -0.25, 0], dtype=np.float32)
    similarity = vectors @ query
    expected = np.sort(similarity)[::-1][:limit]
    assert np.allclose(similarity[nearest(query, vectors, limit)], expected)


@given(st.lists(st.sampled_from([-1.0, -0.5, 0.0, 0.5, 1.0]), max_size=30), st.integers(-1, 35))
def test_equals_are_taken_by_position(similarities: list[float], limit: int) -> None:
    """As exhaustive stable sorting would take them, whichever stand at the limit."""
    rows = np.array([[similarity, 0] for similarity in similarities], dtype=np.float32)
    query = np.array([1, 0], dtype=np.float32)
    expected = np.argsort(-rows[:, 0], kind="stable")[: max(limit, 0)] if len(rows) else []
    assert nearest(query, rows.reshape(-1, 2), limit).tolist() == list(expected)


@pytest.mark.parametrize("limit", [1, 5, 40])
def test_few_of_many_are_found_as_among_all(limit: int) -> None:
    """Vectors that lie near a plane of few dimensions, as those of texts do."""
    chance = np.random.default_rng(4)
    plane = chance.normal(size=(40, 256))
    rows = unit(chance.normal(size=(900, 40)) @ plane + chance.normal(size=(900, 256)))
    quick = Neighbours(rows, exhaustive=100)
    for query in unit(chance.normal(size=(20, 40)) @ plane):
        found, wanted = quick.nearest(query, limit), nearest(query, rows, limit)
        assert len(set(found) & set(wanted)) >= 0.95 * limit
        assert found[0] == wanted[0]


def test_few_vectors_are_all_compared() -> None:
    rows = unit(np.random.default_rng(2).normal(size=(50, 200)))
    query = rows[7]
    assert Neighbours(rows).nearest(query, 9).tolist() == nearest(query, rows, 9).tolist()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Snow clearing", True),
        ("clearing of snow", True),
        ("Snow cleering", True),
        ("Parking fines", False),
    ],
)
def test_names_that_begin_a_word_alike_are_compared(typed: str, found: bool) -> None:
    held = corpus(variant("Snow clearing", name="snow"), variant("Water", name="water"))
    rows = candidate_rows(entry(variant(typed, name="typed"), meaning=False), held, [])
    assert (0 in rows.tolist()) is found
