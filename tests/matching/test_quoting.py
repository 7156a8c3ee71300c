from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.domain.text import Language
from catalogue.language.stems import content_words
from catalogue.matching.quoting import Quoting


@pytest.mark.parametrize(
    ("text", "language", "words", "quoted"),
    [
        ("Le Permis de conduire", "fr", ["permis", "conduire"], "permis de conduire"),
        ("le permis, ou conduire", "fr", ["permis", "conduire"], "permis … conduire"),
        ("la main-d’œuvre", "fr", ["main", "oeuvre"], "main-d’œuvre"),
        ("Prise de rendez-vous", "fr", ["rendezvous"], "rendez-vous"),
        ("The NHS number of a patient", "en", ["nhs", "number"], "NHS number"),
        ("permit permit to drive", "en", ["permit", "drive"], "permit to drive"),
        ("foo_bar baz", "en", ["bar", "baz"], "foo_bar baz"),
        ("nothing here", "en", ["other", "words"], "other words"),
        ("", "en", [], ""),
    ],
)
def test_words_are_quoted_as_the_text_writes_them(
    text: str, language: Language, words: list[str], quoted: str
) -> None:
    assert Quoting(text, language).quote(words) == quoted


@given(st.text(max_size=60), st.sampled_from(["fr", "en"]))
def test_any_text_can_be_quoted(text: str, language: Language) -> None:
    quoting = Quoting(text, language)
    assert all(quoting.quote([word]) for word in quoting.words)


def test_the_words_are_those_that_count() -> None:
    text = "Les personnes qui demandent un permis d’exploitation"
    assert Quoting(text, "fr").words == content_words(text, "fr")
