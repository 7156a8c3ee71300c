"""What somebody keeps up, and which of it waits to be confirmed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from catalogue.domain.component import Component
from catalogue.storage import records, upkeep
from catalogue.storage.upkeep import Tended as Tended

from .permissions import Action, Actor, Scope, require_somewhere, scopes
from .workspace import Workspace

CONFIRMED_FOR = timedelta(days=365)
"""An entry that nobody confirmed for so long may no longer be true."""


def tended(actor: Actor, workspace: Workspace) -> list[Tended]:
    """The components that the actor may confirm, those that wait longest first; retired ones last.

    Raises NotAllowed.
    """
    require_somewhere(actor, Action.confirm_component)
    anybodys = Scope.any in scopes(actor, Action.confirm_component)
    return upkeep.tended(workspace.db, None if anybodys else actor.organizations)


def is_due(verified_on: date | None, today: date) -> bool:
    """Whether an entry waits for somebody to say that it is still true."""
    return verified_on is None or today - verified_on > CONFIRMED_FOR


def waits(one: Tended, today: date) -> bool:
    """Whether a component that is still there waits to be confirmed."""
    return not one.retired and is_due(one.verified_on, today)


def components_of(workspace: Workspace, listed: Iterable[Tended]) -> dict[str, Component]:
    """The components of a list by identifier, in its order."""
    return records.fetch(workspace.db, "component", [one.id for one in listed])
