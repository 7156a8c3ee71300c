"""How far the disposable copies have followed the truth."""

from __future__ import annotations

from sqlite_utils import Database

from . import queue
from .connection import transaction

_KEY = "indexed_through"


def settled_through(db: Database) -> int | None:
    """The number of the last change that the copies followed; None where there are none yet."""
    row = db.execute("SELECT value FROM meta WHERE key = ?", [_KEY]).fetchone()
    return int(row[0]) if row else None


def settle_through(db: Database, seq: int) -> None:
    """Note that the copies followed every change up to a number, and forget these changes."""
    with transaction(db):
        queue.settle(db, seq)
        db.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", [_KEY, str(seq)])


def last_change(db: Database) -> int:
    """The number of the latest change that is queued, or else was followed; 0 for none."""
    row = db.execute("SELECT coalesce(max(seq), 0) FROM index_queue").fetchone()
    return max(int(row[0]), settled_through(db) or 0)
