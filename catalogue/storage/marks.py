"""What a database is for: a demonstration says so, and everything else is meant seriously."""

from __future__ import annotations

from sqlite_utils import Database

from .connection import require_transaction


def mark_demonstration(db: Database) -> None:
    """Let this be a demonstration from now on. Raises RuntimeError outside a transaction."""
    require_transaction(db)
    db.execute("INSERT OR IGNORE INTO meta (key, value) VALUES ('demonstration', 'yes')")


def is_demonstration(db: Database) -> bool:
    """Whether this is a demonstration."""
    return bool(db.execute("SELECT 1 FROM meta WHERE key = 'demonstration'").fetchone())
