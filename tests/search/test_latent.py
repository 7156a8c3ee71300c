from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.search.latent import DIRECTIONS, Latent

WORDS = ("car", "auto", "road", "oil", "tulip", "rose", "garden", "soil", "unheard")


def latent(texts: Sequence[Mapping[int, float]]) -> Latent:
    starts = np.concatenate([[0], np.cumsum([len(text) for text in texts])]).astype(np.int64)
    ids = np.array([term for text in texts for term in sorted(text)], dtype=np.uint32)
    weights = [text[term] for text in texts for term in sorted(text)]
    return Latent(starts, ids, np.array(weights, dtype=np.float32))


def said(words: str) -> dict[int, float]:
    return {WORDS.index(word): 1.0 for word in words.split()}


TEXTS = [
    said("car road oil"),
    said("auto road oil"),
    said("car auto road"),
    said("tulip garden soil"),
    said("rose garden soil"),
]


def test_words_that_keep_the_same_company_are_near(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("catalogue.search.latent.DIRECTIONS", 2)
    held = latent(TEXTS)
    near = held.rows @ held.place(said("tulip"))
    assert near[4] > 0.9  # a rose's text, which does not say tulip
    assert near[1] < 0.1


def test_a_question_is_as_long_as_the_share_of_it_that_is_known() -> None:
    held = latent(TEXTS)
    assert np.linalg.norm(held.place(said("car"))) == pytest.approx(1)
    assert 0 < np.linalg.norm(held.place(said("car unheard"))) < 0.5
    assert not held.place(said("unheard")).any()
    assert not held.place({}).any()


def test_the_same_texts_give_the_same_directions() -> None:
    assert np.array_equal(latent(TEXTS).rows, latent(TEXTS).rows)


def test_directions_that_are_learned_from_some_hold_for_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("catalogue.search.latent._LEARNED_FROM", 4)
    held = latent(TEXTS * 3)
    assert held.rows.shape[0] == 15
    assert np.allclose(held.rows[:5], held.rows[5:10], atol=1e-5)


texts = st.lists(
    st.dictionaries(st.integers(0, 30), st.floats(1, 5, width=32), max_size=8), max_size=12
)


@given(texts, st.dictionaries(st.integers(0, 40), st.floats(1, 3, width=32), max_size=5))
def test_whatever_the_texts_likeness_is_a_cosine(
    held: list[dict[int, float]], asked: dict[int, float]
) -> None:
    space = latent(held)
    assert space.rows.shape[0] == len(held)
    assert space.rows.shape[1] <= DIRECTIONS
    lengths = np.linalg.norm(space.rows, axis=1)
    assert np.all((np.abs(lengths - 1) < 1e-3) | (lengths < 1e-3))
    near = space.rows @ space.place(asked)
    assert np.isfinite(near).all()
    assert np.all(np.abs(near) < 1.001)
