"""What a request works with: the instance, opened once for it, who asks, and in which language."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime, timezone
from pathlib import Path

from flask import current_app, g, request

from catalogue.domain.text import LANGUAGES, Language
from catalogue.domain.token import Scope
from catalogue.services.permissions import ANONYMOUS, KEPT_OUT, Actor, SignInNeeded
from catalogue.services.tokens import bearer
from catalogue.services.workspace import Workspace, opened

from .errors import BadToken, ScopeMissing

_SCHEME = "bearer"


@dataclass(frozen=True)
class Caller:
    """Who asks.

    ``key`` tells callers apart where requests are counted. ``scopes`` are what
    the token is good for; None where there is no token.
    """

    key: str
    actor: Actor
    scopes: frozenset[Scope] | None


def workspace() -> Workspace:
    """The instance, with a database connection of this request's own."""
    if "workspace" not in g:
        g.closing = ExitStack()
        home: Path = current_app.config["HOME"]
        g.workspace = g.closing.enter_context(opened(home))
    held: Workspace = g.workspace
    return held


def close(_error: BaseException | None) -> None:
    """After a request: let go of the instance."""
    if "closing" in g:
        g.closing.close()


def language() -> Language:
    """The language of what is written for people, by ``Accept-Language``; French first."""
    accepted = (one.partition("-")[0].lower() for one in request.accept_languages.values())
    return next((one for said in accepted for one in LANGUAGES if one == said), "fr")


def today() -> date:
    """The day that it is, in UTC."""
    return datetime.now(timezone.utc).date()


def caller() -> Caller:
    """Who asks, by the token in ``Authorization``. Raises BadToken."""
    if "caller" not in g:
        g.caller = _identified()
    found: Caller = g.caller
    return found


def actor() -> Actor:
    """Who asks, as services know them."""
    return caller().actor


def require_scope(scope: Scope, *, public: bool) -> None:
    """Let pass who has a token that is good for this, or needs none.

    Raises SignInNeeded, BadToken and ScopeMissing.
    """
    held = caller().scopes
    if held is None:
        if not public or caller().actor.kept_out:
            raise SignInNeeded(action=scope.value)
    elif scope not in held:
        raise ScopeMissing(scope=scope.value)


def _identified() -> Caller:
    stated = request.headers.get("Authorization")
    if stated is None:
        actor = KEPT_OUT if current_app.config["CLOSED"] else ANONYMOUS
        return Caller(f"address {request.remote_addr or ''}", actor, None)
    scheme, _, secret = stated.partition(" ")
    held = bearer(workspace(), secret.strip()) if scheme.lower() == _SCHEME else None
    if held is None:
        raise BadToken()
    return Caller(f"token {held.token_id}", held.actor, held.scopes)
