"""Sponsors withdraw what they proposed, or carry out what was approved."""

from __future__ import annotations

from datetime import datetime

from catalogue.domain.proposal import ProposalStatus, move
from catalogue.storage import records
from catalogue.storage.connection import transaction

from .permissions import Action, Actor
from .standing import standing
from .workspace import Workspace


def withdraw(
    actor: Actor, workspace: Workspace, proposal_id: str, at: datetime | None = None
) -> None:
    """Take back what was submitted, while it is open; what was never submitted is discarded.

    Raises NotFound, NotAllowed, NotEditable and ForbiddenTransition.
    """
    _move(actor, workspace, proposal_id, ProposalStatus.withdrawn, at)


def start_delivery(
    actor: Actor, workspace: Workspace, proposal_id: str, at: datetime | None = None
) -> None:
    """Begin what was approved. Raises what ``withdraw`` does."""
    _move(actor, workspace, proposal_id, ProposalStatus.in_delivery, at)


def finish_delivery(
    actor: Actor, workspace: Workspace, proposal_id: str, at: datetime | None = None
) -> None:
    """Say that it is there now, and can be registered. Raises what ``withdraw`` does."""
    _move(actor, workspace, proposal_id, ProposalStatus.delivered, at)


def _move(
    actor: Actor,
    workspace: Workspace,
    proposal_id: str,
    wanted: ProposalStatus,
    at: datetime | None,
) -> None:
    withdrawing = wanted is ProposalStatus.withdrawn
    action = Action.withdraw_proposal if withdrawing else Action.deliver_proposal
    with transaction(workspace.db) as db:
        found = standing(actor, db, proposal_id, action)
        proposal = found.submitted()
        if found.status is wanted:
            return
        status = move(found.status, wanted)
        moved = proposal.model_copy(update={"status": status})
        records.save(db, moved, actor=actor.recorded, action=wanted.value, at=at)
