"""The tables as the first version made them.

A released statement is never edited: later changes are later migrations.
Ties between components are deferred, so that a file may refer to a component
that it lists further down.
"""

from __future__ import annotations

_TRUTH = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE organization (
    id TEXT PRIMARY KEY,
    name_fr TEXT,
    name_en TEXT,
    acronym_fr TEXT,
    acronym_en TEXT,
    kind TEXT,
    confirmed INTEGER NOT NULL CHECK (confirmed IN (0, 1))
);

CREATE TABLE organization_key (
    key TEXT NOT NULL,
    source TEXT NOT NULL CHECK (source IN ('name', 'id', 'acronym')),
    organization TEXT NOT NULL REFERENCES organization (id),
    PRIMARY KEY (key, source, organization)
) WITHOUT ROWID;
CREATE INDEX organization_key_by_organization ON organization_key (organization);

CREATE TABLE capability (
    id TEXT PRIMARY KEY,
    parent TEXT REFERENCES capability (id) DEFERRABLE INITIALLY DEFERRED,
    name_fr TEXT,
    name_en TEXT,
    definition_fr TEXT,
    definition_en TEXT
);
CREATE INDEX capability_by_parent ON capability (parent);

CREATE TABLE component (
    id TEXT PRIMARY KEY,
    owner TEXT REFERENCES organization (id),
    kind TEXT NOT NULL,
    lifecycle TEXT NOT NULL,
    replaced_by TEXT REFERENCES component (id) DEFERRABLE INITIALLY DEFERRED,
    verified_on TEXT,
    revision INTEGER NOT NULL CHECK (revision > 0),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    document TEXT NOT NULL
);
CREATE INDEX component_by_owner ON component (owner);
CREATE INDEX component_by_kind ON component (kind);
CREATE INDEX component_by_lifecycle ON component (lifecycle);
CREATE INDEX component_by_replacement ON component (replaced_by);
CREATE INDEX component_by_verification ON component (verified_on);
CREATE INDEX component_by_update ON component (updated_at);

CREATE TABLE component_capability (
    component TEXT NOT NULL REFERENCES component (id),
    capability TEXT NOT NULL REFERENCES capability (id),
    PRIMARY KEY (component, capability)
) WITHOUT ROWID;
CREATE INDEX component_by_capability ON component_capability (capability);

CREATE TABLE component_relation (
    component TEXT NOT NULL REFERENCES component (id),
    position INTEGER NOT NULL,
    type TEXT NOT NULL,
    target TEXT NOT NULL REFERENCES component (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (component, position)
) WITHOUT ROWID;
CREATE INDEX component_by_relation ON component_relation (target, type);

CREATE TABLE component_use (
    component TEXT NOT NULL REFERENCES component (id),
    organization TEXT NOT NULL REFERENCES organization (id),
    since TEXT,
    PRIMARY KEY (component, organization)
) WITHOUT ROWID;
CREATE INDEX component_by_user ON component_use (organization);

CREATE TABLE proposal (
    id TEXT PRIMARY KEY,
    organization TEXT REFERENCES organization (id),
    status TEXT NOT NULL,
    language TEXT,
    estimated_cost REAL,
    revision INTEGER NOT NULL CHECK (revision > 0),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    document TEXT NOT NULL
);
CREATE INDEX proposal_by_organization ON proposal (organization);
CREATE INDEX proposal_by_status ON proposal (status, estimated_cost);
CREATE INDEX proposal_by_update ON proposal (updated_at);

CREATE TABLE proposal_capability (
    proposal TEXT NOT NULL REFERENCES proposal (id),
    capability TEXT NOT NULL REFERENCES capability (id),
    PRIMARY KEY (proposal, capability)
) WITHOUT ROWID;
CREATE INDEX proposal_by_capability ON proposal_capability (capability);
"""

_RECORD_OF_CHANGES = """
CREATE TABLE revision (
    record_type TEXT NOT NULL,
    record_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    changes TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (record_type, record_id, number)
);

CREATE TABLE index_queue (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    record_type TEXT NOT NULL,
    record_id TEXT NOT NULL,
    queued_at TEXT NOT NULL,
    UNIQUE (record_type, record_id)
);

CREATE TABLE audit (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    details TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL
);
CREATE INDEX audit_by_subject ON audit (subject);
"""

_TRIGGERS = (
    """CREATE TRIGGER audit_keeps_updates_out BEFORE UPDATE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END""",
    """CREATE TRIGGER audit_keeps_deletes_out BEFORE DELETE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END""",
    # REPLACE deletes without firing delete triggers, unless recursive_triggers is on.
    """CREATE TRIGGER audit_keeps_replacements_out BEFORE INSERT ON audit
    WHEN EXISTS (SELECT 1 FROM audit WHERE seq = NEW.seq)
    BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END""",
)


def initial_statements() -> list[str]:
    """The statements that make the tables, in order."""
    tables = f"{_TRUTH}{_RECORD_OF_CHANGES}".split(";")
    return [text.strip() for text in tables if text.strip()] + list(_TRIGGERS)
