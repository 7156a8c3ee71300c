from __future__ import annotations

from typing import Any

import pytest

from catalogue.domain.errors import (
    EditConflict,
    ForbiddenTransition,
    InvalidRecord,
    NotFound,
)
from catalogue.domain.validation import record_from
from catalogue.formats.findings import Finding, Location
from catalogue.wording.errors import (
    error_sentence,
    finding_sentence,
    location_words,
    reason_words,
)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (NotFound(type="component", id="abc"), ["abc"]),
        (EditConflict(type="proposal", id="p-1"), ["p-1"]),
    ],
)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_error_says_what_it_is_about(error: Any, told: list[str], language: Any) -> None:
    sentence = error_sentence(error, language)
    assert all(word in sentence for word in told)
    assert "…" not in sentence


def test_an_error_is_told_in_the_language_of_its_reader() -> None:
    assert error_sentence(NotFound(id="abc"), "fr").startswith("Aucun enregistrement")
    assert error_sentence(NotFound(id="abc"), "en").startswith("No record")


def test_statuses_are_told_in_words() -> None:
    error = ForbiddenTransition(current="in_review", wanted="draft")
    assert error_sentence(error, "fr").endswith(
        "de l’état «\u00a0À l’étude\u00a0» à l’état «\u00a0Brouillon\u00a0»."
    )
    assert "from “In review” to “Draft”" in error_sentence(error, "en")
    assert "“nowhere”" in error_sentence(ForbiddenTransition(current="nowhere"), "en")


def test_a_reason_is_translated_where_it_is_known() -> None:
    assert reason_words("Permission denied", "fr") == "accès refusé"
    assert reason_words("something new", "fr") == "something new"


def finding(code: str, field: str = "", location: Location | None = None, **params: Any) -> Finding:
    return Finding(location or Location(), field, code, params)


@pytest.mark.parametrize(
    ("found", "french", "english"),
    [
        (
            finding("too_small", "estimated_cost", Location(line=3), ge=0),
            "ligne 3, estimated_cost\u00a0: est inférieur à 0",
            "line 3, estimated_cost: is below 0",
        ),
        (
            finding("empty", "title", Location(sheet="Projets", row=12)),
            "feuille «\u00a0Projets\u00a0», rangée 12, title\u00a0: est vide",
            "sheet “Projets”, row 12, title: is empty",
        ),
        (
            finding("no_language", "name"),
            "name\u00a0: est à donner en français ou en anglais",
            "name: must be given in French or in English",
        ),
        (finding("not_an_object"), "doit être un objet", "must be an object"),
        (finding("brand_new"), "valeur refusée (brand_new)", "value refused (brand_new)"),
    ],
)
def test_a_finding_says_where_and_what(found: Finding, french: str, english: str) -> None:
    assert finding_sentence(found, "fr") == french
    assert finding_sentence(found, "en") == english


def test_without_a_place_nothing_is_said_of_it() -> None:
    assert location_words(finding("empty"), "fr") == ""


def test_what_is_wrong_with_a_record_reads_well() -> None:
    with pytest.raises(InvalidRecord) as caught:
        record_from({"type": "proposal", "id": "p", "title": "x" * 301, "estimated_cost": -1})
    said = [
        finding_sentence(finding(error.code, error.dotted, **error.params), "fr")
        for error in caught.value.errors
    ]
    assert said == [
        "title\u00a0: trop long\u00a0: au plus 300 caractères",
        "description\u00a0: ce champ est obligatoire",
        "estimated_cost\u00a0: est inférieur à 0",
    ]
