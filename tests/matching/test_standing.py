"""The concepts that words stand for."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from catalogue.domain.concept import Concept
from catalogue.language.thesaurus import Thesaurus
from catalogue.matching.standing import (
    MOST_TOPICS,
    Standing,
    one_field,
    spoken_of,
    standing_of,
    together,
    topics_of,
)

WORDS = st.lists(
    st.dictionaries(st.integers(0, 5), st.floats(0.125, 1, width=32), max_size=4), max_size=6
)


def dense(words: list[dict[int, float]], concepts: int = 6) -> np.ndarray:
    table = np.zeros((len(words), concepts))
    for row, shares in enumerate(words):
        for concept, share in shares.items():
            table[row, concept] = share
    return table


def as_table(standing: Standing) -> np.ndarray:
    table = np.zeros((len(standing), 6))
    table[standing.owners, standing.concepts] = standing.shares
    return table


@given(WORDS, WORDS)
def test_one_field_is_the_product_of_the_shares(
    left: list[dict[int, float]], right: list[dict[int, float]]
) -> None:
    found = one_field(standing_of(left), standing_of(right))
    expected = np.minimum(dense(left) @ dense(right).T, 1)
    assert found.shape == (len(left), len(right))
    assert found == pytest.approx(expected, abs=1e-5)


@given(WORDS, st.lists(st.integers(0, 5), max_size=8))
def test_words_are_taken_in_any_order(words: list[dict[int, float]], wanted: list[int]) -> None:
    rows = np.array([row for row in wanted if row < len(words)], dtype=np.intp)
    taken = standing_of(words).at(rows)
    assert as_table(taken) == pytest.approx(dense(words)[rows])


@given(WORDS, WORDS)
def test_words_follow_others(first: list[dict[int, float]], then: list[dict[int, float]]) -> None:
    both = standing_of(first).followed_by(standing_of(then))
    assert as_table(both) == pytest.approx(dense([*first, *then]))


def test_a_text_speaks_of_what_its_words_stand_for() -> None:
    words = standing_of([{0: 1.0}, {0: 0.6, 1: 0.8}, {}])
    place, weights = np.array([0, 0, 2]), np.array([1.0, 2.0, 5.0], dtype=np.float32)
    spoken = spoken_of(words, place, weights, texts=3, concepts=2)
    assert spoken[0] == pytest.approx(np.array([2.2, 1.6]) / np.hypot(2.2, 1.6))
    assert spoken[1:].tolist() == [[0, 0], [0, 0]]


def concept(name: str, **terms: list[str]) -> Concept:
    return Concept.model_validate(
        {"id": name, "preferred": {"en": name}, "alternative": {"en": [], "fr": [], **terms}}
    )


THESAURUS = Thesaurus(
    [
        concept("whistleblowing", en=["reporting wrongdoing"], fr=["lanceur d’alerte"]),
        concept("reporting", en=["annual reporting", "reporting tool"]),
    ]
)


def test_a_word_stands_for_the_concepts_in_whose_terms_it_occurs() -> None:
    assert THESAURUS.stands_for("wrongdoings", "en") == {"whistleblowing": 1.0}
    assert THESAURUS.stands_for("alerte", "fr") == {"whistleblowing": 1.0}
    assert THESAURUS.stands_for("alerte", "en") == {}
    assert THESAURUS.stands_for("snow", "en") == {}


def test_a_word_stands_most_for_the_concept_that_says_it_most() -> None:
    shares = THESAURUS.stands_for("reports", "en")
    assert shares["reporting"] > shares["whistleblowing"] > 0
    assert sum(share**2 for share in shares.values()) == pytest.approx(1)


@given(arrays.arrays(np.float32, (3, 5), elements=st.floats(0, 1, width=32)))
def test_topics_are_alike_both_ways(spoken: np.ndarray) -> None:
    topics = topics_of(spoken)
    rows = np.arange(3)
    there = topics.alike(topics.spread(0, 5), rows)
    back = [topics.alike(topics.spread(row, 5), np.array([0]))[0] for row in range(3)]
    assert there == pytest.approx(np.array(back), abs=1e-6)
    assert ((there >= 0) & (there <= 1 + 1e-3)).all()
    assert there[0] == pytest.approx(1 if spoken[0].max() > 1e-3 else there[0], abs=2e-3)


def test_what_a_text_keeps_saying_outweighs_what_it_says_once() -> None:
    topics = topics_of(np.array([[0.9, 0.3, 0.3]], dtype=np.float32))
    assert topics.spread(0, 3) == pytest.approx([0.99, 0.11, 0.11], abs=0.01)


def test_only_the_strongest_topics_are_kept() -> None:
    spoken = np.linspace(0.01, 1, 3 * MOST_TOPICS, dtype=np.float32)[np.newaxis]
    kept = topics_of(spoken).spread(0, spoken.shape[1])
    assert np.flatnonzero(kept).tolist() == [*range(2 * MOST_TOPICS, 3 * MOST_TOPICS)]


def test_parts_stand_together_in_order() -> None:
    one, other = (topics_of(np.eye(2, dtype=np.float32)[[row]]) for row in (0, 1))
    both = together([one, other])
    assert [both.spread(row, 2).tolist() for row in (0, 1)] == [[1, 0], [0, 1]]


def test_without_concepts_there_are_no_topics() -> None:
    topics = topics_of(np.zeros((2, 0), dtype=np.float32))
    assert topics.alike(topics.spread(0, 0), np.array([0, 1])).tolist() == [0, 0]
