"""The API described as OpenAPI 3.1, made from the operations and their models."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, models_json_schema

from catalogue.domain.text import Language
from catalogue.wording.sentences import say

from .operations import Answer, Operation
from .problems import PROBLEM, STATUSES
from .repeating import HEADER
from .replies import JSON
from .shapes import PageQuery, Problem

VERSION = "1.0"
_REFERENCE = "#/components/schemas/{model}"
_CAPTURED = re.compile(r"<(?:(?P<kind>\w+)(?:\((?P<told>[^)]*)\))?:)?(?P<name>\w+)>")
_OF_ALL = (
    "bad_request",
    "bad_token",
    "database_busy",
    "invalid_query",
    "no_such_address",
    "scope_missing",
    "sign_in_needed",
    "too_fast",
    "unforeseen",
)
"""Problems that any operation can end in."""

_OF_BODIES = ("body_too_large", "invalid_record", "unreadable_body", "unsupported_media")


class _Schemas(GenerateJsonSchema):
    """Without the titles that repeat each field's name."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        """Never: the name says it."""
        return False


def document(operations: Iterable[Operation], language: Language = "en") -> dict[str, Any]:
    """The whole document."""
    every = list(operations)
    references, definitions = _schemas(every)
    paths: dict[str, dict[str, Any]] = {}
    for operation in every:
        described = _operation(operation, every, references, language)
        paths.setdefault(address(operation), {})[operation.method.lower()] = described
    return {
        "openapi": "3.1.0",
        "info": {
            "title": say("api.title", language),
            "description": say("api.description", language),
            "version": VERSION,
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/api/v1"}],
        "tags": [
            {"name": tag, "description": say(f"api.tag.{tag}", language)}
            for tag in dict.fromkeys(operation.tag for operation in every)
        ],
        "paths": paths,
        "components": {
            "schemas": definitions,
            "headers": _headers(language),
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": say("api.token", language),
                }
            },
        },
    }


def address(operation: Operation) -> str:
    """The operation's path as OpenAPI writes it."""
    return _CAPTURED.sub(lambda found: f"{{{found['name']}}}", operation.path)


def _schemas(operations: Iterable[Operation]) -> tuple[dict[Any, Any], dict[str, Any]]:
    models: dict[type[BaseModel], None] = {Problem: None}
    for operation in operations:
        answered = [one.model for one in operation.answers.values()]
        models |= dict.fromkeys(one for one in (operation.body, *answered) if one is not None)
    found, whole = models_json_schema(
        [(model, "validation") for model in models],
        ref_template=_REFERENCE,
        schema_generator=_Schemas,
    )
    return {model: schema for (model, _), schema in found.items()}, whole["$defs"]


def _operation(
    operation: Operation,
    every: Iterable[Operation],
    references: dict[type[BaseModel], Any],
    language: Language,
) -> dict[str, Any]:
    told: dict[str, Any] = {
        "operationId": operation.name,
        "summary": say(f"api.{operation.name}", language),
        "tags": [operation.tag],
        "security": [{"token": [operation.scope.value]}, *([{}] if operation.public else [])],
        "parameters": [
            *_captured(operation, language),
            *_query(operation, language),
            *_sent_headers(operation, language),
        ],
        "responses": {
            **{
                str(status): _answer(status, answer, references, language) | _links(answer, every)
                for status, answer in operation.answers.items()
            },
            **_conditional_answer(operation, language),
            **_problems(operation, references, language),
            **_refusals_of_the_server(language),
        },
    }
    if operation.body is not None:
        told["requestBody"] = {
            "required": True,
            "content": {JSON: {"schema": references[operation.body]}},
        }
    return told


def _captured(operation: Operation, language: Language) -> list[dict[str, Any]]:
    return [
        {
            "name": found["name"],
            "in": "path",
            "required": True,
            "description": say(f"api.path.{found['name']}", language),
            "schema": _path_schema(found["kind"], found["told"] or ""),
        }
        for found in _CAPTURED.finditer(operation.path)
    ]


def _path_schema(kind: str | None, told: str) -> dict[str, Any]:
    if kind == "any":
        return {"type": "string", "enum": [one.strip() for one in told.split(",")]}
    if kind == "int":
        return {"type": "integer", "minimum": 0, "maximum": int(told.partition("=")[2])}
    return {"type": "string", "minLength": 1, "maxLength": 128}


