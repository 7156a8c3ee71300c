"""Opening the disposable file, and making it anew where it is damaged."""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlite_utils import Database

from .connection import UNUSABLE, WAIT_SECONDS, connect, is_busy, named, transaction

GENERATION = "generation"
_LAYOUT = 1
_COLUMNS = {
    "derived": ["seq", "record_type", "record_id", "part", "digest", "value"],
    "stamp": ["key", "value"],
}
_TABLES = (
    """CREATE TABLE derived (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        record_type TEXT NOT NULL,
        record_id TEXT NOT NULL,
        part TEXT NOT NULL,
        digest TEXT NOT NULL,
        value BLOB NOT NULL,
        UNIQUE (record_type, part, record_id)
    )""",
    "CREATE TABLE stamp (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
)


class _Strange(Exception):
    """The file is sound, and is not laid out as this version lays it out."""


def open_derived(path: Path) -> Database:
    """The disposable file, made where it is missing, and anew where it is damaged or foreign.

    Raises DatabaseUnreadable where no file can be made there, and DatabaseBusy
    where another process does not let go of it.
    """
    try:
        return _open(path)
    except (*UNUSABLE, _Strange) as error:
        if is_busy(error) or not os.access(path, os.W_OK) or not path.is_file():
            raise named(error, path) from error
    return _remake(path)


def discard(path: Path) -> None:
    """Throw the file away, for a fresh one to be opened in its place."""
    with _alone(path):
        _delete(path)


def _remake(path: Path) -> Database:
    with _alone(path):
        try:
            return _open(path)  # another process may have remade it meanwhile
        except (*UNUSABLE, _Strange):
            _delete(path)
        try:
            return _open(path)
        except (*UNUSABLE, _Strange) as error:
            raise named(error, path) from error


def _delete(path: Path) -> None:
    # The log goes first: a fresh file must never meet the log of an old one.
    for suffix in ("-wal", "-shm", ""):
        path.with_name(f"{path.name}{suffix}").unlink(missing_ok=True)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    # SQLite's own lock on a file beside it, because it works on every system.
    beside = path.with_name(f"{path.name}.lock")
    try:
        lock = sqlite3.connect(beside, timeout=WAIT_SECONDS, isolation_level=None)
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error as error:
        raise named(error, path) from error
    with closing(lock):
        yield


def _open(path: Path) -> Database:
    db = connect(path, create=True)
    try:
        db.execute("PRAGMA synchronous = NORMAL")
        if not _is_laid_out(db):
            with transaction(db):
                if not _is_laid_out(db):
                    _lay_out(db)
        return db
    except BaseException:
        db.close()
        raise


def _is_laid_out(db: Database) -> bool:
    layout = db.execute("PRAGMA user_version").fetchone()[0]
    if layout == 0 and not db.table_names():
        return False
    columns = {
        table: [row[1] for row in db.execute(f"PRAGMA table_info({table})")] for table in _COLUMNS
    }
    if layout != _LAYOUT or columns != _COLUMNS:
        raise _Strange(f"layout {layout}")
    db.execute("SELECT max(seq) FROM derived").fetchone()
    return True


def _lay_out(db: Database) -> None:
    for statement in _TABLES:
        db.execute(statement)
    db.execute("INSERT INTO stamp VALUES (?, ?)", [GENERATION, secrets.token_hex(8)])
    db.execute(f"PRAGMA user_version = {_LAYOUT}")
