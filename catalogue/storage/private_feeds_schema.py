"""The table of secret addresses by which people follow what concerns them.

Of an address only a hash is kept.
"""

from __future__ import annotations

_TABLE = """
CREATE TABLE feed_address (
    person TEXT NOT NULL REFERENCES person (id),
    feed TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    created_at TEXT NOT NULL,
    PRIMARY KEY (person, feed)
) WITHOUT ROWID
"""


def private_feeds_statements() -> list[str]:
    """The statements that make the table."""
    return [_TABLE.strip()]
