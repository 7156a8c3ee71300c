from __future__ import annotations

import pytest

from catalogue.domain.errors import NotFound
from catalogue.services.showing import component_for_machines, details
from catalogue.services.workspace import Workspace

from .builders import component, stored


def test_everything_that_a_component_names_is_there(workspace: Workspace) -> None:
    stored(
        workspace,
        component(
            "a",
            owner="Office of Counters",
            capabilities=["identity/sign-in"],
            replaced_by="b",
            relations=[{"type": "part_of", "target": "b"}, {"type": "similar_to", "target": "c"}],
            used_by=[{"organization": "town", "since": "2024-05-01"}],
        ),
        component("b"),
        component("c", relations=[{"type": "similar_to", "target": "a"}]),
    )
    found = details(workspace, "a")
    assert found.owner
    assert found.owner.name.en == "Office of Counters"
    assert [capability.id for capability in found.capabilities] == ["identity/sign-in"]
    assert [(user.organization.id, user.since and user.since.year) for user in found.users] == [
        ("town", 2024)
    ]
    assert found.successor
    assert found.successor.id == "b"
    assert [(tie.kind, tie.component.id) for tie in found.ties] == [
        ("part_of", "b"),
        ("similar_to", "c"),
    ]
    other = details(workspace, "b")
    assert [(tie.kind, tie.component.id) for tie in other.ties] == [("has_part", "a")]
    assert [one.id for one in other.replaces] == ["a"]
    assert other.successor is None
    assert found.revision == 1


def test_what_is_not_there_is_not_found(workspace: Workspace) -> None:
    for ask in (details, component_for_machines):
        with pytest.raises(NotFound):
            ask(workspace, "a")
