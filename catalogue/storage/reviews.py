"""Where reviews stand: until when, in whose hands, and how much is at risk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from catalogue.domain.match import Band
from catalogue.domain.proposal import ProposalStatus

from .connection import require_transaction
from .times import from_text

_WAITING = """
SELECT proposal.id, json_extract(proposal.document, '$.title'), proposal.language,
    proposal.organization, proposal.status, proposal.estimated_cost,
    review.due_on, review.assigned_to, review.probability, review.band,
    (SELECT max(at) FROM submission WHERE submission.proposal = proposal.id),
    proposal.updated_at
FROM proposal LEFT JOIN review ON review.proposal = proposal.id
WHERE proposal.status IN ('submitted', 'in_review')
ORDER BY proposal.id
"""


@dataclass(frozen=True)
class Review:
    """Until when a review should end, who does it, and the strongest match that still counts.

    ``probability`` is 0 and ``band`` None where nothing that was found counts.
    """

    due_on: date
    assigned_to: str | None
    probability: float
    band: Band | None


@dataclass(frozen=True)
class Waiting:
    """A proposal that waits for a decision; ``review`` is None where none was begun."""

    id: str
    title: str
    language: str | None
    organization: str | None
    status: ProposalStatus
    cost: float | None
    review: Review | None
    submitted_at: datetime | None
    updated_at: datetime


def put(db: Database, proposal_id: str, review: Review) -> None:
    """Keep where a review stands. Raises RuntimeError outside a transaction."""
    require_transaction(db)
    db.execute(
        "INSERT OR REPLACE INTO review (proposal, due_on, assigned_to, probability, band)"
        " VALUES (?, ?, ?, ?, ?)",
        [
            proposal_id,
            review.due_on.isoformat(),
            review.assigned_to,
            review.probability,
            review.band.value if review.band else None,
        ],
    )


def find(db: Database, proposal_id: str) -> Review | None:
    """Where the review of a proposal stands; None where none was begun."""
    row = db.execute(
        "SELECT due_on, assigned_to, probability, band FROM review WHERE proposal = ?",
        [proposal_id],
    ).fetchone()
    return _review(*row) if row else None


def waiting(db: Database) -> list[Waiting]:
    """Every proposal that waits for a decision, in the order of ids."""
    return [_waiting(*row) for row in db.execute(_WAITING)]


def _waiting(
    proposal_id: str,
    title: str,
    language: str | None,
    organization: str | None,
    status: str,
    cost: float | None,
    *rest: Any,
) -> Waiting:
    *review, submitted_at, updated_at = rest
    return Waiting(
        id=proposal_id,
        title=title,
        language=language,
        organization=organization,
        status=ProposalStatus(status),
        cost=cost,
        review=_review(*review) if review[0] else None,
        submitted_at=from_text(submitted_at) if submitted_at else None,
        updated_at=from_text(updated_at),
    )


def _review(due_on: str, assigned_to: str | None, probability: float, band: str | None) -> Review:
    return Review(
        date.fromisoformat(due_on), assigned_to, probability, Band(band) if band else None
    )
