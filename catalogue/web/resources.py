"""What a request works with: the instance, opened once for it, and who asks."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import datetime, timezone

from flask import current_app, g, request

from catalogue.services.likeness import CORPORA
from catalogue.services.permissions import (
    ANONYMOUS,
    KEPT_OUT,
    Action,
    Actor,
    acting,
    may_somewhere,
    require,
    require_somewhere,
)
from catalogue.services.progress import Watch
from catalogue.services.shelf import SHELF
from catalogue.services.signing_in import who
from catalogue.services.syncing import catch_up
from catalogue.services.workspace import Workspace, opened

from .settings import Settings


def settings() -> Settings:
    """What the application was made with."""
    found: Settings = current_app.config["SETTINGS"]
    return found


def workspace() -> Workspace:
    """The instance, with a database connection of this request's own."""
    if "workspace" not in g:
        g.closing = ExitStack()
        g.workspace = g.closing.enter_context(opened(settings().home))
    held: Workspace = g.workspace
    return held


def close(_error: BaseException | None) -> None:
    """After a request: let go of the instance."""
    if "closing" in g:
        g.closing.close()


SESSION = "catalogue_session"
"""The cookie that holds the token of a session."""


def identify() -> None:
    """Before a request: find who asks."""
    g.actor = KEPT_OUT if settings().closed else ANONYMOUS
    token = request.cookies.get(SESSION)
    if token and not (request.endpoint or "").endswith("static"):
        person = who(workspace(), token)
        if person is not None:
            g.actor = acting(person)


def actor() -> Actor:
    """Who asks."""
    found: Actor = g.actor
    return found


def now() -> datetime:
    """The moment at which it is asked."""
    return datetime.now(timezone.utc)


def readers_only() -> None:
    """Before a page of the catalogue: let in who may read it. Raises NotAllowed."""
    require(actor(), Action.read_catalogue)


def sponsors_only() -> None:
    """Before a page of writing proposals: let in who may propose. Raises NotAllowed."""
    require_somewhere(actor(), Action.create_proposal)


def may_be_asked_to_propose() -> bool:
    """Whether to offer the way to a new proposal: to sponsors, and to who may prove to be one."""
    return not actor().signed_in or may_somewhere(actor(), Action.create_proposal)


def warm(held: Workspace, watch: Watch) -> None:
    """Bring the copies up to date, and load what all requests share, before the first one."""
    catch_up(held, watch)
    SHELF.of(held)
    CORPORA.of(held)
