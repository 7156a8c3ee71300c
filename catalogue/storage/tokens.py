"""Tokens by which other software asks in a person's name. Of each only a hash is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from catalogue.domain.errors import NotFound
from catalogue.domain.token import NewToken, Scope

from .connection import require_transaction, write_unless_busy
from .signature import Signature
from .times import from_text, to_text

_ALL = (
    "SELECT id, person, name, scopes, ending, created_at, created_by, expires_at, used_at,"
    " revoked_at FROM token"
)
_SHOWN = 4


@dataclass(frozen=True)
class Token:
    """A token without its secret.

    ``ending`` are the last characters of the secret, to tell tokens apart;
    ``used_at`` is None for one that was never used, ``revoked_at`` for one that
    nobody revoked.
    """

    id: int
    person_id: str
    name: str
    scopes: frozenset[Scope]
    ending: str
    created_at: datetime
    created_by: str
    expires_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None

    def holds(self, at: datetime) -> bool:
        """Whether it is good at that moment."""
        return self.revoked_at is None and at < self.expires_at


def insert(db: Database, person_id: str, secret: str, wanted: NewToken, signed: Signature) -> Token:
    """Let the secret stand for the person. Raises RuntimeError outside a transaction."""
    require_transaction(db)
    made = db.execute(
        "INSERT INTO token (person, name, scopes, token_hash, ending, created_at, created_by,"
        " expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            person_id,
            wanted.name,
            " ".join(sorted(one.value for one in wanted.scopes)),
            _hash(secret),
            secret[-_SHOWN:],
            to_text(signed.at),
            signed.person,
            to_text(signed.at + timedelta(days=wanted.days)),
        ],
    )
    return get(db, int(made.lastrowid or 0))


def get(db: Database, token_id: int) -> Token:
    """A token by its number. Raises NotFound."""
    row = db.execute(f"{_ALL} WHERE id = ?", [token_id]).fetchone()
    if row is None:
        raise NotFound(type="token", id=str(token_id))
    return _token(row)


def find(db: Database, secret: str) -> Token | None:
    """The token of this secret, still good or not; None where there is none."""
    row = db.execute(f"{_ALL} WHERE token_hash = ?", [_hash(secret)]).fetchone()
    return _token(row) if row else None


def of(db: Database, person_id: str | None = None) -> list[Token]:
    """A person's tokens, or everybody's, the latest first."""
    rows = db.execute(
        f"{_ALL} WHERE ? IS NULL OR person = ? ORDER BY id DESC", [person_id, person_id]
    )
    return [_token(row) for row in rows]


def revoke(db: Database, token_id: int, at: datetime) -> None:
    """Let a token be good no more. Raises RuntimeError outside a transaction."""
    require_transaction(db)
    db.execute(
        "UPDATE token SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL",
        [to_text(at), token_id],
    )


def revoke_all(db: Database, person_id: str, at: datetime) -> None:
    """Let all of a person's tokens be good no more. Raises RuntimeError outside a transaction."""
    require_transaction(db)
    db.execute(
        "UPDATE token SET revoked_at = ? WHERE person = ? AND revoked_at IS NULL",
        [to_text(at), person_id],
    )


def touch(db: Database, token_id: int, at: datetime) -> bool:
    """Note that a token is in use; false where the database is busy, and nothing is noted."""
    return write_unless_busy(
        db, "UPDATE token SET used_at = ? WHERE id = ?", [to_text(at), token_id]
    )


def _token(row: Iterable[Any]) -> Token:
    number, person, name, scopes, ending, created, by, expires, used, revoked = row
    return Token(
        id=number,
        person_id=person,
        name=name,
        scopes=frozenset(Scope(one) for one in scopes.split()),
        ending=ending,
        created_at=from_text(created),
        created_by=by,
        expires_at=from_text(expires),
        used_at=from_text(used) if used else None,
        revoked_at=from_text(revoked) if revoked else None,
    )


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
