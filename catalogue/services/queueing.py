"""What waits for reviewers, the most money at risk first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from catalogue.domain.match import Band
from catalogue.domain.proposal import ProposalStatus
from catalogue.storage import authors, reviews
from catalogue.storage.reviews import Waiting

from .permissions import Action, Actor, may, require_somewhere
from .standing import of_body
from .workspace import Workspace


@dataclass(frozen=True)
class Filters:
    """Which of the queue to show; None leaves a matter open.

    ``due_by`` keeps what is due on that day or before. ``mine`` keeps what the
    reader has in hand.
    """

    status: ProposalStatus | None = None
    organization: str | None = None
    band: Band | None = None
    due_by: date | None = None
    mine: bool = False


@dataclass(frozen=True)
class Queued:
    """A proposal that waits for a decision.

    ``probability`` is that of the strongest match that still counts, 0 where
    none does and None where it was never checked; ``at_risk`` is probability
    times estimated cost, in Canadian dollars, None where either is not known.
    ``updated_at`` is when it came, or moved on.
    """

    id: str
    title: str
    language: str | None
    organization: str | None
    status: ProposalStatus
    cost: float | None
    probability: float | None
    band: Band | None
    at_risk: float | None
    submitted_at: datetime | None
    updated_at: datetime
    due_on: date | None
    assigned_to: str | None


def queue(actor: Actor, workspace: Workspace, filters: Filters | None = None) -> list[Queued]:
    """What waits and the actor may review, in the order in which to look at it.

    First what was never checked, or may repeat something at a cost that nobody
    stated: there the risk is unknown. Then by money at risk. Raises NotAllowed.
    """
    require_somewhere(actor, Action.see_review)
    asked = filters or Filters()
    found = [one for one in _seen(actor, workspace) if _wanted(one, asked, actor)]
    return sorted(found, key=_order)


def _seen(actor: Actor, workspace: Workspace) -> Iterator[Queued]:
    waiting = reviews.waiting(workspace.db)
    by = authors.of_several(workspace.db, [one.id for one in waiting])
    for one in waiting:
        if may(actor, Action.see_review, of_body(one.organization), authors=by[one.id]):
            yield _queued(one)


def _queued(one: Waiting) -> Queued:
    review = one.review
    checked = one.submitted_at is not None and review is not None
    probability = review.probability if review and checked else None
    return Queued(
        id=one.id,
        title=one.title,
        language=one.language,
        organization=one.organization,
        status=one.status,
        cost=one.cost,
        probability=probability,
        band=review.band if review and checked else None,
        at_risk=_at_risk(probability, one.cost),
        submitted_at=one.submitted_at,
        updated_at=max(one.updated_at, one.submitted_at or one.updated_at),
        due_on=review.due_on if review else None,
        assigned_to=review.assigned_to if review else None,
    )


def _at_risk(probability: float | None, cost: float | None) -> float | None:
    if probability == 0:
        return 0.0
    return None if probability is None or cost is None else probability * cost


def _wanted(one: Queued, asked: Filters, actor: Actor) -> bool:
    return (
        asked.status in (None, one.status)
        and asked.organization in (None, one.organization)
        and asked.band in (None, one.band)
        and (asked.due_by is None or (one.due_on is not None and one.due_on <= asked.due_by))
        and (not asked.mine or one.assigned_to == actor.person_id)
    )


def _order(one: Queued) -> tuple[object, ...]:
    if one.at_risk is None:
        likely = 1.0 if one.probability is None else one.probability
        return (0, -likely, -(one.cost or 0.0), one.id)
    return (1, -one.at_risk, -(one.cost or 0.0), one.id)
