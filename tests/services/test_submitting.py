from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from catalogue.domain.errors import InvalidRecord, NotFound
from catalogue.domain.match import Band, CheckResult, IndexState
from catalogue.domain.proposal import ProposalStatus
from catalogue.domain.response import Answer
from catalogue.search.errors import IndexUnavailable
from catalogue.services import (
    deciding,
    drafting,
    following,
    responding,
    resubmissions,
    submitting,
    taking_in,
)
from catalogue.services.checking import Checker
from catalogue.services.comparing import Fate
from catalogue.services.drafting import StaleDraft
from catalogue.services.fresh_check import CheckCouldNotRun
from catalogue.services.permissions import COMMAND_LINE, NotAllowed
from catalogue.services.snapshots import DAYS_TO_DECIDE
from catalogue.services.standing import NotEditable
from catalogue.services.submitting import ResponsesMissing
from catalogue.services.workspace import Workspace, opened
from catalogue.storage import audit, records, reviews, submissions

from .accounts import NOON
from .builders import component, content, proposal, stored
from .proposing import ANA, LAC, LEO, MIA, NO, REVIEWER, answered, begun, handed_in, submit

BOOKING = {"type": "component", "id": "booking"}


def status(house: Workspace, proposal_id: str) -> ProposalStatus:
    return records.get(house.db, "proposal", proposal_id).record.status


def returned(house: Workspace) -> drafting.Draft:
    proposal_id = handed_in(house)
    decision = {"ruling": "returned", "reason": "Say more."}
    deciding.decide(REVIEWER, house, proposal_id, decision, expected_submission=1)
    return drafting.opened(ANA, house, proposal_id)


def test_every_warning_is_to_be_answered_first(house: Workspace) -> None:
    draft = begun(house)
    ready = submitting.readiness(ANA, house, draft.proposal_id)
    assert ready.draft == draft
    assert ready.flaws == ()
    assert ready.visible is not None
    assert [(m.id, m.band) for m in ready.visible.warnings] == [("booking", Band.duplicate)]
    assert ready.unanswered == ready.visible.warnings
    before = content(house)
    with pytest.raises(ResponsesMissing) as caught:
        submitting.submit(ANA, house, draft.proposal_id, expected_revision=1)
    assert [match.id for match in caught.value.found.unanswered] == ["booking"]
    assert content(house) == before
    responding.respond(ANA, house, draft.proposal_id, {**BOOKING, "answer": "reuse"})
    assert submitting.readiness(ANA, house, draft.proposal_id).unanswered == ()
    done = submitting.submit(ANA, house, draft.proposal_id, expected_revision=1)
    assert [response.answer for response in done.responses] == [Answer.reuse]


def test_a_submission_keeps_the_whole_proof(house: Workspace) -> None:
    draft = begun(house)
    answered(house, draft)
    submitting.submit(ANA, house, draft.proposal_id, expected_revision=1, at=NOON)
    (kept,) = submissions.of(house.db, draft.proposal_id)
    stored_record = records.get(house.db, "proposal", draft.proposal_id)
    assert stored_record.record.status is ProposalStatus.submitted
    assert stored_record.record.estimated_cost == 250_000
    assert (kept.number, kept.at, kept.person) == (1, NOON, "person-ana")
    assert (kept.proposal_revision, kept.draft_revision) == (stored_record.revision, 1)
    (match,) = kept.result.matches
    again = Checker(house).check(stored_record.record)
    assert match == again.matches[0]
    assert match.evidence
    assert kept.result.model == again.model
    assert kept.result.index == IndexState(records=4, fresh=True, meaning=False)
    (state,) = kept.matched.values()
    assert state.revision == 1
    review = reviews.find(house.db, draft.proposal_id)
    assert review is not None
    assert (review.due_on, review.probability) == (date(2018, 6, 4), match.probability)
    assert DAYS_TO_DECIDE == 10


def test_what_came_back_is_sealed_in_the_log(house: Workspace) -> None:
    proposal_id = handed_in(house)
    entries = audit.entries(house.db, subject=f"proposal/{proposal_id}")
    assert [one.action for one in entries] == ["draft_begun", "responded", "submitted", "checked"]
    sealed = entries[-1].details
    assert sealed["matches"][0][:3] == ["component", "booking", "duplicate"]
    assert sealed["responses"][0]["text"] == NO["text"]
    assert sealed["index"]["fresh"] is True
    assert audit.verify(house.db) == []


def test_a_double_click_submits_once(house: Workspace) -> None:
    draft = begun(house)
    first = submit(house, draft)
    before = content(house)
    again = submitting.submit(ANA, house, draft.proposal_id, expected_revision=1)
    assert again == first
    assert content(house) == before
    with pytest.raises(NotEditable):
        submitting.submit(LEO, house, draft.proposal_id, expected_revision=1)


