"""BM25 as the book has it, and what is asked after the first answers."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.search.postings import LENGTH_SHARE, SATURATION, Postings


def _postings(*texts: dict[int, int]) -> Postings:
    starts = np.cumsum([0, *(len(text) for text in texts)], dtype=np.int64)
    ids = np.array([term for text in texts for term in sorted(text)], dtype=np.uint32)
    counts = [text[term] for text in texts for term in sorted(text)]
    weights = [1 + math.log(count) for count in counts]
    return Postings(starts, ids, np.array(weights, dtype=np.float32))


def test_scores_are_those_of_the_formula() -> None:
    texts = ({1: 3, 2: 1}, {2: 2}, {3: 5, 1: 1})
    postings = _postings(*texts)
    usual = sum(sum(text.values()) for text in texts) / 3
    for row, text in enumerate(texts):
        drag = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * sum(text.values()) / usual)
        held = 2 if text.get(1) else 0
        rarity = math.log(1 + (3 - 2 + 0.5) / (2 + 0.5)) if held else 0
        count = text.get(1, 0)
        expected = rarity * count * (SATURATION + 1) / (count + drag)
        assert postings.score({1: 1.0})[row] == pytest.approx(expected, rel=1e-5)


def test_a_word_that_no_text_holds_lowers_the_share() -> None:
    postings = _postings({1: 1}, {2: 1})
    assert postings.share({1: 1.0})[0] > postings.share({1: 1.0, 9: 1.0})[0] > 0
    assert postings.share({9: 1.0}).tolist() == [0, 0]


def test_feedback_asks_for_what_the_first_answers_tell() -> None:
    postings = _postings({1: 1, 2: 4}, {1: 1, 2: 2}, {3: 1}, {1: 1})
    told = postings.told_by(np.array([0, 1]), np.array([0.5, 0.5], dtype=np.float32), 1)
    assert list(told) == [2]
    assert told[2] * postings.rarity(2) == pytest.approx(1)


def test_no_text_is_no_answer() -> None:
    empty = _postings()
    assert empty.score({1: 1.0}).tolist() == []
    assert empty.rarity(1) == 0


@given(
    st.lists(st.dictionaries(st.integers(0, 9), st.integers(1, 50), min_size=1), min_size=1),
    st.dictionaries(st.integers(0, 12), st.floats(0.1, 3), min_size=1),
)
def test_shares_lie_between_nothing_and_all(
    texts: list[dict[int, int]], query: dict[int, float]
) -> None:
    shares = _postings(*texts).share(query)
    assert (shares >= 0).all()
    assert (shares <= 1.0001).all()
