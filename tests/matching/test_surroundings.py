"""Concepts that texts are about, and crowded places."""

from __future__ import annotations

import numpy as np
import pytest

from catalogue.matching.concepts import concepts_of, shares
from catalogue.matching.crowding import NEIGHBOURS, USUAL, crowding, reference_rows


def unit(rows: object) -> np.ndarray:
    table = np.array(rows, dtype=np.float32)
    return table / np.linalg.norm(table, axis=1, keepdims=True)


def silent(texts: int, concepts: int) -> np.ndarray:
    """Texts whose words speak of no concept."""
    return np.zeros((texts, concepts), dtype=np.float32)


def test_attention_goes_to_the_nearest_concept() -> None:
    held = concepts_of(["a", "b"], unit([[1, 0], [0, 1]]), unit([[1, 1]]), silent(1, 2))
    attention = held.attention(unit([[1, 0.1], [0.1, 1]]), silent(2, 2))
    assert attention[0, 0] > 0.9 > attention[0, 1]
    assert attention[1, 1] > 0.9 > attention[1, 0]
    assert np.linalg.norm(attention, axis=1) == pytest.approx([1, 1], abs=1e-5)


def test_words_that_stand_for_a_concept_draw_attention_to_it() -> None:
    held = concepts_of(["a", "b"], unit([[1, 0], [0, 1]]), unit([[1, 1]]), silent(1, 2))
    between = unit([[1, 1]])
    assert held.attention(between, silent(1, 2))[0].tolist() == pytest.approx([0.5**0.5] * 2)
    speaking = held.attention(between, unit([[0, 1]]))[0]
    assert speaking[1] > 0.9 > speaking[0]


def test_a_concept_that_every_text_is_about_counts_for_less() -> None:
    vectors, everyone = unit([[1, 0], [0, 1]]), unit([[1, 0.1]] * 9 + [[0.1, 1]])
    held = concepts_of(["common", "rare"], vectors, everyone, silent(10, 2))
    assert held.rarity[1] > held.rarity[0]
    assert held.rarity.mean() == pytest.approx(1)


def test_without_concepts_there_is_no_attention() -> None:
    held = concepts_of([], np.zeros((0, 2), np.float32), unit([[1, 0]]), silent(1, 0))
    assert held.attention(unit([[1, 0]]), silent(1, 0)).shape == (1, 0)
    assert shares(unit([[1, 0]]), np.zeros((0, 2), np.float32)).shape == (1, 0)


def test_many_neighbours_make_a_crowded_place() -> None:
    crowd = np.vstack([unit([[1, 0, 0.01 * n] for n in range(200)]), unit([[0, 1, 0]])])
    near, far = crowding(unit([[1, 0, 0], [0, 1, 0.2]]), crowd)
    assert near > far


def test_a_text_is_not_its_own_neighbour() -> None:
    rows = unit(np.eye(NEIGHBOURS + 1))
    with_itself = crowding(rows[:1], rows)
    without = crowding(rows[:1], rows, np.array([0]))
    elsewhere = crowding(rows[:1], rows, np.array([-1]))
    assert without < with_itself == elsewhere


def test_few_records_tell_little_about_crowding() -> None:
    alone = crowding(unit([[1, 0]]), np.zeros((0, 2), np.float32))
    one = crowding(unit([[1, 0]]), unit([[1, 0]]))
    assert alone == pytest.approx(USUAL)
    assert USUAL < one[0] < 0.4


def test_the_reference_is_spread_over_all_rows() -> None:
    assert reference_rows(3).tolist() == [0, 1, 2]
    many = reference_rows(100_000)
    assert (many[0], many[-1], len(many)) == (0, 99_999, 4_000)
    assert len(reference_rows(0)) == 0
