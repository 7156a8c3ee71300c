"""What a sponsor changed from one submission to another."""

from __future__ import annotations

from catalogue.domain.errors import NotFound
from catalogue.storage import records, submissions

from .comparing import Change, Spoken, changed
from .permissions import Action, Actor
from .standing import standing
from .workspace import Workspace

_NOT_TYPED = frozenset({"type", "id", "status"})


def compare(
    actor: Actor,
    workspace: Workspace,
    proposal_id: str,
    numbers: tuple[int, int],
    spoken: Spoken,
) -> tuple[Change, ...]:
    """The fields that differ between two submissions, with what became of their texts.

    ``numbers`` are those of the older and of the newer submission. ``spoken``
    is called with a field's dotted path and a value: the value as a reader is
    told it. Raises NotFound, SignInNeeded and NotAllowed.
    """
    standing(actor, workspace.db, proposal_id, Action.see_proposal)
    made = submissions.of(workspace.db, proposal_id)
    revisions = {one.number: one.proposal_revision for one in made}
    documents = {
        one.number: {k: v for k, v in one.document.items() if k not in _NOT_TYPED}
        for one in records.history(workspace.db, "proposal", proposal_id)
    }
    for number in numbers:
        if number not in revisions:
            raise NotFound(type="submission", id=f"{proposal_id}/{number}")
    older, newer = (documents[revisions[number]] for number in numbers)
    return tuple(changed(older, newer, spoken))
