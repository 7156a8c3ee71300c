"""From untrusted data to domain records, or to located errors."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core.core_schema import ErrorType

from .component import Component
from .errors import FieldError, InvalidRecord
from .identifiers import slug
from .organization import Capability, Organization
from .proposal import Proposal

Record = Component | Proposal | Organization | Capability
M = TypeVar("M", bound=BaseModel)

MODELS: dict[str, type[Component] | type[Proposal] | type[Organization] | type[Capability]] = {
    "component": Component,
    "proposal": Proposal,
    "organization": Organization,
    "capability": Capability,
}

_CODES = {
    "missing": "required",
    "extra_forbidden": "unknown_field",
    "invalid_key": "unknown_field",
    "string_type": "not_text",
    "string_too_long": "too_long",
    "too_long": "too_long",
    "string_unicode": "forbidden_character",
    "string_pattern_mismatch": "bad_pattern",
    "enum": "unknown_value",
    "literal_error": "unknown_value",
    "greater_than_equal": "too_small",
    "less_than_equal": "too_large",
    "finite_number": "not_a_number",
    "float_type": "not_a_number",
    "float_parsing": "not_a_number",
    "int_type": "not_a_number",
    "int_parsing": "not_a_number",
    "int_parsing_size": "not_a_number",
    "int_from_float": "not_a_number",
    "date_type": "bad_date",
    "date_parsing": "bad_date",
    "date_from_datetime_parsing": "bad_date",
    "date_from_datetime_inexact": "bad_date",
    "tuple_type": "not_a_list",
    "model_type": "not_an_object",
    "dict_type": "not_an_object",
    "model_attributes_type": "not_an_object",
    "union_tag_invalid": "unknown_value",
    "union_tag_not_found": "required",
}

_LONGEST_QUOTE = 60

_PYDANTIC = frozenset(get_args(ErrorType))


def _code(kind: str) -> str:
    """The catalogue's code of a kind of error; never one of pydantic's own."""
    return _CODES.get(kind, "not_accepted" if kind in _PYDANTIC else kind)


def _first_surrogate(value: object) -> str:
    """The first half of a torn character in a text, as four hexadecimal digits."""
    torn = re.search(r"[\ud800-\udfff]", value) if isinstance(value, str) else None
    return f"{ord(torn.group()):04X}" if torn else "FFFD"


def _quoted(text: str) -> str:
    """A text as a message may repeat it: short, and of characters that can be seen."""
    return "".join(one for one in text[:_LONGEST_QUOTE] if one.isprintable()).strip()


def field_errors(error: ValidationError) -> list[FieldError]:
    """Pydantic's findings as located errors with the catalogue's own codes."""
    found = []
    for item in error.errors(include_url=False):
        params = {
            key: value
            for key, value in item.get("ctx", {}).items()
            if isinstance(value, (str, int, float))
        }
        code = _code(item["type"])
        if item["type"] == "string_unicode":
            params["character"] = _first_surrogate(item["input"])
        if code == "unknown_value":
            params["expected"] = ", ".join(re.findall(r"'([^']*)'", str(params.get("expected"))))
            if isinstance(item["input"], str):
                params["found"] = _quoted(item["input"])
        found.append(FieldError(tuple(item["loc"]), code, params))
    return found


def validate(model: type[M], data: object) -> M:
    """An instance of the model.

    Raises InvalidRecord with one located error for each rule that is broken.
    """
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise InvalidRecord(field_errors(error)) from error


def record_from(data: object) -> Record:
    """A record of the type that its ``type`` field names.

    A record without an id gets one made from its name or title.
    Raises InvalidRecord.
    """
    if not isinstance(data, Mapping):
        raise InvalidRecord([FieldError((), "not_an_object")])
    kind = data.get("type")
    if kind is None:
        raise InvalidRecord([FieldError(("type",), "required")])
    if not isinstance(kind, str) or kind not in MODELS:
        params = {"expected": ", ".join(sorted(MODELS))}
        if isinstance(kind, str):
            params["found"] = _quoted(kind)
        raise InvalidRecord([FieldError(("type",), "unknown_value", params)])
    return validate(MODELS[kind], with_id(data))


def with_id(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """The same data, with an id made from its name or title where it has none."""
    if data.get("id") not in (None, ""):
        return data
    name = data.get("title") if data.get("type") == "proposal" else data.get("name")
    if isinstance(name, Mapping):
        name = name.get("fr") or name.get("en")
    return {**data, "id": slug(name)} if isinstance(name, str) else data
