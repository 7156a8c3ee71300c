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


_TENDED = """
SELECT id, lifecycle = 'retired', verified_on FROM component
WHERE :owners IS NULL OR owner IN (SELECT value FROM json_each(:owners))
ORDER BY 2, verified_on IS NOT NULL, verified_on, id
"""


def tended(db: Database, owners: Collection[str] | None) -> list[Tended]:
    """The components that these public bodies own, or where None is given all of them.

    Those that were never confirmed come first, then those confirmed longest
    ago; retired ones come last.
    """
    wanted = None if owners is None else json.dumps(sorted(owners))
    rows = db.execute(_TENDED, {"owners": wanted}).fetchall()
    return [
        Tended(one, bool(retired), date.fromisoformat(day) if day else None)
        for one, retired, day in rows
    ]
