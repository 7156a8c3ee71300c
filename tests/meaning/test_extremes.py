import numpy as np
import pytest

from catalogue.meaning.centering import SHIPPED_WEIGHT, Mean, Means, blend, mean_of
from catalogue.meaning.encoder import LONGEST_TEXT, Encoder, unit

GENRE = ("component", "fr", "sentence")


def test_neither_order_nor_company_changes_a_vector(encoder: Encoder) -> None:
    texts = ["Paiement", "", "A service. " * 60, "Identité 🪪", "snow", " ", "x"] * 6
    vectors = encoder.encode(texts)
    turned = encoder.encode(texts[::-1])[::-1]
    alone = np.vstack([encoder.encode([text]) for text in texts[:7]])
    assert np.allclose(vectors, turned, atol=1e-4)
    assert np.allclose(vectors[:7], alone, atol=1e-4)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)


def test_only_the_beginning_of_a_very_long_text_is_read(encoder: Encoder) -> None:
    text = "Perception des amendes. " * 2_000
    whole, beginning = encoder.encode([text, text[:LONGEST_TEXT]])
    assert np.allclose(whole, beginning, atol=1e-4)


def test_an_encoder_says_what_it_is(encoder: Encoder) -> None:
    assert encoder.name
    assert encoder.encode([]).shape == (0, encoder.dimensions)
    assert encoder.encode([]).dtype == np.float32


def test_zeros_stay_zeros() -> None:
    assert unit(np.zeros((2, 3), dtype=np.float32)).tolist() == [[0, 0, 0], [0, 0, 0]]


def test_the_mean_of_nothing_counts_for_nothing() -> None:
    nothing = mean_of(np.empty((0, 3), dtype=np.float32))
    assert nothing.count == 0
    assert np.isfinite(nothing.vector).all()
    shipped = Mean(np.ones(3, dtype=np.float32), 10)
    assert blend(shipped, nothing) is shipped
    rows = np.eye(3, dtype=np.float32)
    assert np.allclose(Means({}).blended_with({GENRE: nothing}).center(rows, GENRE), rows)


def test_either_mean_alone_stands() -> None:
    one = Mean(np.ones(2, dtype=np.float32), 4)
    assert blend(one, None) is one
    assert blend(None, one) is one
    assert blend(None, None) is None


def test_a_growing_catalogue_outweighs_what_was_shipped() -> None:
    shipped, zero = Mean(np.ones(1, dtype=np.float32), 1), np.zeros(1, dtype=np.float32)
    for count in (1, SHIPPED_WEIGHT, 1_000):
        blended = blend(shipped, Mean(zero, count))
        assert blended is not None
        assert blended.vector[0] == pytest.approx(SHIPPED_WEIGHT / (SHIPPED_WEIGHT + count))


def test_centered_rows_have_no_genre_left() -> None:
    generator = np.random.default_rng(0)
    rows = unit((generator.normal(size=(200, 16)) + 2).astype(np.float32))
    centered = Means({GENRE: mean_of(rows)}).center(rows, GENRE)
    assert np.linalg.norm(rows.mean(axis=0)) > 0.8
    assert np.linalg.norm(centered.mean(axis=0)) < 0.1
    assert Means({GENRE: mean_of(rows)}).center(rows[:0], GENRE).shape == (0, 16)
