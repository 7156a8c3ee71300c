from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.domain.component import Component
from catalogue.services.extracts import Extract, Piece, extract, marked, sought

LONG = "Un long préambule qui ne dit rien du tout. " * 12


def shown(found: Extract) -> str:
    return "".join(f"[{one.text}]" if one.marked else one.text for one in found.pieces)


def marks(text: str, words: str) -> list[str]:
    return [piece.text for piece in marked(text, sought(words)) if piece.marked]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("L’Identité numérique", "identite", ["Identité"]),
        ("IDENTITÉS et accès", "identité", ["IDENTITÉS"]),
        ("Prise de rendez-vous", "rendez-vous", ["rendez-vous"]),
        ("Prise de Rendez-vous", "RENDEZ VOUS", ["Rendez-vous"]),
        ("Booking of appointments", "appointment", ["appointments"]),
        ("a C++ and C# service", "c++", ["C++"]),
        ("les dossiers de la santé", "le de la", ["la"]),
        ("Rien de tel", "booking", []),
        ("Rien", "", []),
    ],
)
def test_words_of_the_same_stem_are_marked(text: str, words: str, expected: list[str]) -> None:
    if words == "le de la":
        assert "dossiers" not in marks(text, words)
    else:
        assert marks(text, words) == expected


@given(st.text(max_size=200), st.text(max_size=30))
def test_the_pieces_make_the_text(text: str, words: str) -> None:
    pieces = marked(text, sought(words))
    assert "".join(piece.text for piece in pieces) == text
    assert all(piece.text for piece in pieces)


def component(**texts: dict[str, str]) -> Component:
    return Component.model_validate({"id": "a", "name": {"fr": "A"}, **texts})


def test_the_summary_comes_first() -> None:
    one = component(summary={"fr": "Un guichet"}, description={"fr": "Un guichet de plus"})
    assert shown(extract(one, sought("guichet"), "fr")) == "Un [guichet]"


def test_where_only_the_description_answers_its_part_is_shown() -> None:
    one = component(summary={"fr": "Un service"}, description={"fr": f"{LONG}Le guichet. {LONG}"})
    found = shown(extract(one, sought("guichet"), "fr"))
    assert found.startswith("… ")
    assert "[guichet]" in found
    assert found.endswith(" …")
    assert len(found) < 300


def test_the_other_language_is_shown_where_it_alone_answers() -> None:
    one = component(summary={"fr": "Un service", "en": "A counter"})
    found = extract(one, sought("counter"), "fr")
    assert (shown(found), found.language) == ("A [counter]", "en")
    assert extract(one, sought("nothing"), "fr").language == "fr"


def test_what_does_not_answer_is_cut_between_words() -> None:
    found = extract(component(description={"en": "word " * 100}), frozenset(), "fr")
    assert found.language == "en"
    assert found.pieces == (Piece(f"{'word ' * 43}word …"),)


@given(st.text(min_size=1, max_size=2000).filter(lambda text: text.strip() == text))
def test_an_extract_is_short(text: str) -> None:
    try:
        one = component(description={"fr": text})
    except ValueError:
        return
    assert sum(len(piece.text) for piece in extract(one, sought("a"), "fr").pieces) <= 260
