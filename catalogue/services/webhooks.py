"""Administrators name the systems that are told of what happens, and look after them."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from catalogue.domain.errors import CatalogueError, FieldError, InvalidRecord
from catalogue.domain.happening import TEST
from catalogue.domain.validation import validate
from catalogue.domain.webhook import Target
from catalogue.storage import audit, deliveries, webhooks
from catalogue.storage.connection import transaction
from catalogue.storage.deliveries import Delivery as Delivery
from catalogue.storage.deliveries import DeliveryState as DeliveryState
from catalogue.storage.times import moment
from catalogue.storage.webhooks import Webhook as Webhook

from .permissions import Action, Actor, require
from .reaching import OutOfReach, Reach, located
from .signatures import secret_of
from .typed import without_blanks
from .workspace import Workspace

FORMER_SECRET_FOR = timedelta(hours=24)
"""How long messages are also signed with the secret before, while the receiver changes over."""

_ADDRESS = ("address",)

SHOWN = 20
"""Messages of a target that are shown, and as many that are dead."""


class SecretHandedOver(CatalogueError):
    """The secret was shown already; another one can be made."""

    code = "secret_handed_over"


class TargetPaused(CatalogueError):
    """Nothing is sent to a target that is paused."""

    code = "target_paused"


@dataclass(frozen=True)
class Overseen:
    """A target, and how many messages wait for it or never reached it."""

    webhook: Webhook
    waiting: int
    dead: int


@dataclass(frozen=True)
class Traffic:
    """The newest messages of a target, and the newest of those that were given up."""

    latest: list[Delivery]
    dead: list[Delivery]


def overseen(actor: Actor, workspace: Workspace) -> list[Overseen]:
    """Every target, in the order in which they were named. Raises NotAllowed."""
    require(actor, Action.manage_webhooks)
    return [_overseen(workspace, one) for one in webhooks.all(workspace.db)]


def webhook(actor: Actor, workspace: Workspace, webhook_id: str) -> Overseen:
    """One target. Raises NotAllowed and NotFound."""
    require(actor, Action.manage_webhooks)
    return _overseen(workspace, webhooks.get(workspace.db, webhook_id))


def traffic(actor: Actor, workspace: Workspace, webhook_id: str) -> Traffic:
    """What was sent to a target. Raises NotAllowed and NotFound."""
    require(actor, Action.manage_webhooks)
    webhooks.get(workspace.db, webhook_id)
    return Traffic(
        deliveries.latest(workspace.db, webhook_id, SHOWN),
        deliveries.latest(workspace.db, webhook_id, SHOWN, DeliveryState.dead),
    )


def add(
    actor: Actor,
    workspace: Workspace,
    data: Mapping[str, Any],
    reach: Reach,
    at: datetime | None = None,
) -> Target:
    """Name a target by the fields of a Target without its id.

    Raises NotAllowed and InvalidRecord.
    """
    require(actor, Action.manage_webhooks)
    target = _valid({**data, "id": _new_id()}, reach)
    with transaction(workspace.db) as db:
        webhooks.save(db, target, actor=actor.recorded, at=moment(at), expected_revision=0)
    return target


def change(
    actor: Actor,
    workspace: Workspace,
    webhook_id: str,
    data: Mapping[str, Any],
    reach: Reach,
    *,
    expected_revision: int,
) -> None:
    """Give a target's fields new values; what waits goes to the new address.

    Raises NotAllowed, NotFound, InvalidRecord and EditConflict.
    """
    require(actor, Action.manage_webhooks)
    held = webhooks.get(workspace.db, webhook_id).target
    target = _valid({**held.model_dump(), **data, "id": webhook_id}, reach)
    with transaction(workspace.db) as db:
        webhooks.save(
            db,
            target,
            actor=actor.recorded,
            at=moment(),
            expected_revision=expected_revision,
        )


def set_active(actor: Actor, workspace: Workspace, webhook_id: str, *, active: bool) -> None:
    """Pause a target, or go on sending. Raises NotAllowed and NotFound.

    What waits already goes on waiting; what happens during the pause is not told later.
    """
    require(actor, Action.manage_webhooks)
    with transaction(workspace.db) as db:
        held = webhooks.get(db, webhook_id).target
        made = held.model_copy(update={"active": active})
        webhooks.save(db, made, actor=actor.recorded, at=moment())


def remove(actor: Actor, workspace: Workspace, webhook_id: str) -> None:
    """Forget a target and what waits for it. Raises NotAllowed and NotFound."""
    require(actor, Action.manage_webhooks)
    with transaction(workspace.db) as db:
        webhooks.get(db, webhook_id)
        webhooks.remove(db, webhook_id, actor=actor.recorded, at=moment())


def reveal_secret(actor: Actor, workspace: Workspace, webhook_id: str) -> str:
    """The secret of a target, this once.

    Raises NotAllowed, NotFound, SecretHandedOver and InstanceKeyUnusable.
    """
    require(actor, Action.manage_webhooks)
    with transaction(workspace.db) as db:
        held = webhooks.get(db, webhook_id)
        if held.handed_over:
            raise SecretHandedOver()
        webhooks.mark_handed_over(db, webhook_id, actor=actor.recorded, at=moment())
    return secret_of(workspace.home, held.salt)


def renew_secret(
    actor: Actor, workspace: Workspace, webhook_id: str, at: datetime | None = None
) -> str:
    """Another secret for a target, shown this once; the former one is good for a day more.

    Raises NotAllowed, NotFound and InstanceKeyUnusable.
    """
    require(actor, Action.manage_webhooks)
    now = moment(at)
    with transaction(workspace.db) as db:
        webhooks.get(db, webhook_id)
        until = now + FORMER_SECRET_FOR
        webhooks.renew_salt(db, webhook_id, until, actor=actor.recorded, at=now)
        renewed = webhooks.get(db, webhook_id)
    return secret_of(workspace.home, renewed.salt)


def send_trial(
    actor: Actor, workspace: Workspace, webhook_id: str, at: datetime | None = None
) -> None:
    """Let a message go out that says nothing. Raises NotAllowed, NotFound and TargetPaused."""
    require(actor, Action.manage_webhooks)
    with transaction(workspace.db) as db:
        if not webhooks.get(db, webhook_id).target.active:
            raise TargetPaused()
        deliveries.enqueue(db, webhook_id, TEST, {}, moment(at))


def send_again(
    actor: Actor,
    workspace: Workspace,
    webhook_id: str,
    number: int | None = None,
    at: datetime | None = None,
) -> int:
    """Try a dead message anew, or all that a target has; how many there were.

    Raises NotAllowed and NotFound.
    """
    require(actor, Action.manage_webhooks)
    now = moment(at)
    with transaction(workspace.db) as db:
        webhooks.get(db, webhook_id)
        revived = deliveries.revive(db, webhook_id, now, number)
        details = {"messages": revived}
        audit.append(db, actor.recorded, "sent_again", webhooks.subject(webhook_id), details, now)
    return revived


def _overseen(workspace: Workspace, one: Webhook) -> Overseen:
    counted = deliveries.counts(workspace.db)
    waiting, dead = (
        counted.get((one.target.id, state), 0)
        for state in (DeliveryState.waiting, DeliveryState.dead)
    )
    return Overseen(one, waiting, dead)


def _valid(data: Mapping[str, Any], reach: Reach) -> Target:
    """The target, at an address that the catalogue may send to; else all that is wrong."""
    flaws: list[FieldError] = []
    try:
        target = validate(Target, without_blanks(data))
    except InvalidRecord as error:
        flaws += error.errors
    if all(flaw.path != _ADDRESS for flaw in flaws):
        try:
            located(str(data["address"]), reach)
        except OutOfReach as error:
            flaws.append(FieldError(_ADDRESS, error.code, error.params))
    if flaws:
        raise InvalidRecord(flaws)
    return target


def _new_id() -> str:
    return f"w-{base64.b32encode(secrets.token_bytes(5)).decode().lower()}"
