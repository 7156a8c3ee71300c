"""From a request's query and body to the models of an operation, or to what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar, get_origin

from flask import request
from pydantic import BaseModel, ConfigDict, RootModel, ValidationError
from pydantic_core import from_json

from catalogue.domain.errors import FieldError, InvalidRecord
from catalogue.domain.validation import field_errors

from .errors import InvalidQuery, UnreadableBody, UnsupportedMedia
from .operations import Operation

M = TypeVar("M", bound=BaseModel)

MEDIA = frozenset({"application/json", "application/merge-patch+json"})


class NoQuery(BaseModel):
    """An address without parameters."""

    model_config = ConfigDict(extra="forbid")


def arguments(operation: Operation, captured: Mapping[str, Any]) -> dict[str, Any]:
    """What the operation's function is called with, read from the request.

    Raises InvalidQuery, UnsupportedMedia, UnreadableBody and InvalidRecord.
    """
    found = dict(captured)
    query = read_query(operation.query or NoQuery)
    if operation.query is not None:
        found["query"] = query
    if operation.body is not None:
        found["body"] = read_body(operation.body)
    return found


def read_query(model: type[M]) -> M:
    """The address's parameters, of which lists come several times. Raises InvalidQuery."""
    given: dict[str, Any] = {}
    for name, values in request.args.lists():
        field = model.model_fields.get(name)
        several = field is not None and get_origin(field.annotation) is tuple
        given[name] = values if several or len(values) > 1 else values[0]
    try:
        return model.model_validate(given)
    except ValidationError as error:
        raise InvalidQuery(field_errors(error)) from error


def read_body(model: type[M]) -> M:
    """The body as the model, each value of the type that the document says.

    Raises UnsupportedMedia, UnreadableBody and InvalidRecord.
    """
    if request.mimetype not in MEDIA:
        raise UnsupportedMedia(type=request.mimetype)
    raw = request.get_data()
    try:
        from_json(raw, allow_inf_nan=False)
    except ValueError as error:
        raise UnreadableBody(reason=str(error)) from error
    try:
        return model.model_validate_json(raw, strict=True)
    except ValidationError as error:
        raise InvalidRecord(_placed(model, field_errors(error))) from error


def _placed(model: type[BaseModel], found: list[FieldError]) -> list[FieldError]:
    """The errors where they stand in the body: a choice of models is no member of it."""
    if not issubclass(model, RootModel):
        return found
    return [replace(one, path=one.path[1:] or ("type",)) for one in found]
