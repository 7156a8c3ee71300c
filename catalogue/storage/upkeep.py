"""Which components of some public bodies wait longest for somebody to confirm them."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlite_utils import Database


class Tended(NamedTuple):
    """A component, whether it is retired, and when somebody last said that its entry is true."""

    id: str
    retired: bool
    verified_on: date | None


_ALL = "SELECT id, lifecycle = 'retired', verified_on FROM component"
_ORDER = " ORDER BY 2, verified_on IS NOT NULL, verified_on, id"


def of_bodies(db: Database, owners: Collection[str]) -> list[Tended]:
    """The components that these public bodies own.

    Those that were never confirmed come first, then those confirmed longest
    ago; retired ones come last.
    """
    sql = f"{_ALL} WHERE owner IN (SELECT value FROM json_each(?)){_ORDER}"
    return _read(db.execute(sql, [json.dumps(sorted(owners))]).fetchall())


def of_all(db: Database) -> list[Tended]:
    """Every component, in the same order."""
    return _read(db.execute(f"{_ALL}{_ORDER}").fetchall())


def _read(rows: list[tuple[str, int, str | None]]) -> list[Tended]:
    return [
        Tended(one, bool(retired), date.fromisoformat(day) if day else None)
        for one, retired, day in rows
    ]
