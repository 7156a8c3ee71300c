from __future__ import annotations

from typing import Any

import pytest

from catalogue.domain.errors import EditConflict, InvalidRecord, NotFound
from catalogue.domain.person import Person, Role
from catalogue.services import people
from catalogue.services.permissions import (
    ANONYMOUS,
    COMMAND_LINE,
    Actor,
    NotAllowed,
    SignInNeeded,
    acting,
)
from catalogue.services.signing_in import SignInRefused, who
from catalogue.services.workspace import Workspace
from catalogue.storage import audit

from .accounts import NOON, OTHER_PHRASE, PHRASE, joined, signed_in
from .builders import stored

ADMINISTRATOR = {"roles": ["administrator"]}


@pytest.fixture
def bodies(workspace: Workspace) -> Workspace:
    name = {"fr": "Ministère de la Santé"}
    body = {"type": "organization", "id": "health", "name": name, "acronym": {"fr": "MSSS"}}
    stored(workspace, body, {"type": "organization", "id": "roads", "name": {"en": "Roads"}})
    return workspace


def wrong(workspace: Workspace, **fields: Any) -> list[tuple[str, str]]:
    with pytest.raises(InvalidRecord) as caught:
        joined(workspace, **fields)
    return [(error.dotted, error.code) for error in caught.value.errors]


def test_public_bodies_are_named_as_people_name_them(bodies: Workspace) -> None:
    ana = joined(bodies, organizations=["msss", "Ministère de la santé", "roads"])
    assert ana.organizations == {"health", "roads"}
    account = people.account(COMMAND_LINE, bodies, ana.id)
    assert account.person == ana
    assert account == people.account_named(COMMAND_LINE, bodies, "ANA@a.example")


def test_all_that_is_wrong_is_told_at_once_and_nothing_kept(bodies: Workspace) -> None:
    found = wrong(bodies, email="nowhere", organizations=["MTQ"], roles=["king"])
    assert found == [
        ("email", "bad_email"),
        ("roles[0]", "unknown_value"),
        ("organizations", "unknown_reference"),
    ]
    assert wrong(bodies, **{"password": "short"}) == [("password", "password_too_short")]
    assert wrong(bodies, organizations="health") == [("organizations", "not_accepted")]
    assert wrong(bodies, id="person-b", mood=1) == [("mood", "unknown_field")]
    assert people.accounts(COMMAND_LINE, bodies) == []


def test_an_address_names_one_account_only(workspace: Workspace) -> None:
    ana, bob = joined(workspace), joined(workspace, "bob")
    assert wrong(workspace, email="ANA@a.example ") == [("email", "email_taken")]
    with pytest.raises(InvalidRecord):
        people.change(COMMAND_LINE, workspace, bob.id, {"email": "Ana@A.example"})
    people.change(COMMAND_LINE, workspace, ana.id, {"email": "ANA@a.example", "name": "Anne"})
    with pytest.raises(people.NoSuchAccount):
        people.account_named(COMMAND_LINE, workspace, "cy@a.example")


def test_ids_are_their_own_and_never_change(workspace: Workspace) -> None:
    ana, bob = joined(workspace), joined(workspace, "bob")
    assert ana.id != bob.id
    with pytest.raises(InvalidRecord):
        people.change(COMMAND_LINE, workspace, ana.id, {"mood": 1})
    changed = people.change(COMMAND_LINE, workspace, ana.id, {"id": bob.id, "name": "Anne"})
    assert (changed.person.id, changed.person.name) == (ana.id, "Anne")


def test_only_administrators_look_after_people(workspace: Workspace) -> None:
    ana = joined(workspace, roles=["sponsor", "reviewer", "architect"])
    for actor in (acting(ana), ANONYMOUS):
        for forbidden in (
            lambda actor: people.accounts(actor, workspace),
            lambda actor: people.account(actor, workspace, ana.id),
            lambda actor: people.account_named(actor, workspace, ana.email),
            lambda actor: people.add(actor, workspace, {"email": "b@a.example", "name": "B"}),
            lambda actor: people.change(actor, workspace, ana.id, ADMINISTRATOR),
            lambda actor: people.deactivate(actor, workspace, ana.id),
        ):
            with pytest.raises(NotAllowed):
                forbidden(actor)
    assert people.accounts(COMMAND_LINE, workspace)[0].person == ana


def test_two_administrators_at_once_do_not_overwrite_each_other(workspace: Workspace) -> None:
    ana = joined(workspace)
    people.change(COMMAND_LINE, workspace, ana.id, {"name": "A"}, expected_revision=1)
    with pytest.raises(EditConflict):
        people.change(COMMAND_LINE, workspace, ana.id, {"name": "B"}, expected_revision=1)
    with pytest.raises(NotFound):
        people.change(COMMAND_LINE, workspace, "person-x", {})


