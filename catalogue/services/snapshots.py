"""What a check found, kept as it was: the proof that somebody looked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from catalogue.domain.match import CheckResult
from catalogue.domain.pair import Matched
from catalogue.domain.proposal import Proposal
from catalogue.domain.working_days import working_days_after
from catalogue.storage import audit, records, responses, reviews, submissions, verdicts
from catalogue.storage.reviews import Review
from catalogue.storage.signature import Signature
from catalogue.storage.submissions import State, Submission

from .checking import Wanted
from .fresh_check import check_now
from .material import material_digest
from .settling import settled_pairs, state_now, strongest_open
from .workspace import Workspace

CHECKED = "checked"
"""What the audit log calls a submission's check."""

DAYS_TO_DECIDE = 10
"""Working days that a review has, from its submission on, unless a reviewer sets another day."""


@dataclass(frozen=True)
class Found:
    """What the check of a proposal found, what each side was then, and what was left out."""

    result: CheckResult
    matched: Mapping[Matched, State]
    settled: frozenset[Matched]
    digest: str


def look(workspace: Workspace, proposal: Proposal) -> Found:
    """Check a proposal against everything but its settled pairs. Raises CheckCouldNotRun."""
    settled = settled_pairs(workspace.db, proposal)
    result = check_now(workspace, proposal, Wanted(settled=settled, apart=True))
    pairs = [Matched(match.type, match.id) for match in result.matches]
    matched = {pair: state_now(workspace.db, pair) for pair in pairs}
    return Found(result, matched, settled, material_digest(proposal))


def keep_snapshot(
    db: Database, proposal_id: str, found: Found, signed: Signature, draft_revision: int = 0
) -> Submission:
    """Keep what was found about the stored proposal as its next submission, and open its review.

    Whoever had its review in hand before keeps it. Raises RuntimeError outside
    a transaction.
    """
    before = submissions.latest(db, proposal_id)
    given = responses.of(db, proposal_id)
    submission = Submission(
        proposal_id=proposal_id,
        number=before.number + 1 if before else 1,
        at=signed.at,
        person=signed.person,
        proposal_revision=records.get(db, "proposal", proposal_id).revision,
        draft_revision=draft_revision,
        digest=found.digest,
        result=found.result,
        matched=found.matched,
        settled=tuple(sorted(found.settled)),
        responses=tuple(given[pair].response for pair in found.matched if pair in given),
    )
    submissions.insert(db, submission)
    _open_review(db, submission)
    subject = f"proposal/{proposal_id}"
    audit.append(db, signed.person, CHECKED, subject, sealed(submission), signed.at)
    return submission


def renew_risk(db: Database, proposal_id: str) -> None:
    """After a verdict: let the review stand for the strongest match that still counts."""
    submission, review = submissions.latest(db, proposal_id), reviews.find(db, proposal_id)
    if submission and review:
        _put_review(db, submission, review)


def _open_review(db: Database, submission: Submission) -> None:
    due_on = working_days_after(submission.at.date(), DAYS_TO_DECIDE)
    before = reviews.find(db, submission.proposal_id)
    assigned_to = before.assigned_to if before else None
    _put_review(db, submission, Review(due_on, assigned_to, 0.0, None))


def _put_review(db: Database, submission: Submission, review: Review) -> None:
    judged = verdicts.about(db, submission.proposal_id)
    match = strongest_open(submission, judged)
    probability, band = (match.probability, match.band) if match else (0.0, None)
    standing = Review(review.due_on, review.assigned_to, probability, band)
    reviews.put(db, submission.proposal_id, standing)


def sealed(submission: Submission) -> dict[str, object]:
    """What the audit log holds of a submission: enough to prove what came back."""
    index = submission.result.index
    return {
        "submission": submission.number,
        "revision": submission.proposal_revision,
        "digest": submission.digest,
        "model": submission.result.model,
        "index": index.model_dump(),
        "matches": [
            [match.type, match.id, match.band.value, round(match.probability, 6)]
            for match in submission.result.matches
        ],
        "settled": [list(pair) for pair in submission.settled],
        "responses": [one.model_dump(mode="json") for one in submission.responses],
    }
