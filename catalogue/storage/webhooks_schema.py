"""The tables of systems that are told of what happens, and of what they are yet to be told.

No secret stands here: what a target's messages are signed with is made of its
salt and of the instance's key, which is kept beside the database.
"""

from __future__ import annotations

_TABLES = """
CREATE TABLE webhook (
    id TEXT PRIMARY KEY,
    address TEXT NOT NULL,
    note TEXT,
    active INTEGER NOT NULL CHECK (active IN (0, 1)),
    salt TEXT NOT NULL,
    handed_over INTEGER NOT NULL DEFAULT 0 CHECK (handed_over IN (0, 1)),
    former_salt TEXT,
    former_until TEXT,
    revision INTEGER NOT NULL CHECK (revision > 0),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE webhook_event (
    webhook TEXT NOT NULL REFERENCES webhook (id) ON DELETE CASCADE,
    event TEXT NOT NULL,
    PRIMARY KEY (webhook, event)
) WITHOUT ROWID;
CREATE INDEX webhook_event_by_event ON webhook_event (event);

CREATE TABLE delivery (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    webhook TEXT NOT NULL REFERENCES webhook (id) ON DELETE CASCADE,
    message TEXT NOT NULL,
    event TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'dead')),
    due_at TEXT NOT NULL,
    claimed_until TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    tried_at TEXT,
    status INTEGER,
    failure TEXT
);
CREATE INDEX delivery_by_due ON delivery (state, due_at);
CREATE INDEX delivery_by_webhook ON delivery (webhook, number);
"""


def webhooks_statements() -> list[str]:
    """The statements that make the tables, in order."""
    return [text.strip() for text in _TABLES.split(";") if text.strip()]
