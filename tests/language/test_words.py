import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.language.folding import fold
from catalogue.language.guess import guess_language
from catalogue.language.lexicon import Lexicon
from catalogue.language.stems import cognate_keys, content_words, stems
from catalogue.language.stopwords import stop_words
from catalogue.language.tokens import sentences, spoken, words


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Identité", "identite"),
        ("ŒUVRE", "oeuvre"),
        ("l’État", "l'etat"),
        ("co‑édition", "co-edition"),
    ],
)
def test_folding_removes_what_hides_a_word(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("l’identité d'un usager", ["identite", "un", "usager"]),
        ("qu'elle", ["elle"]),
        ("the citizen's file", ["the", "citizen", "file"]),
        ("C++ et C#", ["c++", "et", "c#"]),
        ("2026, 12 345 $, a", ["2026"]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(st.text())
def test_words_are_folded_and_longer_than_a_letter(text: str) -> None:
    for word in words(text):
        assert len(word) > 1
        assert fold(word) == word


def test_spoken_words_keep_their_spelling() -> None:
    assert spoken("L’Énergie d’été") == [("energie", "Énergie"), ("ete", "été")]


def test_sentences_and_list_items_come_apart() -> None:
    text = "A first sentence stands here. A second one follows!\n- and a list item too"
    assert len(sentences(text)) == 3
    assert sentences("short") == ["short"]
    assert sentences("  ") == []


@pytest.mark.parametrize("word", ["information", "service", "system", "open", "public", "data"])
def test_words_of_the_field_are_no_stop_words(word: str) -> None:
    assert word not in stop_words("en")


@pytest.mark.parametrize(
    ("word", "language"), [("the", "en"), ("with", "en"), ("dans", "fr"), ("meme", "fr")]
)
def test_empty_words_are_stop_words(word: str, language: str) -> None:
    assert word in stop_words(language)


@pytest.mark.parametrize(
    ("left", "right", "language"),
    [
        ("identités", "identite", "fr"),
        ("paiements", "paiement", "fr"),
        ("permits", "permit", "en"),
        ("booking", "bookings", "en"),
    ],
)
def test_inflections_share_a_stem(left: str, right: str, language: str) -> None:
    assert stems(left, language) == stems(right, language)


def test_cognates_share_a_key() -> None:
    assert cognate_keys("authentification", "fr") == cognate_keys("authentication", "en")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Gestion des rendez-vous", "fr"),
        ("Appointment booking for clinics", "en"),
        ("Paiement en ligne des amendes", "fr"),
        ("Online payment of fines", "en"),
        ("Registre foncier du territoire", "fr"),
        ("Land register of the territory", "en"),
    ],
)
def test_the_language_of_a_short_text_is_guessed(text: str, language: str) -> None:
    assert guess_language(text) == language


@pytest.mark.parametrize("text", ["", "12 345", "…"])
def test_without_letters_the_language_is_the_default(text: str) -> None:
    assert guess_language(text, default="en") == "en"


LEXICON = Lexicon(
    [
        ("rendez-vous", "appointment"),
        ("rendez-vous", "booking"),
        ("paiement", "payment"),
        ("mise en demeure", "formal notice"),
    ]
)


def terms(text: str, language: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for rendering in LEXICON.render(content_words(text, language), language):
        found[rendering.term] = max(found.get(rendering.term, 0), rendering.weight)
    return found


def test_french_words_become_english_terms() -> None:
    assert terms("paiement", "fr") == {"payment": 1.0}
    assert set(terms("rendez vous", "fr")) == {"appoint", "book"}


def test_words_that_nothing_translates_stay_french() -> None:
    assert terms("tabouret", "fr") == {"fr:tabouret": 1.0}


def test_english_words_bring_their_synonyms_at_a_lower_weight() -> None:
    found = terms("appointment", "en")
    assert found["appoint"] == 1.0
    assert 0 < found["book"] < 1.0


def test_expressions_are_read_whole() -> None:
    assert set(terms("mise demeure", "fr")) == {"formal", "notic"}


def test_the_version_follows_the_pairs() -> None:
    assert LEXICON.version != Lexicon([("paiement", "payment")]).version
    assert Lexicon([("a b", "c")]).version == Lexicon([("a b", "c")]).version
