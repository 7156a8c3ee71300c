"""Administrators look after people; people look after their own name and language.

Nobody is ever deleted: what somebody decided keeps naming them.
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from catalogue.domain.errors import CatalogueError, FieldError, InvalidRecord
from catalogue.domain.person import Person, Role
from catalogue.domain.validation import validate
from catalogue.language.folding import fold
from catalogue.storage import (
    audit,
    credentials,
    feed_addresses,
    organizations,
    people,
    sessions,
    tokens,
)
from catalogue.storage.connection import transaction
from catalogue.storage.people import Account as Account
from catalogue.storage.times import moment

from .passwords import hashed
from .permissions import Action, Actor, SignInNeeded, require
from .workspace import Workspace


class LastAdministrator(CatalogueError):
    """Without this person, nobody could administer the catalogue any more."""

    code = "last_administrator"


class NoSuchAccount(CatalogueError):
    """No account has this e-mail address."""

    code = "no_such_account"


def accounts(actor: Actor, workspace: Workspace, words: str = "") -> list[Account]:
    """Every account with these words in its name or address, active ones first.

    Raises NotAllowed.
    """
    require(actor, Action.manage_people)
    sought = fold(words).split()
    return [
        one
        for one in people.all(workspace.db)
        if all(word in fold(f"{one.person.name} {one.person.email}") for word in sought)
    ]


def own_account(actor: Actor, workspace: Workspace) -> Account:
    """The account of the person who acts. Raises SignInNeeded."""
    if actor.person_id is None:
        raise SignInNeeded(action="own_account")
    return people.get(workspace.db, actor.person_id)


def account(actor: Actor, workspace: Workspace, person_id: str) -> Account:
    """The account of a person. Raises NotAllowed and NotFound."""
    require(actor, Action.manage_people)
    return people.get(workspace.db, person_id)


def account_named(actor: Actor, workspace: Workspace, email: str) -> Account:
    """The account that an e-mail address names. Raises NotAllowed and NoSuchAccount."""
    require(actor, Action.manage_people)
    found = people.find_by_email(workspace.db, email)
    if found is None:
        raise NoSuchAccount(email=email)
    return found


def names(actor: Actor, workspace: Workspace, person_ids: Iterable[str]) -> dict[str, str]:
    """The names of people, by id; none for those who are not signed in."""
    if not actor.signed_in:
        return {}
    found = (people.find(workspace.db, person_id) for person_id in dict.fromkeys(person_ids))
    return {one.person.id: one.person.name for one in found if one}


def add(
    actor: Actor,
    workspace: Workspace,
    data: Mapping[str, Any],
    *,
    password: str | None = None,
    at: datetime | None = None,
) -> Person:
    """Make an account from the fields of a Person, without its id.

    Public bodies may be given by identifier, name or acronym. Without a
    password, the person chooses one through a link. Raises NotAllowed, and
    InvalidRecord with all that is wrong.
    """
    require(actor, Action.manage_people)
    with transaction(workspace.db) as db:
        person = _valid(db, {**data, "id": _new_id()})
        password_hash = None if password is None else hashed(password, person.email)
        people.save(db, person, actor=actor.recorded, at=at, expected_revision=0)
        if password_hash is None:
            credentials.renew_links(db, person.id)
        else:
            credentials.set_password(db, person.id, password_hash)
            audit.append(db, actor.recorded, "password_given", people.subject(person.id), at=at)
    return person


def change(
    actor: Actor,
    workspace: Workspace,
    person_id: str,
    changes: Mapping[str, Any],
    *,
    expected_revision: int | None = None,
    at: datetime | None = None,
) -> Account:
    """Give a person's fields new values; those not named stay.

    Who is deactivated is signed out everywhere, and links to the account,
    addresses of feeds and tokens die; links die with the account's address, too.
    ``expected_revision`` is that which the editor read. Raises NotAllowed,
    NotFound, InvalidRecord, EditConflict and LastAdministrator.
    """
    require(actor, Action.manage_people)
    with transaction(workspace.db) as db:
        _change(db, actor, person_id, changes, expected_revision=expected_revision, at=at)
        return people.get(db, person_id)


def deactivate(actor: Actor, workspace: Workspace, person_id: str) -> Account:
    """Close the account, without forgetting who it was. Raises what ``change`` does."""
    return change(actor, workspace, person_id, {"active": False})


def reactivate(actor: Actor, workspace: Workspace, person_id: str) -> Account:
    """Open a closed account again; its password is the old one. Raises what ``change`` does."""
    return change(actor, workspace, person_id, {"active": True})


def change_own(actor: Actor, workspace: Workspace, *, name: str, language: str) -> Account:
    """Give oneself another name or language. Raises SignInNeeded and InvalidRecord."""
    if actor.person_id is None:
        raise SignInNeeded(action="change_own")
    with transaction(workspace.db) as db:
        _change(db, actor, actor.person_id, {"name": name, "language": language})
        return people.get(db, actor.person_id)


def has_administrator(workspace: Workspace) -> bool:
    """Whether anybody administers the catalogue; a new one waits for its first administrator."""
    return bool(_administrators(workspace.db))


def _change(
    db: Database,
    actor: Actor,
    person_id: str,
    changes: Mapping[str, Any],
    *,
    expected_revision: int | None = None,
    at: datetime | None = None,
) -> None:
    old = people.get(db, person_id)
    person = _valid(db, {**old.person.model_dump(), **changes, "id": person_id})
    if _administers(old.person) and not _administers(person):
        _refuse_last(db, old)
    people.save(db, person, actor=actor.recorded, at=at, expected_revision=expected_revision)
    if person.email != old.person.email or not person.active:
        credentials.renew_links(db, person_id)
    if not person.active:
        sessions.end_all(db, person_id)
        feed_addresses.remove_all(db, person_id)
        tokens.revoke_all(db, person_id, moment(at))


def _valid(db: Database, data: Mapping[str, Any]) -> Person:
    data, flaws = _with_bodies(db, data)
    try:
        person = validate(Person, data)
    except InvalidRecord as error:
        raise InvalidRecord([*error.errors, *flaws]) from error
    namesake = people.find_by_email(db, person.email)
    if namesake and namesake.person.id != person.id:
        flaws.append(FieldError(("email",), "email_taken"))
    if flaws:
        raise InvalidRecord(flaws)
    return person


def _with_bodies(
    db: Database, data: Mapping[str, Any]
) -> tuple[Mapping[str, Any], list[FieldError]]:
    """The data with public bodies by identifier, and those that do not exist as flaws."""
    texts = data.get("organizations", ())
    if not isinstance(texts, (list, tuple, set, frozenset)):
        return data, []
    found = {str(text): organizations.find(db, str(text)) for text in texts}
    flaws = [
        FieldError(("organizations",), "unknown_reference", {"value": text})
        for text, organization in sorted(found.items())
        if organization is None
    ]
    return {**data, "organizations": [one for one in found.values() if one is not None]}, flaws


def _administers(person: Person) -> bool:
    return person.active and Role.administrator in person.roles


def _administrators(db: Database) -> list[Account]:
    return [one for one in people.all(db) if _administers(one.person)]


def _refuse_last(db: Database, leaving: Account) -> None:
    # One who was invited and never came cannot take over from one who signs in.
    staying = [one for one in _administrators(db) if one.person.id != leaving.person.id]
    if not any(one.has_password or not leaving.has_password for one in staying):
        raise LastAdministrator(name=leaving.person.name)


def _new_id() -> str:
    return f"person-{base64.b32encode(secrets.token_bytes(10)).decode().lower()}"
