from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.language.folding import fold
from catalogue.language.stems import (
    COGNATE_LENGTH,
    cognate_key,
    cognate_keys,
    content_words,
    stem,
    stems,
)

ALIKE = {
    "fr": [
        "identité identite identités IDENTITÉS l’identité",
        "donnée données donnees",
        "paiement paiements",
        "système systèmes systeme",
        "numérique numériques numerique",
        "régional régionale régionales régionaux",
        "municipal municipaux municipale",
        "demande demandes demander",
        "citoyen citoyens citoyenne citoyennes",
        "réservation réservations réserver",
        "sécurité sécurités",
        "sécurisé sécurisée sécurisées securisee",
        "partagé partagée partagés partagées partager",
        "autorisé autorisée autorisation",
        "employé employés employée employées",
        "signalé signalée signalées signaler signalement",
        "dépôt dépôts depot",
        "école écoles l'école",
        "formulaire formulaires",
        "marché marchés",
        "réseau réseaux",
        "hôpital hôpitaux",
        "ouvert ouverte ouvertes",
    ],
    "en": [
        "payment payments",
        "service services",
        "identity identities",
        "license licenses licensed licensing",
        "registration registrations",
        "booking bookings booked book",
        "city cities",
        "authenticate authenticated authenticates",
        "shared sharing shares",
        "system systems system's",
        "résumé resume",
        "query queries",
        "open opens opening opened",
    ],
}
APART = {
    "fr": ["identité paiement", "données don", "année an", "journée jour", "permis permettre"],
    "en": ["payment permit", "service server", "license library"],
}


def listed(lists: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(language, words) for language, groups in lists.items() for words in groups]


@pytest.mark.parametrize(("language", "inflections"), listed(ALIKE))
def test_inflections_share_a_stem(language, inflections: str) -> None:
    found = [stems(word, language) for word in inflections.split()]
    assert len(found[0]) == 1
    assert all(other == found[0] for other in found)


@pytest.mark.parametrize(("language", "different"), listed(APART))
def test_other_words_have_other_stems(language, different: str) -> None:
    left, right = (stems(word, language) for word in different.split())
    assert left != right


@given(st.text("abcdeéèêçœ", min_size=2, max_size=12), st.sampled_from(["fr", "en"]))
def test_accents_do_not_change_a_stem(word: str, language) -> None:
    assert stems(word, language) == stems(fold(word), language)


@given(st.text(max_size=60), st.sampled_from(["fr", "en"]))
def test_each_content_word_has_one_stem_and_one_key(text: str, language) -> None:
    words = content_words(text, language)
    assert stems(text, language) == [stem(word, language) for word in words]
    assert cognate_keys(text, language) == [cognate_key(word) for word in words]


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("authentification", "authentication"),
        ("identité", "identity"),
        ("systèmes", "systems"),
        ("réservation", "reservation"),
        ("électronique", "electronic"),
        ("municipalité", "municipality"),
        ("géographique", "geographic"),
    ],
)
def test_cognates_share_a_key(french: str, english: str) -> None:
    assert cognate_keys(french, "fr") == cognate_keys(english, "en")


def test_a_key_is_the_beginning_of_a_word() -> None:
    assert cognate_key("authentification") == "authe"
    assert cognate_key("eau") == "eau"
    assert len(cognate_key("identite")) == COGNATE_LENGTH
