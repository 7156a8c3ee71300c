"""People in the database. What they sign in with stands in ``credentials``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from catalogue.domain.errors import EditConflict, NotFound
from catalogue.domain.person import Person, Role, account_name

from . import audit
from .connection import require_transaction
from .outcome import Outcome, Saved
from .times import from_text, to_text

_ALL = (
    "SELECT id, email, name, language, active, revision, created_at, updated_at,"
    " (SELECT group_concat(role, ' ') FROM person_role WHERE person = person.id),"
    " (SELECT group_concat(organization, ' ') FROM person_organization WHERE person = person.id),"
    " EXISTS (SELECT 1 FROM credential WHERE person = person.id AND password_hash IS NOT NULL)"
    " FROM person"
)


@dataclass(frozen=True)
class Account:
    """A person, and what the database knows about the account.

    ``has_password`` is false until the person has answered the invitation.
    """

    person: Person
    revision: int
    created_at: datetime
    updated_at: datetime
    has_password: bool


def save(
    db: Database,
    person: Person,
    *,
    actor: str,
    at: datetime | None = None,
    expected_revision: int | None = None,
) -> Saved:
    """Write the person where they are new or differ, with an entry in the audit log.

    The entry gives the old and the new value of each field that changed.
    Raises EditConflict where the account is at another revision than the one
    expected, and RuntimeError outside a transaction. Whether the e-mail
    address is free and the public bodies exist is to be asked before.
    """
    require_transaction(db)
    old = find(db, person.id)
    revision = old.revision if old else 0
    if expected_revision is not None and expected_revision != revision:
        raise EditConflict(type="person", id=person.id, expected=expected_revision, actual=revision)
    changes = _changes(old.person if old else None, person)
    if not changes:
        return Saved(Outcome.unchanged, revision)
    _write(db, person, revision + 1, to_text(at))
    outcome = Outcome.changed if old else Outcome.created
    audit.append(db, actor, outcome.value, subject(person.id), changes, at)
    return Saved(outcome, revision + 1)


def get(db: Database, person_id: str) -> Account:
    """The account. Raises NotFound."""
    found = find(db, person_id)
    if found is None:
        raise NotFound(type="person", id=person_id)
    return found


def find(db: Database, person_id: str) -> Account | None:
    """The account of this id; None where there is none."""
    row = db.execute(f"{_ALL} WHERE id = ?", [person_id]).fetchone()
    return _account(row) if row else None


def find_by_email(db: Database, email: str) -> Account | None:
    """The account that this address names, however it is capitalised; None where there is none."""
    row = db.execute(f"{_ALL} WHERE email = ?", [account_name(email)]).fetchone()
    return _account(row) if row else None


def all(db: Database) -> list[Account]:
    """Every account, active ones first, in the order of names."""
    return [_account(row) for row in db.execute(f"{_ALL} ORDER BY active DESC, name, id")]


def subject(person_id: str) -> str:
    """How the audit log names a person that something was done to."""
    return f"person/{person_id}"


def _account(row: tuple[Any, ...]) -> Account:
    person_id, email, name, language, active, *standing = row
    revision, created, updated, roles, organizations, has_password = standing
    person = Person(
        id=person_id,
        email=email,
        name=name,
        language=language,
        active=bool(active),
        roles=frozenset(Role(role) for role in (roles or "").split()),
        organizations=frozenset((organizations or "").split()),
    )
    return Account(person, revision, from_text(created), from_text(updated), bool(has_password))


def _changes(old: Person | None, new: Person) -> dict[str, list[Any]]:
    before, after = _plain(old) if old else {}, _plain(new)
    return {
        name: [before.get(name), value]
        for name, value in after.items()
        if before.get(name) != value
    }


def _plain(person: Person) -> dict[str, Any]:
    document = person.model_dump(mode="json", exclude={"id"})
    for several in ("roles", "organizations"):
        document[several] = sorted(document[several])
    return document


def _write(db: Database, person: Person, revision: int, now: str) -> None:
    db.execute(
        "INSERT INTO person"
        " (id, email, name, language, active, revision, created_at, updated_at)"
        " VALUES (:id, :email, :name, :language, :active, :revision, :now, :now)"
        " ON CONFLICT (id) DO UPDATE SET email = excluded.email, name = excluded.name,"
        " language = excluded.language, active = excluded.active,"
        " revision = excluded.revision, updated_at = excluded.updated_at",
        {
            "id": person.id,
            "email": person.email,
            "name": person.name,
            "language": person.language,
            "active": person.active,
            "revision": revision,
            "now": now,
        },
    )
    db.execute("DELETE FROM person_role WHERE person = ?", [person.id])
    db.execute("DELETE FROM person_organization WHERE person = ?", [person.id])
    db.conn.executemany(
        "INSERT INTO person_role (person, role) VALUES (?, ?)",
        [(person.id, role.value) for role in sorted(person.roles)],
    )
    db.conn.executemany(
        "INSERT INTO person_organization (person, organization) VALUES (?, ?)",
        [(person.id, organization) for organization in sorted(person.organizations)],
    )
