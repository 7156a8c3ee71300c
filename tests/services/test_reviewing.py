from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest

from catalogue.domain.decision import Ruling
from catalogue.domain.errors import ForbiddenTransition, InvalidRecord, NotFound
from catalogue.domain.match import Band
from catalogue.domain.pair import Matched
from catalogue.domain.person import Role
from catalogue.domain.proposal import ProposalStatus
from catalogue.domain.verdict import Label
from catalogue.services import (
    deciding,
    drafting,
    judging,
    moving_on,
    organizing,
    queueing,
    reviewing,
    submitting,
    taking_in,
)
from catalogue.services.deciding import DecidedMeanwhile, ResubmittedMeanwhile
from catalogue.services.judging import JudgedMeanwhile
from catalogue.services.organizing import UnsuitableReviewer
from catalogue.services.permissions import COMMAND_LINE, ConflictOfInterest, acting
from catalogue.services.queueing import Filters
from catalogue.services.standing import NotEditable
from catalogue.services.workspace import Workspace, opened
from catalogue.storage import audit, records, submissions

from .accounts import NOON, joined
from .builders import component, content, proposal, stored
from .proposing import (
    ANA,
    LAC,
    LOCAL_REVIEWER,
    MIA,
    MONT,
    OTHER_REVIEWER,
    REVIEWER,
    begun,
    handed_in,
    person,
    submit,
)

BOOKING = Matched("component", "booking")
ABOUT = {"type": "component", "id": "booking"}
APPROVE = {"ruling": "approved", "reason": "Nothing like it."}
RETURN = {"ruling": "returned", "reason": "Say more."}


def judge(house: Workspace, proposal_id: str, label: str = "distinct", **how: Any) -> Any:
    return judging.judge(
        how.pop("actor", REVIEWER),
        house,
        proposal_id,
        {**how.pop("about", ABOUT), "label": label},
        **how,
    )


def decide(house: Workspace, proposal_id: str, data: Any, actor: Any = REVIEWER) -> Any:
    return deciding.decide(actor, house, proposal_id, data, expected_submission=1)


def status(house: Workspace, proposal_id: str) -> ProposalStatus:
    return records.get(house.db, "proposal", proposal_id).record.status


def resubmitted(house: Workspace, proposal_id: str, **typed: Any) -> set[str]:
    """What is raised when a returned proposal is submitted again."""
    draft = drafting.opened(ANA, house, proposal_id)
    revision = draft.revision
    draft = drafting.save(ANA, house, proposal_id, typed, expected_revision=revision)
    return {match.id for match in submit(house, draft).visible.matches}


def actions(house: Workspace, proposal_id: str) -> list[str]:
    return [one.action for one in audit.entries(house.db, subject=f"proposal/{proposal_id}")]


def test_a_reviewer_has_everything_together(house: Workspace) -> None:
    theirs = handed_in(house, MIA)
    proposal_id = handed_in(house)
    whole = reviewing.case(REVIEWER, house, proposal_id)
    assert whole.proposal.title == "Appointment booking at counters"
    assert (whole.number, whole.may_decide, whole.decisions) == (1, True, ())
    by_id = {one.match.id: one for one in whole.weighed}
    assert set(by_id) == {"booking", theirs}
    answer = by_id["booking"].response
    assert answer is not None
    assert answer.text == "Our law asks for another way."
    assert by_id[theirs].response is None
    judge(house, proposal_id, "overlap")
    again = reviewing.case(OTHER_REVIEWER, house, proposal_id)
    (seen,) = (one.verdict for one in again.weighed if one.match.id == "booking")
    assert seen is not None
    assert seen.verdict.label is Label.overlap
    assert not reviewing.case(COMMAND_LINE, house, proposal_id).may_decide


def test_what_was_never_checked_is_told_apart_from_what_has_no_matches(house: Workspace) -> None:
    stored(house, proposal("old", organization=LAC))
    whole = reviewing.case(REVIEWER, house, "old")
    assert (whole.submissions, whole.number, whole.weighed) == ((), 0, ())
    assert decide_unchecked(house).submission == 0
    assert status(house, "old") is ProposalStatus.approved


