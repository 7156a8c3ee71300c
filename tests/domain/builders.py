"""The least that each type of record needs, and what is wrong with more or less."""

from __future__ import annotations

from typing import Any

import pytest

from catalogue.domain.errors import FieldError, InvalidRecord
from catalogue.domain.validation import record_from

COMPONENT: dict[str, Any] = {
    "type": "component",
    "id": "a",
    "name": {"fr": "Nom"},
    "summary": {"fr": "Résumé"},
}
PROPOSAL: dict[str, Any] = {"type": "proposal", "id": "p", "title": "Titre", "description": "Texte"}
ORGANIZATION: dict[str, Any] = {"type": "organization", "id": "o", "name": {"en": "Body"}}
CAPABILITY: dict[str, Any] = {"type": "capability", "id": "c", "name": {"en": "Capability"}}
LEAST = (COMPONENT, PROPOSAL, ORGANIZATION, CAPABILITY)


def errors_of(data: object) -> tuple[FieldError, ...]:
    with pytest.raises(InvalidRecord) as caught:
        record_from(data)
    return caught.value.errors


def broken(data: object) -> list[tuple[str, str]]:
    """Where each thing is wrong, and its code."""
    return [(error.dotted, error.code) for error in errors_of(data)]
