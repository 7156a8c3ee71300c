"""Reports for other software: what is looked for, and what nobody shares."""

from __future__ import annotations

import pytest

from catalogue.domain.person import Role
from catalogue.services.searches import SOFTWARE_PACE
from catalogue.services.workspace import Workspace
from tests.services.proposing import ANA, handed_in

from .calling import Caller
from .conftest import Calling


@pytest.fixture
def architect(calling: Calling) -> Caller:
    return calling("max", Role.architect, bodies=("lac",))


def test_searches_of_software_are_counted_apart(calling: Calling, architect: Caller) -> None:
    anybody = calling()
    for words in ("qqzz", "@@qqzz", "booking", "ana@ville.example"):
        anybody.get(f"/search?q={words}")
    anybody.get("/search?q=qqzz&kind=api")
    found = architect.get("/reports/searches")
    assert (found["total"], found["frequent"], found["in_vain"]) == (0, [], [])


def test_what_software_asks_in_vain_is_reported(calling: Calling, architect: Caller) -> None:
    anybody = calling()
    for _ in "ab":
        assert anybody.get("/search?q=qqzz")["total"] == 0
    (vain,) = architect.get("/reports/searches")["by_software"]
    assert (vain["words"], vain["by_software"], vain["software_without_answer"]) == ("qqzz", 2, 2)
    assert vain["asked"] == 0


def test_one_program_does_not_fill_the_log(calling: Calling, architect: Caller) -> None:
    anybody = calling()
    for _ in range(SOFTWARE_PACE.most + 5):
        anybody.get("/search?q=qqzz")
    (vain,) = architect.get("/reports/searches")["by_software"]
    assert vain["by_software"] == SOFTWARE_PACE.most


def test_demand_without_supply_is_told_to_who_may_know(
    calling: Calling, architect: Caller, house: Workspace
) -> None:
    proposed = handed_in(house, ANA, title="Zeppelins over forests", description="From above.")
    for _ in "ab":
        calling().get("/search?q=qqzz")
    told = calling("rita", Role.reviewer, bodies=("tresor",)).get("/reports/demand")
    assert told["unchecked"] == 0
    first, second = told["items"]
    assert (first["concept"], first["name"], first["words"]) == (None, None, [])
    assert first["proposed"] == {
        "proposals": 1,
        "bodies": 1,
        "cost": 250_000,
        "rounded": False,
        "items": [proposed],
    }
    assert (second["words"], second["by_software"], second["proposed"]) == (["qqzz"], 2, None)
    told = architect.get("/reports/demand")
    assert (told["items"], told["unchecked"]) == ([second], None)
    sponsor = calling("ana", Role.sponsor, bodies=("lac",))
    assert sponsor.problem("GET", "/reports/demand", status=403)["code"] == "not_allowed"
