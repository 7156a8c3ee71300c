"""Who is signed in where. Of a token only its hash is kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from .connection import require_transaction, write_unless_busy
from .times import from_text, to_text


@dataclass(frozen=True)
class Session:
    """A time during which a person is signed in; it ends at ``expires_at`` at the latest."""

    person_id: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime


def begin(db: Database, token: str, person_id: str, at: datetime, expires_at: datetime) -> None:
    """Let the token stand for the person from now on.

    Raises RuntimeError outside a transaction.
    """
    require_transaction(db)
    db.execute(
        "INSERT INTO session (token_hash, person, created_at, seen_at, expires_at)"
        " VALUES (:token, :person, :at, :at, :expires)",
        {
            "token": _hash(token),
            "person": person_id,
            "at": to_text(at),
            "expires": to_text(expires_at),
        },
    )


def find(db: Database, token: str) -> Session | None:
    """The session of this token, expired or not; None where there is none."""
    row = db.execute(
        "SELECT person, created_at, seen_at, expires_at FROM session WHERE token_hash = ?",
        [_hash(token)],
    ).fetchone()
    if row is None:
        return None
    person_id, created, seen, expires = row
    return Session(person_id, from_text(created), from_text(seen), from_text(expires))


def touch(db: Database, token: str, at: datetime) -> bool:
    """Note that the session is in use; false where the database is busy, and nothing is noted."""
    return write_unless_busy(
        db, "UPDATE session SET seen_at = ? WHERE token_hash = ?", [to_text(at), _hash(token)]
    )


def end(db: Database, token: str) -> None:
    """Let the token stand for nobody. Raises RuntimeError outside a transaction."""
    require_transaction(db)
    db.execute("DELETE FROM session WHERE token_hash = ?", [_hash(token)])


def end_all(db: Database, person_id: str, *, but: str | None = None) -> int:
    """End the person's sessions, except that of the token ``but``; how many ended.

    Raises RuntimeError outside a transaction.
    """
    require_transaction(db)
    kept = _hash(but) if but is not None else ""
    ended = db.execute(
        "DELETE FROM session WHERE person = ? AND token_hash <> ?", [person_id, kept]
    )
    return int(ended.rowcount)


def end_expired(db: Database, at: datetime, idle_since: datetime) -> None:
    """End what expired by ``at``, or was last seen before ``idle_since``.

    Raises RuntimeError outside a transaction.
    """
    require_transaction(db)
    db.execute(
        "DELETE FROM session WHERE expires_at <= ? OR seen_at < ?",
        [to_text(at), to_text(idle_since)],
    )


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
