from __future__ import annotations

from typing import Any

import pytest

from catalogue.domain.errors import EditConflict, InvalidRecord, NotFound
from catalogue.services import bodies
from catalogue.services.permissions import COMMAND_LINE, NotAllowed, acting
from catalogue.services.workspace import Workspace
from catalogue.storage import audit, organizations
from catalogue.storage.connection import transaction

from .accounts import NOON, joined


def added(workspace: Workspace, **fields: Any) -> str:
    data = {"name": {"fr": "Régie du Vent"}, **fields}
    return bodies.add(COMMAND_LINE, workspace, data, NOON).id


def codes(error: pytest.ExceptionInfo[InvalidRecord]) -> list[tuple[str, str]]:
    return [(one.dotted, one.code) for one in error.value.errors]


def test_a_body_is_added_with_an_id_from_its_name(workspace: Workspace) -> None:
    assert added(workspace, kind="agency", acronym={"fr": "RDV", "en": " "}) == "regie-du-vent"
    found = bodies.body(COMMAND_LINE, workspace, "regie-du-vent")
    assert found.confirmed
    assert found.organization.acronym
    assert found.organization.acronym.en is None
    entry = list(audit.entries(workspace.db))[-1]
    assert (entry.actor, entry.subject) == ("cli", "organization/regie-du-vent")


def test_an_id_that_is_taken_gets_a_number(workspace: Workspace) -> None:
    assert added(workspace, name={"fr": "Régie"}) == "regie"
    assert added(workspace, name={"en": "Régie β"}) == "regie-2"


@pytest.mark.parametrize("name", ["RÉGIE DU VENT", "Regie, du vent", "regie-du-vent"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_two_bodies_have_one_name(workspace: Workspace, name: str, language: str) -> None:
    added(workspace)
    with pytest.raises(InvalidRecord) as refused:
        added(workspace, name={language: name})
    assert codes(refused) == [(f"name.{language}", "name_taken")]


def test_two_bodies_may_share_an_acronym(workspace: Workspace) -> None:
    added(workspace, acronym={"fr": "RDV"})
    assert added(workspace, name={"fr": "Rendez-vous"}, acronym={"fr": "RDV"}) == "rendez-vous"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"name": {"fr": " ", "en": ""}}, ("name", "required")),
        ({"name": "Vent"}, ("name", "not_an_object")),
        ({"kind": "empire"}, ("kind", "unknown_value")),
        ({"acronym": {"fr": "x" * 301}}, ("acronym.fr", "too_long")),
        ({"id": "sly"}, None),
    ],
)
def test_what_is_wrong_is_located(
    workspace: Workspace, fields: dict[str, Any], expected: tuple[str, str] | None
) -> None:
    if expected is None:
        assert added(workspace, **fields) == "regie-du-vent"
        return
    with pytest.raises(InvalidRecord) as refused:
        added(workspace, **fields)
    assert codes(refused) == [expected]


def test_changing_confirms_and_needs_what_was_read(workspace: Workspace) -> None:
    with transaction(workspace.db) as db:
        met = organizations.resolve(db, "Vent", actor="ana")
    read = bodies.body(COMMAND_LINE, workspace, met)
    assert not read.confirmed
    data = {"name": {"fr": "Vent"}, "kind": ""}
    changed = bodies.change(
        COMMAND_LINE, workspace, met, data, expected_revision=read.revision, at=NOON
    )
    assert changed.confirmed
    assert bodies.body(COMMAND_LINE, workspace, met) == changed
    with pytest.raises(EditConflict):
        bodies.change(COMMAND_LINE, workspace, met, data, expected_revision=read.revision)


def test_bodies_are_listed_by_name_and_those_to_confirm_first(workspace: Workspace) -> None:
    added(workspace, name={"fr": "Zoo", "en": "Animals"})
    added(workspace, name={"fr": "École"})
    with transaction(workspace.db) as db:
        organizations.resolve(db, "Vent", actor="ana")

    def ids(words: str = "", language: Any = "fr") -> list[str]:
        found = bodies.listed(COMMAND_LINE, workspace, words, language)
        return [one.organization.id for one in found]

    assert ids() == ["vent", "ecole", "zoo"]
    assert ids(language="en") == ["vent", "zoo", "ecole"]
    assert ids("ÉCOLE") == ids("ecol") == ["ecole"]
    assert ids("animals zoo") == ["zoo"]
    assert ids("animals vent") == []


def test_what_does_not_exist_is_not_found(workspace: Workspace) -> None:
    with pytest.raises(NotFound):
        bodies.body(COMMAND_LINE, workspace, "nothing")
    with pytest.raises(NotFound):
        bodies.change(COMMAND_LINE, workspace, "nothing", {}, expected_revision="")


@pytest.mark.parametrize("roles", [[], ["sponsor", "reviewer", "architect"]])
def test_administrators_only(workspace: Workspace, roles: list[str]) -> None:
    actor = acting(joined(workspace, roles=roles))
    with pytest.raises(NotAllowed):
        bodies.listed(actor, workspace)
    with pytest.raises(NotAllowed):
        bodies.body(actor, workspace, "x")
    with pytest.raises(NotAllowed):
        bodies.add(actor, workspace, {"name": {"fr": "Vent"}})
    with pytest.raises(NotAllowed):
        bodies.change(actor, workspace, "x", {}, expected_revision="")
