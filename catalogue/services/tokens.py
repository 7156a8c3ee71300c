"""Tokens by which other software asks for things in a person's name.

A token may do what its scopes say, and never more than its person may at that
moment. Services have an account of their own, which nobody signs in to.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from catalogue.domain.token import NewToken, Scope
from catalogue.domain.validation import validate
from catalogue.storage import audit, people, tokens
from catalogue.storage.connection import transaction
from catalogue.storage.signature import Signature
from catalogue.storage.times import moment
from catalogue.storage.tokens import Token as Token

from .permissions import Action, Actor, NotAllowed, SignInNeeded, acting, require
from .workspace import Workspace

PREFIX = "cat_"
"""What every secret begins with, so that scanners of published files can tell one."""

_BYTES = 32
_NOTED_EVERY = timedelta(minutes=1)
"""How exactly the last use of a token is known; a request seldom writes."""


@dataclass(frozen=True)
class Made:
    """A new token and its secret, which is told this once."""

    secret: str = field(repr=False)
    token: Token


@dataclass(frozen=True)
class Bearer:
    """Who asks by a token, and what the token is good for."""

    actor: Actor
    scopes: frozenset[Scope]
    token_id: int


def make(
    actor: Actor,
    workspace: Workspace,
    data: Mapping[str, Any],
    *,
    person_id: str | None = None,
    at: datetime | None = None,
) -> Made:
    """Make a token from the fields of a NewToken, for oneself or, by administrators, for another.

    Raises SignInNeeded, NotAllowed (for a closed account, too), NotFound and
    InvalidRecord.
    """
    owner = person_id or actor.person_id
    if owner is None:
        raise SignInNeeded(action="make_token")
    if owner != actor.person_id:
        require(actor, Action.manage_people)
    wanted, now = validate(NewToken, data), moment(at)
    secret = PREFIX + secrets.token_urlsafe(_BYTES)
    with transaction(workspace.db) as db:
        acting(people.get(db, owner).person)
        made = tokens.insert(db, owner, secret, wanted, Signature(actor.recorded, now))
        _note(db, actor, made, "token_made", now)
    return Made(secret, made)


def listed(actor: Actor, workspace: Workspace, person_id: str | None = None) -> list[Token]:
    """A person's tokens, one's own unless told, the latest first.

    Raises SignInNeeded and NotAllowed.
    """
    wanted = person_id or actor.person_id
    if wanted is None:
        raise SignInNeeded(action="list_tokens")
    if wanted != actor.person_id:
        require(actor, Action.manage_people)
    return tokens.of(workspace.db, wanted)


def everybodys(actor: Actor, workspace: Workspace) -> list[Token]:
    """All tokens of all people, the latest first. Raises NotAllowed."""
    require(actor, Action.manage_people)
    return tokens.of(workspace.db)


def revoke(actor: Actor, workspace: Workspace, token_id: int, at: datetime | None = None) -> Token:
    """Let a token of one's own, or for administrators anybody's, be good no more.

    Once more changes nothing. Raises SignInNeeded, NotFound and NotAllowed.
    """
    now = moment(at)
    if not actor.signed_in:
        raise SignInNeeded(action="revoke_token")
    with transaction(workspace.db) as db:
        held = tokens.get(db, token_id)
        if held.person_id != actor.person_id:
            require(actor, Action.manage_people)
        if held.revoked_at is None:
            tokens.revoke(db, token_id, now)
            _note(db, actor, held, "token_revoked", now)
        return tokens.get(db, token_id)


def bearer(workspace: Workspace, secret: str, at: datetime | None = None) -> Bearer | None:
    """Who asks by this secret, as they are now.

    None where it is nobody's, at its end or revoked, or its account is closed.
    """
    now = moment(at)
    held = tokens.find(workspace.db, secret)
    account = people.find(workspace.db, held.person_id) if held else None
    if held is None or account is None or not held.holds(now):
        return None
    try:
        actor = acting(account.person)
    except NotAllowed:
        return None
    if held.used_at is None or now - held.used_at >= _NOTED_EVERY:
        tokens.touch(workspace.db, held.id, now)
    return Bearer(actor, held.scopes, held.id)


def _note(db: Database, actor: Actor, token: Token, action: str, at: datetime) -> None:
    details = {
        "token": token.id,
        "name": token.name,
        "scopes": sorted(one.value for one in token.scopes),
        "expires_at": token.expires_at.isoformat(),
    }
    audit.append(db, actor.recorded, action, people.subject(token.person_id), details, at)
