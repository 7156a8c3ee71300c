"""Records to and from the JSON text that is their truth."""

from __future__ import annotations

import json
from typing import Any

from pydantic import ValidationError

from catalogue.domain.component import Component
from catalogue.domain.errors import InvalidRecord
from catalogue.domain.proposal import Proposal
from catalogue.domain.validation import field_errors

from .tables import RecordType

_MODELS: dict[str, type[Component] | type[Proposal]] = {
    "component": Component,
    "proposal": Proposal,
}


def write_document(record: Component | Proposal) -> str:
    """The whole record as JSON text."""
    return record.model_dump_json()


def read_document(record_type: RecordType, text: str) -> Component | Proposal:
    """The record that ``write_document`` wrote.

    Raises InvalidRecord where the text no longer is one.
    """
    try:
        return _MODELS[record_type].model_validate_json(text)
    except ValidationError as error:
        raise InvalidRecord(field_errors(error)) from error


def changed_fields(old: str, new: str) -> dict[str, list[Any]]:
    """The top-level fields that differ, each with its old and its new value."""
    before, after = json.loads(old), json.loads(new)
    return {
        name: [before.get(name), after.get(name)]
        for name in {**before, **after}
        if before.get(name) != after.get(name)
    }
