"""Proposals that came in a file pass the check, too, before anybody reviews them."""

from __future__ import annotations

from datetime import datetime

from catalogue.storage import records, reviews, submissions
from catalogue.storage.connection import transaction
from catalogue.storage.signature import Signature
from catalogue.storage.times import moment

from .permissions import Action, Actor, require
from .progress import Watch, unwatched
from .snapshots import keep_snapshot, look
from .workspace import Workspace


def unchecked(workspace: Workspace) -> list[str]:
    """The proposals that wait for a decision and were never checked, by identifier."""
    return [one.id for one in reviews.waiting(workspace.db) if one.submitted_at is None]


def take_in(
    actor: Actor, workspace: Workspace, watch: Watch = unwatched, at: datetime | None = None
) -> int:
    """Check every proposal that waits for a decision and never was; how many there were.

    May be stopped at any moment, and goes on where it was. Raises NotAllowed
    and CheckCouldNotRun.
    """
    require(actor, Action.manage_instance)
    waiting = unchecked(workspace)
    for done, proposal_id in enumerate(waiting, start=1):
        stored = records.get(workspace.db, "proposal", proposal_id)
        found = look(workspace, stored.record)
        with transaction(workspace.db) as db:
            same = records.get(db, "proposal", proposal_id).revision == stored.revision
            if same and submissions.latest(db, proposal_id) is None:
                keep_snapshot(db, proposal_id, found, Signature(actor.recorded, moment(at)))
        watch("checking", done, len(waiting))
    return len(waiting)
