"""Opening the database, and changing it all or nothing."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from .errors import (
    DatabaseBusy,
    DatabaseMissing,
    DatabaseTooNew,
    DatabaseUnreadable,
    UnknownReference,
)
from .migrations import STEPS, applied, migrations
from .references import dangling

WAIT_SECONDS = 10.0

UNUSABLE = (sqlite3.Error, UnicodeDecodeError)
"""What opening a damaged file raises; SQLite quotes the damage, which need not be text."""


def open_database(path: Path, *, create: bool = False) -> Database:
    """A connection to the catalogue's database, brought up to date.

    Raises DatabaseMissing where there is no file and ``create`` is false,
    DatabaseUnreadable where the file is something else or may not be used,
    DatabaseTooNew where a newer version of the catalogue has changed it, and
    DatabaseBusy where another process does not let go of it.
    """
    try:
        if not create and not path.exists():
            raise DatabaseMissing(path=str(path))
        db = connect(path, create=create)
    except (*UNUSABLE, OSError) as error:
        raise named(error, path) from error
    try:
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA synchronous = FULL")
        _migrate(db, path, create=create)
    except UNUSABLE as error:
        db.close()
        raise named(error, path) from error
    except BaseException:
        db.close()
        raise
    return db


def connect(path: Path, *, create: bool) -> Database:
    """A connection in WAL mode that waits for locks; no tables are made or looked for.

    Raises any of UNUSABLE, as SQLite does.
    """
    mode = "rwc" if create else "rw"
    conn = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=WAIT_SECONDS,
        isolation_level=None,
    )
    try:
        _write_ahead(conn)
        return Database(conn, execute_plugins=False)
    except BaseException:
        conn.close()
        raise


def _write_ahead(conn: sqlite3.Connection) -> None:
    # SQLite does not wait for this lock as it does for others: two processes
    # that open a fresh file at once would see one fail.
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            conn.execute("PRAGMA journal_mode = WAL").fetchone()
            return
        except sqlite3.OperationalError as error:
            if not is_busy(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.005)


def is_busy(error: BaseException) -> bool:
    """Whether SQLite gave up waiting for another connection's lock."""
    return isinstance(error, sqlite3.OperationalError) and "locked" in str(error)


def write_unless_busy(db: Database, sql: str, params: Sequence[object]) -> bool:
    """Write what is not worth waiting for; whether it was written, which a busy database is not.

    Reading a page shall not wait for a long import to let go of the database.
    """
    db.execute("PRAGMA busy_timeout = 0")
    try:
        db.execute(sql, list(params))
    except sqlite3.OperationalError as error:
        if not is_busy(error):
            raise
        return False
    finally:
        db.execute(f"PRAGMA busy_timeout = {int(WAIT_SECONDS * 1000)}")
    return True


def named(error: Exception, path: Path) -> DatabaseBusy | DatabaseUnreadable:
    """What SQLite or the operating system raised, as an error of ours."""
    if is_busy(error):
        return DatabaseBusy(path=str(path))
    return DatabaseUnreadable(path=str(path), reason=str(error))


def _migrate(db: Database, path: Path, *, create: bool) -> None:
    if newer := [name for name in applied(db) if name not in STEPS]:
        raise DatabaseTooNew(path=str(path), migrations=newer)
    if not migrations.pending(db):
        return
    with transaction(db):
        if not applied(db):
            if db.table_names():
                raise DatabaseUnreadable(path=str(path), reason="not_a_catalogue")
            if not create:
                raise DatabaseUnreadable(path=str(path), reason="empty")
        migrations.apply(db)


@contextmanager
def transaction(db: Database) -> Iterator[Database]:
    """All of the block's changes, or none; nobody else writes meanwhile.

    Raises RuntimeError inside another transaction, DatabaseBusy where the lock
    does not come, and UnknownReference where the block leaves a record that
    refers to a component or capability that does not exist.
    """
    if db.conn.in_transaction:
        raise RuntimeError("a transaction is already open on this connection")
    try:
        db.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if is_busy(error):
            raise DatabaseBusy() from error
        raise
    try:
        yield db
        _commit(db)
    except BaseException:
        db.rollback()
        raise


def _commit(db: Database) -> None:
    try:
        db.execute("COMMIT")
    except sqlite3.IntegrityError as error:
        # The transaction is still open, so what is wrong with it can be seen.
        if found := dangling(db):
            raise UnknownReference(**found[0]._asdict()) from error
        raise


def require_transaction(db: Database) -> None:
    """Raises RuntimeError outside a transaction."""
    if not db.conn.in_transaction:
        raise RuntimeError("call this inside `with transaction(db):`")


def database_id(db: Database) -> str:
    """The random name that this database got when it was made."""
    row = db.execute("SELECT value FROM meta WHERE key = 'database_id'").fetchone()
    return str(row[0])
