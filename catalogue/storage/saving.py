"""Writing a component or proposal with everything that follows from it."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from catalogue.domain.component import Component
from catalogue.domain.errors import EditConflict
from catalogue.domain.happening import happening, stage, telling
from catalogue.domain.proposal import Proposal

from . import audit, capabilities, deliveries, queue
from .connection import require_transaction
from .documents import changed_fields, write_document
from .errors import UnknownReference
from .outcome import Outcome, Saved
from .resolution import resolved
from .rows import write_row
from .tables import about
from .times import moment, to_text


def save(
    db: Database,
    record: Component | Proposal,
    *,
    actor: str,
    action: str = "saved",
    at: datetime | None = None,
    expected_revision: int | None = None,
) -> Saved:
    """Write the record where it is new or differs; otherwise write nothing.

    A change brings its revision, its links, a place in the index queue, an
    audit entry, and word of it to the systems that asked for that. Public bodies
    named by text become identifiers in what is stored. ``expected_revision`` is
    the revision that the editor read; 0 says that there must be none yet.

    Raises EditConflict where the record is at another revision, UnknownReference
    for a capability that does not exist, and RuntimeError outside a transaction.
    Ties to components may be answered later in the transaction, which see.
    """
    require_transaction(db)
    sql = "SELECT revision, created_at, document FROM {table} WHERE id = ?"
    old = db.execute(about(record.type, sql), [record.id]).fetchone()
    revision = old[0] if old else 0
    if expected_revision is not None and expected_revision != revision:
        raise EditConflict(
            type=record.type, id=record.id, expected=expected_revision, actual=revision
        )
    _refuse_unknown_capabilities(db, record)
    record = resolved(db, record, actor=actor)
    document = write_document(record)
    changes = changed_fields(old[2], document) if old and old[2] != document else {}
    if old and not changes:
        return Saved(Outcome.unchanged, revision)
    now = to_text(at)
    created = old[1] if old else now
    write_row(
        db,
        record,
        {"revision": revision + 1, "created": created, "updated": now, "document": document},
    )
    saved = Saved(Outcome.changed if old else Outcome.created, revision + 1)
    _record_revision(db, record, saved, [now, actor, action, json.dumps(changes), document])
    queue.enqueue(db, record.type, record.id, now)
    details = {"outcome": saved.outcome, "revision": saved.revision, "fields": sorted(changes)}
    audit.append(db, actor, action, f"{record.type}/{record.id}", details, at)
    _announce(db, record, saved, changes, moment(at))
    return saved


def _announce(
    db: Database,
    record: Component | Proposal,
    saved: Saved,
    changes: dict[str, list[Any]],
    at: datetime,
) -> None:
    now = stage(record)
    where = "lifecycle" if isinstance(record, Component) else "status"
    before = None if saved.outcome is Outcome.created else changes.get(where, [now])[0]
    if event := happening(record, before):
        deliveries.announce(db, event.value, telling(record, saved.revision), at)


def _refuse_unknown_capabilities(db: Database, record: Component | Proposal) -> None:
    for position in capabilities.unknown(db, record.capabilities):
        raise UnknownReference(
            type=record.type,
            id=record.id,
            field=f"capabilities[{position}]",
            value=record.capabilities[position],
        )


def _record_revision(
    db: Database, record: Component | Proposal, saved: Saved, content: list[Any]
) -> None:
    db.execute(
        "INSERT INTO revision"
        " (record_type, record_id, number, at, actor, action, changes, document)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [record.type, record.id, saved.revision, *content],
    )