def test_who_is_deactivated_is_out_at_once_and_comes_back_whole(workspace: Workspace) -> None:
    ana = joined(workspace, roles=["reviewer"])
    token = signed_in(workspace).token
    assert who(workspace, token, NOON) == ana
    closed = people.deactivate(COMMAND_LINE, workspace, ana.id)
    assert not closed.person.active
    assert who(workspace, token, NOON) is None
    with pytest.raises(SignInRefused):
        signed_in(workspace)
    people.reactivate(COMMAND_LINE, workspace, ana.id)
    assert who(workspace, token, NOON) is None
    assert signed_in(workspace).person == ana


def test_a_new_role_holds_in_sessions_that_are_open(workspace: Workspace) -> None:
    ana = joined(workspace)
    token = signed_in(workspace).token
    people.change(COMMAND_LINE, workspace, ana.id, {"roles": ["architect"]})
    seen = who(workspace, token, NOON)
    assert seen is not None
    assert seen.roles == {Role.architect}


@pytest.mark.parametrize("leaving", [{"active": False}, {"roles": []}, {"roles": ["sponsor"]}])
def test_somebody_always_administers(workspace: Workspace, leaving: dict[str, Any]) -> None:
    ana = joined(workspace, **ADMINISTRATOR)

    def leave(person: Person) -> None:
        people.change(acting(ana), workspace, person.id, leaving)

    joined(workspace, "bob", roles=["reviewer"])
    with pytest.raises(people.LastAdministrator):
        leave(ana)
    cy = joined(workspace, "cy", **ADMINISTRATOR)
    people.deactivate(COMMAND_LINE, workspace, cy.id)
    with pytest.raises(people.LastAdministrator):
        leave(ana)
    people.reactivate(COMMAND_LINE, workspace, cy.id)
    leave(ana)
    with pytest.raises(people.LastAdministrator):
        leave(cy)
    assert people.has_administrator(workspace)


def test_an_invitation_that_nobody_answered_does_not_administer(workspace: Workspace) -> None:
    assert not people.has_administrator(workspace)
    invited = joined(workspace, password=None, **ADMINISTRATOR)
    other = joined(workspace, "bob", password=None, **ADMINISTRATOR)
    people.deactivate(COMMAND_LINE, workspace, invited.id)
    people.reactivate(COMMAND_LINE, workspace, invited.id)
    ana = joined(workspace, "cy", **ADMINISTRATOR)
    with pytest.raises(people.LastAdministrator):
        people.deactivate(COMMAND_LINE, workspace, ana.id)
    for one in (invited, other):
        people.deactivate(COMMAND_LINE, workspace, one.id)


def test_people_change_their_own_name_and_language_and_no_more(workspace: Workspace) -> None:
    ana = joined(workspace, roles=["sponsor"])
    changed = people.change_own(acting(ana), workspace, name=" Anne ", language="en").person
    assert changed == ana.model_copy(update={"name": "Anne", "language": "en"})
    for name, language in (("", "en"), ("Ana", "de")):
        with pytest.raises(InvalidRecord):
            people.change_own(acting(ana), workspace, name=name, language=language)
    with pytest.raises(SignInNeeded):
        people.change_own(ANONYMOUS, workspace, name="x", language="fr")


def test_names_are_for_people_who_are_signed_in(workspace: Workspace) -> None:
    ana, bob = joined(workspace), joined(workspace, "bob")
    people.deactivate(COMMAND_LINE, workspace, bob.id)
    wanted = [bob.id, "cli:root", ana.id, bob.id]
    assert people.names(acting(ana), workspace, wanted) == {bob.id: "Bob", ana.id: "Ana"}
    assert people.names(ANONYMOUS, workspace, wanted) == {}


def test_every_change_is_in_the_audit_log_and_no_secret_is(workspace: Workspace) -> None:
    root = Actor("cli:root", "", COMMAND_LINE.roles, frozenset())
    data = {"email": "ana@a.example", "name": "Ana"}
    ana = people.add(root, workspace, data, password=PHRASE, at=NOON)
    people.add(root, workspace, {**data, "email": "bob@a.example"})
    people.change(root, workspace, ana.id, ADMINISTRATOR, at=NOON)
    people.change_own(acting(ana), workspace, name="Anne", language="en")
    entries = audit.entries(workspace.db, subject=f"person/{ana.id}")
    assert [(one.actor, one.action) for one in entries] == [
        ("cli:root", "created"),
        ("cli:root", "password_given"),
        ("cli:root", "changed"),
        (ana.id, "changed"),
    ]
    assert entries[2].details == {"roles": [[], ["administrator"]]}
    assert (entries[0].at, entries[2].at) == (NOON, NOON)
    for entry in audit.entries(workspace.db):
        assert PHRASE not in str(entry)
        assert "argon2" not in str(entry)
    assert audit.verify(workspace.db) == []


def test_a_refused_password_is_not_repeated(workspace: Workspace) -> None:
    with pytest.raises(InvalidRecord) as caught:
        joined(workspace, **{"password": "Quebec-2018!"})
    assert "Quebec" not in f"{caught.value!r}{caught.value}{caught.value.errors}"
    joined(workspace, password=OTHER_PHRASE)