def decide_unchecked(house: Workspace) -> Any:
    return deciding.decide(REVIEWER, house, "old", APPROVE, expected_submission=0)


def test_a_settled_pair_is_not_raised_again(house: Workspace) -> None:
    proposal_id = handed_in(house)
    judge(house, proposal_id)
    decide(house, proposal_id, RETURN)
    assert resubmitted(house, proposal_id, estimated_cost="9", clientele="All") == set()
    last = submissions.latest(house.db, proposal_id)
    assert last is not None
    assert last.settled == (BOOKING,)


def test_a_settled_pair_is_raised_again_when_the_proposal_changes(house: Workspace) -> None:
    proposal_id = handed_in(house)
    judge(house, proposal_id)
    decide(house, proposal_id, RETURN)
    assert resubmitted(house, proposal_id, problem="Counters are crowded.") == {"booking"}


def test_a_settled_pair_is_raised_again_when_the_other_side_changes(house: Workspace) -> None:
    proposal_id = handed_in(house)
    judge(house, proposal_id)
    decide(house, proposal_id, RETURN)
    stored(house, component("booking", verified_on="2018-05-01", lifecycle="deprecated"))
    assert submitting.readiness(ANA, house, proposal_id).unanswered == ()
    stored(house, component("booking", description={"en": "Now with video calls."}))
    assert resubmitted(house, proposal_id) == {"booking"}


@pytest.mark.parametrize("label", ["duplicate", "overlap"])
def test_only_distinct_settles(house: Workspace, label: str) -> None:
    proposal_id = handed_in(house)
    judge(house, proposal_id)
    judge(house, proposal_id, label)
    decide(house, proposal_id, RETURN)
    assert resubmitted(house, proposal_id) == {"booking"}


def test_a_pair_of_proposals_is_settled_from_either_side(house: Workspace) -> None:
    theirs, ours = handed_in(house, MIA), handed_in(house)
    judge(house, ours, about={"type": "proposal", "id": theirs})
    decide(house, ours, RETURN)
    assert not submitting.readiness(ANA, house, ours).visible.hidden_overlap  # type: ignore[union-attr]
    decide(house, theirs, RETURN)
    assert not submitting.readiness(MIA, house, theirs).visible.hidden_overlap  # type: ignore[union-attr]


def test_a_settled_pair_leaves_its_place_to_another(house: Workspace) -> None:
    stored(house, *(component(f"booking-{n}") for n in range(9)))
    proposal_id = handed_in(house)
    first = {one.match.id for one in reviewing.case(REVIEWER, house, proposal_id).weighed}
    for other in first:
        judge(house, proposal_id, about={"type": "component", "id": other})
    decide(house, proposal_id, RETURN)
    second = resubmitted(house, proposal_id)
    assert second
    assert not second & first


def test_the_second_of_two_verdicts_is_told_of_the_first(house: Workspace) -> None:
    proposal_id = handed_in(house)
    first = judge(house, proposal_id, expected=0)
    assert judge(house, proposal_id, expected=0) == first
    with pytest.raises(JudgedMeanwhile) as caught:
        judge(house, proposal_id, "overlap", expected=0, actor=OTHER_REVIEWER)
    assert caught.value.current == first
    second = judge(house, proposal_id, "overlap", expected=first.seq, actor=OTHER_REVIEWER)
    assert reviewing.case(REVIEWER, house, proposal_id).verdicts == {BOOKING: second}
    assert actions(house, proposal_id).count("judged") == 2


def test_verdicts_are_about_what_a_check_found(house: Workspace) -> None:
    proposal_id = handed_in(house)
    with pytest.raises(NotFound):
        judge(house, proposal_id, about={"type": "component", "id": "other-0"})
    with pytest.raises(InvalidRecord):
        judge(house, proposal_id, "same")