def _query(operation: Operation, language: Language) -> list[dict[str, Any]]:
    if operation.query is None:
        return []
    schema = operation.query.model_json_schema(schema_generator=_Schemas, ref_template="{model}")
    shared = schema.get("$defs", {})
    return [
        {
            "name": name,
            "in": "query",
            "required": name in schema.get("required", ()),
            "description": say(f"api.query.{name}", language),
            "schema": _inlined(told, shared),
            **({"style": "form", "explode": True} if told.get("type") == "array" else {}),
        }
        for name, told in schema["properties"].items()
    ]


def _inlined(schema: Any, shared: dict[str, Any]) -> Any:
    """A parameter's schema by itself; an address has no null."""
    if isinstance(schema, list):
        return [_inlined(one, shared) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        named = shared[schema["$ref"]]
        return {key: one for key, one in named.items() if key not in ("description", "title")}
    kept = {key: _inlined(one, shared) for key, one in schema.items()}
    given = [one for one in kept.pop("anyOf", ()) if one != {"type": "null"}]
    if kept.get("default", 0) is None:
        del kept["default"]
    return {**kept, **given[0]} if given else kept


def _sent_headers(operation: Operation, language: Language) -> list[dict[str, Any]]:
    found: list[tuple[str, dict[str, Any]]] = []
    if operation.conditional:
        found.append(("If-Match", {"type": "string"}))
    if operation.repeatable:
        found.append((HEADER, {"type": "string", "minLength": 1}))
    return [
        {
            "name": name,
            "in": "header",
            "required": False,
            "description": say(f"api.header.{name}", language),
            "schema": schema,
        }
        for name, schema in found
    ]


def _answer(
    status: int, answer: Answer, references: dict[type[BaseModel], Any], language: Language
) -> dict[str, Any]:
    told: dict[str, Any] = {
        "description": say(f"api.status.{status}", language),
        "headers": _referred("RateLimit", "RateLimit-Policy"),
    }
    if answer.model is not None:
        told["content"] = {JSON: {"schema": references[answer.model]}}
        told["headers"] |= _referred("ETag")
    if status == 201:
        told["headers"] |= _referred("Location")
    return told


def _links(answer: Answer, every: Iterable[Operation]) -> dict[str, Any]:
    """Where the answer leads: to each operation whose captured names it holds."""
    held = set(answer.leads_to)
    found = {
        one.name: {
            "operationId": one.name,
            "parameters": {name: answer.leads_to[name] for name in names},
        }
        for one in every
        for names in [[captured["name"] for captured in _CAPTURED.finditer(one.path)]]
        if names and set(names) == held
    }
    return {"links": found} if found else {}


def _conditional_answer(operation: Operation, language: Language) -> dict[str, Any]:
    if operation.method != "GET":
        return {}
    return {"304": {"description": say("api.status.304", language)}}


def _problems(
    operation: Operation, references: dict[type[BaseModel], Any], language: Language
) -> dict[str, Any]:
    """The problems that the operation can end in, by status."""
    codes = {*_OF_ALL, *operation.errors, *(_OF_BODIES if operation.body else ())}
    if operation.method in ("POST", "PATCH", "PUT"):
        codes.add("invalid_record")
    if operation.query is not None and issubclass(operation.query, PageQuery):
        codes.add("bad_cursor")
    by_status: dict[int, list[str]] = {}
    for code in sorted(codes):
        by_status.setdefault(STATUSES[code], []).append(code)
    return {
        str(status): {
            "description": " · ".join(say(f"problem.{code}", language) for code in named),
            "content": {PROBLEM: {"schema": references[Problem]}},
        }
        for status, named in sorted(by_status.items())
    }


def _refusals_of_the_server(language: Language) -> dict[str, Any]:
    """What the server itself answers to addresses and headers that are longer than it takes."""
    return {
        status: {
            "description": say(f"api.status.{status}", language),
            "content": {"text/html": {"schema": {"type": "string"}}},
        }
        for status in ("414", "431")
    }


def _referred(*names: str) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _headers(language: Language) -> dict[str, Any]:
    return {
        name: {"description": say(f"api.header.{name}", language), "schema": {"type": "string"}}
        for name in ("ETag", "Location", "RateLimit", "RateLimit-Policy")
    }
