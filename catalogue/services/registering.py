"""Architects register the components of their public bodies, and keep them up."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count
from typing import Any

from sqlite_utils import Database

from catalogue.domain.component import Component, Lifecycle, Relation, RelationKind
from catalogue.domain.errors import EditConflict, FieldError, InvalidRecord
from catalogue.domain.identifiers import WORDS_OF_PAGES, slug
from catalogue.domain.validation import validate
from catalogue.storage import audit, records
from catalogue.storage.connection import transaction
from catalogue.storage.records import Stored
from catalogue.storage.times import moment

from .describing import described, meant_component, require_sound_successor
from .keeping_up import keep_up
from .permissions import Action, Actor, may, require, require_somewhere
from .typed import without_blanks
from .workspace import Workspace

_SUCCESSOR = ("replaced_by",)


@dataclass(frozen=True)
class Beside:
    """What a new component is to those that it resembles.

    It becomes a variant of the components in ``variant_of``; it is another one
    than those in ``different_from``, each with the reason, for the audit log.
    """

    variant_of: Collection[str] = ()
    different_from: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Vouching:
    """That an entry is true on a day; ``by`` is the team in whose name, else the actor's own."""

    on: date
    by: str | None = None


def editable(actor: Actor, workspace: Workspace, component_id: str) -> Stored[Component]:
    """A component for somebody who may change it. Raises NotFound and NotAllowed."""
    stored = records.get(workspace.db, "component", component_id)
    require(actor, Action.edit_component, stored.record)
    return stored


def require_complete(actor: Actor, workspace: Workspace, data: Mapping[str, Any]) -> Component:
    """What ``register`` would make of typed fields now; stores nothing.

    Raises NotAllowed and InvalidRecord.
    """
    require_somewhere(actor, Action.register_component)
    component = described(workspace, _free_id(workspace.db, data.get("name")), data)
    _require_own(actor, Action.register_component, component)
    require_sound_successor(workspace, component, _SUCCESSOR)
    return component


def register(
    actor: Actor,
    workspace: Workspace,
    data: Mapping[str, Any],
    *,
    beside: Beside | None = None,
    on: date | None = None,
    at: datetime | None = None,
) -> Component:
    """Register a component from typed fields; its id comes from its name, and is nobody's yet.

    Who registers it says thereby that it is true ``on`` that day, today unless
    told. ``beside`` says what it is to those that it resembles. Raises
    NotAllowed and InvalidRecord.
    """
    beside = beside or Beside()
    with transaction(workspace.db) as db:
        typed = require_complete(actor, workspace, data)
        _require_known(db, beside)
        ties = _with_variants(typed, beside.variant_of)
        vouched = _vouched(actor, on or moment(at).date())
        component = typed.model_copy(update={"relations": ties, **vouched})
        records.save(
            db, component, actor=actor.recorded, action="registered", at=at, expected_revision=0
        )
        for other, why in beside.different_from.items():
            details = {"component": other, "because": why}
            subject = f"component/{component.id}"
            audit.append(db, actor.recorded, "told_apart", subject, details, at)
    keep_up(workspace)
    return component


def change(
    actor: Actor,
    workspace: Workspace,
    component_id: str,
    data: Mapping[str, Any],
    *,
    expected_revision: int,
    vouching: Vouching | None = None,
) -> Stored[Component]:
    """Give a component the typed fields; those that are not given stay as they are.

    ``expected_revision`` is that which the editor read. ``vouching`` says that
    the whole entry is true, if the actor says so.
    Raises NotFound, NotAllowed, EditConflict and InvalidRecord.
    """
    with transaction(workspace.db) as db:
        before = editable(actor, workspace, component_id)
        _require_revision(before, expected_revision)
        made = described(workspace, component_id, data, before.record)
        if vouching is not None:
            vouched = _vouched(actor, vouching.on)
            by = without_blanks(vouching.by) or vouched["verified_by"]
            made = validate(Component, {**made.model_dump(), **vouched, "verified_by": by})
        _require_own(actor, Action.edit_component, made)
        if made.replaced_by != before.record.replaced_by:
            require_sound_successor(workspace, made, _SUCCESSOR)
        records.save(db, made, actor=actor.recorded, action="changed")
    keep_up(workspace)
    return records.get(workspace.db, "component", component_id)


