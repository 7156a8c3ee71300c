"""Pairs that people told apart, and why: on registering a component, or judging a proposal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from catalogue.domain.component import Component, RelationKind
from catalogue.domain.proposal import Proposal
from catalogue.domain.verdict import Label
from catalogue.storage import audit, authors, records, verdicts
from catalogue.storage.verdicts import Judged

from .permissions import Action, Actor, may, may_somewhere, require_somewhere
from .workspace import Workspace


@dataclass(frozen=True)
class Different:
    """Two components that somebody said are different when the first was registered."""

    component: Component
    other: Component
    because: str
    person: str
    at: datetime


@dataclass(frozen=True)
class Variant:
    """A component that is a variant of another; ``may_undo`` says that the actor may change it."""

    component: Component
    other: Component
    may_undo: bool


@dataclass(frozen=True)
class Distinct:
    """A proposal and something that it resembles, found distinct; ``may_undo`` as above."""

    proposal: Proposal
    other: Component | Proposal
    because: str | None
    person: str
    at: datetime
    may_undo: bool


@dataclass(frozen=True)
class ToldApart:
    """All such pairs that somebody may see, the latest first."""

    different: tuple[Different, ...]
    variants: tuple[Variant, ...]
    distinct: tuple[Distinct, ...]


def told_apart(actor: Actor, workspace: Workspace) -> ToldApart:
    """The pairs of components, and to reviewers those of proposals that they may see.

    Pairs of which a side is gone are left out. Raises NotAllowed for who
    neither registers components nor reviews proposals.
    """
    if not may_somewhere(actor, Action.see_review):
        require_somewhere(actor, Action.register_component)
    return ToldApart(
        _different(workspace), tuple(_variants(actor, workspace)), _distinct(actor, workspace)
    )


def _different(workspace: Workspace) -> tuple[Different, ...]:
    said = audit.of_action(workspace.db, "told_apart")[::-1]
    pairs = [(one.subject.partition("/")[2], str(one.details["component"])) for one in said]
    known = records.fetch(workspace.db, "component", {side for pair in pairs for side in pair})
    return tuple(
        Different(known[own], known[other], str(one.details["because"]), one.actor, one.at)
        for one, (own, other) in zip(said, pairs, strict=True)
        if own in known and other in known
    )


def _variants(actor: Actor, workspace: Workspace) -> Iterable[Variant]:
    rows = workspace.db.execute(
        "SELECT component, target FROM component_relation WHERE type = ? ORDER BY component",
        [RelationKind.variant_of.value],
    ).fetchall()
    known = records.fetch(workspace.db, "component", {side for row in rows for side in row})
    for own, other in rows:
        if own in known and other in known:
            changeable = may(actor, Action.edit_component, known[own])
            yield Variant(known[own], known[other], changeable)


def _distinct(actor: Actor, workspace: Workspace) -> tuple[Distinct, ...]:
    if not may_somewhere(actor, Action.see_review):
        return ()
    latest = {
        frozenset([("proposal", one.proposal_id), tuple(one.verdict.matched)]): one
        for one in verdicts.all(workspace.db)
    }
    found = [one for one in latest.values() if one.verdict.label is Label.distinct]
    found.sort(key=lambda one: -one.seq)
    components = _fetched(workspace, found)
    ids = {one.proposal_id for one in found}
    ids |= {one.verdict.id for one in found if one.verdict.type == "proposal"}
    proposals = records.fetch(workspace.db, "proposal", ids)
    by = authors.of_several(workspace.db, proposals)
    seen = {
        one.id: one
        for one in proposals.values()
        if may(actor, Action.see_review, one, authors=by[one.id])
    }
    told = []
    for one in found:
        proposal = seen.get(one.proposal_id)
        sides = seen if one.verdict.type == "proposal" else components
        other = sides.get(one.verdict.id)
        if proposal is not None and other is not None:
            undo = may(actor, Action.give_verdict, proposal, authors=by[proposal.id])
            told.append(Distinct(proposal, other, one.verdict.note, one.person, one.at, undo))
    return tuple(told)


def _fetched(workspace: Workspace, found: Iterable[Judged]) -> dict[str, Component]:
    ids = {one.verdict.id for one in found if one.verdict.type == "component"}
    return records.fetch(workspace.db, "component", ids)
