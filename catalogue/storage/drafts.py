"""Proposals as they are being typed: whatever stands in the form, finished or not."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from .connection import require_transaction
from .signature import Signature
from .times import from_text, to_text

_ALL = (
    "SELECT proposal, organization, typed, revision, created_by, created_at,"
    " updated_by, updated_at, discarded FROM draft"
)
_OF_BODIES = (
    f"{_ALL}, json_each(?) WHERE organization = value AND discarded = ?"
    " ORDER BY updated_at DESC, proposal"
)


@dataclass(frozen=True)
class Draft:
    """What somebody typed of a proposal; ``revision`` is 0 where nothing was saved yet.

    ``typed`` holds fields of a Proposal by name, as they were typed.
    ``proposal_id`` is the identifier that the proposal has once submitted.
    """

    proposal_id: str
    organization: str
    typed: dict[str, Any]
    revision: int
    created_by: str
    created_at: datetime
    updated_by: str
    updated_at: datetime
    discarded: bool = False


def insert(
    db: Database,
    proposal_id: str,
    organization: str,
    typed: Mapping[str, Any],
    signed: Signature,
    key: str | None = None,
) -> Draft:
    """Keep a first version. Raises RuntimeError outside a transaction."""
    require_transaction(db)
    db.execute(
        "INSERT INTO draft (proposal, organization, created_by, creation_key, created_at,"
        " updated_by, updated_at, revision, discarded, typed)"
        " VALUES (:id, :organization, :person, :key, :now, :person, :now, 1, 0, :typed)",
        {
            "id": proposal_id,
            "organization": organization,
            "person": signed.person,
            "key": key,
            "now": to_text(signed.at),
            "typed": json.dumps(typed),
        },
    )
    return _written(db, proposal_id)


def update(
    db: Database,
    draft: Draft,
    organization: str,
    typed: Mapping[str, Any],
    signed: Signature,
) -> Draft:
    """Keep a next version in place of the one given. Raises RuntimeError outside a transaction."""
    require_transaction(db)
    db.execute(
        "UPDATE draft SET typed = ?, organization = ?, updated_by = ?, updated_at = ?,"
        " revision = revision + 1 WHERE proposal = ?",
        [json.dumps(typed), organization, signed.person, to_text(signed.at), draft.proposal_id],
    )
    return _written(db, draft.proposal_id)


def set_discarded(db: Database, proposal_id: str, discarded: bool) -> None:
    """Put a draft away, or take it out again. Raises RuntimeError outside a transaction."""
    require_transaction(db)
    db.execute("UPDATE draft SET discarded = ? WHERE proposal = ?", [discarded, proposal_id])


def find(db: Database, proposal_id: str) -> Draft | None:
    """The draft, discarded or not; None where there is none."""
    row = db.execute(f"{_ALL} WHERE proposal = ?", [proposal_id]).fetchone()
    return _draft(row) if row else None


def find_by_key(db: Database, person: str, key: str) -> Draft | None:
    """The draft that a person began with a request of this key; None where there is none."""
    row = db.execute(f"{_ALL} WHERE created_by = ? AND creation_key = ?", [person, key]).fetchone()
    return _draft(row) if row else None


def of_bodies(
    db: Database, organizations: frozenset[str], *, discarded: bool = False
) -> list[Draft]:
    """The public bodies' drafts, those that are discarded or the others; the latest first."""
    rows = db.execute(_OF_BODIES, [json.dumps(sorted(organizations)), discarded])
    return [_draft(row) for row in rows]


def _written(db: Database, proposal_id: str) -> Draft:
    found = find(db, proposal_id)
    if found is None:
        raise RuntimeError(f"the draft {proposal_id} was not written")
    return found


def _draft(row: tuple[Any, ...]) -> Draft:
    proposal_id, organization, typed, revision, *who_and_when, discarded = row
    created_by, created_at, updated_by, updated_at = who_and_when
    return Draft(
        proposal_id=proposal_id,
        organization=organization,
        typed=json.loads(typed),
        revision=revision,
        created_by=created_by,
        created_at=from_text(created_at),
        updated_by=updated_by,
        updated_at=from_text(updated_at),
        discarded=bool(discarded),
    )