def confirm(
    actor: Actor,
    workspace: Workspace,
    component_id: str,
    *,
    expected_revision: int | None = None,
    on: date | None = None,
    at: datetime | None = None,
) -> Stored[Component]:
    """Say that what a component's entry says is still true ``on`` that day, today unless told.

    Saying so twice on one day changes nothing. Raises NotFound, NotAllowed,
    and EditConflict where the entry is not the one that was read.
    """
    with transaction(workspace.db) as db:
        before = records.get(db, "component", component_id)
        require(actor, Action.confirm_component, before.record)
        if expected_revision is not None:
            _require_revision(before, expected_revision)
        made = before.record.model_copy(update=_vouched(actor, on or moment(at).date()))
        records.save(db, made, actor=actor.recorded, action="confirmed", at=at)
    keep_up(workspace)
    return records.get(workspace.db, "component", component_id)


def retire(
    actor: Actor,
    workspace: Workspace,
    component_id: str,
    successor: str | None,
    *,
    expected_revision: int,
    at: datetime | None = None,
) -> Stored[Component]:
    """End a component's life; ``successor``, by name or identifier, takes its place if any does.

    Raises NotFound, NotAllowed, EditConflict, and InvalidRecord (at
    ``replaced_by``) for a successor that does not exist, is retired, or gives
    way itself to this component.
    """
    with transaction(workspace.db) as db:
        before = records.get(db, "component", component_id)
        require(actor, Action.retire_component, before.record)
        _require_revision(before, expected_revision)
        named = meant_component(workspace, _SUCCESSOR, successor) if successor else None
        if named == component_id:
            raise InvalidRecord([FieldError(_SUCCESSOR, "replaced_by_itself")])
        update = {"lifecycle": Lifecycle.retired, "replaced_by": named}
        made = before.record.model_copy(update=update)
        require_sound_successor(workspace, made, _SUCCESSOR)
        records.save(db, made, actor=actor.recorded, action="retired", at=at)
    keep_up(workspace)
    return records.get(workspace.db, "component", component_id)


def _require_revision(stored: Stored[Component], expected: int) -> None:
    if stored.revision != expected:
        raise EditConflict(
            type="component", id=stored.record.id, expected=expected, actual=stored.revision
        )


def _require_own(actor: Actor, action: Action, component: Component) -> None:
    """An architect says for which of their public bodies; raises InvalidRecord or NotAllowed."""
    if component.owner is None and not may(actor, action, component):
        raise InvalidRecord([FieldError(("owner",), "required")])
    require(actor, action, component)


def _vouched(actor: Actor, on: date) -> dict[str, object]:
    return {"verified_on": on, "verified_by": actor.name or actor.recorded}


def _with_variants(component: Component, variant_of: Collection[str]) -> tuple[Relation, ...]:
    added = [Relation(type=RelationKind.variant_of, target=one) for one in variant_of]
    return tuple(dict.fromkeys([*component.relations, *added]))


def _require_known(db: Database, beside: Beside) -> None:
    named = {"variant_of": beside.variant_of, "different_from": beside.different_from}
    held = records.fetch(db, "component", [one for ids in named.values() for one in ids])
    flaws = [
        FieldError((field, position), "unknown_reference", {"value": one})
        for field, ids in named.items()
        for position, one in enumerate(ids)
        if one not in held
    ]
    if flaws:
        raise InvalidRecord(flaws)


def _free_id(db: Database, name: Any) -> str:
    given = without_blanks(name)
    texts = given if isinstance(given, Mapping) else {}
    base = slug(str(texts.get("fr") or texts.get("en") or ""))
    candidates = (base if n == 1 else f"{base}-{n}" for n in count(1))
    return next(one for one in candidates if _is_free(db, one))


def _is_free(db: Database, component_id: str) -> bool:
    held = records.fetch(db, "component", [component_id])
    return component_id not in WORDS_OF_PAGES and not held
