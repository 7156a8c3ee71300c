"""Sponsors' proposals: written, checked, answered and submitted."""

from __future__ import annotations

from pydantic import BaseModel

from catalogue.domain.errors import NotFound
from catalogue.domain.response import Response
from catalogue.domain.token import Scope
from catalogue.services import drafting, moving_on, responding, submitting
from catalogue.services.following import follow
from catalogue.services.listing import Listed, listed

from . import cursors
from .context import actor, language, workspace
from .fields import NewProposal, ProposalFields, ResponseFields, typed
from .operations import Answer, Operations
from .presenting import decision, located, plain, submission, visible
from .proposal_shapes import (
    Followed,
    ProposalsPage,
    ReadinessShape,
    SubmissionShape,
    SubmissionsList,
)
from .repeating import repeatable
from .replies import Reply, expected, version
from .shapes import PageQuery

operations = Operations("proposals")

_SEEN = ("not_found", "not_allowed")
_CHANGES = (*_SEEN, "not_editable", "stale_draft", "unknown_version", "precondition_required")


@operations.add(
    "GET",
    "/proposals",
    {200: Answer(ProposalsPage, {"proposal_id": "$response.body#/items/0/id"})},
    query=PageQuery,
)
def list_proposals(query: PageQuery) -> Reply:
    """What one's public bodies propose, or are about to, the latest first."""
    every = listed(actor(), workspace())
    shown, following = cursors.page(
        every, lambda one: one.id, query.cursor, query.limit, "proposals"
    )
    return Reply({"items": [_listed(one) for one in shown], "total": len(every), "next": following})


@operations.add(
    "POST",
    "/proposals",
    {201: Answer(Followed, {"proposal_id": "$response.body#/id"})},
    scope=Scope.write,
    body=NewProposal,
    errors=("not_allowed", "not_found", "still_under_way"),
    repeatable=True,
)
def begin_proposal(body: NewProposal) -> Reply:
    """Begin a proposal of a public body that one sponsors for."""
    data = typed(body.fields)
    made = repeatable(
        lambda: drafting.begin(actor(), workspace(), body.organization, data).proposal_id
    )
    return _reply(made, status=201, location=f"proposals/{made}")


@operations.add(
    "GET",
    "/proposals/<proposal_id>",
    {200: Answer(Followed, {"proposal_id": "$response.body#/id"})},
    errors=_SEEN,
)
def read_proposal(proposal_id: str) -> Reply:
    """Where a proposal stands, and how it came there."""
    return _reply(proposal_id)


@operations.add(
    "PATCH",
    "/proposals/<proposal_id>",
    {200: Answer(Followed, {"proposal_id": "$response.body#/id"})},
    scope=Scope.write,
    body=ProposalFields,
    errors=_CHANGES,
    conditional=True,
)
def change_proposal(proposal_id: str, body: BaseModel) -> Reply:
    """Save fields of a draft; those that are not sent stay as they are."""
    drafting.save(actor(), workspace(), proposal_id, typed(body), expected_revision=expected("d"))
    return _reply(proposal_id)


@operations.add(
    "DELETE",
    "/proposals/<proposal_id>",
    {204: Answer(None)},
    scope=Scope.write,
    errors=(*_SEEN, "not_editable"),
)
def discard_proposal(proposal_id: str) -> Reply:
    """Put away a draft that was never submitted."""
    drafting.discard(actor(), workspace(), proposal_id)
    return Reply(None)


@operations.add(
    "GET",
    "/proposals/<proposal_id>/check",
    {
        200: Answer(
            ReadinessShape,
            {
                "proposal_id": "$request.path.proposal_id",
                "kind": "$response.body#/unanswered/0/type",
                "match_id": "$response.body#/unanswered/0/id",
            },
        )
    },
    scope=Scope.check,
    errors=(*_SEEN, "not_editable", "check_could_not_run"),
)
def check_proposal(proposal_id: str) -> Reply:
    """What keeps a draft from being submitted: its flaws, and warnings without a response."""
    found = submitting.readiness(actor(), workspace(), proposal_id)
    return Reply(
        {
            "flaws": list(located(found.flaws, language())),
            **visible(found.visible),
            "unanswered": [{"type": one.type, "id": one.id} for one in found.unanswered],
            "responses": [plain(one.response) for one in found.responses.values()],
        }
    )


