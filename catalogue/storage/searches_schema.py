"""The table of what is searched for, by month: words and counts, and nobody who searched."""

from __future__ import annotations

_TABLE = """
CREATE TABLE searched (
    month TEXT NOT NULL,
    words TEXT NOT NULL,
    asked INTEGER NOT NULL DEFAULT 0,
    without_answer INTEGER NOT NULL DEFAULT 0,
    watched INTEGER NOT NULL DEFAULT 0,
    opened INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (month, words)
) WITHOUT ROWID
"""


def searches_statements() -> list[str]:
    """The statements that make the table."""
    return [_TABLE.strip()]


def software_statements() -> list[str]:
    """The statements that give the table its counts of what other software asks."""
    names = ("by_software", "software_without_answer")
    return [f"ALTER TABLE searched ADD COLUMN {name} INTEGER NOT NULL DEFAULT 0" for name in names]
