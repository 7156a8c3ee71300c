"""The form of a component: what stands in it at first, and what there is to choose from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from catalogue.domain.component import (
    Classification,
    Component,
    ComponentKind,
    Hosting,
    Lifecycle,
    RelationKind,
)
from catalogue.domain.errors import NotFound
from catalogue.domain.organization import BodyKind
from catalogue.services.describing import TYPED
from catalogue.services.naming import body_name, body_names, component_name, component_names
from catalogue.services.outcomes import became
from catalogue.services.permissions import Action, Scope, scopes
from catalogue.services.showing import capability_tree
from catalogue.services.standing import NotEditable

from .addresses import language
from .forms import Form
from .reading import name_of, say
from .resources import actor, workspace

Choice = tuple[str, str]


@dataclass(frozen=True)
class Choices:
    """What the fields offer; ``owners`` is None where any public body may own a component."""

    kinds: list[Choice]
    lifecycles: list[Choice]
    eligibility: list[Choice]
    classifications: list[Choice]
    hostings: list[Choice]
    relations: list[Choice]
    capabilities: Mapping[str, list[Choice]]
    owners: list[Choice] | None
    bodies: list[str]
    components: list[str]


def choices() -> Choices:
    """What there is to choose from for who asks, in their language."""
    return Choices(
        kinds=_labelled(ComponentKind, "kind"),
        lifecycles=_labelled(Lifecycle, "lifecycle"),
        eligibility=_labelled(BodyKind, "eligibility"),
        classifications=_labelled(Classification, "classification"),
        hostings=_labelled(Hosting, "hosting"),
        relations=_labelled(RelationKind, "relation"),
        capabilities=_capabilities(),
        owners=_owners(),
        bodies=body_names(workspace(), language()),
        components=component_names(workspace(), language()),
    )


def at_first(proposal_id: str = "", name: str = "") -> dict[str, Any]:
    """What stands in the form of a new component: what the proposal that it was says, if any.

    ``name`` is what people look for, where the reader comes from there.
    """
    owners = _owners()
    own = {"owner": owners[0][0]} if owners and len(owners) == 1 else {}
    usual = {"kind": ComponentKind.service.value, "lifecycle": Lifecycle.available.value, **own}
    called = {"name": {language(): name}} if name else {}
    return usual | called | _became(proposal_id, owners)


def _became(proposal_id: str, owners: list[Choice] | None) -> dict[str, Any]:
    """The fields that a proposal fills; none for a reader who may not see it."""
    try:
        held = became(actor(), workspace(), proposal_id) if proposal_id else {}
    except (NotFound, NotEditable):
        return {}
    owner = held.pop("owner", None)
    if owners is None and owner:
        return held | {"owner": body_name(workspace(), owner, language())}
    return held | ({"owner": owner} if owner in dict(owners or ()) else {})


def fields_of(component: Component) -> dict[str, Any]:
    """What stands in the form of a component, which names others as readers call them."""
    held = component.model_dump(mode="json", exclude_none=True, include=set(TYPED))
    if component.owner and _owners() is None:
        held["owner"] = body_name(workspace(), component.owner, language())
    if component.replaced_by:
        held["replaced_by"] = component_name(workspace(), component.replaced_by, language())
    for tie in held["relations"]:
        tie["target"] = component_name(workspace(), tie["target"], language())
    for use in held["used_by"]:
        use["organization"] = body_name(workspace(), use["organization"], language())
    return held


def typed(form: Form) -> dict[str, Any]:
    """The fields of a component among what was sent."""
    return {name: form.data[name] for name in TYPED if name in form.data}


def _labelled(codes: Iterable[Enum] | type[Enum], kind: str) -> list[Choice]:
    return [(one.value, say(f"{kind}.{one.value}")) for one in codes]


def _capabilities() -> dict[str, list[Choice]]:
    """Each domain's name, with itself as a whole and what is in it."""
    tree = capability_tree(workspace())
    grouped: dict[str, list[Choice]] = {}
    for one in tree.values():
        heading = str(name_of(tree[one.parent] if one.parent else one))
        grouped.setdefault(heading, []).append((one.id, str(name_of(one))))
    return grouped


def _owners() -> list[Choice] | None:
    if Scope.any in scopes(actor(), Action.register_component):
        return None
    named = [(one, body_name(workspace(), one, language())) for one in actor().organizations]
    return sorted(named, key=lambda choice: choice[1])
