"""The secret addresses of people's feeds. Of each only a hash is kept."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import NamedTuple

from sqlite_utils import Database

from .connection import require_transaction
from .times import from_text, to_text


class Held(NamedTuple):
    """Whose feed a secret address opens, and since when."""

    person_id: str
    created_at: datetime


def put(db: Database, person_id: str, feed: str, token: str, at: datetime) -> None:
    """Let the token open a person's feed, and no other one any more.

    Raises RuntimeError outside a transaction.
    """
    require_transaction(db)
    db.execute(
        "INSERT OR REPLACE INTO feed_address (person, feed, token_hash, created_at)"
        " VALUES (?, ?, ?, ?)",
        [person_id, feed, _hash(token), to_text(at)],
    )


def remove(db: Database, person_id: str, feed: str) -> bool:
    """Let nothing open a person's feed; whether anything did.

    Raises RuntimeError outside a transaction.
    """
    require_transaction(db)
    gone = db.execute("DELETE FROM feed_address WHERE person = ? AND feed = ?", [person_id, feed])
    return bool(gone.rowcount)


def remove_all(db: Database, person_id: str) -> None:
    """Let nothing open any of a person's feeds. Raises RuntimeError outside a transaction."""
    require_transaction(db)
    db.execute("DELETE FROM feed_address WHERE person = ?", [person_id])


def find(db: Database, feed: str, token: str) -> Held | None:
    """Whose feed of a kind the token opens; None where it opens none."""
    row = db.execute(
        "SELECT person, created_at FROM feed_address WHERE feed = ? AND token_hash = ?",
        [feed, _hash(token)],
    ).fetchone()
    return Held(row[0], from_text(row[1])) if row else None


def of(db: Database, person_id: str) -> dict[str, datetime]:
    """Which of a person's feeds have an address, and since when."""
    rows = db.execute("SELECT feed, created_at FROM feed_address WHERE person = ?", [person_id])
    return {feed: from_text(created) for feed, created in rows}


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
