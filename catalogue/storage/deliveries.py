"""Messages that wait for other systems, that reached them, and that never did."""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from sqlite_utils import Database

from .connection import require_transaction
from .times import from_text, to_text

_ALL = (
    "SELECT number, webhook, message, event, body, created_at, state, due_at, attempts,"
    " tried_at, status, failure FROM delivery"
)
_IS_DUE = (
    " WHERE state = 'waiting' AND due_at <= :now"
    " AND (claimed_until IS NULL OR claimed_until <= :now)"
    " AND webhook IN (SELECT id FROM webhook WHERE active)"
    " AND webhook NOT IN (SELECT value FROM json_each(:skipped))"
    " ORDER BY due_at, number LIMIT 1"
)


class DeliveryState(str, Enum):
    """Whether a message waits, has arrived, or is given up."""

    waiting = "waiting"
    delivered = "delivered"
    dead = "dead"


@dataclass(frozen=True)
class Delivery:
    """A message for a target. ``message`` names it to the receiver, however often it is sent.

    ``status`` is what the receiver answered last, ``failure`` the code of what
    went wrong last; None where nothing did.
    """

    number: int
    webhook_id: str
    message: str
    event: str
    body: str
    created_at: datetime
    state: DeliveryState
    due_at: datetime
    attempts: int
    tried_at: datetime | None
    status: int | None
    failure: str | None


@dataclass(frozen=True)
class Attempt:
    """What came of trying, and when to try again; ``due_at`` is ``at`` where it is not to be."""

    state: DeliveryState
    at: datetime
    due_at: datetime
    status: int | None
    failure: str | None


def announce(db: Database, event: str, data: Mapping[str, Any], at: datetime) -> None:
    """Let every active target that asks for such an event be told of it.

    Raises RuntimeError outside a transaction: the change and the news of it
    are stored together or not at all.
    """
    require_transaction(db)
    asking = db.execute(
        "SELECT id FROM webhook JOIN webhook_event ON webhook = id WHERE active AND event = ?"
        " ORDER BY id",
        [event],
    ).fetchall()
    for (webhook_id,) in asking:
        enqueue(db, webhook_id, event, data, at)


def enqueue(
    db: Database, webhook_id: str, event: str, data: Mapping[str, Any], at: datetime
) -> None:
    """Let one target be told of something. Raises RuntimeError outside a transaction."""
    require_transaction(db)
    now = to_text(at)
    body = json.dumps({"type": event, "timestamp": now, "data": data}, ensure_ascii=False)
    db.execute(
        "INSERT INTO delivery (webhook, message, event, body, created_at, state, due_at)"
        " VALUES (?, ?, ?, ?, ?, 'waiting', ?)",
        [webhook_id, f"msg_{secrets.token_hex(16)}", event, body, now, now],
    )


def anything_due(db: Database, at: datetime) -> bool:
    """Whether a message waits to be sent now."""
    return db.execute(_ALL + _IS_DUE, {"now": to_text(at), "skipped": "[]"}).fetchone() is not None


def claim(
    db: Database, at: datetime, until: datetime, skipped: Collection[str] = ()
) -> Delivery | None:
    """The message that is due longest, kept from others until a time; None where none is.

    Targets that are ``skipped`` wait. Raises RuntimeError outside a transaction.
    """
    require_transaction(db)
    asked = {"now": to_text(at), "skipped": json.dumps(sorted(skipped))}
    row = db.execute(_ALL + _IS_DUE, asked).fetchone()
    if row is None:
        return None
    db.execute("UPDATE delivery SET claimed_until = ? WHERE number = ?", [to_text(until), row[0]])
    return _delivery(row)


def settle(db: Database, number: int, attempt: Attempt) -> None:
    """Keep what came of trying a message. Raises RuntimeError outside a transaction."""
    require_transaction(db)
    db.execute(
        "UPDATE delivery SET state = ?, tried_at = ?, due_at = ?, status = ?, failure = ?,"
        " attempts = attempts + 1, claimed_until = NULL WHERE number = ?",
        [
            attempt.state.value,
            to_text(attempt.at),
            to_text(attempt.due_at),
            attempt.status,
            attempt.failure,
            number,
        ],
    )


def revive(db: Database, webhook_id: str, at: datetime, number: int | None = None) -> int:
    """Let a dead message of a target, or all of them, be tried anew; how many there were.

    Raises RuntimeError outside a transaction.
    """
    require_transaction(db)
    revived = db.execute(
        "UPDATE delivery SET state = 'waiting', attempts = 0, due_at = :now"
        " WHERE webhook = :webhook AND state = 'dead' AND (:number IS NULL OR number = :number)",
        {"now": to_text(at), "webhook": webhook_id, "number": number},
    )
    return int(revived.rowcount)


def forget_delivered(db: Database, before: datetime) -> None:
    """Forget what arrived before a time. Raises RuntimeError outside a transaction."""
    require_transaction(db)
    db.execute("DELETE FROM delivery WHERE state = 'delivered' AND due_at < ?", [to_text(before)])


def latest(
    db: Database, webhook_id: str, limit: int, state: DeliveryState | None = None
) -> list[Delivery]:
    """The newest messages of a target, of one state or of any."""
    rows = db.execute(
        f"{_ALL} WHERE webhook = :webhook AND (:state IS NULL OR state = :state)"
        " ORDER BY number DESC LIMIT :limit",
        {"webhook": webhook_id, "state": state.value if state else None, "limit": limit},
    )
    return [_delivery(row) for row in rows]


def counts(db: Database) -> dict[tuple[str, DeliveryState], int]:
    """How many messages each target has in each state."""
    rows = db.execute("SELECT webhook, state, count(*) FROM delivery GROUP BY webhook, state")
    return {(webhook_id, DeliveryState(state)): count for webhook_id, state, count in rows}


def _delivery(row: tuple[Any, ...]) -> Delivery:
    number, webhook_id, message, event, body, created, state, due, attempts, *last = row
    tried, status, failure = last
    return Delivery(
        number=number,
        webhook_id=webhook_id,
        message=message,
        event=event,
        body=body,
        created_at=from_text(created),
        state=DeliveryState(state),
        due_at=from_text(due),
        attempts=attempts,
        tried_at=from_text(tried) if tried else None,
        status=status,
        failure=failure,
    )
