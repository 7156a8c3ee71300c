"""Of components that are all as probable, one's own come first."""

from __future__ import annotations

import numpy as np

from catalogue.matching.ranking import Scored
from catalogue.services.checking import Checker, Wanted
from catalogue.services.own_first import own_first
from catalogue.services.workspace import Workspace

from .builders import component, draft, stored

TWINS = ("a", "b", "c")


def ranked(*odds: float) -> list[tuple[Scored, str]]:
    return [
        (Scored(str(place), 0, place, np.empty(0), one), "component")
        for place, one in enumerate(odds)
    ]


def test_only_equals_change_places() -> None:
    given = ranked(3.0, 2.0, 2.0 - 1e-9, 1.0, 1.0)
    own = {"2", "3", "4"}
    told = own_first(given, 5, lambda one: one[0].record_id in own)
    assert [one.record_id for one, _ in told] == ["0", "2", "1", "3", "4"]
    assert own_first(given, 2, lambda one: one[0].record_id in own) == given
    assert own_first([], 5, lambda one: True) == []


def test_a_body_finds_its_own_of_several_that_read_the_same(workspace: Workspace) -> None:
    bodies = [
        {"type": "organization", "id": f"body-{one}", "name": {"en": f"Body {one}"}}
        for one in TWINS
    ]
    name = {"en": "Appointment booking"}
    held = [component(one, name=name, owner=f"body-{one}") for one in TWINS]
    stored(workspace, *bodies, *held)
    checker = Checker(workspace)
    asked = {one: draft(organization=f"body-{one}") for one in TWINS}
    first = {one: checker.check(asked[one], Wanted(top=3)).matches[0].id for one in TWINS}
    assert first == {one: one for one in TWINS}
    assert checker.check(draft(), Wanted(top=3)).matches[0].id == "a"
