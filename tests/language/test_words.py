from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.language.folding import fold
from catalogue.language.tokens import sentences, spoken, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("l’identité d'un usager", ["identite", "un", "usager"]),
        ("L'ÉTAT", ["etat"]),
        ("qu'elle, qu’il", ["elle", "il"]),
        ("C’est n’importe où", ["est", "importe", "ou"]),
        ("j'ai m'inscrire s'inscrire t'aider", ["ai", "inscrire", "inscrire", "aider"]),
        ("jusqu’ici, lorsqu'un, puisqu'une", ["ici", "un", "une"]),
        ("quelqu'un", ["un"]),
        ("main-d’œuvre", ["main", "oeuvre"]),
        ("l’« école »", ["ecole"]),
        ("prud'hommes", ["prud", "hommes"]),
        ("aujourd’hui", ["aujourd", "hui"]),
    ],
)
def test_elided_words_are_removed(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the citizen's file", ["the", "citizen", "file"]),
        ("the citizen’s file", ["the", "citizen", "file"]),
        ("citizens' files", ["citizens", "files"]),
        ("the business' needs", ["the", "business", "needs"]),
        ("CRA's", ["cra"]),
    ],
)
def test_possessives_are_removed(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("C++ et C#", ["c++", "et", "c#"]),
        ("c++17, F#.", ["c++", "f#"]),
        ("a+b", []),
        ("C+++", ["c++"]),
        ("#hashtag", ["hashtag"]),
        (".NET / node.js", ["net", "node", "js"]),
        ("IPv6, 3D, 2e étage", ["ipv6", "3d", "2e", "etage"]),
        ("e-mail R&D A/B", ["mail"]),
    ],
)
def test_technical_names_stay(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026, 12 345 $, a", ["2026"]),
        ("le 811, le 911 et le 988", ["le", "811", "le", "911", "et", "le", "988"]),
        ("311 350 100 211", ["311", "211"]),
        ("12345 7 42", []),
        ("covid-19", ["covid"]),
    ],
)
def test_of_numbers_only_years_and_service_numbers_stay(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(st.text())
def test_words_are_folded_and_longer_than_a_letter(text: str) -> None:
    for word in words(text):
        assert len(word) > 1
        assert fold(word) == word
        assert words(word) == [word]


@given(st.text())
def test_words_do_not_depend_on_folding(text: str) -> None:
    assert words(fold(text)) == words(text)


@given(st.lists(st.text("abcdéèœ", min_size=2, max_size=6)))
def test_plain_words_are_all_kept_in_order(pieces: list[str]) -> None:
    assert words(" ".join(pieces)) == [fold(piece) for piece in pieces]


def test_spoken_words_keep_their_spelling() -> None:
    assert spoken("L’Énergie d’été, en C++ !") == [
        ("energie", "Énergie"),
        ("ete", "été"),
        ("en", "en"),
        ("c++", "C++"),
    ]


@given(st.text("aéœLd '’-.,+#9\n", max_size=40))
def test_every_word_is_spoken(text: str) -> None:
    said = spoken(text)
    assert set(words(text)) <= {word for word, _ in said}
    assert all(piece in text for _, piece in said)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A first sentence stands here. A second one follows!\n- and a list item too",
            ["A first sentence stands here.", "A second one follows!", "and a list item too"],
        ),
        (
            "Voici ce qu’il faut faire : • remplir un formulaire • attendre une réponse",
            ["Voici ce qu’il faut faire :", "remplir un formulaire", "attendre une réponse"],
        ),
        ("Une phrase assez longue ? Oui.", ["Une phrase assez longue ?"]),
        ("version 2.5 of the platform", ["version 2.5 of the platform"]),
        ("porte-à-porte et va-et-vient", ["porte-à-porte et va-et-vient"]),
        ("short", ["short"]),
        (" one. two. ", ["one. two."]),
        ("  ", []),
        ("", []),
    ],
)
def test_sentences_and_list_items_come_apart(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_how_long_a_sentence_must_be_can_be_said() -> None:
    assert sentences("One. Three words here.", at_least=4) == ["One.", "Three words here."]


@given(st.text(max_size=200), st.integers(1, 40))
def test_sentences_are_pieces_of_the_text(text: str, at_least: int) -> None:
    found = sentences(text, at_least)
    assert bool(found) == bool(text.strip())
    assert all(sentence in text for sentence in found)
    assert found == [text.strip()] or all(len(sentence) >= at_least for sentence in found)


@pytest.mark.parametrize("filler", [" ", "\n", " - ", "-", "'", "s'", "+", "a'", "l'", "\t", "."])
def test_no_text_takes_long(filler: str) -> None:
    text = "a" + filler * 20_000 + "b"
    began = time.process_time()
    sentences(text), words(text), spoken(text)
    assert time.process_time() - began < 2
