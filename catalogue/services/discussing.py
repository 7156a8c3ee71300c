"""Reviewers talk among themselves, and with the people who propose."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from catalogue.domain.discussion import Comment, Visibility
from catalogue.domain.validation import validate
from catalogue.storage import audit
from catalogue.storage import comments as kept
from catalogue.storage.comments import Said
from catalogue.storage.connection import transaction
from catalogue.storage.signature import Signature
from catalogue.storage.times import moment

from .permissions import Action, Actor, may
from .standing import Standing, standing
from .typed import without_blanks
from .workspace import Workspace


def comment(
    actor: Actor,
    workspace: Workspace,
    proposal_id: str,
    data: Mapping[str, Any],
    *,
    key: str | None = None,
    at: datetime | None = None,
) -> Said:
    """Say something about a submitted proposal.

    ``data`` holds a ``text``, and for reviewers a ``visibility``; sponsors
    always speak to all. ``key`` is the form's own random text: the same text
    sent twice with it is said once. Raises InvalidRecord, NotFound, NotAllowed,
    ConflictOfInterest, and NotEditable for a mere draft.
    """
    with transaction(workspace.db) as db:
        found = standing(actor, db, proposal_id, Action.see_proposal)
        found.submitted()
        said = _comment(actor, workspace, found, data)
        before = kept.find_by_key(db, actor.recorded, key) if key else None
        if before is not None and (before.proposal_id, before.comment) == (proposal_id, said):
            return before
        signed = Signature(actor.recorded, moment(at))
        # The key of another text stays with that text.
        added = kept.add(db, proposal_id, said, signed, None if before else key)
        details = {"comment": added.seq, "visibility": said.visibility.value}
        audit.append(db, signed.person, "commented", f"proposal/{proposal_id}", details, signed.at)
        return added


def comments(actor: Actor, workspace: Workspace, proposal_id: str) -> list[Said]:
    """What was said, oldest first; what reviewers said among themselves only to reviewers.

    Raises NotFound and NotAllowed.
    """
    found = standing(actor, workspace.db, proposal_id, Action.see_proposal)
    said = kept.of(workspace.db, proposal_id)
    if may(actor, Action.see_review, found.belonging, authors=found.authors):
        return said
    return [one for one in said if one.comment.visibility is Visibility.shared]


def _comment(
    actor: Actor, workspace: Workspace, found: Standing, data: Mapping[str, Any]
) -> Comment:
    given = without_blanks(data) or {}
    if may(actor, Action.answer_reviewers, found.belonging):
        return validate(Comment, {**given, "visibility": Visibility.shared})
    standing(actor, workspace.db, found.id, Action.discuss_proposal)
    return validate(Comment, given)
