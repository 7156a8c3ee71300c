"""A proposal is submitted: checked against everything, and what was found kept as proof."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from catalogue.domain.errors import CatalogueError, FieldError, InvalidRecord
from catalogue.domain.match import Match
from catalogue.domain.pair import Matched
from catalogue.domain.proposal import Proposal, ProposalStatus, move
from catalogue.domain.response import Response
from catalogue.storage import authors, records, responses, submissions
from catalogue.storage.connection import transaction
from catalogue.storage.drafts import Draft
from catalogue.storage.responses import Given
from catalogue.storage.signature import Signature
from catalogue.storage.submissions import Submission
from catalogue.storage.times import moment

from .confidentiality import Visible, visible_answers, visible_matches
from .drafting import StaleDraft, draft_of
from .permissions import Action, Actor
from .snapshots import keep_snapshot, look
from .standing import Standing, require_editable, standing
from .typed import proposal_of
from .workspace import Workspace


@dataclass(frozen=True)
class Readiness:
    """What stands between a draft and its submission.

    ``draft`` is what was checked; ``visible`` is None where ``flaws`` leave
    nothing to check. ``unanswered`` are the warnings without a response.
    """

    draft: Draft
    flaws: tuple[FieldError, ...]
    visible: Visible | None
    responses: dict[Matched, Given]
    unanswered: tuple[Match, ...]


class ResponsesMissing(CatalogueError):
    """Warnings wait for an answer; ``found`` is what the check that told so found."""

    code = "responses_missing"

    def __init__(self, found: Readiness) -> None:
        super().__init__(count=len(found.unanswered))
        self.found = found


@dataclass(frozen=True)
class Submitted:
    """A submission as the proposal's own people see it."""

    number: int
    at: datetime
    person: str
    visible: Visible
    responses: tuple[Response, ...]
    model: str


def readiness(actor: Actor, workspace: Workspace, proposal_id: str) -> Readiness:
    """What would keep a draft from being submitted now, with the full check. Stores nothing.

    Raises NotFound, NotAllowed, NotEditable and CheckCouldNotRun.
    """
    found = standing(actor, workspace.db, proposal_id, Action.submit_proposal)
    require_editable(found)
    given = visible_answers(actor, workspace, responses.of(workspace.db, proposal_id))
    draft = draft_of(found)
    try:
        proposal = proposal_of(workspace.db, draft)
    except InvalidRecord as error:
        return Readiness(draft, error.errors, None, given, ())
    visible = visible_matches(actor, workspace, look(workspace, proposal).result.matches)
    return Readiness(draft, (), visible, given, _unanswered(visible, given))


def submit(
    actor: Actor,
    workspace: Workspace,
    proposal_id: str,
    *,
    expected_revision: int,
    at: datetime | None = None,
) -> Submitted:
    """Check the draft, keep what was found, and hand the proposal to the reviewers.

    ``expected_revision`` is that of the draft which the sponsor read. Sent
    twice, it is submitted once. Raises NotFound, NotAllowed, NotEditable,
    StaleDraft, InvalidRecord (with what is wrong and where), CheckCouldNotRun
    and ResponsesMissing; the draft stays as it is then.
    """
    found = standing(actor, workspace.db, proposal_id, Action.submit_proposal)
    if done := _done_already(workspace.db, found, actor, expected_revision):
        return submitted(actor, workspace, done)
    _require_current(found, expected_revision)
    proposal = proposal_of(workspace.db, draft_of(found))
    seen = look(workspace, proposal)
    visible = visible_matches(actor, workspace, seen.result.matches)
    with transaction(workspace.db) as db:
        found = standing(actor, db, proposal_id, Action.submit_proposal)
        done = _done_already(db, found, actor, expected_revision)
        if done is None:
            _require_current(found, expected_revision)
            given = responses.of(db, proposal_id)
            if unanswered := _unanswered(visible, given):
                held = visible_answers(actor, workspace, given)
                raise ResponsesMissing(Readiness(draft_of(found), (), visible, held, unanswered))
            signed = Signature(actor.recorded, moment(at))
            _save(db, found, proposal, signed)
            done = keep_snapshot(db, proposal_id, seen, signed, expected_revision)
    return submitted(actor, workspace, done)


def submitted(actor: Actor, workspace: Workspace, submission: Submission) -> Submitted:
    """A submission without what the actor may not see of it."""
    answers = {one.matched: one for one in submission.responses}
    seen = visible_answers(actor, workspace, answers)
    return Submitted(
        number=submission.number,
        at=submission.at,
        person=submission.person,
        visible=visible_matches(actor, workspace, submission.result.matches),
        responses=tuple(seen.values()),
        model=submission.result.model,
    )


def _require_current(found: Standing, expected_revision: int) -> None:
    require_editable(found)
    move(found.status, ProposalStatus.submitted)
    draft = draft_of(found)
    if draft.revision != expected_revision:
        raise StaleDraft(draft, {})


def _done_already(
    db: Database, found: Standing, actor: Actor, expected_revision: int
) -> Submission | None:
    """The submission that a click came twice for."""
    if found.status not in (ProposalStatus.submitted, ProposalStatus.in_review):
        return None
    last = submissions.latest(db, found.id)
    same = last and (last.draft_revision, last.person) == (expected_revision, actor.recorded)
    return last if same else None


def _unanswered(visible: Visible, given: dict[Matched, Given]) -> tuple[Match, ...]:
    return tuple(m for m in visible.warnings if Matched(m.type, m.id) not in given)


def _save(db: Database, found: Standing, proposal: Proposal, signed: Signature) -> None:
    authors.add(db, found.id, signed.person)
    records.save(
        db,
        proposal.model_copy(update={"status": ProposalStatus.submitted}),
        actor=signed.person,
        action="submitted",
        at=signed.at,
        expected_revision=found.revision,
    )
