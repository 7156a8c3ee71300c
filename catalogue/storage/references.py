"""References to records that do not exist."""

from __future__ import annotations

from typing import NamedTuple

from sqlite_utils import Database

_DANGLING = """
SELECT 'component', id, 'replaced_by', replaced_by FROM component AS one
WHERE replaced_by IS NOT NULL
AND NOT EXISTS (SELECT 1 FROM component WHERE id = one.replaced_by)
UNION ALL
SELECT 'component', component, 'relations[' || position || '].target', target
FROM component_relation AS one
WHERE NOT EXISTS (SELECT 1 FROM component WHERE id = one.target)
UNION ALL
SELECT 'capability', id, 'parent', parent FROM capability AS one
WHERE parent IS NOT NULL
AND NOT EXISTS (SELECT 1 FROM capability WHERE id = one.parent)
ORDER BY 1, 2, 3
"""


class Dangling(NamedTuple):
    """A record of ``type`` and ``id`` whose ``field`` names a ``value`` that does not exist."""

    type: str
    id: str
    field: str
    value: str


def dangling(db: Database) -> list[Dangling]:
    """Forward references that nothing has answered yet.

    Ask before the end of a transaction: one that ends with any is refused.
    """
    return [Dangling(*row) for row in db.execute(_DANGLING)]
