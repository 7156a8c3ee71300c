"""What went wrong, in one shape: ``application/problem+json`` (RFC 9457) with a code per error."""

from __future__ import annotations

import logging
import secrets
from typing import Any

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound, RequestEntityTooLarge

from catalogue.domain.errors import CatalogueError, InvalidRecord
from catalogue.services.pacing import TooFast
from catalogue.wording.errors import error_sentence
from catalogue.wording.sentences import say

from . import errors
from .context import language
from .presenting import located
from .replies import as_json

PROBLEM = "application/problem+json"

STATUSES = {
    "bad_request": 400,
    "invalid_query": 400,
    "unreadable_body": 400,
    "bad_token": 401,
    "sign_in_needed": 401,
    "conflict_of_interest": 403,
    "not_allowed": 403,
    "scope_missing": 403,
    "no_such_address": 404,
    "not_found": 404,
    "method_not_allowed": 405,
    "decided_meanwhile": 409,
    "forbidden_transition": 409,
    "judged_meanwhile": 409,
    "likely_duplicate": 409,
    "not_editable": 409,
    "responses_missing": 409,
    "resubmitted_meanwhile": 409,
    "still_under_way": 409,
    "edit_conflict": 412,
    "stale_draft": 412,
    "unknown_version": 412,
    "body_too_large": 413,
    "unsupported_media": 415,
    "bad_cursor": 422,
    "invalid_record": 422,
    "precondition_required": 428,
    "too_fast": 429,
    "unforeseen": 500,
    "check_could_not_run": 503,
    "database_busy": 503,
    "derived_damaged": 503,
    "index_unavailable": 503,
}
"""The HTTP status of each problem, by its code."""

_log = logging.getLogger(__name__)


def handle_problems(app: Flask) -> None:
    """Answer every failure with a problem in the reader's language."""
    app.register_error_handler(CatalogueError, _named)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unforeseen)


def _named(error: CatalogueError) -> Response:
    if error.code not in STATUSES:
        return _unforeseen(error)
    status = STATUSES[error.code]
    if status >= 500:
        _log.error("%s %s: %s", request.method, request.path, error, exc_info=error)
    response = problem(error, status)
    if status == 401:
        about = ', error="invalid_token"' if error.code == "bad_token" else ""
        response.headers["WWW-Authenticate"] = f'Bearer realm="catalogue"{about}'
    if isinstance(error, TooFast):
        response.headers["Retry-After"] = str(error.seconds)
    return response


def _http(error: HTTPException) -> Response:
    if error.code is None or error.code < 400:
        return Response(status=error.code or 500, headers=error.get_headers())
    if isinstance(error, NotFound):
        return _named(errors.NoSuchAddress(path=request.path))
    if isinstance(error, RequestEntityTooLarge):
        return _named(errors.BodyTooLarge())
    if isinstance(error, MethodNotAllowed):
        response = _named(errors.MethodNotAllowed(method=request.method))
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods or ()))
        return response
    return _named(errors.BadRequest()) if error.code < 500 else _unforeseen(error)


def _unforeseen(error: Exception) -> Response:
    """A failure with a reference, under which the log has what happened."""
    reference = secrets.token_hex(4)
    _log.error("failure %s", reference, exc_info=error)
    return _named(errors.Unforeseen(reference=reference))


def problem(error: CatalogueError, status: int) -> Response:
    """The error as a response."""
    spoken = language()
    body: dict[str, Any] = {
        "type": f"urn:catalogue:problem:{error.code}",
        "title": say(f"problem.{error.code}", spoken),
        "status": status,
        "detail": error_sentence(error, spoken),
        "code": error.code,
    }
    if isinstance(error, InvalidRecord):
        body["errors"] = list(located(error.errors, spoken))
    body |= getattr(error, "more", {})
    return Response(as_json(body), status, mimetype=PROBLEM)
