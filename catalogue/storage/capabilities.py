"""The controlled list of business capabilities, in the database."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from catalogue.domain.errors import NotFound
from catalogue.domain.organization import Capability
from catalogue.domain.text import BilingualLine, BilingualProse

from . import audit
from .connection import require_transaction
from .outcome import Outcome

_ALL = "SELECT id, parent, name_fr, name_en, definition_fr, definition_en FROM capability"


def save(
    db: Database, capability: Capability, *, actor: str, at: datetime | None = None
) -> Outcome:
    """Write a capability where it is new or differs.

    The parent may follow later in the same transaction. Raises RuntimeError
    outside a transaction.
    """
    require_transaction(db)
    old = _find(db, capability.id)
    if old == capability:
        return Outcome.unchanged
    definition = capability.definition
    db.execute(
        "INSERT INTO capability (id, parent, name_fr, name_en, definition_fr, definition_en)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET parent = excluded.parent,"
        " name_fr = excluded.name_fr, name_en = excluded.name_en,"
        " definition_fr = excluded.definition_fr, definition_en = excluded.definition_en",
        [
            capability.id,
            capability.parent,
            capability.name.fr,
            capability.name.en,
            definition.fr if definition else None,
            definition.en if definition else None,
        ],
    )
    outcome = Outcome.changed if old else Outcome.created
    document = capability.model_dump(mode="json", exclude={"type", "id"})
    audit.append(db, actor, outcome.value, f"capability/{capability.id}", document, at)
    return outcome


def get(db: Database, capability_id: str) -> Capability:
    """The capability. Raises NotFound."""
    found = _find(db, capability_id)
    if found is None:
        raise NotFound(type="capability", id=capability_id)
    return found


def all(db: Database) -> list[Capability]:
    """Every capability, in the order of their ids."""
    return [_capability(*row) for row in db.execute(f"{_ALL} ORDER BY id")]


def unknown(db: Database, capability_ids: tuple[str, ...]) -> list[int]:
    """The positions of ids that no capability has."""
    return [
        position
        for position, capability_id in enumerate(capability_ids)
        if not db.execute("SELECT 1 FROM capability WHERE id = ?", [capability_id]).fetchone()
    ]


def _find(db: Database, capability_id: str) -> Capability | None:
    row = db.execute(f"{_ALL} WHERE id = ?", [capability_id]).fetchone()
    return _capability(*row) if row else None


def _capability(
    capability_id: str,
    parent: str | None,
    name_fr: str | None,
    name_en: str | None,
    *definition: str | None,
) -> Capability:
    definition_fr, definition_en = definition
    return Capability(
        id=capability_id,
        parent=parent,
        name=BilingualLine(fr=name_fr, en=name_en),
        definition=BilingualProse(fr=definition_fr, en=definition_en) if any(definition) else None,
    )