def test_a_second_click_that_comes_during_the_check_submits_nothing(
    house: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = begun(house)
    answered(house, draft)
    real = submitting.look

    def look(workspace: Workspace, one: Any) -> Any:
        found = real(workspace, one)
        monkeypatch.setattr(submitting, "look", real)
        with opened(house.home) as other:
            submitting.submit(ANA, other, draft.proposal_id, expected_revision=1)
        return found

    monkeypatch.setattr(submitting, "look", look)
    done = submitting.submit(ANA, house, draft.proposal_id, expected_revision=1)
    assert done.number == 1
    assert len(submissions.of(house.db, draft.proposal_id)) == 1


def test_a_save_during_the_check_is_not_submitted_unread(
    house: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = begun(house)
    answered(house, draft)
    real = submitting.look

    def look(workspace: Workspace, one: Any) -> Any:
        with opened(house.home) as other:
            drafting.save(LEO, other, draft.proposal_id, {"title": "B"}, expected_revision=1)
        return real(workspace, one)

    monkeypatch.setattr(submitting, "look", look)
    with pytest.raises(StaleDraft):
        submitting.submit(ANA, house, draft.proposal_id, expected_revision=1)
    assert submissions.of(house.db, draft.proposal_id) == []


def test_an_older_draft_than_the_saved_one_is_not_submitted(house: Workspace) -> None:
    draft = begun(house)
    drafting.save(LEO, house, draft.proposal_id, {"problem": "Queues"}, expected_revision=1)
    with pytest.raises(StaleDraft) as caught:
        submitting.submit(ANA, house, draft.proposal_id, expected_revision=1)
    assert caught.value.current.typed["problem"] == "Queues"


def test_an_incomplete_draft_is_refused_with_all_that_lacks(house: Workspace) -> None:
    draft = drafting.begin(ANA, house, LAC, {"title": " ", "start": "soon"})
    ready = submitting.readiness(ANA, house, draft.proposal_id)
    with pytest.raises(InvalidRecord) as caught:
        submitting.submit(ANA, house, draft.proposal_id, expected_revision=1)
    assert caught.value.errors == ready.flaws
    assert {one.dotted for one in ready.flaws} == {"title", "description", "start"}
    assert ready.visible is None


def stale(_: Checker, *__: Any) -> CheckResult:
    index = IndexState(records=1, fresh=False, meaning=False)
    return CheckResult(matches=(), index=index, model="m")


def broken(_: Checker, *__: Any) -> CheckResult:
    raise IndexUnavailable(folder="index")


@pytest.mark.parametrize(("check", "why"), [(stale, "behind"), (broken, "index_unavailable")])
def test_a_check_that_could_not_run_is_never_no_duplicates(
    house: Workspace, monkeypatch: pytest.MonkeyPatch, check: Any, why: str
) -> None:
    draft = begun(house)
    answered(house, draft)
    monkeypatch.setattr(Checker, "check", check)
    before = content(house)
    for attempt in (
        lambda: submitting.readiness(ANA, house, draft.proposal_id),
        lambda: submitting.submit(ANA, house, draft.proposal_id, expected_revision=1),
    ):
        with pytest.raises(CheckCouldNotRun) as caught:
            attempt()
        assert caught.value.params == {"why": why}
    assert content(house) == before


def test_what_changes_during_a_check_is_checked_again(
    house: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where a form is sent twice at once: the first to be stored overtakes the other's check."""
    draft, check, names = begun(house), Checker.check, iter(["another"])

    def overtaken(checker: Checker, *args: Any) -> CheckResult:
        result = check(checker, *args)
        if name := next(names, None):
            stored(house, component(name))
            return result.model_copy(update={"index": checker.index_state()})
        return result

    monkeypatch.setattr(Checker, "check", overtaken)
    ready = submitting.readiness(ANA, house, draft.proposal_id)
    assert {match.id for match in ready.unanswered} == {"booking", "another"}


def test_what_was_registered_this_moment_is_found(house: Workspace) -> None:
    draft = begun(house)
    stored(house, component("another"))
    ready = submitting.readiness(ANA, house, draft.proposal_id)
    assert {match.id for match in ready.unanswered} == {"booking", "another"}


def test_an_answer_is_kept_before_submitting_and_may_be_changed(house: Workspace) -> None:
    draft = begun(house)
    first = responding.respond(ANA, house, draft.proposal_id, {**BOOKING, **NO})
    same = responding.respond(LEO, house, draft.proposal_id, {**BOOKING, **NO})
    assert same == first
    second = responding.respond(
        LEO, house, draft.proposal_id, {**BOOKING, "answer": "extend", "text": " ", "reason": ""}
    )
    assert (second.response.answer, second.person) == (Answer.extend, "person-leo")
    assert following.follow(ANA, house, draft.proposal_id).responses == {
        second.response.matched: second
    }
    entries = audit.entries(house.db, subject=f"proposal/{draft.proposal_id}")
    assert [one.actor for one in entries if one.action == "responded"] == [
        "person-ana",
        "person-leo",
    ]


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ({}, [("type", "required"), ("id", "required"), ("answer", "required")]),
        ({**BOOKING, "answer": "not_suitable"}, [("reason", "required"), ("text", "required")]),
        ({**BOOKING, **NO, "text": " \n"}, [("text", "required")]),
        ({**BOOKING, **NO, "reason": "mood"}, [("reason", "unknown_value")]),
    ],
)
def test_a_poor_answer_is_refused(house: Workspace, data: Any, found: Any) -> None:
    draft = begun(house)
    with pytest.raises(InvalidRecord) as caught:
        responding.respond(ANA, house, draft.proposal_id, data)
    assert [(one.dotted, one.code) for one in caught.value.errors] == found


def test_answers_are_about_what_exists_and_one_may_know(house: Workspace) -> None:
    theirs = handed_in(house, MIA)
    draft = begun(house)
    for about in (
        {"type": "component", "id": "nothing"},
        {"type": "proposal", "id": theirs},
        {"type": "proposal", "id": "nothing"},
    ):
        with pytest.raises(NotFound) as caught:
            responding.respond(ANA, house, draft.proposal_id, {**about, **NO})
        assert caught.value.params == about


def test_who_follows_a_proposal_reads_every_status_it_had(house: Workspace) -> None:
    draft = returned(house)
    submit(house, draft)
    followed = following.follow(ANA, house, draft.proposal_id)
    assert [(one.status.value, one.person) for one in followed.moves] == [
        ("submitted", "person-ana"),
        ("in_review", "person-rita"),
        ("returned", "person-rita"),
        ("submitted", "person-ana"),
    ]


def test_after_submission_nothing_is_answered(house: Workspace) -> None:
    proposal_id = handed_in(house)
    with pytest.raises(NotEditable):
        responding.respond(ANA, house, proposal_id, {**BOOKING, "answer": "reuse"})


def test_a_returned_proposal_is_changed_and_compared(house: Workspace) -> None:
    draft = returned(house)
    typed = {"problem": "Long queues", "estimated_cost": "300 000"}
    title = draft.typed["title"].replace("counters", "desks")
    draft = drafting.save(
        ANA, house, draft.proposal_id, {**typed, "title": title}, expected_revision=1
    )
    # the record that reviewers see stays what was submitted until it is submitted again
    record = records.get(house.db, "proposal", draft.proposal_id).record
    assert record.problem is None
    assert submit(house, draft).number == 2
    for reader in (ANA, REVIEWER):
        changes = resubmissions.compare(
            reader, house, draft.proposal_id, (1, 2), lambda _, value: str(value)
        )
        assert [one.field for one in changes] == ["title", "problem", "estimated_cost"]
        assert [
            (part.text, part.fate) for part in changes[0].stretches if part.fate is not Fate.same
        ] == [("counters", Fate.removed), ("desks", Fate.added)]
    with pytest.raises(NotFound):
        resubmissions.compare(ANA, house, draft.proposal_id, (1, 3), lambda _, value: str(value))


def test_a_returned_proposal_may_be_submitted_as_it_is(house: Workspace) -> None:
    draft = returned(house)
    assert submit(house, draft).number == 2
    assert status(house, draft.proposal_id) is ProposalStatus.submitted


def test_everything_that_happened_is_told_to_its_people(house: Workspace) -> None:
    draft = returned(house)
    told = following.follow(LEO, house, draft.proposal_id)
    assert told.draft == draft
    assert told.status is ProposalStatus.returned
    assert [one.number for one in told.submissions] == [1]
    assert [one.decision.reason for one in told.decisions] == ["Say more."]
    assert told.due_on is None
    submit(house, draft)
    again = following.follow(ANA, house, draft.proposal_id)
    assert (again.draft, len(again.submissions)) == (None, 2)
    assert again.due_on is not None
    with pytest.raises(NotFound):
        following.follow(MIA, house, draft.proposal_id)


def test_a_draft_is_followed_too(house: Workspace) -> None:
    draft = begun(house)
    told = following.follow(ANA, house, draft.proposal_id)
    assert (told.proposal, told.draft, told.submissions) == (None, draft, ())


def test_what_came_in_a_file_is_checked_once(house: Workspace) -> None:
    stored(
        house,
        proposal("old", organization=LAC),
        proposal("older", organization=LAC, status="in_review"),
        proposal("done", organization=LAC, status="approved"),
    )
    told: list[tuple[str, int, int]] = []
    seen = taking_in.take_in(COMMAND_LINE, house, lambda *step: told.append(step), NOON)
    assert (seen, told) == (2, [("checking", 1, 2), ("checking", 2, 2)])
    assert taking_in.take_in(COMMAND_LINE, house) == 0
    kept = submissions.latest(house.db, "old")
    assert kept is not None
    assert [match.id for match in kept.result.matches] == ["booking"]
    assert (kept.person, kept.at, kept.draft_revision) == ("cli", NOON, 0)
    assert submissions.of(house.db, "done") == []
    assert reviews.find(house.db, "old") is not None
    with pytest.raises(NotAllowed):
        taking_in.take_in(ANA, house)


def test_a_reviewer_keeps_the_review_and_gets_new_days(house: Workspace) -> None:
    draft = returned(house)
    answered(house, draft)
    later = NOON + timedelta(days=60)
    submitting.submit(ANA, house, draft.proposal_id, expected_revision=1, at=later)
    review = reviews.find(house.db, draft.proposal_id)
    assert review is not None
    assert later.date() < review.due_on < later.date() + timedelta(days=20)
