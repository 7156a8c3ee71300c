from __future__ import annotations

from typing import Any

import pytest
from sqlite_utils import Database

from catalogue.domain.errors import EditConflict, NotFound
from catalogue.domain.organization import Organization
from catalogue.domain.person import Person
from catalogue.storage import audit, credentials, marks, organizations, people
from catalogue.storage.connection import transaction
from catalogue.storage.outcome import Outcome, Saved

from .builders import NOON, rows


def person(person_id: str = "person-a", **fields: Any) -> Person:
    data = {"id": person_id, "email": f"{person_id}@a.example", "name": "Ana"}
    return Person.model_validate({**data, **fields})


def keep(db: Database, one: Person, **how: Any) -> Saved:
    with transaction(db):
        return people.save(db, one, **{"actor": "cli:root", "at": NOON, **how})


@pytest.fixture
def bodies(db: Database) -> Database:
    with transaction(db):
        for name in ("x", "y"):
            body = Organization.model_validate({"id": name, "name": {"fr": name}})
            organizations.save(db, body, actor="ana")
    return db


FULL: dict[str, Any] = {"roles": ["sponsor", "reviewer"], "organizations": ["x", "y"]}


def test_people_come_back_whole(bodies: Database) -> None:
    ana, bob = person(**FULL, language="en"), person("person-b", name="Bob", active=False)
    assert keep(bodies, ana) == keep(bodies, bob) == Saved(Outcome.created, 1)
    account = people.get(bodies, "person-a")
    assert account.person == ana
    assert (account.revision, account.created_at, account.updated_at) == (1, NOON, NOON)
    assert not account.has_password
    assert [one.person for one in people.all(bodies)] == [ana, bob]
    assert people.find_by_email(bodies, " PERSON-A@a.example ") == account
    assert people.find_by_email(bodies, "\ud800@a.example") is None
    assert people.find(bodies, "person-c") is None
    with pytest.raises(NotFound):
        people.get(bodies, "person-c")


def test_a_change_is_written_once_and_told(bodies: Database) -> None:
    keep(bodies, person(**FULL))
    assert keep(bodies, person(**FULL)) == Saved(Outcome.unchanged, 1)
    changed = person(email="new@a.example", roles=["reviewer"], organizations=["y"])
    assert keep(bodies, changed) == Saved(Outcome.changed, 2)
    assert people.get(bodies, "person-a").person == changed
    first, second = audit.entries(bodies, subject="person/person-a")
    assert first.details["roles"] == [None, ["reviewer", "sponsor"]]
    assert second.details == {
        "email": ["person-a@a.example", "new@a.example"],
        "organizations": [["x", "y"], ["y"]],
        "roles": [["reviewer", "sponsor"], ["reviewer"]],
    }


def test_a_change_of_what_was_not_read_is_refused(db: Database) -> None:
    keep(db, person(), expected_revision=0)
    keep(db, person(name="Ann"), expected_revision=1)
    for stale in (0, 1):
        with pytest.raises(EditConflict):
            keep(db, person(name="Anne"), expected_revision=stale)
    assert people.get(db, "person-a").person.name == "Ann"


def test_writing_needs_a_transaction(db: Database) -> None:
    for write in (
        lambda: people.save(db, person(), actor="ana"),
        lambda: credentials.set_password(db, "person-a", "hash"),
        lambda: credentials.rehash_password(db, "person-a", "hash", "other"),
        lambda: credentials.renew_links(db, "person-a"),
        lambda: marks.mark_demonstration(db),
    ):
        with pytest.raises(RuntimeError):
            write()


def test_a_password_kills_the_links_that_were_made_before(db: Database) -> None:
    keep(db, person())
    assert credentials.password_hash(db, "person-a") is None
    assert credentials.link_nonce(db, "person-a") is None
    with transaction(db):
        credentials.renew_links(db, "person-a")
    first = credentials.link_nonce(db, "person-a")
    assert first
    assert not people.get(db, "person-a").has_password
    with transaction(db):
        credentials.set_password(db, "person-a", "hash")
    assert credentials.password_hash(db, "person-a") == "hash"
    assert people.get(db, "person-a").has_password
    assert credentials.link_nonce(db, "person-a") != first


def test_hashing_anew_keeps_links_and_never_undoes_a_change(db: Database) -> None:
    keep(db, person())
    with transaction(db):
        credentials.set_password(db, "person-a", "hash")
    nonce = credentials.link_nonce(db, "person-a")
    with transaction(db):
        credentials.rehash_password(db, "person-a", "hash", "stronger")
        credentials.rehash_password(db, "person-a", "hash", "late")
    assert credentials.password_hash(db, "person-a") == "stronger"
    assert credentials.link_nonce(db, "person-a") == nonce


def test_what_opens_an_account_stands_in_no_other_table(db: Database) -> None:
    keep(db, person())
    with transaction(db):
        credentials.set_password(db, "person-a", "the-hash")
    holding = [line for line in db.conn.iterdump() if "the-hash" in line]
    assert [line.split('"')[1] for line in holding] == ["credential"]
    assert "the-hash" not in repr(people.get(db, "person-a"))


def test_a_demonstration_says_so(db: Database) -> None:
    assert not marks.is_demonstration(db)
    for _ in range(2):
        with transaction(db):
            marks.mark_demonstration(db)
    assert marks.is_demonstration(db)
    assert rows(db, "meta") == 3
