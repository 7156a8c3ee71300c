"""What was said about proposals, in the order in which it was said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from catalogue.domain.discussion import Comment, Visibility

from .connection import require_transaction
from .signature import Signature
from .times import from_text, to_text

_ALL = "SELECT seq, proposal, text, visibility, person, at FROM comment"


@dataclass(frozen=True)
class Said:
    """A comment on a proposal, and who made it when."""

    seq: int
    proposal_id: str
    comment: Comment
    person: str
    at: datetime


def add(
    db: Database,
    proposal_id: str,
    comment: Comment,
    signed: Signature,
    key: str | None = None,
) -> Said:
    """Keep a comment. Raises RuntimeError outside a transaction."""
    require_transaction(db)
    written = db.execute(
        "INSERT INTO comment (proposal, person, request_key, at, visibility, text)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [
            proposal_id,
            signed.person,
            key,
            to_text(signed.at),
            comment.visibility.value,
            comment.text,
        ],
    )
    return _said(db.execute(f"{_ALL} WHERE seq = ?", [written.lastrowid]).fetchone())


def find_by_key(db: Database, person: str, key: str) -> Said | None:
    """The comment that a person made with a request of this key; None where there is none."""
    sql = f"{_ALL} WHERE person = ? AND request_key = ?"
    row = db.execute(sql, [person, key]).fetchone()
    return _said(row) if row else None


def of(db: Database, proposal_id: str) -> list[Said]:
    """All that was said about a proposal, oldest first."""
    return [
        _said(row) for row in db.execute(f"{_ALL} WHERE proposal = ? ORDER BY seq", [proposal_id])
    ]


def _said(row: tuple[Any, ...]) -> Said:
    seq, proposal_id, text, visibility, person, at = row
    comment = Comment(text=text, visibility=Visibility(visibility))
    return Said(seq, proposal_id, comment, person, from_text(at))
