from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from catalogue.domain.validation import MODELS
from catalogue.formats.findings import Finding, Location
from catalogue.wording.errors import finding_sentence
from catalogue.wording.file_fields import field_words, labelled, value_words


def fields_of(kind: type[BaseModel], before: str = "") -> Iterator[str]:
    """Every field that a record's file may hold, with a dot before what it consists of."""
    for name, field in kind.model_fields.items():
        parts = list(models_in(field.annotation))
        yield before + name
        for part in parts:
            yield from fields_of(part, f"{before}{name}.")


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from models_in(part)


def told(finding: Finding, language: Any) -> str:
    return finding_sentence(labelled(finding, language), language)


def test_every_field_of_a_file_has_a_label() -> None:
    for kind in MODELS.values():
        for name in fields_of(kind):
            said = {field_words(name, language) for language in ("fr", "en")}
            assert all(name in one or one.casefold() == name for one in said), said
            assert said != {name}, name


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (
            "fr",
            "ligne 3, Nature du lien (relations[1].type)\u00a0: «\u00a0aime\u00a0» n’est pas une"
            " valeur connue\u00a0; attendu\u00a0: part_of (Fait partie de),"
            " similar_to (Semblable à)",
        ),
        (
            "en",
            "line 3, Type of relation (relations[1].type): “aime” is not a known value;"
            " expected: part_of (Part of), similar_to (Similar to)",
        ),
    ],
)
def test_a_finding_names_what_stands_in_the_file_and_what_people_call_it(
    language: Any, sentence: str
) -> None:
    params = {"expected": "part_of, similar_to", "found": "aime"}
    finding = Finding(Location(line=3), "relations[1].type", "unknown_value", params)
    assert told(finding, language) == sentence


def test_what_is_called_the_same_is_said_once() -> None:
    assert field_words("lifecycle", "en") == "Lifecycle"
    assert field_words("lifecycle", "fr") == "Cycle de vie (lifecycle)"
    assert value_words("lifecycle", "pilot", "en") == "pilot"
    assert value_words("kind", "api", "fr") == "api"
    assert value_words("kind", "municipal", "fr") == "municipal (Municipalité)"


def test_what_nobody_named_is_told_as_it_stands() -> None:
    assert field_words("localisation.localisationReady", "fr") == "localisation.localisationReady"
    assert value_words("answers", "", "fr") == ""
    finding = Finding(Location(), "", "empty")
    assert told(finding, "fr") == "est vide"
