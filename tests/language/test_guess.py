from __future__ import annotations

import pytest

from catalogue.language.guess import guess_language

FRENCH = """
Gestion des rendez-vous
Paiement en ligne des amendes
Registre foncier
Portail citoyen
Identité numérique
Dépôt de documents
Guichet unique des permis
Suivi des plaintes
Gestion documentaire
Service d’authentification
Catalogue de données ouvertes
Transport scolaire
Plateforme infonuagique
Messagerie sécurisée
Centre d'appels
Demande de bourse
Banque de candidatures
Aide sociale
Traduction automatique
Dossier patient partagé
Fichier des véhicules
Paie des employés
Réseau sans fil des écoles
Billetterie des musées
Intelligence d'affaires
Collecte des ordures
"""
ENGLISH = """
Appointment booking
Online payment of fines
Land register
Citizen portal
Digital identity
Electronic signature
Document submission
Building permits
Complaint tracking
Document management
Authentication service
Open data catalogue
Flood zone mapping
Secure messaging
Daycare registration
Geographic information system
Room reservation
Legal search engine
Social assistance
Machine translation
Shared patient record
Employee payroll
Background checks
Museum ticketing
Business intelligence
Vehicle registry
"""
HARD = {
    "fr": """
Signature électronique
Archivage à long terme
Hébergement Web
Téléphonie IP
Agent conversationnel
Permis de construction
Système d'information géographique
""",
    "en": """
Cloud platform
Call centre
Chatbot
Grant application
Waste collection
Smart forms
Web hosting
IP telephony
""",
}


def lines(text: str) -> list[str]:
    return text.strip().split("\n")


CASES = [("fr", line) for line in lines(FRENCH)] + [("en", line) for line in lines(ENGLISH)]


@pytest.mark.parametrize(("language", "text"), CASES)
def test_the_language_of_a_name_is_guessed(language: str, text: str) -> None:
    other = "en" if language == "fr" else "fr"
    assert guess_language(text, default=other) == language


def test_of_the_hardest_names_most_are_guessed() -> None:
    right = [
        guess_language(text) == language
        for language, texts in HARD.items()
        for text in lines(texts)
    ]
    assert sum(right) >= 0.7 * len(right)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "La plateforme permet aux citoyens de payer leurs amendes dans le cloud."),
        ("en", "The platform lets citizens pay their fines from a cloud service."),
        ("en", "Cloud platform where every ministry can host its applications"),
        ("fr", "Application web pour les parents : inscription au service de garde"),
    ],
)
def test_the_language_of_a_sentence_is_guessed(language: str, text: str) -> None:
    assert guess_language(text) == language


@pytest.mark.parametrize("default", ["fr", "en"])
@pytest.mark.parametrize("text", ["", "  ", "12 345", "…", "2026-04-01", "— ?! 😀"])
def test_without_letters_the_language_is_the_default(text: str, default) -> None:
    assert guess_language(text, default=default) == default


def test_the_default_is_french() -> None:
    assert guess_language("42") == "fr"


@pytest.mark.parametrize("text", ["中文", "Добро пожаловать", "\ud800a", "a"])
def test_only_two_languages_are_ever_guessed(text: str) -> None:
    assert guess_language(text) in ("fr", "en")
