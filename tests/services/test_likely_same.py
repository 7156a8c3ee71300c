from __future__ import annotations

from typing import Any

import pytest

from catalogue.domain.person import Role
from catalogue.services import fresh_check, likely_same, registering
from catalogue.services.fresh_check import CheckCouldNotRun
from catalogue.services.permissions import NotAllowed
from catalogue.services.workspace import Workspace
from catalogue.storage.errors import DerivedDamaged

from .builders import BOOKING
from .conftest import EAGER
from .proposing import LAC, handed_in, person

INES = person("ines", Role.architect, LAC)
TYPED = {"name": {"en": "Counter appointment booking"}, "summary": {"en": BOOKING[:120]}}


@pytest.fixture(autouse=True)
def _eager(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("catalogue.services.corpora.shipped_model", lambda: EAGER)


def found(house: Workspace, **typed: Any) -> list[str]:
    alike = likely_same.likely_same(INES, house, {**TYPED, **typed})
    return [one.component.id for one in alike]


def test_what_exists_already_is_found_with_what_speaks_for_it(house: Workspace) -> None:
    first = likely_same.likely_same(INES, house, TYPED)[0]
    assert first.component.id == "booking"
    assert any(evidence.terms for evidence in first.match.evidence)


def test_what_cannot_be_read_is_left_out(house: Workspace) -> None:
    assert found(house, links={"website": "www"}, kind="castle", contacts=[{"email": "x"}])
    assert found(house, summary={"en": "x" * 200}) == found(house, summary={})
    assert found(house, owner="Atlantis") == found(house)


@pytest.mark.parametrize("name", [{}, {"fr": " ", "en": ""}, "text", {"en": "x" * 400}])
def test_without_a_name_there_is_nothing_to_compare(house: Workspace, name: Any) -> None:
    assert found(house, name=name) == []


def test_other_bodies_proposals_are_nobodys_business(house: Workspace) -> None:
    proposed = handed_in(house)
    assert proposed not in found(house)


def test_a_retired_component_is_no_duplicate(house: Workspace) -> None:
    administrator = person("root", Role.administrator)
    registering.retire(administrator, house, "booking", None, expected_revision=1)
    assert "booking" not in found(house)


def test_what_was_registered_this_moment_is_found(house: Workspace) -> None:
    assert found(house)
    made = registering.register(INES, house, {**TYPED, "owner": LAC})
    assert found(house)[0] == made.id


def test_a_check_that_could_not_run_is_never_no_duplicates(
    house: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> Any:
        raise DerivedDamaged()

    monkeypatch.setattr(fresh_check.CORPORA, "of", broken)
    with pytest.raises(CheckCouldNotRun):
        found(house)


def test_only_who_registers_asks(house: Workspace) -> None:
    with pytest.raises(NotAllowed):
        likely_same.likely_same(person("sam", Role.sponsor, LAC), house, TYPED)
