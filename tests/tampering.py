"""Altering a database as somebody with the file in hand would."""

from __future__ import annotations

from sqlite_utils import Database


def tamper(db: Database, *statements: str) -> None:
    """Run statements that the database keeps out: its guards go first."""
    guards = db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (guard,) in guards:
        db.execute(f"DROP TRIGGER [{guard}]")
    for statement in statements:
        db.execute(statement)
