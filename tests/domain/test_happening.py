from __future__ import annotations

import pytest

from catalogue.domain.component import Component
from catalogue.domain.happening import Happening, happening, stage, telling
from catalogue.domain.proposal import Proposal, ProposalStatus


def component(lifecycle: str = "available") -> Component:
    return Component.model_validate(
        {
            "id": "booking",
            "name": {"en": "Booking"},
            "summary": {"en": "Slots"},
            "owner": "lac",
            "lifecycle": lifecycle,
        }
    )


def proposal(status: ProposalStatus, proposal_id: str = "p-abcdefghij234567") -> Proposal:
    return Proposal(
        id=proposal_id,
        title="Secret plan",
        description="Nobody knows.",
        organization="lac",
        estimated_cost=5,
        status=status,
    )


@pytest.mark.parametrize(
    ("now", "before", "what"),
    [
        ("available", None, Happening.component_registered),
        ("retired", None, Happening.component_registered),
        ("available", "pilot", Happening.component_changed),
        ("available", "available", Happening.component_changed),
        ("retired", "available", Happening.component_retired),
        ("retired", "retired", Happening.component_changed),
        ("available", "retired", Happening.component_changed),
    ],
)
def test_what_happens_to_components(now: str, before: str | None, what: Happening) -> None:
    assert happening(component(now), before) is what


TOLD = {
    *((before, "submitted") for before in (None, "returned", "draft", "in_review")),
    *(
        (before, now)
        for before in ("submitted", "in_review")
        for now in ("approved", "approved_with_conditions", "redirected", "returned", "declined")
    ),
}


@pytest.mark.parametrize("status", ProposalStatus)
@pytest.mark.parametrize("before", [None, "draft", "submitted", "in_review", "returned"])
def test_of_proposals_it_is_told_that_they_come_and_are_decided(
    status: ProposalStatus, before: str | None
) -> None:
    found = happening(proposal(status), before)
    if (before, status.value) in TOLD:
        submitted = status is ProposalStatus.submitted
        assert found is (Happening.proposal_submitted if submitted else Happening.proposal_decided)
    else:
        assert found is None


def test_a_component_is_told_of_as_everybody_may_read_it() -> None:
    assert telling(component(), 3) == {
        "component": "booking",
        "name": {"en": "Booking"},
        "kind": component().kind.value,
        "lifecycle": "available",
        "owner": "lac",
        "replaced_by": None,
        "revision": 3,
    }


def test_nothing_of_a_proposal_leaves_but_what_the_catalogue_named_it_by_chance() -> None:
    submitted = proposal(ProposalStatus.submitted)
    assert telling(submitted, 1) == {"proposal": "p-abcdefghij234567"}
    for telltale in ("secret-plan", "p-B15", "p-secret-plan-234567"):
        from_file = proposal(ProposalStatus.submitted, telltale)
        assert telling(from_file, 1) == {"proposal": None}


def test_where_records_stand() -> None:
    assert stage(component("pilot")) == "pilot"
    assert stage(proposal(ProposalStatus.in_review)) == "in_review"
