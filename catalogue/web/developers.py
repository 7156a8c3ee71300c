"""What other software can ask, for people who write it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template

from catalogue.api.application import STATUSES, described

from .addresses import language, outside_of, page
from .reading import say
from .resources import readers_only

developers = Blueprint("developers", __name__)
developers.before_request(readers_only)

BASE = "/api/v1"


@dataclass(frozen=True)
class Kind:
    """What a value is: in words, or the name of a model, and whether it is a list of such."""

    words: str
    model: str | None = None
    several: bool = False


@dataclass(frozen=True)
class Member:
    """A parameter of an operation, or a field of a model."""

    name: str
    kinds: tuple[Kind, ...]
    needed: bool
    purpose: str


@dataclass(frozen=True)
class Described:
    """An operation: ``body`` and the answers are models, each by its name."""

    name: str
    method: str
    path: str
    summary: str
    scope: str
    public: bool
    parameters: tuple[Member, ...]
    body: str | None
    answers: tuple[tuple[str, str, str | None], ...]


@page(developers, "/developers")
def show() -> str:
    """Every operation with its parameters, and every model."""
    document = described(language())
    found = list(_operations(document))
    return render_template(
        "developers/show.html",
        base=outside_of(BASE),
        document=f"{BASE}/openapi.json",
        description=document["info"]["description"],
        groups=[
            (tag["name"], tag["description"], [one for said, one in found if said == tag["name"]])
            for tag in document["tags"]
        ],
        models={
            name: (schema.get("description", ""), tuple(_members(schema)), schema.get("enum", ()))
            for name, schema in document["components"]["schemas"].items()
        },
        problems=[(code, status, say(f"problem.{code}")) for code, status in STATUSES.items()],
    )


def _operations(document: dict[str, Any]) -> Iterator[tuple[str, Described]]:
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            [scope] = told["security"][0]["token"]
            content = told.get("requestBody", {}).get("content", {})
            yield (
                told["tags"][0],
                Described(
                    name=told["operationId"],
                    method=method.upper(),
                    path=path,
                    summary=told["summary"],
                    scope=scope,
                    public={} in told["security"],
                    parameters=tuple(map(_parameter, told["parameters"])),
                    body=_model_of(content),
                    answers=tuple(
                        (status, answer["description"], _model_of(answer.get("content", {})))
                        for status, answer in told["responses"].items()
                    ),
                ),
            )


def _parameter(told: dict[str, Any]) -> Member:
    return Member(
        told["name"], tuple(_kinds(told["schema"])), told["required"], told.get("description", "")
    )


def _members(schema: dict[str, Any]) -> Iterator[Member]:
    needed = schema.get("required", ())
    for name, told in schema.get("properties", {}).items():
        yield Member(name, tuple(_kinds(told)), name in needed, told.get("description", ""))


def _kinds(schema: dict[str, Any], several: bool = False) -> Iterator[Kind]:
    """What a schema allows, except nothing at all."""
    for one in schema.get("anyOf") or schema.get("oneOf") or [schema]:
        if "$ref" in one:
            yield Kind("", one["$ref"].rpartition("/")[2], several)
        elif one.get("type") == "array":
            yield from _kinds(one.get("items", {}), several=True)
        elif one.get("type") != "null":
            yield Kind(_words(one), None, several)


def _words(schema: dict[str, Any]) -> str:
    if "enum" in schema:
        return " | ".join(str(one) for one in schema["enum"])
    if "const" in schema:
        return str(schema["const"])
    said = str(schema.get("format") or schema.get("type") or "any")
    limits = [
        f"{sign} {schema[name]:g}"
        for name, sign in (("minimum", "≥"), ("maximum", "≤"), ("maxLength", "≤"))
        if name in schema
    ]
    return ", ".join([said, *limits])


def _model_of(content: dict[str, Any]) -> str | None:
    reference = next((one["schema"].get("$ref") for one in content.values()), None)
    return str(reference).rpartition("/")[2] if reference else None
