"""The OpenAPI document says what the code does, and what ships says what the document says."""

from __future__ import annotations

import json

import pytest
from openapi_spec_validator import validate

from catalogue.api.application import all_operations, described
from catalogue.api.document import document
from catalogue.services.resources import shipped
from catalogue.wording.sentences import sentences

SNAPSHOT = shipped("data") / "openapi.json"


def test_the_snapshot_is_what_the_code_makes() -> None:
    """After a change that is meant: ``python -m catalogue.api > data/openapi.json``."""
    assert json.loads(SNAPSHOT.read_text(encoding="utf-8")) == document(all_operations())


@pytest.mark.parametrize("language", ["fr", "en"])
def test_it_is_valid_openapi(language: str) -> None:
    validate(described(language))  # type: ignore[arg-type]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_everything_in_it_is_said_in_words(language: str) -> None:
    told = json.dumps(described(language))  # type: ignore[arg-type]
    codes = [code for code in sentences() if code.startswith(("api.", "problem."))]
    assert [code for code in codes if f'"{code}' in told] == []
    assert "api." not in told
    assert "problem." not in told


def test_operations_have_names_of_their_own() -> None:
    names = [operation.name for operation in all_operations()]
    assert len(names) == len(set(names))
