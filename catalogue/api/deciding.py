"""Reviewers' queue, verdicts and decisions."""

from __future__ import annotations

from typing import Any

from catalogue.domain.token import Scope
from catalogue.services import deciding as rulings
from catalogue.services.judging import judge
from catalogue.services.presenting import match_for_machines, native
from catalogue.services.queueing import Filters, Queued, queue
from catalogue.services.reviewing import Weighed, case

from . import cursors
from .context import actor, workspace
from .fields import NewDecision, NewVerdict, typed
from .operations import Answer, Operations
from .presenting import decision, plain
from .proposal_shapes import (
    CaseShape,
    DecisionShape,
    QueuePage,
    QueueQuery,
    VerdictShape,
)
from .replies import Reply

operations = Operations("reviews")

_SEEN = ("not_found", "not_allowed", "conflict_of_interest")


@operations.add(
    "GET",
    "/reviews",
    {200: Answer(QueuePage, {"proposal_id": "$response.body#/items/0/id"})},
    query=QueueQuery,
    errors=("not_allowed",),
)
def list_reviews(query: QueueQuery) -> Reply:
    """What waits for a decision, the most money at risk first."""
    asked = Filters(query.status, query.organization, query.band, query.due_by, query.mine)
    every = queue(actor(), workspace(), asked)
    said = query.model_dump_json(exclude={"cursor", "limit"})
    shown, following = cursors.page(every, lambda one: one.id, query.cursor, query.limit, said)
    return Reply({"items": [_queued(one) for one in shown], "total": len(every), "next": following})


@operations.add(
    "GET",
    "/proposals/<proposal_id>/review",
    {
        200: Answer(
            CaseShape,
            {
                "proposal_id": "$request.path.proposal_id",
                "kind": "$response.body#/weighed/0/match/type",
                "match_id": "$response.body#/weighed/0/match/id",
            },
        )
    },
    errors=(*_SEEN, "not_editable"),
)
def read_review(proposal_id: str) -> Reply:
    """The whole file of a submitted proposal: matches with evidence, responses and verdicts."""
    held = case(actor(), workspace(), proposal_id)
    return Reply(
        {
            "proposal": native(held.proposal),
            "submission": held.number,
            "weighed": [_weighed(one) for one in held.weighed],
            "decisions": [decision(one) for one in held.decisions],
            "due_on": held.review.due_on.isoformat() if held.review else None,
            "assigned_to": held.review.assigned_to if held.review else None,
            "may_decide": held.may_decide,
        }
    )


@operations.add(
    "PUT",
    "/proposals/<proposal_id>/verdicts/<any(component, proposal):kind>/<match_id>",
    {200: Answer(VerdictShape)},
    scope=Scope.decide,
    body=NewVerdict,
    errors=(*_SEEN, "judged_meanwhile", "not_editable"),
)
def give_verdict(proposal_id: str, kind: str, match_id: str, body: NewVerdict) -> Reply:
    """Say whether a proposal and something that it resembles are the same thing."""
    data = {"type": kind, "id": match_id, "label": body.label.value, "note": body.note}
    given = judge(actor(), workspace(), proposal_id, data, expected=body.expected)
    return Reply(_verdict(given))


@operations.add(
    "POST",
    "/proposals/<proposal_id>/decisions",
    {201: Answer(DecisionShape)},
    scope=Scope.decide,
    body=NewDecision,
    errors=(
        *_SEEN,
        "decided_meanwhile",
        "resubmitted_meanwhile",
        "forbidden_transition",
        "not_editable",
    ),
)
def decide_proposal(proposal_id: str, body: NewDecision) -> Reply:
    """End the review of a submission."""
    data = {name: value for name, value in typed(body).items() if name != "submission"}
    taken = rulings.decide(
        actor(), workspace(), proposal_id, data, expected_submission=body.submission
    )
    return Reply(decision(taken), status=201, location=f"proposals/{proposal_id}")


def _queued(one: Queued) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "organization": one.organization,
        "status": one.status.value,
        "cost": one.cost,
        "probability": one.probability,
        "band": one.band.value if one.band else None,
        "at_risk": one.at_risk,
        "submitted_at": one.submitted_at.isoformat() if one.submitted_at else None,
        "due_on": one.due_on.isoformat() if one.due_on else None,
        "assigned_to": one.assigned_to,
    }


def _weighed(one: Weighed) -> dict[str, Any]:
    return {
        "match": match_for_machines(one.match),
        "response": plain(one.response) if one.response else None,
        "verdict": _verdict(one.verdict) if one.verdict else None,
    }


def _verdict(given: Any) -> dict[str, Any]:
    return {
        "number": given.seq,
        "label": given.verdict.label.value,
        "note": given.verdict.note,
        "at": given.at.isoformat(),
    }
