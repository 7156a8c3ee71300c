"""What was found when a proposal was submitted; written once, and never again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlite_utils import Database

from catalogue.domain.match import CheckResult
from catalogue.domain.pair import Matched
from catalogue.domain.response import Response

from .connection import require_transaction
from .times import from_text, to_text

_ALL = (
    "SELECT proposal, number, at, person, proposal_revision, draft_revision, digest,"
    " result, settled, responses FROM submission"
)


class State(NamedTuple):
    """A matched record as it was: its revision, and the digest of what is compared of it."""

    revision: int
    digest: str


@dataclass(frozen=True)
class Submission:
    """One submission of a proposal, with the whole answer of its check.

    ``proposal_revision`` is the revision of the record that was submitted,
    ``draft_revision`` that of the form it came from (0 for none). ``matched``
    says in which state each matched record was; ``settled`` are the pairs left
    out because a reviewer had found them distinct; ``responses`` are the
    sponsor's answers at that time.
    """

    proposal_id: str
    number: int
    at: datetime
    person: str
    proposal_revision: int
    draft_revision: int
    digest: str
    result: CheckResult
    matched: Mapping[Matched, State]
    settled: tuple[Matched, ...]
    responses: tuple[Response, ...]


def insert(db: Database, submission: Submission) -> None:
    """Keep a submission for good. Raises RuntimeError outside a transaction."""
    require_transaction(db)
    responses = [one.model_dump(mode="json") for one in submission.responses]
    db.execute(
        "INSERT INTO submission (proposal, number, at, person, proposal_revision,"
        " draft_revision, digest, result, settled, responses)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            submission.proposal_id,
            submission.number,
            to_text(submission.at),
            submission.person,
            submission.proposal_revision,
            submission.draft_revision,
            submission.digest,
            submission.result.model_dump_json(),
            json.dumps(submission.settled),
            json.dumps(responses),
        ],
    )
    for position, match in enumerate(submission.result.matches):
        state = submission.matched[Matched(match.type, match.id)]
        row = [submission.proposal_id, submission.number, position, match.type, match.id]
        db.execute(
            "INSERT INTO submission_match (proposal, number, position, matched_type, matched,"
            " matched_revision, digest) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [*row, *state],
        )


def of(db: Database, proposal_id: str) -> list[Submission]:
    """The submissions of a proposal, oldest first."""
    rows = db.execute(f"{_ALL} WHERE proposal = ? ORDER BY number", [proposal_id]).fetchall()
    return [_submission(db, row) for row in rows]


def find(db: Database, proposal_id: str, number: int) -> Submission | None:
    """One submission of a proposal; None where it has none of that number."""
    row = db.execute(f"{_ALL} WHERE proposal = ? AND number = ?", [proposal_id, number]).fetchone()
    return _submission(db, row) if row else None


def latest(db: Database, proposal_id: str) -> Submission | None:
    """The last submission of a proposal; None where there is none."""
    sql = f"{_ALL} WHERE proposal = ? ORDER BY number DESC LIMIT 1"
    row = db.execute(sql, [proposal_id]).fetchone()
    return _submission(db, row) if row else None


def _submission(db: Database, row: tuple[Any, ...]) -> Submission:
    proposal_id, number, at, person, revision, draft_revision, digest, *texts = row
    result, settled, responses = texts
    states = db.execute(
        "SELECT matched_type, matched, matched_revision, digest FROM submission_match"
        " WHERE proposal = ? AND number = ? ORDER BY position",
        [proposal_id, number],
    )
    return Submission(
        proposal_id=proposal_id,
        number=number,
        at=from_text(at),
        person=person,
        proposal_revision=revision,
        draft_revision=draft_revision,
        digest=digest,
        result=CheckResult.model_validate_json(result),
        matched={Matched(kind, other): State(*state) for kind, other, *state in states},
        settled=tuple(Matched(*pair) for pair in json.loads(settled)),
        responses=tuple(Response.model_validate(one) for one in json.loads(responses)),
    )