@operations.add(
    "PUT",
    "/proposals/<proposal_id>/responses/<any(component, proposal):kind>/<match_id>",
    {200: Answer(Response)},
    scope=Scope.write,
    body=ResponseFields,
    errors=(*_SEEN, "not_editable"),
)
def respond_to_warning(proposal_id: str, kind: str, match_id: str, body: BaseModel) -> Reply:
    """Answer a warning, in place of an earlier answer."""
    data = {**typed(body), "type": kind, "id": match_id}
    given = responding.respond(actor(), workspace(), proposal_id, data)
    return Reply(plain(given.response))


@operations.add(
    "POST",
    "/proposals/<proposal_id>/submissions",
    {
        201: Answer(
            SubmissionShape,
            {"proposal_id": "$request.path.proposal_id", "number": "$response.body#/number"},
        )
    },
    scope=Scope.write,
    errors=(*_CHANGES, "forbidden_transition", "responses_missing", "check_could_not_run"),
    conditional=True,
)
def submit_proposal(proposal_id: str) -> Reply:
    """Hand a draft to the reviewers, once every warning is answered."""
    made = submitting.submit(actor(), workspace(), proposal_id, expected_revision=expected("d"))
    return Reply(
        submission(made), status=201, location=f"proposals/{proposal_id}/submissions/{made.number}"
    )


@operations.add(
    "GET",
    "/proposals/<proposal_id>/submissions",
    {200: Answer(SubmissionsList)},
    errors=_SEEN,
)
def list_submissions(proposal_id: str) -> Reply:
    """What the check found each time that a proposal was submitted."""
    held = follow(actor(), workspace(), proposal_id)
    return Reply({"items": [submission(one) for one in held.submissions]})


@operations.add(
    "GET",
    "/proposals/<proposal_id>/submissions/<int(max=10000):number>",
    {200: Answer(SubmissionShape)},
    errors=_SEEN,
)
def read_submission(proposal_id: str, number: int) -> Reply:
    """What the check found when a proposal was submitted, and what was answered."""
    held = follow(actor(), workspace(), proposal_id)
    found = next((one for one in held.submissions if one.number == number), None)
    if found is None:
        raise NotFound(type="submission", id=str(number))
    return Reply(submission(found))


@operations.add(
    "POST",
    "/proposals/<proposal_id>/withdrawal",
    {200: Answer(Followed, {"proposal_id": "$response.body#/id"})},
    scope=Scope.write,
    errors=(*_SEEN, "not_editable", "forbidden_transition"),
)
def withdraw_proposal(proposal_id: str) -> Reply:
    """Take back a proposal that is open still."""
    moving_on.withdraw(actor(), workspace(), proposal_id)
    return _reply(proposal_id)


def _listed(one: Listed) -> dict[str, object]:
    return {
        "id": one.id,
        "title": one.title,
        "organization": one.organization,
        "status": one.status.value,
        "cost": one.cost,
        "updated_at": one.updated_at.isoformat(),
        "editable": one.editable,
    }


def _reply(proposal_id: str, status: int = 200, location: str | None = None) -> Reply:
    held = follow(actor(), workspace(), proposal_id)
    body = {
        "id": held.id,
        "status": held.status.value,
        "organization": held.organization,
        "proposal": plain(held.proposal) if held.proposal else None,
        "draft": held.draft.typed if held.draft else None,
        "submissions": len(held.submissions),
        "decisions": [decision(one) for one in held.decisions],
        "moves": [{"status": one.status.value, "at": one.at.isoformat()} for one in held.moves],
        "due_on": held.due_on.isoformat() if held.due_on else None,
    }
    draft = version("d", held.draft.revision) if held.draft else None
    return Reply(body, status=status, version=draft, location=location)
