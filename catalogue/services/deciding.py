"""A reviewer decides what becomes of a proposal: once for each submission."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from catalogue.domain.decision import Decision
from catalogue.domain.errors import EditConflict, FieldError, InvalidRecord
from catalogue.domain.proposal import Proposal, ProposalStatus, move
from catalogue.domain.validation import validate
from catalogue.storage import audit, decisions, people, records, submissions
from catalogue.storage.connection import transaction
from catalogue.storage.decisions import Taken as Taken
from catalogue.storage.signature import Signature
from catalogue.storage.times import moment

from .permissions import Action, Actor
from .standing import standing
from .typed import without_blanks
from .workspace import Workspace


class DecidedMeanwhile(EditConflict):
    """Somebody decided before: ``taken`` is their decision, which stands."""

    code = "decided_meanwhile"

    def __init__(self, taken: Taken, name: str) -> None:
        super().__init__(name=name, ruling=taken.decision.ruling.value)
        self.taken = taken


class ResubmittedMeanwhile(EditConflict):
    """The proposal that was read is not the one that now waits for a decision."""

    code = "resubmitted_meanwhile"


def decide(
    actor: Actor,
    workspace: Workspace,
    proposal_id: str,
    data: Mapping[str, Any],
    *,
    expected_submission: int,
    at: datetime | None = None,
) -> Taken:
    """End the review of a submission; one that nobody has taken up is taken up with it.

    ``data`` holds the fields of a Decision; ``expected_submission`` is the
    number of the submission that the reviewer read, 0 for one that came in a
    file and was never checked. The same again changes nothing. Raises
    InvalidRecord, NotFound, NotAllowed, ConflictOfInterest, DecidedMeanwhile,
    ResubmittedMeanwhile and ForbiddenTransition.
    """
    decision = validate(Decision, without_blanks(data) or {})
    with transaction(workspace.db) as db:
        found = standing(actor, db, proposal_id, Action.decide_proposal)
        _require_components(db, decision)
        before = decisions.on(db, proposal_id, expected_submission)
        if before and (before.decision, before.person) == (decision, actor.recorded):
            return before
        if before:
            raise DecidedMeanwhile(before, _name(db, before.person))
        _require_latest(db, proposal_id, expected_submission)
        signed = Signature(actor.recorded, moment(at))
        _end_review(db, found.submitted(), decision, signed)
        decisions.insert(db, proposal_id, expected_submission, decision, signed)
        details = {"submission": expected_submission, **decision.model_dump(mode="json")}
        audit.append(db, signed.person, "decided", f"proposal/{proposal_id}", details, signed.at)
        return Taken(decision, expected_submission, *signed)


def take_up(
    actor: Actor, workspace: Workspace, proposal_id: str, at: datetime | None = None
) -> None:
    """Begin to review what was submitted; what is in review already stays so.

    Raises NotFound, NotAllowed, ConflictOfInterest and ForbiddenTransition.
    """
    with transaction(workspace.db) as db:
        found = standing(actor, db, proposal_id, Action.decide_proposal)
        if found.status is not ProposalStatus.in_review:
            signed = Signature(actor.recorded, moment(at))
            _move(db, found.submitted(), ProposalStatus.in_review, signed)


def _require_components(db: Database, decision: Decision) -> None:
    held = records.fetch(db, "component", decision.reuse)
    flaws = [
        FieldError(("reuse", position), "unknown_reference", {"value": component_id})
        for position, component_id in enumerate(decision.reuse)
        if component_id not in held
    ]
    if flaws:
        raise InvalidRecord(flaws)


def _require_latest(db: Database, proposal_id: str, expected: int) -> None:
    last = submissions.latest(db, proposal_id)
    actual = last.number if last else 0
    if actual != expected:
        raise ResubmittedMeanwhile(expected=expected, actual=actual)


def _end_review(db: Database, proposal: Proposal, decision: Decision, signed: Signature) -> None:
    if proposal.status is ProposalStatus.submitted:
        proposal = _move(db, proposal, ProposalStatus.in_review, signed)
    _move(db, proposal, decision.ruling.status, signed)


def _move(db: Database, proposal: Proposal, wanted: ProposalStatus, signed: Signature) -> Proposal:
    moved = proposal.model_copy(update={"status": move(proposal.status, wanted)})
    records.save(db, moved, actor=signed.person, action=wanted.value, at=signed.at)
    return moved


def _name(db: Database, person_id: str) -> str:
    account = people.find(db, person_id)
    return account.person.name if account else person_id
