from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.domain.errors import ForbiddenTransition
from catalogue.domain.proposal import OPEN, TRANSITIONS, ProposalStatus, move

S = ProposalStatus
STATUSES = st.sampled_from(list(S))
REVIEWED = {S.approved, S.approved_with_conditions, S.redirected, S.declined}


def test_every_status_is_in_the_table() -> None:
    assert set(TRANSITIONS) == set(S)


@pytest.mark.parametrize("last", [S.redirected, S.declined, S.withdrawn, S.delivered])
def test_after_its_end_a_proposal_goes_nowhere(last: ProposalStatus) -> None:
    assert TRANSITIONS[last] == frozenset()


@pytest.mark.parametrize(
    "way",
    [
        (S.draft, S.submitted, S.in_review, S.approved, S.in_delivery, S.delivered),
        (S.draft, S.submitted, S.in_review, S.approved_with_conditions, S.in_delivery),
        (S.in_review, S.returned, S.submitted, S.in_review),
        (S.in_review, S.redirected),
        (S.in_review, S.declined),
    ],
)
def test_a_proposal_goes_its_usual_ways(way: tuple[ProposalStatus, ...]) -> None:
    for current, wanted in pairwise(way):
        assert move(current, wanted) is wanted


def test_an_open_proposal_may_be_withdrawn_and_no_other() -> None:
    assert {status for status in S if S.withdrawn in TRANSITIONS[status]} == OPEN
    assert {S.draft, S.submitted, S.in_review, S.returned} == OPEN


def test_only_a_review_decides() -> None:
    for status in S:
        assert status is S.in_review or not TRANSITIONS[status] & REVIEWED


def test_only_what_is_approved_is_delivered() -> None:
    before = {status for status in S if S.in_delivery in TRANSITIONS[status]}
    assert before == {S.approved, S.approved_with_conditions}


def test_every_status_can_be_reached_from_a_draft() -> None:
    reached, waiting = {S.draft}, [S.draft]
    while waiting:
        fresh = TRANSITIONS[waiting.pop()] - reached
        reached |= fresh
        waiting += fresh
    assert reached == set(S)


@given(STATUSES, STATUSES)
def test_a_proposal_moves_only_as_the_table_says(
    current: ProposalStatus, wanted: ProposalStatus
) -> None:
    if wanted in TRANSITIONS[current]:
        assert move(current, wanted) is wanted
    else:
        with pytest.raises(ForbiddenTransition) as caught:
            move(current, wanted)
        assert caught.value.code == "forbidden_transition"
        assert caught.value.params == {"current": current.value, "wanted": wanted.value}


@given(STATUSES)
def test_a_proposal_never_moves_to_where_it_is(status: ProposalStatus) -> None:
    with pytest.raises(ForbiddenTransition):
        move(status, status)
