"""The API as an application of its own, which knows neither cookies nor pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, g, request

from catalogue.domain.text import Language

from . import (
    certifying,
    changing,
    checking,
    components,
    context,
    deciding,
    looking_up,
    proposing,
    reporting,
)
from .allowances import Allowance
from .context import caller, require_scope
from .document import document
from .operations import Operation, Operations
from .problems import STATUSES as STATUSES
from .problems import handle_problems
from .reading import arguments
from .replies import Reply, respond

PREFIX = "/v1"
LARGEST_BODY = 2 * 1024 * 1024
"""Bytes: every text of a component at its longest, in both languages."""

SECTIONS: tuple[Operations, ...] = (
    components.operations,
    looking_up.operations,
    changing.operations,
    checking.operations,
    proposing.operations,
    certifying.operations,
    deciding.operations,
    reporting.operations,
)


@dataclass(frozen=True)
class Allowances:
    """How many requests callers may make: with a token, without one, and of the check."""

    token: Allowance = field(default_factory=lambda: Allowance("token", 600, 60))
    address: Allowance = field(default_factory=lambda: Allowance("address", 120, 60))
    checks: Allowance = field(default_factory=lambda: Allowance("check", 60, 60))


def all_operations() -> list[Operation]:
    """Every operation, in the order of the document."""
    return [operation for section in SECTIONS for operation in section.all]


def create_api(home: Path, *, closed: bool = False, allowances: Allowances | None = None) -> Flask:
    """The API of an instance; ``closed`` keeps out requests without a token."""
    app = Flask("catalogue.api", static_folder=None)
    app.config.update(
        HOME=home,
        CLOSED=closed,
        ALLOWANCES=allowances or Allowances(),
        MAX_CONTENT_LENGTH=LARGEST_BODY,
    )
    for operation in all_operations():
        _serve(app, operation)
    app.add_url_rule(f"{PREFIX}/openapi.json", "openapi", _described)
    app.after_request(_finish)
    app.teardown_appcontext(context.close)
    handle_problems(app)
    return app


def _serve(app: Flask, operation: Operation) -> None:
    def answer(**captured: Any) -> Response:
        _count(app, operation)
        require_scope(operation.scope, public=operation.public)
        return respond(operation.view(**arguments(operation, captured)))

    app.add_url_rule(
        PREFIX + operation.path,
        operation.name,
        answer,
        methods=[operation.method],
        provide_automatic_options=False,
    )


def _count(app: Flask, operation: Operation) -> None:
    """Count the request, where a costly one counts twice. Raises TooFast and BadToken."""
    held: Allowances = app.config["ALLOWANCES"]
    asks = caller()
    general = held.address if asks.scopes is None else held.token
    wanted = [general, held.checks] if operation.tag == "check" else [general]
    for allowance in wanted:
        g.allowance = allowance
        g.left = allowance.take(asks.key)


@cache
def described(language: Language) -> dict[str, Any]:
    """The OpenAPI document."""
    return document(all_operations(), language)


def _described() -> Response:
    return respond(Reply(described(context.language())))


def _finish(response: Response) -> Response:
    """What every answer says: language, what remains of the allowance, and not to guess."""
    response.headers["Content-Language"] = context.language()
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
    response.vary.update(["Accept-Language", "Authorization"])
    if request.headers.get("Authorization"):
        response.headers.setdefault("Cache-Control", "private, no-cache")
    if "allowance" in g:
        allowance: Allowance = g.allowance
        response.headers["RateLimit-Policy"] = allowance.policy
        if "left" in g:
            response.headers["RateLimit"] = allowance.said(g.left)
    return response
