from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from catalogue.meaning.encoder import Vectors
from catalogue.meaning.remembering import Remembering

TEXTS = st.lists(st.sampled_from([f"text {n}" for n in range(9)]), max_size=12)


class Counting:
    """Encodes a text as numbers made from it, and counts how often it had to."""

    name, dimensions = "counting", 3

    def __init__(self) -> None:
        self.met: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.met += texts
        rows = [[len(text), sum(map(ord, text)), 1] for text in texts]
        return np.array(rows, dtype=np.float32).reshape(len(texts), 3)


@given(st.lists(TEXTS, max_size=6), st.integers(1, 9))
def test_what_is_remembered_is_what_would_be_encoded(asked: list[list[str]], most: int) -> None:
    encoder = Remembering(Counting(), most)
    for texts in asked:
        assert np.array_equal(encoder.encode(texts), Counting().encode(texts))


def test_a_text_is_encoded_once() -> None:
    counting = Counting()
    encoder = Remembering(counting)
    encoder.encode(["title", "one sentence", "title"])
    encoder.encode(["title", "one sentence", "another"])
    assert counting.met == ["title", "one sentence", "another"]
    assert (encoder.name, encoder.dimensions) == ("counting", 3)


def test_what_was_not_asked_for_longest_is_forgotten_first() -> None:
    counting = Counting()
    encoder = Remembering(counting, most=2)
    for texts in (["a", "b"], ["a"], ["c"], ["a"], ["b"]):
        encoder.encode(texts)
    assert counting.met == ["a", "b", "c", "b"]


def test_threads_share_it() -> None:
    encoder = Remembering(Counting(), most=5)
    asked = [[f"text {n % 7}", f"text {n % 4}"] for n in range(400)]
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(encoder.encode, asked))
    assert all(
        np.array_equal(rows, Counting().encode(texts))
        for texts, rows in zip(asked, found, strict=True)
    )
