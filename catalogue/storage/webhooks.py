"""Systems that are told of what happens, in the database."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from catalogue.domain.errors import EditConflict, NotFound
from catalogue.domain.happening import Happening
from catalogue.domain.webhook import Target

from . import audit
from .connection import require_transaction
from .times import from_text, to_text

_ALL = (
    "SELECT id, address, note, active, salt, handed_over, former_salt, former_until, revision,"
    " created_at, updated_at,"
    " (SELECT group_concat(event, ' ') FROM webhook_event WHERE webhook = webhook.id)"
    " FROM webhook"
)


@dataclass(frozen=True)
class Webhook:
    """A target, and what the database knows about it.

    Messages are signed with what its ``salt`` makes, and until ``former_until``
    also with what the ``former_salt`` makes. ``handed_over`` says that the
    present secret was shown to somebody.
    """

    target: Target
    salt: str
    handed_over: bool
    former_salt: str | None
    former_until: datetime | None
    revision: int
    created_at: datetime
    updated_at: datetime


def subject(webhook_id: str) -> str:
    """How the audit log names a target."""
    return f"webhook/{webhook_id}"


def save(
    db: Database, target: Target, *, actor: str, at: datetime, expected_revision: int | None = None
) -> None:
    """Write the target where it is new or differs, with an entry in the audit log.

    Raises EditConflict where it is at another revision than the one expected,
    and RuntimeError outside a transaction.
    """
    require_transaction(db)
    old = find(db, target.id)
    revision = old.revision if old else 0
    if expected_revision is not None and expected_revision != revision:
        raise EditConflict(
            type="webhook", id=target.id, expected=expected_revision, actual=revision
        )
    if old and old.target == target:
        return
    now = to_text(at)
    db.execute(
        "INSERT INTO webhook (id, address, note, active, salt, revision, created_at, updated_at)"
        " VALUES (:id, :address, :note, :active, :salt, :revision, :now, :now)"
        " ON CONFLICT (id) DO UPDATE SET address = excluded.address, note = excluded.note,"
        " active = excluded.active, revision = excluded.revision,"
        " updated_at = excluded.updated_at",
        {
            "id": target.id,
            "address": target.address,
            "note": target.note,
            "active": target.active,
            "salt": secrets.token_hex(16),
            "revision": revision + 1,
            "now": now,
        },
    )
    db.execute("DELETE FROM webhook_event WHERE webhook = ?", [target.id])
    db.conn.executemany(
        "INSERT INTO webhook_event (webhook, event) VALUES (?, ?)",
        [(target.id, event.value) for event in sorted(target.events)],
    )
    changes = _changes(old.target if old else None, target)
    audit.append(db, actor, "changed" if old else "created", subject(target.id), changes, at)


def remove(db: Database, webhook_id: str, *, actor: str, at: datetime) -> None:
    """Forget a target and all that it was to be told. Raises RuntimeError outside a transaction."""
    require_transaction(db)
    db.execute("DELETE FROM webhook WHERE id = ?", [webhook_id])
    audit.append(db, actor, "removed", subject(webhook_id), at=at)


def mark_handed_over(db: Database, webhook_id: str, *, actor: str, at: datetime) -> None:
    """Note that the present secret was shown. Raises RuntimeError outside a transaction."""
    require_transaction(db)
    db.execute("UPDATE webhook SET handed_over = 1 WHERE id = ?", [webhook_id])
    audit.append(db, actor, "secret_shown", subject(webhook_id), at=at)


def renew_salt(
    db: Database, webhook_id: str, former_until: datetime, *, actor: str, at: datetime
) -> None:
    """Begin another secret; the former one signs along until a time.

    Raises RuntimeError outside a transaction.
    """
    require_transaction(db)
    db.execute(
        "UPDATE webhook SET former_salt = salt, former_until = ?, salt = ?, handed_over = 1"
        " WHERE id = ?",
        [to_text(former_until), secrets.token_hex(16), webhook_id],
    )
    audit.append(db, actor, "secret_renewed", subject(webhook_id), at=at)


def get(db: Database, webhook_id: str) -> Webhook:
    """The target of this id. Raises NotFound."""
    found = find(db, webhook_id)
    if found is None:
        raise NotFound(type="webhook", id=webhook_id)
    return found


def find(db: Database, webhook_id: str) -> Webhook | None:
    """The target of this id; None where there is none."""
    row = db.execute(f"{_ALL} WHERE id = ?", [webhook_id]).fetchone()
    return _webhook(row) if row else None


def all(db: Database) -> list[Webhook]:
    """Every target, in the order in which they were named."""
    return [_webhook(row) for row in db.execute(f"{_ALL} ORDER BY created_at, id")]


def _webhook(row: tuple[Any, ...]) -> Webhook:
    webhook_id, address, note, active, salt, handed_over, former, until, *rest = row
    revision, created, updated, events = rest
    target = Target(
        id=webhook_id,
        address=address,
        note=note,
        events=frozenset(Happening(event) for event in events.split()),
        active=bool(active),
    )
    return Webhook(
        target=target,
        salt=salt,
        handed_over=bool(handed_over),
        former_salt=former,
        former_until=from_text(until) if until else None,
        revision=revision,
        created_at=from_text(created),
        updated_at=from_text(updated),
    )


def _changes(old: Target | None, new: Target) -> Mapping[str, Any]:
    before, after = _plain(old) if old else {}, _plain(new)
    return {
        name: [before.get(name), value]
        for name, value in after.items()
        if before.get(name) != value
    }


def _plain(target: Target) -> dict[str, Any]:
    document = target.model_dump(mode="json", exclude={"id"})
    return {**document, "events": sorted(document["events"])}
