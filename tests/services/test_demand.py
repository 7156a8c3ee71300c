"""What people look for and propose that nobody shares; and what of it whom may know."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from catalogue.domain.person import Role
from catalogue.services import deciding, judging
from catalogue.services.demand import Demand, Unmet, unmet_demand
from catalogue.services.permissions import ANONYMOUS, COMMAND_LINE, Actor, NotAllowed
from catalogue.services.searches import note_search
from catalogue.services.workspace import Workspace
from catalogue.storage.searches import Counted

from .builders import component, proposal, stored
from .proposing import ANA, LAC, MIA, MONT, OTHER_REVIEWER, REVIEWER, body, handed_in, person

TODAY = date(2026, 1, 15)
IN_VAIN: frozenset[Counted] = frozenset({"asked", "without_answer"})
SEEN: frozenset[Counted] = frozenset({"asked", "watched"})
ARCHITECT = person("ada", Role.architect, LAC)
BODIES = ("nord", "sud", "est", "ouest")
DRONES = {"title": "Zeppelins over forests", "description": "Zeppelins look for fires from above."}


def looked_for(
    workspace: Workspace, words: str, times: int = 2, how: frozenset[Counted] = IN_VAIN
) -> None:
    for _ in range(times):
        note_search(workspace, words, how, TODAY)


def demand(workspace: Workspace, actor: Actor = COMMAND_LINE) -> Demand:
    return unmet_demand(actor, workspace, TODAY)


def told(workspace: Workspace, actor: Actor = COMMAND_LINE) -> list[tuple[str, int]]:
    return [(_called(one), one.asks) for one in demand(workspace, actor).unmet]


def _called(one: Unmet) -> str:
    if one.concept:
        return one.concept.id
    return one.words[0] if one.words else one.proposed.wanted[0].title if one.proposed else ""


def proposed(workspace: Workspace, actor: Actor, **typed: Any) -> str:
    return handed_in(workspace, actor, **{**DRONES, **typed})


def proposed_by(workspace: Workspace, *bodies: str, **typed: Any) -> None:
    stored(workspace, *(body(one) for one in bodies))
    for one in bodies:
        proposed(workspace, person(f"of-{one}", Role.sponsor, one), **typed)


def test_searches_in_vain_and_never_opened_stand_together(workspace: Workspace) -> None:
    looked_for(workspace, "prise de RDV", 1)
    looked_for(workspace, "appointment booking", 3, SEEN)
    looked_for(workspace, "single sign-on", 2, SEEN)
    note_search(workspace, "single sign-on", frozenset({"opened"}), TODAY)
    looked_for(workspace, "zeppelin", 2)
    assert told(workspace) == [("appointment-booking", 4), ("zeppelin", 2)]
    first = demand(workspace).unmet[0]
    assert first.words == ("appointment booking",)
    assert demand(workspace).since == date(2025, 11, 1)


def test_what_was_asked_once_is_not_shown(workspace: Workspace) -> None:
    looked_for(workspace, "Maude Tremblay", 1)
    looked_for(workspace, "Maud Tremblay", 1)
    looked_for(workspace, "single sign-on", 1)
    assert told(workspace) == []


def test_other_software_is_counted_apart(workspace: Workspace) -> None:
    software: frozenset[Counted] = frozenset({"by_software", "software_without_answer"})
    looked_for(workspace, "airships", 50, software)
    looked_for(workspace, "beekeeping", 2)
    found = demand(workspace).unmet
    assert [(one.words, one.asks, one.by_software) for one in found] == [
        (("beekeeping",), 2, 0),
        (("airships",), 0, 50),
    ]


def test_proposals_without_a_component_are_demand(house: Workspace) -> None:
    proposed(house, ANA)
    handed_in(house, MIA)  # what the house has already
    looked_for(house, "zeppelin", 2)
    (one,) = demand(house).unmet
    assert one.asks == 3
    assert one.proposed
    assert (one.proposed.proposals, one.proposed.bodies, one.proposed.cost) == (1, 1, 250_000)
    assert not one.proposed.rounded


def test_a_draft_and_what_is_not_asked_for_any_more_are_none(house: Workspace) -> None:
    stored(
        house,
        *(proposal(one, status=one, **DRONES) for one in ("declined", "withdrawn", "delivered")),
        proposal("unfinished", status="draft", **DRONES),
    )
    assert told(house) == []
    assert demand(house).unchecked == 0


def test_what_was_never_checked_is_said_to_be_so(house: Workspace) -> None:
    stored(house, proposal("from-a-file", **DRONES))
    assert told(house) == []
    assert demand(house).unchecked == 1
    assert demand(house, ARCHITECT).unchecked is None


def test_a_retired_component_serves_nobody(house: Workspace) -> None:
    handed_in(house, MIA)
    assert told(house) == []
    stored(house, component("booking", lifecycle="retired"))
    assert told(house) == [("appointment-booking", 1)]


def test_a_component_found_distinct_serves_nobody(house: Workspace) -> None:
    one = handed_in(house, MIA)
    judging.judge(REVIEWER, house, one, {"type": "component", "id": "booking", "label": "distinct"})
    assert [called for called, _ in told(house)] == ["appointment-booking"]


def test_who_reviews_is_told_of_each(house: Workspace) -> None:
    one = proposed(house, ANA)
    found = demand(house, OTHER_REVIEWER).unmet[0].proposed
    assert found
    assert [wanted.id for wanted in found.wanted] == [one]


def test_architects_learn_nothing_of_few_bodies(house: Workspace) -> None:
    looked_for(house, "zeppelin", 2)
    before = demand(house, ARCHITECT)
    proposed_by(house, "nord", "sud")
    proposed(house, ANA)  # the architect's own body does not make others several
    proposed_by(house, "est", title="Beekeeping", description="Hives and honey.")
    assert demand(house, ARCHITECT) == before
    assert len(demand(house).unmet) == 2


def test_architects_learn_of_several_bodies_in_round_figures(house: Workspace) -> None:
    looked_for(house, "zeppelin", 2)
    proposed_by(house, *BODIES, estimated_cost="260 000 $")
    (one,) = demand(house, ARCHITECT).unmet
    assert one.proposed
    assert (one.proposed.proposals, one.proposed.bodies, one.proposed.cost) == (3, 3, 1_000_000)
    assert one.proposed.rounded
    assert one.proposed.wanted == ()
    assert "forests" not in repr(demand(house, ARCHITECT))


def test_money_of_few_is_not_told(house: Workspace) -> None:
    looked_for(house, "zeppelin", 2)
    proposed_by(house, "nord", "sud", estimated_cost="1 000 000 $")
    proposed_by(house, "est", estimated_cost="")
    (one,) = demand(house, ARCHITECT).unmet
    assert one.proposed
    assert one.proposed.cost is None


def test_a_title_that_no_concept_names_is_not_told(house: Workspace) -> None:
    proposed_by(house, *BODIES)
    assert told(house, ARCHITECT) == []
    assert told(house) == [(DRONES["title"], 4)]


def test_who_may_not_know(house: Workspace) -> None:
    for nobody in (ANONYMOUS, ANA, person("max", Role.sponsor, MONT)):
        with pytest.raises(NotAllowed):
            demand(house, nobody)


def test_what_was_decided_away_is_no_demand(house: Workspace) -> None:
    one = proposed(house, ANA)
    assert len(told(house)) == 1
    ruling = {"ruling": "declined", "reason": "Not now."}
    deciding.decide(REVIEWER, house, one, ruling, expected_submission=1)
    assert told(house) == []
