from __future__ import annotations

from pathlib import Path

import pytest

from catalogue.domain.person import Role
from catalogue.services import people
from catalogue.services.demonstrating import demo_accounts, found_demo_accounts
from catalogue.services.founding import NotADemonstration, load_sample
from catalogue.services.permissions import COMMAND_LINE, Action, acting, may_somewhere
from catalogue.services.signing_in import sign_in
from catalogue.services.workspace import Workspace, opened
from catalogue.storage import organizations

from .accounts import HERE, NOON, joined
from .builders import component, stored


def test_a_demonstration_has_somebody_to_sign_in_as_for_each_role(
    sample_copy: Path, no_encoder: None
) -> None:
    with opened(sample_copy) as workspace:
        assert demo_accounts(workspace) == []
        found = found_demo_accounts(workspace)
        assert found == found_demo_accounts(workspace) == demo_accounts(workspace)
        assert [one.role for one in found] == list(Role)
        for one in found:
            person = sign_in(workspace, one.email, one.password, HERE, NOON).person
            assert person.roles == {one.role}
            assert person.language == one.language
            assert organizations.is_confirmed(workspace.db, *person.organizations)
        assert len(people.accounts(COMMAND_LINE, workspace)) == len(Role)


def test_every_action_can_be_shown(sample_copy: Path, no_encoder: None) -> None:
    with opened(sample_copy) as workspace:
        found_demo_accounts(workspace)
        actors = [acting(one.person) for one in people.accounts(COMMAND_LINE, workspace)]
    for action in Action:
        assert any(may_somewhere(actor, action) for actor in actors)


def test_a_serious_catalogue_gets_no_known_passwords(workspace: Workspace) -> None:
    with pytest.raises(NotADemonstration):
        found_demo_accounts(workspace)
    assert demo_accounts(workspace) == []
    assert people.accounts(COMMAND_LINE, workspace) == []


def test_a_catalogue_with_people_does_not_become_a_demonstration(workspace: Workspace) -> None:
    joined(workspace)
    with pytest.raises(NotADemonstration):
        load_sample(workspace)
    with pytest.raises(NotADemonstration):
        found_demo_accounts(workspace)


def test_a_catalogue_with_components_does_not_become_a_demonstration(workspace: Workspace) -> None:
    stored(workspace, component())
    with pytest.raises(NotADemonstration):
        load_sample(workspace)
    with pytest.raises(NotADemonstration):
        found_demo_accounts(workspace)
