"""The tables of how a proposal comes about, and of what is found and said about it.

A draft comes before its proposal, and so may answers to warnings: neither refers
to a proposal that has to exist.
"""

from __future__ import annotations

_TABLES = """
CREATE TABLE draft (
    proposal TEXT PRIMARY KEY,
    organization TEXT NOT NULL REFERENCES organization (id),
    created_by TEXT NOT NULL,
    creation_key TEXT,
    created_at TEXT NOT NULL,
    updated_by TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    revision INTEGER NOT NULL CHECK (revision > 0),
    discarded INTEGER NOT NULL CHECK (discarded IN (0, 1)),
    typed TEXT NOT NULL,
    UNIQUE (created_by, creation_key)
);
CREATE INDEX draft_by_organization ON draft (organization);

CREATE TABLE proposal_author (
    proposal TEXT NOT NULL,
    person TEXT NOT NULL,
    PRIMARY KEY (proposal, person)
) WITHOUT ROWID;
CREATE INDEX proposal_by_author ON proposal_author (person);

CREATE TABLE response (
    proposal TEXT NOT NULL,
    matched_type TEXT NOT NULL,
    matched TEXT NOT NULL,
    person TEXT NOT NULL,
    at TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (proposal, matched_type, matched)
) WITHOUT ROWID;

CREATE TABLE submission (
    proposal TEXT NOT NULL REFERENCES proposal (id),
    number INTEGER NOT NULL CHECK (number > 0),
    at TEXT NOT NULL,
    person TEXT NOT NULL,
    proposal_revision INTEGER NOT NULL,
    draft_revision INTEGER NOT NULL,
    digest TEXT NOT NULL,
    result TEXT NOT NULL,
    settled TEXT NOT NULL,
    responses TEXT NOT NULL,
    PRIMARY KEY (proposal, number)
);

CREATE TABLE submission_match (
    proposal TEXT NOT NULL,
    number INTEGER NOT NULL,
    position INTEGER NOT NULL,
    matched_type TEXT NOT NULL,
    matched TEXT NOT NULL,
    matched_revision INTEGER NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (proposal, number, position),
    FOREIGN KEY (proposal, number) REFERENCES submission (proposal, number)
) WITHOUT ROWID;

CREATE TABLE verdict (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    proposal TEXT NOT NULL REFERENCES proposal (id),
    matched_type TEXT NOT NULL,
    matched TEXT NOT NULL,
    person TEXT NOT NULL,
    at TEXT NOT NULL,
    proposal_digest TEXT NOT NULL,
    matched_digest TEXT NOT NULL,
    label TEXT NOT NULL,
    note TEXT
);
CREATE INDEX verdict_by_proposal ON verdict (proposal);
CREATE INDEX verdict_by_matched ON verdict (matched_type, matched);

CREATE TABLE decision (
    proposal TEXT NOT NULL REFERENCES proposal (id),
    submission INTEGER NOT NULL,
    at TEXT NOT NULL,
    person TEXT NOT NULL,
    ruling TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (proposal, submission)
) WITHOUT ROWID;

CREATE TABLE comment (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    proposal TEXT NOT NULL REFERENCES proposal (id),
    person TEXT NOT NULL,
    request_key TEXT,
    at TEXT NOT NULL,
    visibility TEXT NOT NULL CHECK (visibility IN ('internal', 'shared')),
    text TEXT NOT NULL,
    UNIQUE (person, request_key)
);
CREATE INDEX comment_by_proposal ON comment (proposal);

CREATE TABLE review (
    proposal TEXT PRIMARY KEY REFERENCES proposal (id),
    due_on TEXT NOT NULL,
    assigned_to TEXT,
    probability REAL NOT NULL,
    band TEXT
) WITHOUT ROWID;
CREATE INDEX review_by_assignee ON review (assigned_to);
"""


def proposing_statements() -> list[str]:
    """The statements that make the tables, in order."""
    return [text.strip() for text in _TABLES.split(";") if text.strip()]
