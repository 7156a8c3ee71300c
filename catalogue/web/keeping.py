"""What was typed survives: a form that comes too late is shown again, once it may be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import current_app, g, request
from flask_wtf.csrf import CSRFError, CSRFProtect

from .forms import ACT
from .resources import settings

View = TypeVar("View", bound=Callable[..., Any])

PREFIX = "_kept."
"""What the names of fields begin with while somebody signs in again."""

_OWN = {"csrf_token", ACT}
_SHOW_AGAIN: set[Callable[..., Any]] = set()


def keeps_typed(view: View) -> View:
    """Mark a view that shows its form again, and does nothing, where ``received`` says so.

    Only for views that act on nothing unless ``form.sent``.
    """
    _SHOW_AGAIN.add(view)
    return view


class Tokens(CSRFProtect):  # type: ignore[misc]
    """Refuses what other sites send, and shows again what came too late from here."""

    def protect(self, *args: Any, **options: Any) -> None:
        """Before a request that may change something. Raises CSRFError."""
        try:
            super().protect(*args, **options)
        except CSRFError:
            if not to_be_shown_again():
                raise
            g.token_expired = True


def to_be_shown_again() -> bool:
    """Whether the request is a form of ours whose view can show it again."""
    view = current_app.view_functions.get(request.endpoint or "")
    return request.method == "POST" and view in _SHOW_AGAIN and _from_here()


def to_keep() -> list[tuple[str, str]]:
    """What was typed into the form that could not be sent, under names that keep it."""
    held = request.form.items(multi=True)
    return [(PREFIX + name, value) for name, value in held if name not in _OWN]


def kept() -> list[tuple[str, str]]:
    """What somebody who signs in again brings along, under the same names."""
    return [pair for pair in request.form.items(multi=True) if pair[0].startswith(PREFIX)]


def restored() -> list[tuple[str, str]]:
    """The same under their own names, once it is known again who asks."""
    return [(name.removeprefix(PREFIX), value) for name, value in kept()]


def _from_here() -> bool:
    """Whether the browser says, as all of today's do, that a page of ours sent the form."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    origin = request.headers.get("Origin")
    return origin in {None, *(_origin(url) for url in (settings().base_url, request.host_url))}


def _origin(url: str | None) -> str | None:
    parts = urlsplit(url or "")
    return f"{parts.scheme}://{parts.netloc}"
