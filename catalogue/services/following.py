"""What becomes of a proposal, told to the people who proposed it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from catalogue.domain.pair import Matched
from catalogue.domain.proposal import Proposal, ProposalStatus
from catalogue.storage import decisions, records, responses, reviews, submissions
from catalogue.storage.comments import Said
from catalogue.storage.decisions import Taken
from catalogue.storage.drafts import Draft
from catalogue.storage.records import Revision
from catalogue.storage.responses import Given

from .confidentiality import visible_answers
from .discussing import comments
from .drafting import draft_of
from .permissions import Action, Actor, may
from .standing import EDITABLE, Standing, standing
from .submitting import Submitted, submitted
from .workspace import Workspace

_WAITING = frozenset({ProposalStatus.submitted, ProposalStatus.in_review})


@dataclass(frozen=True)
class Move:
    """When a proposal got a status, and through whom."""

    status: ProposalStatus
    at: datetime
    person: str


@dataclass(frozen=True)
class Followed:
    """A proposal with all that happened to it, as far as the reader may see it.

    ``proposal`` is what was last submitted, None for a mere draft. ``draft``
    is there for who can go on writing. ``submissions``, ``decisions`` and
    ``moves`` are in the order of time; ``due_on`` is the day by which an answer
    should come.
    """

    id: str
    status: ProposalStatus
    organization: str | None
    proposal: Proposal | None
    draft: Draft | None
    submissions: tuple[Submitted, ...]
    responses: dict[Matched, Given]
    decisions: tuple[Taken, ...]
    comments: tuple[Said, ...]
    moves: tuple[Move, ...]
    due_on: date | None


def follow(actor: Actor, workspace: Workspace, proposal_id: str) -> Followed:
    """Where a proposal stands, and how it came there. Raises NotFound and SignInNeeded."""
    db = workspace.db
    found = standing(actor, db, proposal_id, Action.see_proposal)
    made = submissions.of(db, proposal_id)
    review = reviews.find(db, proposal_id)
    return Followed(
        id=proposal_id,
        status=found.status,
        organization=found.organization,
        proposal=found.proposal,
        draft=_draft(actor, found),
        submissions=tuple(submitted(actor, workspace, one) for one in made),
        responses=visible_answers(actor, workspace, responses.of(db, proposal_id)),
        decisions=tuple(decisions.of(db, proposal_id)),
        comments=tuple(comments(actor, workspace, proposal_id)),
        moves=tuple(_moves(records.history(db, "proposal", proposal_id))),
        due_on=review.due_on if review and found.status in _WAITING else None,
    )


def _moves(revisions: Iterable[Revision]) -> Iterator[Move]:
    """The revisions that gave another status, or the same one anew by a submission."""
    before = None
    for one in revisions:
        status = ProposalStatus(one.document.get("status", ProposalStatus.draft.value))
        if status is not before or one.action == "submitted":
            yield Move(status, one.at, one.actor)
        before = status


def _draft(actor: Actor, found: Standing) -> Draft | None:
    editing = found.status in EDITABLE and may(actor, Action.edit_proposal, found.belonging)
    return draft_of(found) if editing else None
