"""Registering components, and keeping them up."""

from __future__ import annotations

from pydantic import BaseModel

from catalogue.domain.component import Component
from catalogue.domain.token import Scope
from catalogue.services import registering
from catalogue.services.likely_same import likely_same
from catalogue.services.presenting import match_for_machines, native
from catalogue.services.registering import Beside
from catalogue.services.showing import details

from .context import actor, today, workspace
from .errors import LikelyDuplicate
from .fields import ComponentChanges, Registration, typed
from .operations import Answer, Operations
from .repeating import repeatable
from .replies import Reply, expected, version
from .shapes import Retirement

operations = Operations("registering")

_CHANGES = ("not_found", "not_allowed", "edit_conflict", "unknown_version", "precondition_required")


@operations.add(
    "POST",
    "/components",
    {201: Answer(Component, {"component_id": "$response.body#/id"})},
    scope=Scope.write,
    body=Registration,
    errors=("not_allowed", "likely_duplicate", "check_could_not_run", "still_under_way"),
    repeatable=True,
)
def register_component(body: Registration) -> Reply:
    """Register a component, once it is said what it is to those that it resembles."""
    made = repeatable(lambda: _registered(body))
    return _reply(made, status=201, location=f"components/{made}")


@operations.add(
    "PATCH",
    "/components/<component_id>",
    {200: Answer(Component)},
    scope=Scope.write,
    body=ComponentChanges,
    errors=_CHANGES,
    conditional=True,
)
def change_component(component_id: str, body: BaseModel) -> Reply:
    """Change fields of a component; those that are not sent stay as they are."""
    registering.change(
        actor(), workspace(), component_id, typed(body), expected_revision=expected("r")
    )
    return _reply(component_id)


@operations.add(
    "POST",
    "/components/<component_id>/confirmation",
    {200: Answer(Component)},
    scope=Scope.write,
    errors=_CHANGES,
    conditional=True,
)
def confirm_component(component_id: str) -> Reply:
    """Say that everything in a component's entry is still true today."""
    registering.confirm(
        actor(), workspace(), component_id, expected_revision=expected("r"), on=today()
    )
    return _reply(component_id)


@operations.add(
    "POST",
    "/components/<component_id>/retirement",
    {200: Answer(Component)},
    scope=Scope.write,
    body=Retirement,
    errors=_CHANGES,
    conditional=True,
)
def retire_component(component_id: str, body: Retirement) -> Reply:
    """End a component's life; its successor, if it has one, takes its place."""
    registering.retire(
        actor(), workspace(), component_id, body.successor, expected_revision=expected("r")
    )
    return _reply(component_id)


def _registered(body: Registration) -> str:
    data = typed(body.component)
    registering.require_complete(actor(), workspace(), data)
    said = {*body.variant_of, *body.different_from}
    alike = likely_same(actor(), workspace(), data)
    if unanswered := [one.match for one in alike if one.component.id not in said]:
        raise LikelyDuplicate([match_for_machines(match) for match in unanswered])
    beside = Beside(body.variant_of, body.different_from)
    return registering.register(actor(), workspace(), data, beside=beside, on=today()).id


def _reply(component_id: str, status: int = 200, location: str | None = None) -> Reply:
    held = details(workspace(), component_id)
    return Reply(
        native(held.component),
        status=status,
        version=version("r", held.revision),
        changed=held.changed,
        location=location,
    )
