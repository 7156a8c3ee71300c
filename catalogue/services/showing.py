"""Everything that a component's page says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from catalogue.domain.component import Component, RelationKind
from catalogue.domain.organization import Capability, Organization
from catalogue.formats.native import to_native
from catalogue.storage import capabilities, organizations, records, ties

from .workspace import Workspace

_SEEN_FROM_THE_OTHER = {
    RelationKind.depends_on.value: "needed_by",
    RelationKind.part_of.value: "has_part",
    RelationKind.variant_of.value: "has_variant",
    RelationKind.similar_to.value: RelationKind.similar_to.value,
}


@dataclass(frozen=True)
class User:
    """A public body that uses a component; ``since`` where it is known."""

    organization: Organization
    since: date | None


@dataclass(frozen=True)
class Tie:
    """Another component and what it is to this one.

    ``kind`` is a RelationKind, or ``needed_by``, ``has_part`` or
    ``has_variant`` where the other one declares the tie.
    """

    kind: str
    component: Component


@dataclass(frozen=True)
class Details:
    """A component with everything that it names, and when it was registered and last changed."""

    component: Component
    revision: int
    registered: datetime
    changed: datetime
    owner: Organization | None
    users: tuple[User, ...]
    capabilities: tuple[Capability, ...]
    ties: tuple[Tie, ...]
    successor: Component | None
    replaces: tuple[Component, ...]


def details(workspace: Workspace, component_id: str) -> Details:
    """What there is to say of a component. Raises NotFound."""
    db = workspace.db
    stored = records.get(db, "component", component_id)
    component = stored.record
    others = _named(db, component)
    return Details(
        component=component,
        revision=stored.revision,
        registered=stored.created_at,
        changed=stored.updated_at,
        owner=organizations.get(db, component.owner) if component.owner else None,
        users=tuple(
            User(organizations.get(db, use.organization), use.since) for use in component.used_by
        ),
        capabilities=tuple(capabilities.get(db, one) for one in component.capabilities),
        ties=tuple(_ties(db, component, others)),
        successor=others.get(component.replaced_by or ""),
        replaces=tuple(others[one] for one in ties.replaced_with(db, component.id)),
    )


def _named(db: Database, component: Component) -> Mapping[str, Component]:
    """Every other component that this one names, or that names this one."""
    wanted = [tie.target for tie in component.relations]
    wanted += [other for _, other in ties.pointing_at(db, component.id)]
    wanted += ties.replaced_with(db, component.id)
    if component.replaced_by:
        wanted.append(component.replaced_by)
    return records.fetch(db, "component", wanted)


def _ties(db: Database, component: Component, others: Mapping[str, Component]) -> Iterable[Tie]:
    """Ties declared here, then those declared by others that these do not say already."""
    said = dict.fromkeys((tie.type.value, tie.target) for tie in component.relations)
    said |= dict.fromkeys(
        (_SEEN_FROM_THE_OTHER[kind], other) for kind, other in ties.pointing_at(db, component.id)
    )
    return (Tie(kind, others[other]) for kind, other in said)


def stored_component(workspace: Workspace, component_id: str) -> Component:
    """A component as it stands. Raises NotFound."""
    return records.get(workspace.db, "component", component_id).record


def component_for_machines(workspace: Workspace, component_id: str) -> dict[str, Any]:
    """A component as the native record that an import reads. Raises NotFound."""
    return to_native(stored_component(workspace, component_id))


def bodies(workspace: Workspace) -> dict[str, Organization]:
    """Every public body by its identifier."""
    return {organization.id: organization for organization in organizations.all(workspace.db)}


def organization(workspace: Workspace, organization_id: str) -> Organization:
    """A public body. Raises NotFound."""
    return organizations.get(workspace.db, organization_id)


def capability(workspace: Workspace, capability_id: str) -> Capability:
    """A business capability. Raises NotFound."""
    return capabilities.get(workspace.db, capability_id)


def capability_tree(workspace: Workspace) -> dict[str, Capability]:
    """Every capability by its identifier: each domain, then what is in it."""
    return {capability.id: capability for capability in capabilities.all(workspace.db)}
