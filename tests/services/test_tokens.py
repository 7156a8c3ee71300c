"""Tokens do what they were made for, for as long as they should, and no secret is kept."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from catalogue.domain.errors import InvalidRecord, NotFound
from catalogue.domain.person import Person, Role
from catalogue.domain.token import Scope
from catalogue.services import people, tokens
from catalogue.services.permissions import ANONYMOUS, COMMAND_LINE, NotAllowed, SignInNeeded, acting
from catalogue.services.workspace import Workspace
from catalogue.storage import audit
from catalogue.storage.connection import transaction

from .accounts import DAY, MINUTE, NOON, joined

WANTED = {"name": "Pipeline", "scopes": ["check", "read"], "days": 30}


@pytest.fixture
def ana(workspace: Workspace) -> Person:
    return joined(workspace, "ana", roles=[Role.architect])


def made(workspace: Workspace, person: Person, **fields: Any) -> tokens.Made:
    return tokens.make(acting(person), workspace, {**WANTED, **fields}, at=NOON)


def test_a_token_stands_for_its_person_within_its_scopes(workspace: Workspace, ana: Person) -> None:
    one = made(workspace, ana)
    found = tokens.bearer(workspace, one.secret, NOON)
    assert found is not None
    assert (found.actor, found.scopes) == (acting(ana), {Scope.read, Scope.check})
    assert one.secret.startswith(tokens.PREFIX)
    assert one.secret.endswith(one.token.ending)
    assert one.secret not in repr(one)


def test_it_is_good_until_its_day_and_not_longer(workspace: Workspace, ana: Person) -> None:
    one = made(workspace, ana)
    last = NOON + 30 * DAY
    assert tokens.bearer(workspace, one.secret, last - timedelta(seconds=1))
    assert tokens.bearer(workspace, one.secret, last) is None


@pytest.mark.parametrize("secret", ["", "cat_", "x", "cat_\ud800", "cat_" + "a" * 43])
def test_what_is_no_secret_opens_nothing(workspace: Workspace, ana: Person, secret: str) -> None:
    made(workspace, ana)
    assert tokens.bearer(workspace, secret, NOON) is None


def test_no_secret_is_kept(workspace: Workspace, ana: Person) -> None:
    one = made(workspace, ana)
    workspace.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    kept = b"".join(path.read_bytes() for path in Path(workspace.home).rglob("*") if path.is_file())
    assert b"Pipeline" in kept
    assert one.secret.encode() not in kept
    assert one.secret.removeprefix(tokens.PREFIX).encode() not in kept


def test_revoked_it_is_good_no_more(workspace: Workspace, ana: Person) -> None:
    one, other = made(workspace, ana), made(workspace, ana)
    tokens.revoke(acting(ana), workspace, one.token.id, at=NOON)
    assert tokens.bearer(workspace, one.secret, NOON) is None
    assert tokens.bearer(workspace, other.secret, NOON)
    again = tokens.revoke(acting(ana), workspace, one.token.id, at=NOON + DAY)
    assert again.revoked_at == NOON


def test_a_closed_account_has_no_good_token_even_when_opened_again(
    workspace: Workspace, ana: Person
) -> None:
    one = made(workspace, ana)
    people.deactivate(COMMAND_LINE, workspace, ana.id)
    assert tokens.bearer(workspace, one.secret, NOON) is None
    people.reactivate(COMMAND_LINE, workspace, ana.id)
    assert tokens.bearer(workspace, one.secret, NOON) is None


def test_a_person_of_other_roles_has_a_token_of_those(workspace: Workspace, ana: Person) -> None:
    one = made(workspace, ana)
    people.change(COMMAND_LINE, workspace, ana.id, {"roles": ["sponsor"]})
    found = tokens.bearer(workspace, one.secret, NOON)
    assert found is not None
    assert found.actor.roles == {Role.sponsor}


def test_the_last_use_is_noted_now_and_then(workspace: Workspace, ana: Person) -> None:
    one = made(workspace, ana)

    def used() -> object:
        [held] = tokens.listed(acting(ana), workspace)
        return held.used_at

    assert used() is None
    for later, noted in ((0, 0), (0.5, 0), (1, 1), (1.5, 1)):
        tokens.bearer(workspace, one.secret, NOON + later * MINUTE)
        assert used() == NOON + noted * MINUTE


def test_a_busy_database_does_not_keep_a_token_out(workspace: Workspace, ana: Person) -> None:
    one = made(workspace, ana)
    from catalogue.services.workspace import opened

    with opened(workspace.home) as other, transaction(workspace.db):
        assert tokens.bearer(other, one.secret, NOON)


def test_administrators_make_and_revoke_for_others(workspace: Workspace, ana: Person) -> None:
    one = tokens.make(COMMAND_LINE, workspace, WANTED, person_id=ana.id, at=NOON)
    assert [held.id for held in tokens.everybodys(COMMAND_LINE, workspace)] == [one.token.id]
    tokens.revoke(COMMAND_LINE, workspace, one.token.id, at=NOON)
    said = [(one.action, one.actor) for one in audit.entries(workspace.db)][-2:]
    assert said == [("token_made", "cli"), ("token_revoked", "cli")]


def test_nobody_else_does(workspace: Workspace, ana: Person) -> None:
    one, leo = made(workspace, ana), acting(joined(workspace, "leo"))
    for refused in (
        lambda: tokens.make(leo, workspace, WANTED, person_id=ana.id),
        lambda: tokens.listed(leo, workspace, ana.id),
        lambda: tokens.everybodys(leo, workspace),
        lambda: tokens.revoke(leo, workspace, one.token.id),
    ):
        with pytest.raises(NotAllowed):
            refused()
    for anonymous in (
        lambda: tokens.make(ANONYMOUS, workspace, WANTED),
        lambda: tokens.listed(ANONYMOUS, workspace),
        lambda: tokens.revoke(ANONYMOUS, workspace, one.token.id),
    ):
        with pytest.raises(SignInNeeded):
            anonymous()
    with pytest.raises(NotFound):
        tokens.revoke(leo, workspace, 99)
    assert tokens.bearer(workspace, one.secret, NOON)


def test_a_closed_account_gets_none(workspace: Workspace, ana: Person) -> None:
    people.deactivate(COMMAND_LINE, workspace, ana.id)
    with pytest.raises(NotAllowed):
        tokens.make(COMMAND_LINE, workspace, WANTED, person_id=ana.id)


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["everything"]}, "scopes[0]"),
        ({"days": 0}, "days"),
        ({"days": 366}, "days"),
        ({"days": "soon"}, "days"),
    ],
)
def test_what_is_asked_for_has_bounds(
    workspace: Workspace, ana: Person, fields: dict[str, Any], where: str
) -> None:
    with pytest.raises(InvalidRecord) as caught:
        made(workspace, ana, **fields)
    assert [one.dotted for one in caught.value.errors] == [where]
