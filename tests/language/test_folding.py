from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.language.folding import fold

ALL = [chr(number) for number in range(0x110000)]
FRENCH = st.text("abcdeéèêëàâùûüîïôöçœæ’' -ABCDEÉÈÊËÀÂÙÛÜÎÏÔÖÇŒÆ", max_size=30)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_folding_a_folded_character_changes_nothing() -> None:
    once = [fold(character) for character in ALL]
    assert [fold(text) for text in once] == once


@given(FRENCH)
def test_folding_sees_neither_case_nor_composition(text: str) -> None:
    folded = fold(text)
    assert fold(text.upper()) == folded
    assert fold(text.lower()) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded
    assert folded.isascii()


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Identité", "identite"),
        ("ÉÈÊËÀÂÙÛÜÎÏÔÖÇ", "eeeeaauuuiiooc"),
        ("ŒUVRE", "oeuvre"),
        ("cœur", "coeur"),
        ("ex æquo", "ex aequo"),
        ("ﬁche", "fiche"),
        ("Straße", "strasse"),
        ("l’État", "l'etat"),
        ("l‘État", "l'etat"),
        ("lʼÉtat", "l'etat"),
        ("l`Etat", "l'etat"),
        ("co‑édition", "co-edition"),
        ("1990–2000", "1990-2000"),
        ("iden\u00adti\u200bté", "identite"),
        ("iden\u2060ti\ufeffté", "identite"),
        ("prix\u00a0net", "prix net"),
        ("Kubernetes™", "kubernetes"),
        ("№ 5", "no 5"),
        ("", ""),
    ],
)
def test_folding_removes_what_hides_a_word(text: str, folded: str) -> None:
    assert fold(text) == folded
