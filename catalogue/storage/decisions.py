"""Decisions on proposals: one for each submission, and none is ever changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from catalogue.domain.decision import Decision

from .connection import require_transaction
from .signature import Signature
from .times import from_text, to_text


@dataclass(frozen=True)
class Taken:
    """A decision, who took it when, and on which submission (0: one that was never checked)."""

    decision: Decision
    submission: int
    person: str
    at: datetime


def insert(
    db: Database,
    proposal_id: str,
    submission: int,
    decision: Decision,
    signed: Signature,
) -> None:
    """Keep a decision for good. Raises RuntimeError outside a transaction."""
    require_transaction(db)
    db.execute(
        "INSERT INTO decision (proposal, submission, at, person, ruling, document)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [
            proposal_id,
            submission,
            to_text(signed.at),
            signed.person,
            decision.ruling.value,
            decision.model_dump_json(),
        ],
    )


def of(db: Database, proposal_id: str) -> list[Taken]:
    """The decisions on a proposal, oldest first."""
    rows = db.execute(
        "SELECT document, submission, person, at FROM decision WHERE proposal = ?"
        " ORDER BY submission",
        [proposal_id],
    )
    return [
        Taken(Decision.model_validate_json(text), submission, person, from_text(at))
        for text, submission, person, at in rows
    ]


def on(db: Database, proposal_id: str, submission: int) -> Taken | None:
    """The decision on one submission; None where there is none yet."""
    return next((one for one in of(db, proposal_id) if one.submission == submission), None)