def test_nobody_judges_a_pair_that_their_own_body_is_a_side_of(house: Workspace) -> None:
    theirs, ours = handed_in(house, MIA), handed_in(house)
    mont = person("max", Role.reviewer, MONT)
    before = content(house)
    with pytest.raises(ConflictOfInterest):
        judge(house, ours, about={"type": "proposal", "id": theirs}, actor=mont)
    assert content(house) == before
    assert judge(house, ours, actor=mont).verdict.matched == BOOKING


@pytest.mark.parametrize("ruling", Ruling)
def test_a_decision_moves_the_proposal(house: Workspace, ruling: Ruling) -> None:
    proposal_id = handed_in(house)
    data: dict[str, Any] = {"ruling": ruling.value, "reason": "Because", "conditions": " "}
    if ruling is Ruling.approved_with_conditions:
        data["conditions"] = "Ask first"
    if ruling is Ruling.redirected:
        data["reuse"] = ["booking", ""]
    taken = decide(house, proposal_id, data)
    assert (taken.decision.ruling, taken.submission, taken.person) == (ruling, 1, "person-rita")
    assert status(house, proposal_id).value == ruling.value
    assert actions(house, proposal_id)[-3:] == ["in_review", ruling.value, "decided"]
    assert audit.verify(house.db) == []


def test_the_second_to_decide_is_told_who_decided_what(house: Workspace) -> None:
    rita = acting(joined(house, "rita", roles=["reviewer"]))
    proposal_id = handed_in(house)
    first = decide(house, proposal_id, RETURN, rita)
    before = content(house)
    assert decide(house, proposal_id, RETURN, rita) == first
    with pytest.raises(DecidedMeanwhile) as caught:
        decide(house, proposal_id, APPROVE, OTHER_REVIEWER)
    assert caught.value.taken == first
    assert caught.value.params == {"name": "Rita", "ruling": "returned"}
    with pytest.raises(DecidedMeanwhile):
        decide(house, proposal_id, APPROVE, rita)
    assert content(house) == before


