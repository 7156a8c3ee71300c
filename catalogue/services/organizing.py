"""Who reviews a proposal, and until when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from sqlite_utils import Database

from catalogue.domain.errors import CatalogueError
from catalogue.domain.proposal import ProposalStatus
from catalogue.domain.working_days import working_days_after
from catalogue.storage import audit, people, reviews
from catalogue.storage.connection import transaction
from catalogue.storage.reviews import Review
from catalogue.storage.signature import Signature
from catalogue.storage.times import moment

from .permissions import Action, Actor, acting, may
from .snapshots import DAYS_TO_DECIDE
from .standing import NotEditable, Standing, standing
from .workspace import Workspace


class UnsuitableReviewer(CatalogueError):
    """This person cannot decide on this proposal, so they cannot have it in hand either."""

    code = "unsuitable_reviewer"


def assign(
    actor: Actor,
    workspace: Workspace,
    proposal_id: str,
    person_id: str | None,
    at: datetime | None = None,
) -> Review:
    """Put the review in somebody's hands, or with None in nobody's.

    Raises NotFound, NotAllowed, ConflictOfInterest, NotEditable where nothing
    waits for a decision, and UnsuitableReviewer.
    """
    with transaction(workspace.db) as db:
        signed = Signature(actor.recorded, moment(at))
        found, review = _waiting(actor, db, proposal_id, signed.at)
        if person_id is not None:
            _require_suitable(db, person_id, found)
        return _put(db, found, review, replace(review, assigned_to=person_id), signed)


def set_due(
    actor: Actor,
    workspace: Workspace,
    proposal_id: str,
    due_on: date,
    at: datetime | None = None,
) -> Review:
    """Set the day by which the review should end. Raises what ``assign`` does."""
    with transaction(workspace.db) as db:
        signed = Signature(actor.recorded, moment(at))
        found, review = _waiting(actor, db, proposal_id, signed.at)
        return _put(db, found, review, replace(review, due_on=due_on), signed)


def suitable_reviewers(actor: Actor, workspace: Workspace, proposal_id: str) -> dict[str, str]:
    """The names, by id, of the people who may have the review in hand.

    Raises NotFound, NotAllowed and ConflictOfInterest.
    """
    found = standing(actor, workspace.db, proposal_id, Action.organize_review)
    return {
        one.person.id: one.person.name
        for one in people.all(workspace.db)
        if one.person.active and _may_decide(acting(one.person), found)
    }


def _waiting(
    actor: Actor, db: Database, proposal_id: str, now: datetime
) -> tuple[Standing, Review]:
    found = standing(actor, db, proposal_id, Action.organize_review)
    if found.status not in (ProposalStatus.submitted, ProposalStatus.in_review):
        raise NotEditable(status=found.status.value)
    fresh = Review(working_days_after(now.date(), DAYS_TO_DECIDE), None, 0.0, None)
    return found, reviews.find(db, proposal_id) or fresh


def _require_suitable(db: Database, person_id: str, found: Standing) -> None:
    account = people.find(db, person_id)
    if account is None or not account.person.active:
        raise UnsuitableReviewer(name=person_id)
    if not _may_decide(acting(account.person), found):
        raise UnsuitableReviewer(name=account.person.name)


def _may_decide(reviewer: Actor, found: Standing) -> bool:
    return may(reviewer, Action.decide_proposal, found.belonging, authors=found.authors)


def _put(
    db: Database, found: Standing, before: Review, review: Review, signed: Signature
) -> Review:
    if review != before or reviews.find(db, found.id) is None:
        reviews.put(db, found.id, review)
        details = {"due_on": review.due_on.isoformat(), "assigned_to": review.assigned_to}
        audit.append(
            db, signed.person, "review_organized", f"proposal/{found.id}", details, signed.at
        )
    return review
