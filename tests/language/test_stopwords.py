from __future__ import annotations

import pytest

from catalogue.language.stems import content_words
from catalogue.language.stopwords import _EMPTY_TOO, _MEANT_HERE, stop_words
from catalogue.language.tokens import words

FIELD = {
    "en": """
        information service system systems open site page state home act data public identity
        computer web website homepage interface network search support test text title number list
        member members law bill fire room case cases copy date id ai hr it-free call help results
        number index amount order field land health permit school language file form small goods
        """.replace("it-free", ""),
    "fr": """
        information service systeme site page etat personne personnes piece mot passe nom voie
        essai force valeur point donnees public identite reseau recherche dossier permis ecole
        formulaire renseignements ministere numerique paiement titre texte adresse guichet langue
        """,
}
EMPTY = {
    "en": """
        the of and in to for with from by on at as is are was were be been has have this that
        these those it its they them their we our you your he she his her who which what when
        where how why not no nor but or if then than so too very can could will would should must
        may might do does did only own same about into over under again also part second don ve ll
        re couldn wasn isn
        """,
    "fr": """
        le la les un une des du de et ou mais donc ni car que qui quoi dont ou au aux en dans par
        pour sur sous avec sans ce cet cette ces celui celle celles ceux il elle ils elles on nous
        vous leur leurs son sa ses notre nos votre vos meme tres plus moins aussi ainsi afin alors
        lorsque puisque est sont etre ete avoir ont peut peuvent doit doivent toute tous lequel
        laquelle lesquels auquel notamment toujours aujourd hui quelques chaque aucune
        """,
}


def listed(lists: dict[str, str]) -> list[tuple[str, str]]:
    return [(language, word) for language in lists for word in lists[language].split()]


@pytest.mark.parametrize(("language", "word"), listed(FIELD))
def test_words_of_the_field_are_no_stop_words(language: str, word: str) -> None:
    assert word not in stop_words(language)


@pytest.mark.parametrize(("language", "word"), sorted(set(listed(EMPTY))))
def test_empty_words_are_stop_words(language: str, word: str) -> None:
    assert word in stop_words(language)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_stop_words_are_words_as_texts_are_cut(language: str) -> None:
    assert {word for stop in stop_words(language) for word in words(stop)} == stop_words(language)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_word_is_not_called_both_meant_and_empty(language: str) -> None:
    meant, empty = _MEANT_HERE[language].split(), _EMPTY_TOO[language].split()
    assert not set(meant) & set(empty)
    for listing in (meant, empty):
        assert listing == sorted(set(listing))


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Le portail de l’État pour les citoyens", "fr", ["portail", "etat", "citoyens"]),
        ("Aujourd’hui, quelqu’un doit le faire", "fr", []),
        ("Le mot de passe d’une personne", "fr", ["mot", "passe", "personne"]),
        ("An AI that doesn't sleep", "en", ["ai", "sleep"]),
        ("j’ai", "fr", []),
        ("We'll book the citizen's appointment", "en", ["book", "citizen", "appointment"]),
    ],
)
def test_content_words_say_what_a_text_is_about(text: str, language, expected: list[str]) -> None:
    assert content_words(text, language) == expected
