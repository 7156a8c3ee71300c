"""The columns and link tables that filters need, taken from a record.

The document is the truth; these only repeat parts of it where SQL can see them.
"""

from __future__ import annotations

from datetime import date
from typing import TypedDict

from sqlite_utils import Database

from catalogue.domain.component import Component
from catalogue.domain.proposal import Proposal


class Standing(TypedDict):
    """What a row says beside the record's own fields."""

    revision: int
    created: str
    updated: str
    document: str


def write_row(db: Database, record: Component | Proposal, standing: Standing) -> None:
    """Write the record's row and its links in place of what there was."""
    if isinstance(record, Component):
        _write_component(db, record, standing)
    else:
        _write_proposal(db, record, standing)


def _write_component(db: Database, component: Component, standing: Standing) -> None:
    db.execute(
        "INSERT INTO component (id, owner, kind, lifecycle, replaced_by, verified_on,"
        " revision, created_at, updated_at, document)"
        " VALUES (:id, :owner, :kind, :lifecycle, :replaced_by, :verified_on,"
        " :revision, :created, :updated, :document)"
        " ON CONFLICT (id) DO UPDATE SET owner = excluded.owner, kind = excluded.kind,"
        " lifecycle = excluded.lifecycle, replaced_by = excluded.replaced_by,"
        " verified_on = excluded.verified_on, revision = excluded.revision,"
        " updated_at = excluded.updated_at, document = excluded.document",
        {
            "id": component.id,
            "owner": component.owner,
            "kind": component.kind.value,
            "lifecycle": component.lifecycle.value,
            "replaced_by": component.replaced_by,
            "verified_on": _day(component.verified_on),
            **standing,
        },
    )
    _replace(
        db,
        "DELETE FROM component_capability WHERE component = ?",
        "INSERT OR IGNORE INTO component_capability VALUES (?, ?)",
        component.id,
        [(capability,) for capability in component.capabilities],
    )
    _replace(
        db,
        "DELETE FROM component_relation WHERE component = ?",
        "INSERT INTO component_relation (component, position, type, target) VALUES (?, ?, ?, ?)",
        component.id,
        [(n, tie.type.value, tie.target) for n, tie in enumerate(component.relations)],
    )
    _replace(
        db,
        "DELETE FROM component_use WHERE component = ?",
        "INSERT OR IGNORE INTO component_use (component, organization, since) VALUES (?, ?, ?)",
        component.id,
        [(use.organization, _day(use.since)) for use in component.used_by],
    )


def _write_proposal(db: Database, proposal: Proposal, standing: Standing) -> None:
    # The cost that filters see is the stated one, else the sum over fiscal years.
    db.execute(
        "INSERT INTO proposal (id, organization, status, language, estimated_cost,"
        " revision, created_at, updated_at, document)"
        " VALUES (:id, :organization, :status, :language, :estimated_cost,"
        " :revision, :created, :updated, :document)"
        " ON CONFLICT (id) DO UPDATE SET organization = excluded.organization,"
        " status = excluded.status, language = excluded.language,"
        " estimated_cost = excluded.estimated_cost, revision = excluded.revision,"
        " updated_at = excluded.updated_at, document = excluded.document",
        {
            "id": proposal.id,
            "organization": proposal.organization,
            "status": proposal.status.value,
            "language": proposal.language,
            "estimated_cost": proposal.total_cost,
            **standing,
        },
    )
    _replace(
        db,
        "DELETE FROM proposal_capability WHERE proposal = ?",
        "INSERT OR IGNORE INTO proposal_capability VALUES (?, ?)",
        proposal.id,
        [(capability,) for capability in proposal.capabilities],
    )


def _replace(
    db: Database, delete: str, insert: str, record_id: str, links: list[tuple[object, ...]]
) -> None:
    db.execute(delete, [record_id])
    for link in links:
        db.execute(insert, [record_id, *link])


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
