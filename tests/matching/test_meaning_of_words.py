"""Words compared by meaning, by small vectors whose cosines can be seen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from catalogue.language.lexicon import Lexicon
from catalogue.matching.features import WORDS, Terms, word_id
from catalogue.matching.standing import Standing, standing_of
from catalogue.matching.vocabulary import (
    ANSWERED_BY_CHANCE,
    EQUIVALENT,
    Lexis,
    Meanings,
    Vocabulary,
    alignment,
    lexicon_terms,
    likeness,
)

Floats = NDArray[np.float32]
NONE: frozenset[int] = frozenset()


def at(*degrees: float) -> Floats:
    angles = np.radians(degrees)
    return np.column_stack([np.cos(angles), np.sin(angles)]).astype(np.float32)


def nowhere(words: int) -> Standing:
    """Words that stand for no concept."""
    return standing_of([{}] * words)


def meaning(*degrees: float, terms: Sequence[frozenset[int]] = ()) -> Meanings:
    held = terms or [NONE] * len(degrees)
    return Meanings(at(*degrees), held, nowhere(len(degrees)))


def test_likeness_is_the_square_of_the_cosine_and_nothing_below_the_least() -> None:
    table = likeness(meaning(0), meaning(0, 45, 75))
    assert table[0] == pytest.approx([1.0, 0.5, 0.0], abs=1e-5)


def test_the_lexicon_joins_words_whatever_their_vectors_say() -> None:
    shared, other = frozenset({7}), frozenset({9})
    left = meaning(0, 0, terms=[shared, NONE])
    right = meaning(90, 90, terms=[other, shared | other])
    assert likeness(left, right).tolist() == [[0.0, pytest.approx(EQUIVALENT)], [0.0, 0.0]]


def test_words_of_one_concept_are_alike_whatever_their_vectors_say() -> None:
    left = Meanings(at(0, 0), [NONE, NONE], standing_of([{3: 1.0}, {}]))
    right = Meanings(at(90, 90), [NONE, NONE], standing_of([{3: 0.6, 5: 0.8}, {4: 1.0}]))
    assert likeness(left, right) == pytest.approx(np.array([[0.6, 0.0], [0.0, 0.0]]))


def test_equivalents_of_the_lexicon_share_a_term() -> None:
    lexicon = Lexicon([("rendez-vous", "appointment"), ("rendez-vous", "meeting")])
    french = lexicon_terms(("fr", "rendezvous"), lexicon)
    assert french & lexicon_terms(("en", "appointments"), lexicon)
    assert not french & lexicon_terms(("en", "snow"), lexicon)


VECTORS = st.integers(1, 5).flatmap(
    lambda n: arrays.arrays(np.float32, (n,), elements=st.floats(0, 359, width=32))
)
TERMS = st.frozensets(st.integers(1, 4), max_size=2)


SHARES = st.dictionaries(st.integers(0, 3), st.floats(0.125, 1, width=32), max_size=3)


def of_unit_length(shares: dict[int, float]) -> dict[int, float]:
    length = float(np.linalg.norm([*shares.values()]))
    return {concept: share / length for concept, share in shares.items()}


@st.composite
def texts(draw: st.DrawFn) -> Meanings:
    degrees = draw(VECTORS)
    words = len(degrees)
    terms = draw(st.lists(TERMS, min_size=words, max_size=words))
    shares = draw(st.lists(SHARES, min_size=words, max_size=words))
    return Meanings(at(*degrees), terms, standing_of([of_unit_length(one) for one in shares]))


@given(texts(), texts())
def test_likeness_is_the_same_both_ways(left: Meanings, right: Meanings) -> None:
    there, back = likeness(left, right), likeness(right, left)
    assert there == pytest.approx(back.T, abs=1e-6)
    assert (there >= 0).all()
    assert (there <= 1).all()


def vocabulary(*words: str) -> Vocabulary:
    ids = np.array([word_id("en", word) for word in words], dtype=np.uint32)
    held = Vocabulary(ids, meaning(*range(0, 90 * len(words), 90)))
    order = [Terms(np.sort(ids), np.ones(len(ids), np.float32))]
    held.count(order, 10)
    return held


def test_rare_words_count_more_than_common_ones() -> None:
    ids = np.array([word_id("en", "rare"), word_id("en", "common")], dtype=np.uint32)
    held = Vocabulary(ids, meaning(0, 90))
    one, many = Terms(ids[:1], np.ones(1, np.float32)), Terms(ids[1:], np.ones(1, np.float32))
    held.count([one, *[many] * 8], 9)
    rare, common = held.rarity[held.rows_of(ids)]
    assert rare == pytest.approx(np.log(10 / 1.5))
    assert common == pytest.approx(np.log(10 / 8.5))


def test_unknown_words_are_learned_and_count_as_the_rarest() -> None:
    held = vocabulary("snow")
    ids = np.sort(np.array([word_id("en", "snow"), word_id("en", "ice")], dtype=np.uint32))
    asked: list[int] = []

    def learn(unknown: NDArray[np.uint32]) -> Meanings:
        asked.extend(unknown.tolist())
        return Meanings(at(45), [frozenset({3})], standing_of([{2: 1.0}]))

    found = held.lexis_of({WORDS: Terms(ids, np.full(2, 2, np.float32))}, learn)
    assert asked == [word_id("en", "ice")]
    ice = ids.tolist().index(word_id("en", "ice"))
    assert found.meanings.vectors[ice] == pytest.approx(at(45)[0], abs=1e-3)
    assert found.meanings.vectors[1 - ice] == pytest.approx(at(0)[0], abs=1e-3)
    assert found.meanings.terms[ice] == {3}
    assert found.meanings.standing.owners.tolist() == [ice]
    assert found.weights[ice] == pytest.approx(2 * np.log(11 / 0.5))
    assert found.weights[ice] > found.weights[1 - ice]


def test_alignment_by_hand() -> None:
    """Two texts of two words of equal weight; one word answered wholly, one not at all."""
    held = vocabulary("snow", "pay")
    rows = held.rows_of(np.array([word_id("en", "snow"), word_id("en", "pay")], dtype=np.uint32))
    own = held.lexis_at(rows[:1], np.ones(1, np.float32))
    place, words = np.array([0, 0, 2]), np.array([rows[0], rows[1], rows[0]])
    found = alignment(held, own, place, words, np.ones(3, np.float32), texts=3)
    half = (0.5 - ANSWERED_BY_CHANCE) / (1 - ANSWERED_BY_CHANCE)
    assert found == pytest.approx([np.sqrt(1 * half), 0.0, 1.0], abs=1e-3)


def test_a_text_without_words_answers_nothing() -> None:
    held = vocabulary("snow")
    empty = Lexis(meaning(), np.zeros(0, np.float32))
    none = np.zeros(0, dtype=np.intp)
    assert alignment(held, empty, np.array([0]), np.array([0]), np.ones(1, np.float32), 1) == [0]
    snow = held.lexis_at(np.array([0]), np.ones(1, np.float32))
    assert alignment(held, snow, none, none, np.zeros(0, np.float32), 2).tolist() == [0, 0]
