"""The table of forms that were sent, and where they led."""

from __future__ import annotations

_TABLE = """
CREATE TABLE answer (
    form TEXT PRIMARY KEY,
    at TEXT NOT NULL,
    address TEXT
) WITHOUT ROWID
"""


def answers_statements() -> list[str]:
    """The statements that make the table."""
    return [_TABLE.strip()]
