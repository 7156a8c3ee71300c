from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlite_utils import Database

from catalogue.storage import audit
from catalogue.storage.audit import Break
from catalogue.storage.connection import transaction
from tests.tampering import tamper

from .builders import NOON


@pytest.fixture
def log(db: Database) -> Database:
    with transaction(db):
        for n in range(1, 6):
            audit.append(db, "ana", "saw", f"component/{n}", {"n": n, "é": [1.5, None]}, NOON)
    return db


def test_entries_come_back_in_order_and_hold(log: Database) -> None:
    first, *_, last = audit.entries(log)
    assert (first.seq, first.at, first.actor, first.details["é"]) == (1, NOON, "ana", [1.5, None])
    assert audit.head(log) == (5, last.hash)
    assert [entry.seq for entry in audit.entries(log, after=2, limit=2)] == [3, 4]
    assert [entry.seq for entry in audit.entries(log, subject="component/4")] == [4]
    assert audit.verify(log) == []


def test_an_empty_log_holds(db: Database) -> None:
    assert audit.verify(db) == []
    assert audit.head(db) == (0, audit.FIRST_PREVIOUS)


def test_an_entry_needs_a_transaction(db: Database) -> None:
    with pytest.raises(RuntimeError):
        audit.append(db, "ana", "saw", "x")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET actor = 'bob'",
        "DELETE FROM audit",
        "INSERT OR REPLACE INTO audit VALUES (2, '', 'bob', '', '', '{}', '', '')",
        "REPLACE INTO audit VALUES (5, '', 'bob', '', '', '{}', '', '')",
    ],
)
def test_the_log_only_grows_whoever_opens_the_file(
    log: Database, path: Path, statement: str
) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="only grows"):
        log.execute(statement)
    bare = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match="only grows"):
        bare.execute(statement)
    bare.close()
    assert audit.verify(log) == []


@pytest.mark.parametrize("column", ["at", "actor", "action", "subject", "details"])
@pytest.mark.parametrize("value", ["'other'", "X'00FF'", "7"])
def test_any_altered_field_is_found(log: Database, column: str, value: str) -> None:
    tamper(log, f"UPDATE audit SET {column} = {value} WHERE seq = 3")  # noqa: S608
    assert audit.verify(log) == [Break(3, "altered")]


def test_a_removed_entry_is_found(log: Database) -> None:
    tamper(log, "DELETE FROM audit WHERE seq = 3")
    assert audit.verify(log) == [Break(3, "missing")]


@pytest.mark.parametrize("where", ["seq > 3", "1"])
def test_a_cut_tail_is_found(log: Database, where: str) -> None:
    tamper(log, f"DELETE FROM audit WHERE {where}")  # noqa: S608
    assert audit.verify(log) == [Break(5, "missing")]


def test_a_removal_covered_by_renumbering_is_found(log: Database) -> None:
    tamper(
        log,
        "DELETE FROM audit WHERE seq = 2",
        "UPDATE audit SET seq = seq - 1 WHERE seq > 2",
        "UPDATE sqlite_sequence SET seq = 4 WHERE name = 'audit'",
    )
    assert Break(2, "unlinked") in audit.verify(log)


def a_resealed_entry(db: Database) -> None:
    tamper(db, "UPDATE audit SET actor = 'bob' WHERE seq = 3")
    columns = "seq, at, actor, action, subject, details, previous_hash"
    row = db.execute(f"SELECT {columns} FROM audit WHERE seq = 3").fetchone()  # noqa: S608
    db.execute("UPDATE audit SET hash = ? WHERE seq = 3", [audit._seal(list(row))])


def a_foreign_link(db: Database) -> None:
    tamper(db, "UPDATE audit SET previous_hash = 'x' WHERE seq = 4")


@pytest.mark.parametrize("harm", [a_resealed_entry, a_foreign_link])
def test_a_forged_seal_breaks_the_link_after_it(
    log: Database, harm: Callable[[Database], None]
) -> None:
    harm(log)
    assert Break(4, "unlinked") in audit.verify(log)
