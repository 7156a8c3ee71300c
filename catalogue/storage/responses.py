"""Sponsors' answers to warnings, the latest to each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from catalogue.domain.pair import Matched
from catalogue.domain.response import Response

from .connection import require_transaction
from .signature import Signature
from .times import from_text, to_text


@dataclass(frozen=True)
class Given:
    """A response, and who gave it when."""

    response: Response
    person: str
    at: datetime


def put(db: Database, proposal_id: str, response: Response, signed: Signature) -> None:
    """Keep the answer to a warning, in place of an earlier one.

    Raises RuntimeError outside a transaction.
    """
    require_transaction(db)
    db.execute(
        "INSERT OR REPLACE INTO response (proposal, matched_type, matched, person, at, document)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [
            proposal_id,
            *response.matched,
            signed.person,
            to_text(signed.at),
            response.model_dump_json(),
        ],
    )


def of(db: Database, proposal_id: str) -> dict[Matched, Given]:
    """The latest answer to each warning."""
    rows = db.execute(
        "SELECT person, at, document FROM response WHERE proposal = ?"
        " ORDER BY matched_type, matched",
        [proposal_id],
    )
    given = [
        Given(Response.model_validate_json(text), person, from_text(at))
        for person, at, text in rows
    ]
    return {one.response.matched: one for one in given}
