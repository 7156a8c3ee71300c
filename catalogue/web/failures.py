"""What went wrong, on a page that says what to do next."""

from __future__ import annotations

import logging
import secrets

from flask import Flask, make_response, render_template, request
from flask_babel import LazyString, lazy_gettext
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from catalogue.domain.errors import CatalogueError
from catalogue.services.permissions import SignInNeeded

from .home import FRAGMENT
from .signing import sign_in_first

STATUSES = {
    "check_could_not_run": 503,
    "conflict_of_interest": 403,
    "database_busy": 503,
    "edit_conflict": 409,
    "forbidden_transition": 409,
    "index_unavailable": 503,
    "invalid_record": 400,
    "not_allowed": 403,
    "not_editable": 409,
    "not_found": 404,
    "sign_in_needed": 401,
    "still_under_way": 409,
    "upload_gone": 404,
    "too_fast": 429,
}
"""The HTTP status of each error of ours that is not a fault of the software or its instance."""

_SAID: dict[int | str, tuple[LazyString, LazyString]] = {
    400: (
        lazy_gettext("The request was not understood"),
        lazy_gettext("Go back to the page that you came from and try again."),
    ),
    401: (
        lazy_gettext("Sign in to read this page"),
        lazy_gettext("This catalogue is open to people with an account."),
    ),
    403: (
        lazy_gettext("You do not have access to this page"),
        lazy_gettext("If your work needs it, ask an administrator of the catalogue."),
    ),
    404: (
        lazy_gettext("Page not found"),
        lazy_gettext(
            "The address may be mistyped, or what was here may have been renamed."
            " Search for it by words."
        ),
    ),
    405: (
        lazy_gettext("This address cannot be used that way"),
        lazy_gettext("Open the page from the catalogue rather than from a saved form."),
    ),
    409: (
        lazy_gettext("Somebody else was faster"),
        lazy_gettext(
            "What you were changing has changed meanwhile, and nothing was overwritten."
            " Go back, reload the page, and look again."
        ),
    ),
    413: (
        lazy_gettext("This is too large to send"),
        lazy_gettext(
            "Files of up to 20 MB are accepted. Divide the file into smaller ones, then"
            " send them one by one."
        ),
    ),
    500: (
        lazy_gettext("Something went wrong on our side"),
        lazy_gettext("Nothing of what was under way was stored. Try again in a moment."),
    ),
    503: (
        lazy_gettext("The catalogue is busy"),
        lazy_gettext(
            "It could not answer, which does not mean that nothing was found."
            " Try again in a moment."
        ),
    ),
    "form": (
        lazy_gettext("This form has expired"),
        lazy_gettext(
            "Nothing was stored. Go back: your browser still holds what you typed. Copy it,"
            " reload the page, and send the form again."
        ),
    ),
}

_log = logging.getLogger(__name__)


def handle_failures(app: Flask) -> None:
    """Answer every failure with a page in the reader's language."""
    app.register_error_handler(CSRFError, _expired_form)
    app.register_error_handler(CatalogueError, _named)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unforeseen)


def _expired_form(_error: CSRFError) -> Response:
    return _page(400, "form")


def _named(error: CatalogueError) -> Response:
    if isinstance(error, SignInNeeded) and FRAGMENT not in request.headers:
        return sign_in_first()
    status = STATUSES.get(error.code, 500)
    return _page(status) if status < 500 else _reported(error, status)


def _http(error: HTTPException) -> Response:
    if error.response is not None or not error.code or error.code < 400:
        return make_response(error.get_response())
    answer = _page(error.code)
    kept = {"Allow", "Retry-After"}
    answer.headers.update({name: value for name, value in error.get_headers() if name in kept})
    return answer


def _unforeseen(error: Exception) -> Response:
    return _reported(error, 500)


def _reported(error: Exception, status: int) -> Response:
    """A failure with a reference, under which the log has what happened."""
    reference = secrets.token_hex(4)
    _log.error("failure %s", reference, exc_info=error)
    return _page(status, reference=reference)


def _page(status: int, about: str | None = None, reference: str | None = None) -> Response:
    known = about or (status if status in _SAID else 400 if status < 500 else 500)
    heading, advice = _SAID[known]
    page = render_template(
        "errors/failure.html",
        heading=heading,
        advice=advice,
        reference=reference,
        status=status,
    )
    answer = make_response(page, status)
    answer.headers["Cache-Control"] = "no-store"
    return answer
