"""Attempts to get into accounts that have not succeeded.

``account`` and ``address`` are keyed hashes that the caller makes: the table
tells nobody who tried, or from where.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlite_utils import Database

from .connection import require_transaction
from .times import from_text, to_text

Counted = Literal["account", "address"]

_LATEST = {
    "account": "SELECT at FROM attempt WHERE account = ? ORDER BY at DESC LIMIT ?",
    "address": "SELECT at FROM attempt WHERE address = ? ORDER BY at DESC LIMIT ?",
}


def note(db: Database, account: str, address: str, at: datetime) -> None:
    """Count an attempt. Raises RuntimeError outside a transaction."""
    require_transaction(db)
    db.execute(
        "INSERT INTO attempt (account, address, at) VALUES (?, ?, ?)",
        [account, address, to_text(at)],
    )


def latest(db: Database, counted: Counted, key: str, limit: int) -> list[datetime]:
    """When the last attempts on an account, or from an address, were made; newest first."""
    return [from_text(at) for (at,) in db.execute(_LATEST[counted], [key, limit])]


def forgive(db: Database, account: str) -> None:
    """Forget the attempts on an account. Raises RuntimeError outside a transaction."""
    require_transaction(db)
    db.execute("DELETE FROM attempt WHERE account = ?", [account])


def forget_before(db: Database, at: datetime) -> None:
    """Forget attempts that no longer count. Raises RuntimeError outside a transaction."""
    require_transaction(db)
    db.execute("DELETE FROM attempt WHERE at < ?", [to_text(at)])
