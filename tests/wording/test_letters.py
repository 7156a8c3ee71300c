from __future__ import annotations

from datetime import timedelta

import pytest

from catalogue.domain.person import Person, Role
from catalogue.domain.text import Language
from catalogue.services.links import VALID_FOR
from catalogue.wording.letters import link_letter
from catalogue.wording.sentences import sentences

ADDRESS = "https://catalogue.example/fr/mot-de-passe/jeton"


def person(language: Language) -> Person:
    return Person(id="person-a", email="ana@a.example", name="Ana {x}", language=language)


@pytest.mark.parametrize("purpose", VALID_FOR)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_letter_says_what_it_must(purpose: str, language: Language) -> None:
    words = link_letter(purpose.value, person(language), ADDRESS, VALID_FOR[purpose])
    assert "\n" not in words.subject
    assert f"\n{ADDRESS}\n" in words.text
    assert "Ana {x}" in words.text
    assert "ana@a.example" in words.text
    assert "…" not in words.text
    assert ("Bonjour" if language == "fr" else "Hello") in words.text


@pytest.mark.parametrize(
    ("valid_for", "french", "english"),
    [
        (timedelta(days=7), "7\u00a0jours", "7 days"),
        (timedelta(hours=1), "1\u00a0h", "1 h"),
        (timedelta(hours=47), "47\u00a0h", "47 h"),
    ],
)
def test_a_letter_says_how_long_its_link_is_good(
    valid_for: timedelta, french: str, english: str
) -> None:
    for language, told in (("fr", f"valable {french} et"), ("en", f"good for {english} and")):
        words = link_letter("reset", person(language), ADDRESS, valid_for)  # type: ignore[arg-type]
        assert told in words.text


@pytest.mark.parametrize("role", Role)
def test_every_role_has_its_name(role: Role) -> None:
    assert f"role.{role.value}" in sentences()
