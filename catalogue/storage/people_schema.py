"""The tables of people, of what they sign in with, and of who failed to.

What opens an account stands apart from the person, and nowhere in clear:
passwords as Argon2 wrote them, tokens of sessions as SHA-256, and accounts and
addresses of attempts as keyed hashes.
"""

from __future__ import annotations

_TABLES = """
CREATE TABLE person (
    id TEXT PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    active INTEGER NOT NULL CHECK (active IN (0, 1)),
    revision INTEGER NOT NULL CHECK (revision > 0),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
);

CREATE TABLE person_role (
    person TEXT NOT NULL REFERENCES person (id),
    role TEXT NOT NULL,
    PRIMARY KEY (person, role)
) WITHOUT ROWID;
CREATE INDEX person_by_role ON person_role (role);

CREATE TABLE person_organization (
    person TEXT NOT NULL REFERENCES person (id),
    organization TEXT NOT NULL REFERENCES organization (id),
    PRIMARY KEY (person, organization)
) WITHOUT ROWID;
CREATE INDEX person_by_organization ON person_organization (organization);

CREATE TABLE credential (
    person TEXT PRIMARY KEY REFERENCES person (id),
    password_hash TEXT,
    link_nonce TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE session (
    token_hash TEXT PRIMARY KEY,
    person TEXT NOT NULL REFERENCES person (id),
    created_at TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    expires_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX session_by_person ON session (person);
CREATE INDEX session_by_expiry ON session (expires_at);

CREATE TABLE attempt (
    seq INTEGER PRIMARY KEY,
    account TEXT NOT NULL,
    address TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE INDEX attempt_by_account ON attempt (account, at);
CREATE INDEX attempt_by_address ON attempt (address, at);
CREATE INDEX attempt_by_time ON attempt (at);
"""


def people_statements() -> list[str]:
    """The statements that make the tables, in order."""
    return [text.strip() for text in _TABLES.split(";") if text.strip()]
