"""The table of tokens by which other software asks. Of a token only a hash is kept."""

from __future__ import annotations

_TABLES = """
CREATE TABLE token (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    person TEXT NOT NULL REFERENCES person (id),
    name TEXT NOT NULL,
    scopes TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    ending TEXT NOT NULL,
    created_at TEXT NOT NULL,
    created_by TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_at TEXT,
    revoked_at TEXT
);
CREATE INDEX token_person ON token (person)
"""


def tokens_statements() -> list[str]:
    """The statements that make the table."""
    return [statement.strip() for statement in _TABLES.split(";")]
