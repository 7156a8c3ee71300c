"""Sending what waits for other systems: outside of requests, and again where it fails."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from catalogue.storage import audit, deliveries, webhooks
from catalogue.storage.connection import transaction
from catalogue.storage.deliveries import Attempt, Delivery, DeliveryState
from catalogue.storage.times import moment
from catalogue.storage.webhooks import Webhook

from .founding import SYSTEM
from .permissions import Action, Actor, require
from .posting import Answer, post
from .reaching import OutOfReach, Reach, located
from .signatures import signed_headers
from .workspace import Workspace

MOST_ATTEMPTS = 9
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=24)
"""Each wait is four times the one before: 30 s, 2 min, 8 min, 32 min, 2 h, 8½ h, then a day each,
so that the last attempt comes about two and a half days after the first."""

SPREAD = 0.25
"""By how much a wait may be longer, at random, lest all that failed together comes together."""

REMEMBERED = timedelta(days=30)
"""How long it is known what arrived."""

_CLAIMED = timedelta(minutes=2)
"""Longer than an attempt can take; who sends and dies lets others go on after it."""

_GONE = 410
"""The status by which a receiver says that it wants no more messages (Standard Webhooks)."""

Clock = Callable[[], datetime]
Chance = Callable[[], float]


@dataclass
class Round:
    """What came of sending: messages that arrived, that will be tried again, and that are dead."""

    delivered: int = 0
    postponed: int = 0
    dead: int = 0


def deliver_due(
    actor: Actor,
    workspace: Workspace,
    reach: Reach,
    *,
    clock: Clock = moment,
    chance: Chance = random.random,
) -> Round:
    """Send what is due, the oldest first; a target that fails is left alone until the next round.

    Several processes may do so at once: each message is sent by one of them.
    A message may come twice, under the same name, where a process dies while
    it sends. Raises NotAllowed, InstanceKeyUnusable and DatabaseBusy.
    """
    require(actor, Action.manage_webhooks)
    done, failing = Round(), set[str]()
    while (claimed := _claimed(workspace, clock(), failing)) is not None:
        delivery, webhook = claimed
        answer = _sent(workspace, webhook, delivery, reach, clock())
        attempt = _judged(delivery, answer, clock(), chance())
        _settle(workspace, delivery, attempt, answer)
        if attempt.state is DeliveryState.delivered:
            done.delivered += 1
            continue
        failing.add(webhook.target.id)
        if attempt.state is DeliveryState.dead:
            done.dead += 1
        else:
            done.postponed += 1
    if done.delivered:
        with transaction(workspace.db) as db:
            deliveries.forget_delivered(db, clock() - REMEMBERED)
    return done


def wait_before(attempt: int, chance: float) -> timedelta:
    """How long to wait after so many attempts; ``chance`` from 0 to 1 spreads it."""
    factor: int = 4 ** (min(attempt, MOST_ATTEMPTS) - 1)
    return min(LONGEST_WAIT, FIRST_WAIT * factor) * (1 + SPREAD * chance)


def _claimed(
    workspace: Workspace, at: datetime, failing: set[str]
) -> tuple[Delivery, Webhook] | None:
    if not deliveries.anything_due(workspace.db, at):
        return None
    with transaction(workspace.db) as db:
        delivery = deliveries.claim(db, at, at + _CLAIMED, failing)
        return (delivery, webhooks.get(db, delivery.webhook_id)) if delivery else None


def _sent(
    workspace: Workspace, webhook: Webhook, delivery: Delivery, reach: Reach, at: datetime
) -> Answer:
    body = delivery.body.encode()
    try:
        place = located(webhook.target.address, reach)
    except OutOfReach as error:
        return Answer(None, error.code)
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "foundations-catalogue",
        **signed_headers(workspace.home, webhook, delivery.message, body, at),
    }
    return post(place, body, headers)


def _judged(delivery: Delivery, answer: Answer, at: datetime, chance: float) -> Attempt:
    tried = delivery.attempts + 1
    if answer.taken:
        return Attempt(DeliveryState.delivered, at, at, answer.status, None)
    failure = answer.failure or "not_taken"
    if tried >= MOST_ATTEMPTS or answer.status == _GONE:
        return Attempt(DeliveryState.dead, at, at, answer.status, failure)
    due = at + wait_before(tried, chance)
    return Attempt(DeliveryState.waiting, at, due, answer.status, failure)


def _settle(workspace: Workspace, delivery: Delivery, attempt: Attempt, answer: Answer) -> None:
    with transaction(workspace.db) as db:
        deliveries.settle(db, delivery.number, attempt)
        held = webhooks.find(db, delivery.webhook_id)
        if answer.status == _GONE and held and held.target.active:
            made = held.target.model_copy(update={"active": False})
            webhooks.save(db, made, actor=SYSTEM, at=attempt.at)
            audit.append(db, SYSTEM, "gone", webhooks.subject(made.id), at=attempt.at)
