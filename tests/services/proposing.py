"""Public bodies, people and proposals for tests of proposing and reviewing."""

from __future__ import annotations

from typing import Any

from catalogue.domain.person import Role
from catalogue.services import drafting, responding, submitting
from catalogue.services.permissions import Actor
from catalogue.services.submitting import Submitted
from catalogue.services.workspace import Workspace
from catalogue.storage.drafts import Draft

from .builders import BOOKING

LAC, MONT = "lac", "mont"


def body(body_id: str) -> dict[str, Any]:
    return {"type": "organization", "id": body_id, "name": {"fr": f"Ville de {body_id.title()}"}}


def person(name: str, role: Role, *bodies: str) -> Actor:
    return Actor(f"person-{name}", name.title(), frozenset({role}), frozenset(bodies))


ANA = person("ana", Role.sponsor, LAC)
LEO = person("leo", Role.sponsor, LAC)
MIA = person("mia", Role.sponsor, MONT)
REVIEWER = person("rita", Role.reviewer, "tresor")
OTHER_REVIEWER = person("omar", Role.reviewer, "tresor")
LOCAL_REVIEWER = person("lou", Role.reviewer, LAC)

TYPED = {
    "title": "Appointment booking at counters",
    "description": BOOKING,
    "language": "en",
    "estimated_cost": "250 000 $",
}
NO = {"answer": "not_suitable", "reason": "law", "text": "Our law asks for another way."}


def begun(workspace: Workspace, actor: Actor = ANA, **typed: Any) -> Draft:
    (organization,) = actor.organizations
    return drafting.begin(actor, workspace, organization, {**TYPED, **typed})


def answered(workspace: Workspace, draft: Draft, actor: Actor = ANA) -> None:
    """Answer every warning that the draft gets."""
    for match in submitting.readiness(actor, workspace, draft.proposal_id).unanswered:
        data = {"type": match.type, "id": match.id, **NO}
        responding.respond(actor, workspace, draft.proposal_id, data)


def submit(workspace: Workspace, draft: Draft, actor: Actor = ANA) -> Submitted:
    answered(workspace, draft, actor)
    revision = draft.revision
    return submitting.submit(actor, workspace, draft.proposal_id, expected_revision=revision)


def handed_in(workspace: Workspace, actor: Actor = ANA, **typed: Any) -> str:
    """The identifier of a proposal that was submitted."""
    draft = begun(workspace, actor, **typed)
    submit(workspace, draft, actor)
    return draft.proposal_id
