"""The table of an instance's own lexicon and thesaurus, which are replaced as a whole."""

from __future__ import annotations

_TABLE = """
CREATE TABLE vocabulary (
    list TEXT PRIMARY KEY CHECK (list IN ('lexicon', 'thesaurus')),
    digest TEXT NOT NULL,
    document TEXT NOT NULL
)
"""


def vocabulary_statements() -> list[str]:
    """The statements that make the table."""
    return [_TABLE.strip()]
