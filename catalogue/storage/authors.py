"""The people who had a hand in a proposal; they do not judge it."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlite_utils import Database

from .connection import require_transaction


def add(db: Database, proposal_id: str, person: str) -> None:
    """Note that a person had a hand in it. Raises RuntimeError outside a transaction."""
    require_transaction(db)
    db.execute("INSERT OR IGNORE INTO proposal_author VALUES (?, ?)", [proposal_id, person])


def of(db: Database, proposal_id: str) -> frozenset[str]:
    """The ids of the proposal's authors."""
    return of_several(db, [proposal_id])[proposal_id]


def of_several(db: Database, proposal_ids: Iterable[str]) -> dict[str, frozenset[str]]:
    """The ids of each proposal's authors, by proposal."""
    found: dict[str, set[str]] = {one: set() for one in proposal_ids}
    rows = db.execute(
        "SELECT proposal, person FROM proposal_author"
        " WHERE proposal IN (SELECT value FROM json_each(?))",
        [json.dumps(list(found))],
    )
    for proposal_id, person in rows:
        found[proposal_id].add(person)
    return {one: frozenset(people) for one, people in found.items()}
