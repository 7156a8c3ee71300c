"""Links by which people get into their account: invitations, and for a forgotten password.

A link is signed with the instance's key, bound to a nonce that changes when
the account's password, address or activity does, and expires.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum

from itsdangerous import BadSignature, URLSafeSerializer

from catalogue.domain.errors import CatalogueError
from catalogue.domain.person import Person
from catalogue.domain.text import Language
from catalogue.storage import attempts, audit, credentials, people, sessions
from catalogue.storage.connection import transaction
from catalogue.storage.times import moment

from .instance_key import key_for
from .limiting import account_key, count_attempt
from .passwords import hashed
from .permissions import Action, Actor, require
from .workspace import Workspace


class Purpose(str, Enum):
    """What a link is for."""

    invitation = "invitation"
    reset = "reset"


VALID_FOR = {Purpose.invitation: timedelta(days=7), Purpose.reset: timedelta(hours=1)}

PATHS: dict[Language, str] = {"fr": "/fr/mot-de-passe/{token}", "en": "/en/password/{token}"}
"""Where a link leads: the page on which the person chooses a password."""


class LinkUnusable(CatalogueError):
    """The link was changed, was used already, or its account was closed."""

    code = "link_unusable"


class LinkExpired(LinkUnusable):
    """The link was good, and is too old."""

    code = "link_expired"


class AccountInactive(CatalogueError):
    """Nobody can sign in to this account until it is opened again."""

    code = "account_inactive"


@dataclass(frozen=True)
class Link:
    """A link for somebody. Who has its token has the account, so it is not shown by ``repr``."""

    person: Person
    purpose: Purpose
    expires_at: datetime
    token: str = field(repr=False)

    def address(self, base_url: str) -> str:
        """The whole address, where the site is reached at ``https://catalogue.example``."""
        return base_url.rstrip("/") + PATHS[self.person.language].format(token=self.token)


def link_for(
    actor: Actor, workspace: Workspace, person_id: str, at: datetime | None = None
) -> Link:
    """An invitation for who has no password yet, else a link to choose another one.

    Raises NotAllowed, NotFound and AccountInactive.
    """
    require(actor, Action.manage_people)
    account = people.get(workspace.db, person_id)
    if not account.person.active:
        raise AccountInactive(name=account.person.name)
    purpose = Purpose.reset if account.has_password else Purpose.invitation
    link = _made(workspace, account.person, purpose, moment(at))
    details = {"purpose": purpose.value, "expires_at": link.expires_at.isoformat()}
    with transaction(workspace.db) as db:
        audit.append(db, actor.recorded, "link_made", people.subject(person_id), details, at)
    return link


def link_for_forgetful(
    workspace: Workspace, email: str, address: str, at: datetime | None = None
) -> Link | None:
    """A link to mail to who forgot their password; None where no active account has this address.

    Who asks must not learn which of the two it was: answer the same, and mail
    after the answer. ``address`` is the network address that asks. Raises
    TooManyAttempts.
    """
    at = moment(at)
    count_attempt(workspace, "reset", email, address, at)
    account = people.find_by_email(workspace.db, email)
    if account is None or not account.person.active:
        return None
    return _made(workspace, account.person, Purpose.reset, at)


def holder(workspace: Workspace, token: str, at: datetime | None = None) -> Person:
    """The person whom a link is for. Raises LinkExpired and LinkUnusable."""
    return _read(workspace, token, moment(at))[0]


def choose_password(
    workspace: Workspace, token: str, password: str, at: datetime | None = None
) -> Person:
    """Give the link's person the password that they chose; the link is used up.

    Their sessions end, and a lock on the account is lifted. Raises
    LinkExpired, LinkUnusable and InvalidRecord (located at ``password``).
    """
    at = moment(at)
    person, _ = _read(workspace, token, at)
    password_hash = hashed(password, person.email)
    with transaction(workspace.db) as db:
        person, purpose = _read(workspace, token, at)
        credentials.set_password(db, person.id, password_hash)
        sessions.end_all(db, person.id)
        attempts.forgive(db, account_key(workspace, "sign_in", person.email))
        details = {"by": purpose.value}
        audit.append(db, person.id, "password_chosen", people.subject(person.id), details, at)
    return person


def _made(workspace: Workspace, person: Person, purpose: Purpose, at: datetime) -> Link:
    expires_at = at + VALID_FOR[purpose]
    nonce = credentials.link_nonce(workspace.db, person.id)
    content = [person.id, purpose.value, int(expires_at.timestamp()), nonce]
    return Link(person, purpose, expires_at, _serializer(workspace).dumps(content))


def _read(workspace: Workspace, token: str, at: datetime) -> tuple[Person, Purpose]:
    try:
        person_id, purpose, expires, nonce = _serializer(workspace).loads(token)
    except (BadSignature, UnicodeError) as error:
        raise LinkUnusable() from error
    account = people.find(workspace.db, person_id)
    current = credentials.link_nonce(workspace.db, person_id)
    if account is None or not account.person.active or nonce is None or nonce != current:
        raise LinkUnusable()
    if at.timestamp() >= expires:
        raise LinkExpired()
    return account.person, Purpose(purpose)


def _serializer(workspace: Workspace) -> URLSafeSerializer:
    return URLSafeSerializer(key_for(workspace.home, "links"), salt="catalogue.links")
