"""Ties between components, seen from the component that others name."""

from __future__ import annotations

from sqlite_utils import Database


def pointing_at(db: Database, component_id: str) -> list[tuple[str, str]]:
    """The kind of each tie to a component and the identifier of who declares it."""
    rows = db.execute(
        "SELECT type, component FROM component_relation WHERE target = ? ORDER BY type, component",
        [component_id],
    )
    return [(kind, component) for kind, component in rows]


def replaced_with(db: Database, component_id: str) -> list[str]:
    """Identifiers of the components that a component has taken the place of."""
    rows = db.execute("SELECT id FROM component WHERE replaced_by = ? ORDER BY id", [component_id])
    return [row[0] for row in rows]
