"""A backup: the whole database in one file, taken while others use it."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlite_utils import Database

from .errors import DatabaseUnreadable, TargetExists


def backup(db: Database, target: Path) -> None:
    """Write a copy of the database, as it is now, to a new file.

    Raises TargetExists where the target is taken, DatabaseUnreadable where it
    cannot be written, and RuntimeError inside a transaction. The target either
    becomes the whole copy or does not appear.
    """
    if db.conn.in_transaction:
        raise RuntimeError("a backup cannot be taken inside a transaction")
    try:
        target.open("x").close()
    except FileExistsError as error:
        raise TargetExists(path=str(target)) from error
    except OSError as error:
        raise DatabaseUnreadable(path=str(target), reason=str(error)) from error
    try:
        with TemporaryDirectory(dir=target.parent) as folder:
            copy = Path(folder) / "copy"
            db.execute("VACUUM INTO ?", [str(copy)])
            _to_disk(copy)
            copy.replace(target)
    except BaseException as error:
        target.unlink(missing_ok=True)
        if isinstance(error, (sqlite3.Error, OSError)):
            raise DatabaseUnreadable(path=str(target), reason=str(error)) from error
        raise


def _to_disk(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
