"""Components and proposals as the database holds them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Literal, TypeVar, overload

from sqlite_utils import Database

from catalogue.domain.component import Component
from catalogue.domain.errors import NotFound
from catalogue.domain.proposal import Proposal

from .documents import read_document
from .outcome import Outcome, Saved
from .saving import save
from .tables import RecordType, about
from .times import from_text, to_text

__all__ = [
    "Outcome",
    "RecordType",
    "Revision",
    "Saved",
    "Stored",
    "count",
    "count_at",
    "fetch",
    "get",
    "history",
    "ids",
    "iterate",
    "save",
]

R = TypeVar("R", Component, Proposal)
_BATCH = 500


@dataclass(frozen=True)
class Stored(Generic[R]):
    """A record, and what the database knows about it."""

    record: R
    revision: int
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True)
class Revision:
    """One saved state of a record.

    ``changes`` gives, for each top-level field that differs from the revision
    before, its old and its new value; it is empty for the first revision.
    """

    number: int
    at: datetime
    actor: str
    action: str
    changes: dict[str, tuple[Any, Any]]
    document: dict[str, Any]


@overload
def get(db: Database, record_type: Literal["component"], record_id: str) -> Stored[Component]: ...
@overload
def get(db: Database, record_type: Literal["proposal"], record_id: str) -> Stored[Proposal]: ...
def get(db: Database, record_type: RecordType, record_id: str) -> Any:
    """The record with its revision and times. Raises NotFound."""
    sql = "SELECT document, revision, created_at, updated_at FROM {table} WHERE id = ?"
    row = db.execute(about(record_type, sql), [record_id]).fetchone()
    if row is None:
        raise NotFound(type=record_type, id=record_id)
    document, revision, created, updated = row
    record = read_document(record_type, document)
    return Stored(record, revision, from_text(created), from_text(updated))


@overload
def fetch(
    db: Database, record_type: Literal["component"], record_ids: Iterable[str]
) -> dict[str, Component]: ...
@overload
def fetch(
    db: Database, record_type: Literal["proposal"], record_ids: Iterable[str]
) -> dict[str, Proposal]: ...
def fetch(db: Database, record_type: RecordType, record_ids: Iterable[str]) -> Any:
    """The records by id, in the order asked for; ids that nothing has are left out."""
    wanted = list(dict.fromkeys(record_ids))
    # One JSON parameter, because SQLite limits the number of parameters.
    sql = "SELECT id, document FROM {table} WHERE id IN (SELECT value FROM json_each(?))"
    found = dict(db.execute(about(record_type, sql), [json.dumps(wanted)]).fetchall())
    return {one: read_document(record_type, found[one]) for one in wanted if one in found}


@overload
def iterate(db: Database, record_type: Literal["component"]) -> Iterator[Component]: ...
@overload
def iterate(db: Database, record_type: Literal["proposal"]) -> Iterator[Proposal]: ...
def iterate(db: Database, record_type: RecordType) -> Iterator[Any]:
    """Every record in id order, a few in memory at once.

    The caller may write meanwhile: records saved ahead of the iteration show.
    """
    sql = about(record_type, "SELECT id, document FROM {table} WHERE id > ? ORDER BY id LIMIT ?")
    last = ""
    while rows := db.execute(sql, [last, _BATCH]).fetchall():
        for _, document in rows:
            yield read_document(record_type, document)
        last = rows[-1][0]


def count(db: Database, record_type: RecordType) -> int:
    """How many records there are."""
    return int(db.execute(about(record_type, "SELECT count(*) FROM {table}")).fetchone()[0])


def count_at(db: Database, record_type: RecordType, at: datetime) -> int:
    """How many records there were at a moment."""
    sql = "SELECT count(*) FROM revision WHERE record_type = ? AND number = 1 AND at <= ?"
    return int(db.execute(sql, [record_type, to_text(at)]).fetchone()[0])


def ids(db: Database, record_type: RecordType) -> list[str]:
    """Every record's id, in order."""
    return [row[0] for row in db.execute(about(record_type, "SELECT id FROM {table} ORDER BY id"))]


def history(db: Database, record_type: RecordType, record_id: str) -> list[Revision]:
    """The record's revisions, oldest first; none where there is no such record."""
    rows = db.execute(
        "SELECT number, at, actor, action, changes, document FROM revision"
        " WHERE record_type = ? AND record_id = ? ORDER BY number",
        [record_type, record_id],
    )
    return [
        Revision(number, from_text(at), actor, action, _pairs(changes), json.loads(document))
        for number, at, actor, action, changes, document in rows
    ]


def _pairs(changes: str) -> dict[str, tuple[Any, Any]]:
    return {name: (old, new) for name, (old, new) in json.loads(changes).items()}
