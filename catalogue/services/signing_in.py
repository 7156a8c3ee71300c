"""Signing in and out, and who is signed in."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from catalogue.domain.errors import CatalogueError, FieldError, InvalidRecord
from catalogue.domain.person import Person
from catalogue.storage import attempts, audit, credentials, people, sessions
from catalogue.storage.connection import transaction
from catalogue.storage.times import moment

from .limiting import account_key, count_attempt
from .passwords import hashed, matches, renewed
from .permissions import Actor, SignInNeeded
from .workspace import Workspace

IDLE = timedelta(hours=8)
"""A session that nobody used for this long is over."""

LONGEST = timedelta(days=7)
"""No session lasts longer, however much it is used."""

_NOTED_EVERY = timedelta(minutes=5)
"""How exactly the last use of a session is known; a page view seldom writes."""

_TOKEN_BYTES = 32


class SignInRefused(CatalogueError):
    """No active account has this address and this password; which of these it was is not told."""

    code = "sign_in_refused"


@dataclass(frozen=True)
class SignedIn:
    """A new session: the token that its cookie carries, for whom, and its end at the latest."""

    token: str = field(repr=False)
    person: Person
    expires_at: datetime


def sign_in(
    workspace: Workspace, email: str, password: str, address: str, at: datetime | None = None
) -> SignedIn:
    """Begin a session. ``address`` is the network address that asks.

    Raises SignInRefused, and TooManyAttempts where one has to wait first.
    """
    at = moment(at)
    count_attempt(workspace, "sign_in", email, address, at)
    account = people.find_by_email(workspace.db, email)
    kept = credentials.password_hash(workspace.db, account.person.id) if account else None
    if not matches(kept, password) or account is None or kept is None:
        raise SignInRefused()
    rehashed = renewed(kept, password)
    token, expires_at = secrets.token_urlsafe(_TOKEN_BYTES), at + LONGEST
    with transaction(workspace.db) as db:
        person = people.get(db, account.person.id).person
        if not person.active or credentials.password_hash(db, person.id) != kept:
            raise SignInRefused()
        if rehashed:
            credentials.rehash_password(db, person.id, kept, rehashed)
        attempts.forgive(db, account_key(workspace, "sign_in", email))
        sessions.end_expired(db, at, at - IDLE)
        sessions.begin(db, token, person.id, at, expires_at)
    return SignedIn(token, person, expires_at)


def who(workspace: Workspace, token: str, at: datetime | None = None) -> Person | None:
    """The person whose session this is, as they are now; None where it is nobody's or over."""
    at = moment(at)
    session = sessions.find(workspace.db, token)
    if session is None or at >= session.expires_at or at - session.seen_at >= IDLE:
        return None
    account = people.find(workspace.db, session.person_id)
    if account is None or not account.person.active:
        return None
    if at - session.seen_at >= _NOTED_EVERY:
        sessions.touch(workspace.db, token, at)
    return account.person


def sign_out(workspace: Workspace, token: str) -> None:
    """End the session, if there is one."""
    with transaction(workspace.db) as db:
        sessions.end(db, token)


def sign_out_elsewhere(actor: Actor, workspace: Workspace, token: str) -> int:
    """End the actor's other sessions than this one; how many there were."""
    with transaction(workspace.db) as db:
        return sessions.end_all(db, _own_id(actor), but=token)


@dataclass(frozen=True)
class PasswordChange:
    """What somebody typed to change their password, and the token of the session they did it in."""

    current: str = field(repr=False)
    new: str = field(repr=False)
    token: str = field(repr=False)


def change_password(
    actor: Actor,
    workspace: Workspace,
    change: PasswordChange,
    address: str,
    at: datetime | None = None,
) -> None:
    """Give the actor a new password; their other sessions end, and links to the account die.

    Raises InvalidRecord (located at ``current`` or ``password``) and TooManyAttempts.
    """
    at = moment(at)
    person = people.get(workspace.db, _own_id(actor)).person
    count_attempt(workspace, "sign_in", person.email, address, at)
    kept = credentials.password_hash(workspace.db, person.id)
    if not matches(kept, change.current):
        raise InvalidRecord([FieldError(("current",), "wrong_password")])
    with transaction(workspace.db) as db:
        attempts.forgive(db, account_key(workspace, "sign_in", person.email))
    password_hash = hashed(change.new, person.email)
    with transaction(workspace.db) as db:
        credentials.set_password(db, person.id, password_hash)
        sessions.end_all(db, person.id, but=change.token)
        audit.append(db, actor.recorded, "password_changed", people.subject(person.id), at=at)


def _own_id(actor: Actor) -> str:
    if actor.person_id is None:
        raise SignInNeeded(action="sign_in")
    return actor.person_id