def test_of_two_that_decide_at_once_one_decides(house: Workspace) -> None:
    proposal_id = handed_in(house)
    ready = Barrier(2)
    told: list[Any] = []

    def attempt(actor: Any, data: Any) -> None:
        with opened(house.home) as own:
            ready.wait()
            try:
                told.append(decide(own, proposal_id, data, actor))
            except DecidedMeanwhile as error:
                told.append(error)

    threads = [
        Thread(target=attempt, args=pair)
        for pair in ((REVIEWER, APPROVE), (OTHER_REVIEWER, RETURN))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (refused,) = (one for one in told if isinstance(one, DecidedMeanwhile))
    (taken,) = (one for one in told if not isinstance(one, DecidedMeanwhile))
    assert refused.taken == taken
    assert reviewing.case(REVIEWER, house, proposal_id).decisions == (taken,)
    assert status(house, proposal_id).value == taken.decision.ruling.value


def test_nobody_decides_on_what_they_did_not_read(house: Workspace) -> None:
    proposal_id = handed_in(house)
    decide(house, proposal_id, RETURN)
    resubmitted(house, proposal_id)
    with pytest.raises(DecidedMeanwhile):
        decide(house, proposal_id, APPROVE, OTHER_REVIEWER)
    for wrong in (0, 3):
        with pytest.raises(ResubmittedMeanwhile):
            deciding.decide(REVIEWER, house, proposal_id, APPROVE, expected_submission=wrong)
    deciding.decide(REVIEWER, house, proposal_id, APPROVE, expected_submission=2)
    whole = reviewing.case(REVIEWER, house, proposal_id)
    assert [one.submission for one in whole.decisions] == [1, 2]


def test_what_was_withdrawn_is_not_decided(house: Workspace) -> None:
    proposal_id = handed_in(house)
    moving_on.withdraw(ANA, house, proposal_id)
    with pytest.raises(ForbiddenTransition):
        decide(house, proposal_id, APPROVE)
    with pytest.raises(ForbiddenTransition):
        deciding.take_up(REVIEWER, house, proposal_id)


def test_one_is_redirected_to_what_exists(house: Workspace) -> None:
    proposal_id = handed_in(house)
    data = {"ruling": "redirected", "reason": "Use it", "reuse": ["booking", "nothing"]}
    with pytest.raises(InvalidRecord) as caught:
        decide(house, proposal_id, data)
    assert [(one.dotted, one.code) for one in caught.value.errors] == [
        ("reuse[1]", "unknown_reference")
    ]
    assert status(house, proposal_id) is ProposalStatus.submitted


def test_what_is_approved_is_delivered(house: Workspace) -> None:
    proposal_id = handed_in(house)
    with pytest.raises(ForbiddenTransition):
        moving_on.start_delivery(ANA, house, proposal_id)
    deciding.take_up(REVIEWER, house, proposal_id)
    deciding.take_up(OTHER_REVIEWER, house, proposal_id)
    decide(house, proposal_id, APPROVE)
    moving_on.start_delivery(ANA, house, proposal_id)
    moving_on.finish_delivery(ANA, house, proposal_id)
    assert status(house, proposal_id) is ProposalStatus.delivered
    with pytest.raises(ForbiddenTransition):
        moving_on.withdraw(ANA, house, proposal_id)
    assert actions(house, proposal_id)[-5:] == [
        "in_review",
        "approved",
        "decided",
        "in_delivery",
        "delivered",
    ]


def test_the_most_money_at_risk_comes_first(house: Workspace) -> None:
    other = {"title": "Library loans", "description": "Library loans for all"}
    cheap = handed_in(house, estimated_cost="10")
    dear = handed_in(house, MIA, estimated_cost="900 000")
    free = handed_in(house, estimated_cost="")
    harmless = handed_in(house, title="Zoo", description="Elephants", estimated_cost="9e9")
    stored(house, proposal("unchecked", organization=LAC, estimated_cost=1, **other))
    found = queueing.queue(REVIEWER, house)
    assert [one.id for one in found] == ["unchecked", free, dear, cheap, harmless]
    by_id = {one.id: one for one in found}
    assert by_id[dear].at_risk == pytest.approx(900_000 * (by_id[dear].probability or 0))
    assert (by_id[free].at_risk, by_id[free].band) == (None, Band.duplicate)
    assert (by_id["unchecked"].probability, by_id["unchecked"].at_risk) == (None, None)
    assert (by_id[harmless].probability, by_id[harmless].at_risk) == (0.0, 0.0)


def test_a_verdict_takes_the_money_out_of_risk(house: Workspace) -> None:
    proposal_id = handed_in(house)
    assert queueing.queue(REVIEWER, house)[0].at_risk
    judge(house, proposal_id)
    assert queueing.queue(REVIEWER, house)[0].at_risk == 0
    judge(house, proposal_id, "duplicate")
    assert queueing.queue(REVIEWER, house)[0].at_risk


def test_a_verdict_on_two_proposals_counts_for_both(house: Workspace) -> None:
    stored(house, component("booking", lifecycle="retired"))
    theirs, ours = handed_in(house, MIA), handed_in(house)
    taking_in.take_in(COMMAND_LINE, house)
    decide(house, theirs, RETURN)
    submit(house, drafting.opened(MIA, house, theirs), MIA)
    assert all(one.at_risk for one in queueing.queue(REVIEWER, house))
    judge(house, ours, about={"type": "proposal", "id": theirs})
    assert [one.at_risk for one in queueing.queue(REVIEWER, house)] == [0, 0]


def test_the_queue_can_be_narrowed(house: Workspace) -> None:
    rita = acting(joined(house, "rita", roles=["reviewer"]))
    ours = handed_in(house)
    theirs = handed_in(house, MIA, title="Zoo", description="Elephants")
    deciding.take_up(rita, house, theirs)
    organizing.assign(rita, house, ours, rita.person_id)
    organizing.set_due(rita, house, ours, date(2018, 6, 1))

    def narrowed(**filters: Any) -> set[str]:
        return {one.id for one in queueing.queue(rita, house, Filters(**filters))}

    assert narrowed() == {ours, theirs}
    assert narrowed(status=ProposalStatus.in_review) == {theirs}
    assert narrowed(organization=LAC) == {ours}
    assert narrowed(band=Band.duplicate) == {ours}
    assert narrowed(band=Band.related) == set()
    assert narrowed(due_by=date(2018, 6, 1)) == {ours}
    assert narrowed(due_by=date(2018, 5, 31)) == set()
    assert narrowed(mine=True) == {ours}
    assert narrowed(mine=True, organization=MONT) == set()
    decide(house, ours, APPROVE)
    assert narrowed() == {theirs}


def test_the_queue_leaves_out_what_one_may_not_judge(house: Workspace) -> None:
    ours, theirs = handed_in(house), handed_in(house, MIA)
    assert {one.id for one in queueing.queue(LOCAL_REVIEWER, house)} == {theirs}
    author = person("ana", Role.reviewer, "tresor")
    assert {one.id for one in queueing.queue(author, house)} == {theirs}
    assert {one.id for one in queueing.queue(COMMAND_LINE, house)} == {ours, theirs}


def test_a_review_goes_to_who_can_do_it(house: Workspace) -> None:
    proposal_id = handed_in(house)
    rita = joined(house, "rita", roles=["reviewer"], organizations=["tresor"])
    lou = joined(house, "lou", roles=["reviewer"], organizations=[LAC])
    sue = joined(house, "sue", roles=["sponsor"], organizations=[MONT])
    assert organizing.suitable_reviewers(REVIEWER, house, proposal_id) == {rita.id: "Rita"}
    review = organizing.assign(COMMAND_LINE, house, proposal_id, rita.id, at=NOON)
    assert review.assigned_to == rita.id
    for unsuitable in (lou.id, sue.id, "nobody"):
        with pytest.raises(UnsuitableReviewer):
            organizing.assign(REVIEWER, house, proposal_id, unsuitable)
    later = review.due_on + timedelta(days=3)
    assert organizing.set_due(REVIEWER, house, proposal_id, later).assigned_to == rita.id
    assert organizing.assign(REVIEWER, house, proposal_id, None).due_on == later
    assert actions(house, proposal_id).count("review_organized") == 3
    decide(house, proposal_id, APPROVE)
    with pytest.raises(NotEditable):
        organizing.assign(REVIEWER, house, proposal_id, rita.id)


def test_what_came_in_a_file_has_days_too(house: Workspace) -> None:
    stored(house, proposal("old", organization=LAC))
    review = organizing.assign(REVIEWER, house, "old", None, at=NOON)
    assert review.due_on == date(2018, 6, 4)
    assert queueing.queue(REVIEWER, house)[0].probability is None


Attempt = Callable[[Workspace, str], object]
WRITES: dict[str, Attempt] = {
    "judge": lambda house, one: judging.judge(
        LOCAL_REVIEWER, house, one, {**ABOUT, "label": "overlap"}
    ),
    "decide": lambda house, one: decide(house, one, APPROVE, LOCAL_REVIEWER),
    "take up": lambda house, one: deciding.take_up(LOCAL_REVIEWER, house, one),
    "assign": lambda house, one: organizing.assign(LOCAL_REVIEWER, house, one, None),
    "look": lambda house, one: reviewing.case(LOCAL_REVIEWER, house, one),
}


@pytest.mark.parametrize("attempt", WRITES.values(), ids=WRITES)
def test_nobody_reviews_their_own_body_s_proposal(house: Workspace, attempt: Attempt) -> None:
    proposal_id = handed_in(house)
    before = content(house)
    with pytest.raises(ConflictOfInterest):
        attempt(house, proposal_id)
    assert content(house) == before


def test_who_helped_writing_does_not_judge_it_from_another_body(house: Workspace) -> None:
    draft = begun(house)
    submit(house, draft)
    moved = person("ana", Role.reviewer, "tresor")
    with pytest.raises(ConflictOfInterest):
        decide(house, draft.proposal_id, APPROVE, moved)
