"""What opens an account: the password's hash, and the nonce that its links are bound to.

Nothing here is secret in itself, yet nothing of it leaves the services.
"""

from __future__ import annotations

import secrets

from sqlite_utils import Database

from .connection import require_transaction


def password_hash(db: Database, person_id: str) -> str | None:
    """The hash of the person's password; None where they have not chosen one."""
    return _value(db, "SELECT password_hash FROM credential WHERE person = ?", person_id)


def link_nonce(db: Database, person_id: str) -> str | None:
    """What a link must carry to open the account; None where no link can."""
    return _value(db, "SELECT link_nonce FROM credential WHERE person = ?", person_id)


def set_password(db: Database, person_id: str, password_hash: str) -> None:
    """Keep a new password's hash; every link to the account dies.

    Raises RuntimeError outside a transaction.
    """
    renew_links(db, person_id)
    db.execute(
        "UPDATE credential SET password_hash = ? WHERE person = ?", [password_hash, person_id]
    )


def rehash_password(db: Database, person_id: str, old: str, new: str) -> None:
    """Keep the same password under newer parameters, unless it was changed meanwhile.

    Raises RuntimeError outside a transaction.
    """
    require_transaction(db)
    db.execute(
        "UPDATE credential SET password_hash = ? WHERE person = ? AND password_hash = ?",
        [new, person_id, old],
    )


def renew_links(db: Database, person_id: str) -> None:
    """Let every link to the account die; those made from now on will work.

    Raises RuntimeError outside a transaction.
    """
    require_transaction(db)
    db.execute(
        "INSERT INTO credential (person, link_nonce) VALUES (?, ?)"
        " ON CONFLICT (person) DO UPDATE SET link_nonce = excluded.link_nonce",
        [person_id, secrets.token_hex(16)],
    )


def _value(db: Database, sql: str, person_id: str) -> str | None:
    row: tuple[str | None] | None = db.execute(sql, [person_id]).fetchone()
    return row[0] if row else None
