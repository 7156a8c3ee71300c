from __future__ import annotations

from typing import Any

import pytest

from catalogue.domain.concept import Concept
from catalogue.domain.equivalent import Equivalent
from catalogue.domain.errors import InvalidRecord
from catalogue.domain.validation import validate


def concept(**fields: Any) -> dict[str, Any]:
    return {"id": "counter-service", "preferred": {"fr": "guichet"}, **fields}


def errors(model: Any, data: dict[str, Any]) -> list[tuple[str, str]]:
    with pytest.raises(InvalidRecord) as caught:
        validate(model, data)
    return [(error.dotted, error.code) for error in caught.value.errors]


def test_the_preferred_term_comes_first() -> None:
    made = validate(Concept, concept(alternative={"fr": ["comptoir"], "en": ["desk"]}))
    assert made.terms("fr") == ("guichet", "comptoir")
    assert made.terms("en") == ("desk",)
    assert (made.broader, made.capabilities) == (None, ())


@pytest.mark.parametrize(
    "wrong", ["", "Guichet", "guichet unique", "-a", "a-", "a--b", "é", "a/b", "a_b", "a\n"]
)
def test_identifiers_are_words_joined_by_hyphens(wrong: str) -> None:
    assert errors(Concept, concept(id=wrong)) == [("id", "bad_slug")]
    assert errors(Concept, concept(broader=wrong)) == [("broader", "bad_slug")]


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"id": "a" * 81}, ("id", "too_long")),
        ({"preferred": {}}, ("preferred", "no_language")),
        ({"preferred": {"fr": " "}}, ("preferred.fr", "empty")),
        ({"alternative": {"en": ["a", "x" * 301]}}, ("alternative.en[1]", "too_long")),
        ({"capabilities": ["Not one"]}, ("capabilities[0]", "bad_identifier")),
        ({"narrower": []}, ("narrower", "unknown_field")),
    ],
)
def test_what_breaks_a_concept(fields: dict[str, Any], found: tuple[str, str]) -> None:
    assert errors(Concept, concept(**fields)) == [found]


def test_a_pair_needs_both_its_terms() -> None:
    assert errors(Equivalent, {"fr": " ", "domain": "x"}) == [("fr", "empty"), ("en", "required")]
    assert validate(Equivalent, {"fr": " permis\n", "en": "permit"}).fr == "permis"
