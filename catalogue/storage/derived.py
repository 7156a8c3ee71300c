"""Bytes computed from records, in a file that may be thrown away.

Nothing here is truth: whatever is lost is computed anew.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

from sqlite_utils import Database

from .connection import UNUSABLE
from .derived_file import GENERATION, discard, open_derived
from .errors import DerivedDamaged

__all__ = [
    "Change",
    "DerivedRow",
    "DerivedState",
    "changed_since",
    "clear",
    "digests",
    "discard",
    "fetch",
    "forget",
    "load",
    "open_derived",
    "put",
    "set_stamp",
    "stamp",
    "state",
]


class DerivedRow(NamedTuple):
    """Bytes computed from one part of a record; ``digest`` names what they were computed from."""

    record_type: str
    record_id: str
    part: str
    digest: str
    value: bytes


class Change(NamedTuple):
    """A row, and the number of the write that put it there."""

    seq: int
    row: DerivedRow


class DerivedState(NamedTuple):
    """How far the file has come.

    Where ``generation`` is not what it was, rows went away: read all again.
    Where only ``seq`` grew, ``changed_since`` tells the rest.
    """

    generation: str
    seq: int


def put(db: Database, rows: Iterable[DerivedRow]) -> None:
    """Write rows in place of those of the same record and part, all or none."""
    with _named_damage(), db.atomic():
        db.conn.executemany(
            "INSERT OR REPLACE INTO derived (record_type, record_id, part, digest, value)"
            " VALUES (?, ?, ?, ?, ?)",
            rows,
        )


def fetch(db: Database, record_type: str, record_ids: Iterable[str], part: str) -> dict[str, bytes]:
    """The values of these records' part, by id; ids without one are left out."""
    with _named_damage():
        rows = db.execute(
            "SELECT record_id, value FROM derived WHERE record_type = ? AND part = ?"
            " AND record_id IN (SELECT value FROM json_each(?))",
            [record_type, part, json.dumps(list(record_ids))],
        )
        return dict(rows.fetchall())


def load(db: Database, record_type: str, part: str) -> Iterator[tuple[str, bytes]]:
    """Every id and value of one part, in id order, streaming."""
    with _named_damage():
        yield from db.execute(
            "SELECT record_id, value FROM derived WHERE record_type = ? AND part = ?"
            " ORDER BY record_id",
            [record_type, part],
        )


def changed_since(db: Database, seq: int) -> list[Change]:
    """Rows written after a number, in the order of their writing."""
    with _named_damage():
        rows = db.execute(
            "SELECT seq, record_type, record_id, part, digest, value FROM derived"
            " WHERE seq > ? ORDER BY seq",
            [seq],
        )
        return [Change(number, DerivedRow(*row)) for number, *row in rows]


def digests(db: Database, record_type: str, part: str) -> dict[str, str]:
    """What each record's part was computed from, by id."""
    with _named_damage():
        rows = db.execute(
            "SELECT record_id, digest FROM derived WHERE record_type = ? AND part = ?",
            [record_type, part],
        )
        return dict(rows.fetchall())


def forget(db: Database, record_type: str, record_ids: Iterable[str]) -> None:
    """Delete every part of these records."""
    with _named_damage(), db.atomic():
        db.execute(
            "DELETE FROM derived WHERE record_type = ?"
            " AND record_id IN (SELECT value FROM json_each(?))",
            [record_type, json.dumps(list(record_ids))],
        )
        _renew(db)


def state(db: Database) -> DerivedState:
    """How far the file has come; cheap enough to ask at every request."""
    with _named_damage():
        row = db.execute(
            "SELECT coalesce((SELECT value FROM stamp WHERE key = ?), ''),"
            " coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'derived'), 0)",
            [GENERATION],
        ).fetchone()
        return DerivedState(*row)


def stamp(db: Database) -> dict[str, str]:
    """What the file says about how its values were computed."""
    with _named_damage():
        rows = db.execute("SELECT key, value FROM stamp WHERE key <> ?", [GENERATION])
        return dict(rows.fetchall())


def set_stamp(db: Database, values: Mapping[str, str]) -> None:
    """Say how the values are computed, in place of what was said before."""
    with _named_damage(), db.atomic():
        db.execute("DELETE FROM stamp WHERE key <> ?", [GENERATION])
        db.conn.executemany("INSERT INTO stamp (key, value) VALUES (?, ?)", values.items())


def clear(db: Database) -> None:
    """Delete every value and the stamp."""
    with _named_damage(), db.atomic():
        db.execute("DELETE FROM derived")
        db.execute("DELETE FROM stamp")
        _renew(db)


def _renew(db: Database) -> None:
    db.execute(
        "INSERT OR REPLACE INTO stamp (key, value) VALUES (?, ?)",
        [GENERATION, secrets.token_hex(8)],
    )


@contextmanager
def _named_damage() -> Iterator[None]:
    try:
        yield
    except UNUSABLE as error:
        if _is_damage(error):
            raise DerivedDamaged(reason=str(error)) from error
        raise


def _is_damage(error: Exception) -> bool:
    # SQLite reports damage that it recognises with the parent class itself.
    # Damaged text, names and headers surface otherwise.
    signs = ("Could not decode", "no such", "attempt to write a readonly")
    operational = isinstance(error, sqlite3.OperationalError) and str(error).startswith(signs)
    return operational or type(error) in (sqlite3.DatabaseError, UnicodeDecodeError)
