"""Feeds of what concerns one person, opened by an address that only they know.

Feed readers cannot sign in. The address stands for the person; what it shows
is judged anew each time that it is asked for, by what the person may see then.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from uuid import UUID, uuid5

from catalogue.domain.errors import NotFound
from catalogue.domain.proposal import ProposalStatus
from catalogue.domain.text import Language
from catalogue.storage import audit, feed_addresses, people
from catalogue.storage.belonging import Belonging as Belonging
from catalogue.storage.belonging import proposals_of
from catalogue.storage.connection import database_id, transaction
from catalogue.storage.times import moment

from .permissions import Action, Actor, NotAllowed, SignInNeeded, acting, may_somewhere
from .queueing import Queued, queue
from .workspace import Workspace

_TOKEN_BYTES = 32

MOST_ENTRIES = 50


class Feed(str, Enum):
    """What can be followed by a secret address."""

    proposals = "proposals"
    reviews = "reviews"


@dataclass(frozen=True)
class Opened:
    """A feed that was asked for: who follows, since when, and a name for it that stays.

    ``identity`` tells nothing and stays when the address is renewed.
    """

    actor: Actor
    created_at: datetime
    identity: UUID


def offered(actor: Actor, workspace: Workspace) -> dict[Feed, datetime | None]:
    """The feeds that the actor may follow, and since when each has an address, if it has one.

    Raises SignInNeeded.
    """
    held = feed_addresses.of(workspace.db, _person(actor))
    return {feed: held.get(feed.value) for feed in Feed if _may_follow(actor, feed)}


def renew(actor: Actor, workspace: Workspace, feed: Feed, at: datetime | None = None) -> str:
    """A new secret for the address of one's feed, told this once; the former one is good no more.

    Raises SignInNeeded and NotAllowed.
    """
    person_id, now = _person(actor), moment(at)
    if not _may_follow(actor, feed):
        raise NotAllowed(action=f"follow_{feed.value}")
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    with transaction(workspace.db) as db:
        feed_addresses.put(db, person_id, feed.value, token, now)
        details = {"feed": feed.value}
        subject = people.subject(person_id)
        audit.append(db, person_id, "feed_address_made", subject, details, now)
    return token


def revoke(actor: Actor, workspace: Workspace, feed: Feed, at: datetime | None = None) -> bool:
    """Let the address of one's feed open nothing any more; whether there was one.

    Raises SignInNeeded.
    """
    person_id = _person(actor)
    with transaction(workspace.db) as db:
        gone = feed_addresses.remove(db, person_id, feed.value)
        if gone:
            details = {"feed": feed.value}
            subject = people.subject(person_id)
            audit.append(db, person_id, "feed_address_revoked", subject, details, at)
    return gone


def opened_by(workspace: Workspace, feed: Feed, token: str, language: Language) -> Opened:
    """The feed in a language that a secret opens, for a person who may follow it now.

    Raises NotFound where there is no such address, the account is closed, or
    the person may no longer see any of it: which of them is nobody's business.
    """
    held = feed_addresses.find(workspace.db, feed.value, token)
    account = people.find(workspace.db, held.person_id) if held else None
    if held is None or account is None or not account.person.active:
        raise NotFound(type="feed", id="")
    actor = acting(account.person)
    if not _may_follow(actor, feed):
        raise NotFound(type="feed", id="")
    name = f"{held.person_id}/{feed.value}/{language}"
    identity = uuid5(UUID(hex=database_id(workspace.db)), name)
    return Opened(actor, held.created_at, identity)


def handed_in(actor: Actor, workspace: Workspace) -> list[Belonging]:
    """What the actor's public bodies have handed in, what moved last first.

    What is merely being written is not among it. Raises SignInNeeded.
    """
    _person(actor)
    held = proposals_of(workspace.db, actor.organizations)
    return [one for one in held if one.status is not ProposalStatus.draft][:MOST_ENTRIES]


def to_review(actor: Actor, workspace: Workspace) -> list[Queued]:
    """What waits for the actor's decision or a colleague's, what came or moved last first.

    Raises NotAllowed.
    """
    found = queue(actor, workspace)
    return sorted(found, key=lambda one: one.updated_at, reverse=True)[:MOST_ENTRIES]


def _may_follow(actor: Actor, feed: Feed) -> bool:
    wanted = {Feed.proposals: Action.see_draft, Feed.reviews: Action.see_review}
    return may_somewhere(actor, wanted[feed])


def _person(actor: Actor) -> str:
    if actor.person_id is None:
        raise SignInNeeded(action="follow")
    return actor.person_id
