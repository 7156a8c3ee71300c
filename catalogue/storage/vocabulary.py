"""The instance's own lexicon and thesaurus, in the database: each a whole, or not there.

Where an instance has none of its own, the one that ships is in force.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlite_utils import Database

from catalogue.domain.concept import Concept
from catalogue.domain.equivalent import Equivalent
from catalogue.domain.text import Model

from . import audit, queue
from .connection import require_transaction
from .times import to_text

M = TypeVar("M", bound=Model)

QUEUED_AS = "vocabulary"
"""Stands for the type of record in the queue: what is derived has to follow the list."""


@dataclass(frozen=True)
class ListOf(Generic[M]):
    """Which list, and of what."""

    name: str
    model: type[M]


LEXICON = ListOf("lexicon", Equivalent)
THESAURUS = ListOf("thesaurus", Concept)


@dataclass(frozen=True)
class Stored(Generic[M]):
    """The entries of a list, and a digest that changes whenever they do."""

    digest: str
    entries: tuple[M, ...]


def digest(db: Database, kind: ListOf[M]) -> str | None:
    """The digest of the instance's own list, None where it has none; cheap to ask."""
    row = db.execute("SELECT digest FROM vocabulary WHERE list = ?", [kind.name]).fetchone()
    return str(row[0]) if row else None


def fetch(db: Database, kind: ListOf[M]) -> Stored[M] | None:
    """The instance's own list, None where it has none."""
    sql = "SELECT digest, document FROM vocabulary WHERE list = ?"
    row = db.execute(sql, [kind.name]).fetchone()
    if row is None:
        return None
    return Stored(row[0], tuple(kind.model.model_validate(one) for one in json.loads(row[1])))


def put(
    db: Database,
    kind: ListOf[M],
    entries: Sequence[M],
    *,
    actor: str,
    details: Mapping[str, Any],
    at: datetime | None = None,
) -> None:
    """Write the list in place of what there was; ``details`` go into the audit log.

    Raises RuntimeError outside a transaction.
    """
    require_transaction(db)
    document = json.dumps([entry.model_dump(mode="json") for entry in entries])
    db.execute(
        "INSERT OR REPLACE INTO vocabulary (list, digest, document) VALUES (?, ?, ?)",
        [kind.name, hashlib.sha256(document.encode("ascii")).hexdigest(), document],
    )
    _note(db, kind.name, actor, "imported", details, at)


def remove(
    db: Database,
    kind: ListOf[M],
    *,
    actor: str,
    details: Mapping[str, Any],
    at: datetime | None = None,
) -> None:
    """Let the instance have no list of its own. Raises RuntimeError outside a transaction."""
    require_transaction(db)
    db.execute("DELETE FROM vocabulary WHERE list = ?", [kind.name])
    _note(db, kind.name, actor, "reset", details, at)


def _note(
    db: Database,
    name: str,
    actor: str,
    action: str,
    details: Mapping[str, Any],
    at: datetime | None,
) -> None:
    queue.enqueue(db, QUEUED_AS, name, to_text(at))
    audit.append(db, actor, action, f"{QUEUED_AS}/{name}", details, at)
