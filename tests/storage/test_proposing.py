from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlite_utils import Database

from catalogue.domain.decision import Decision, Ruling
from catalogue.domain.discussion import Comment, Visibility
from catalogue.domain.match import Band, CheckResult, Evidence, IndexState, Match, Passage, WordPair
from catalogue.domain.organization import Organization
from catalogue.domain.pair import Matched
from catalogue.domain.proposal import ProposalStatus
from catalogue.domain.response import Answer, Reason, Response
from catalogue.domain.verdict import Label, Verdict
from catalogue.storage import (
    authors,
    belonging,
    comments,
    decisions,
    drafts,
    organizations,
    responses,
    reviews,
    submissions,
    verdicts,
)
from catalogue.storage.connection import transaction
from catalogue.storage.reviews import Review
from catalogue.storage.signature import Signature
from catalogue.storage.submissions import State, Submission

from .builders import NOON, proposal, save

ANA = Signature("person-ana", NOON)
LATER = Signature("person-leo", NOON + timedelta(days=1))
BOOKING = Matched("component", "booking")
NO = Response(
    type="component", id="booking", answer=Answer.not_suitable, reason=Reason.law, text="Loi 25"
)
APPROVED = Decision(ruling=Ruling.approved, reason="Rien de tel n’existe.")
REVIEW = Review(date(2018, 6, 4), "person-rita", 0.5, Band.overlap)


@pytest.fixture
def house(db: Database) -> Database:
    with transaction(db):
        for name in ("lac", "mont"):
            organizations.save(db, Organization(id=name, name={"fr": name}), actor="ana")
    save(db, proposal("portal", organization="lac", status="submitted", estimated_cost=5))
    return db


def match(**fields: Any) -> Match:
    evidence = Evidence(
        signal="stems",
        value=0.4,
        contribution=1.2,
        terms=("rendez-vous",),
        pairs=(WordPair(left="a", right="b"),),
        passages=(Passage(left="c", right="d", similarity=0.7),),
    )
    data = {
        "id": "booking",
        "type": "component",
        "name": "Booking",
        "language": "en",
        "probability": 0.5,
        "band": "overlap",
        "prior": -1.2,
        "log_odds": 0.0,
        "evidence": (evidence,),
        "only_left": ("clinic",),
    }
    return Match.model_validate({**data, **fields})


def submission(number: int = 1, **fields: Any) -> Submission:
    result = CheckResult(
        matches=(match(),), index=IndexState(records=7, fresh=True, meaning=False), model="m-1"
    )
    data: dict[str, Any] = {
        "proposal_id": "portal",
        "number": number,
        "at": NOON,
        "person": "person-ana",
        "proposal_revision": 1,
        "draft_revision": 3,
        "digest": "d0",
        "result": result,
        "matched": {BOOKING: State(4, "d1")},
        "settled": (Matched("proposal", "other"),),
        "responses": (NO,),
    }
    return Submission(**{**data, **fields})


def begun(db: Database, key: str | None = None, **typed: Any) -> drafts.Draft:
    with transaction(db):
        return drafts.insert(db, "p-1", "lac", typed, ANA, key)


def test_a_draft_keeps_whatever_was_typed(house: Database) -> None:
    typed = {"title": " Un\u0000 titre\ud800 ", "costs": [{"build": "12 $"}, {}], "start": ""}
    draft = begun(house, **typed)
    assert draft.typed == typed
    assert (draft.revision, draft.created_by, draft.updated_at) == (1, "person-ana", NOON)
    with transaction(house):
        second = drafts.update(house, draft, "mont", {"title": "B"}, LATER)
    assert (second.typed, second.revision, second.organization) == ({"title": "B"}, 2, "mont")
    assert (second.created_by, second.created_at) == ("person-ana", NOON)
    assert (second.updated_by, second.updated_at) == ("person-leo", LATER.at)
    assert drafts.find(house, "p-1") == second
    assert drafts.find(house, "p-2") is None


def test_a_draft_is_found_by_its_key_and_body(house: Database) -> None:
    draft = begun(house, key="k", title="A")
    assert drafts.find_by_key(house, "person-ana", "k") == draft
    assert drafts.find_by_key(house, "person-leo", "k") is None
    assert drafts.of_bodies(house, frozenset({"lac", "mont"})) == [draft]
    assert drafts.of_bodies(house, frozenset({"mont"})) == []
    with transaction(house):
        drafts.set_discarded(house, "p-1", True)
    assert drafts.of_bodies(house, frozenset({"lac"})) == []
    found = drafts.find(house, "p-1")
    assert found is not None
    assert found.discarded
    with pytest.raises(sqlite3.IntegrityError), transaction(house):
        drafts.insert(house, "p-2", "lac", {}, ANA, "k")


def test_authors_are_noted_once(house: Database) -> None:
    with transaction(house):
        for person in ("person-ana", "person-leo", "person-ana"):
            authors.add(house, "p-1", person)
    assert authors.of(house, "p-1") == {"person-ana", "person-leo"}
    assert authors.of_several(house, ["p-1", "p-2"]) == {
        "p-1": {"person-ana", "person-leo"},
        "p-2": frozenset(),
    }


def test_the_latest_answer_to_a_warning_counts(house: Database) -> None:
    yes = Response(type="component", id="booking", answer=Answer.reuse)
    with transaction(house):
        responses.put(house, "p-1", NO, ANA)
        responses.put(house, "p-1", yes, LATER)
        responses.put(house, "p-2", NO, ANA)
    assert responses.of(house, "p-1") == {BOOKING: responses.Given(yes, *LATER)}


def test_a_submission_is_read_as_it_was_written(house: Database) -> None:
    again = submission(2, responses=(), settled=(), matched={BOOKING: State(5, "d2")})
    with transaction(house):
        for one in (submission(), again):
            submissions.insert(house, one)
    assert submissions.of(house, "portal") == [submission(), again]
    assert submissions.latest(house, "portal") == again
    assert submissions.latest(house, "other") is None
    with pytest.raises(sqlite3.IntegrityError), transaction(house):
        submissions.insert(house, again)


def test_verdicts_add_up_and_the_latest_counts_from_both_sides(house: Database) -> None:
    save(house, proposal("other", organization="mont"))
    first = Verdict(type="proposal", id="other", label=Label.overlap)
    second = Verdict(type="proposal", id="portal", label=Label.distinct, note="Autre clientèle")
    with transaction(house):
        verdicts.add(house, "portal", first, ("p", "o"), ANA)
        judged = verdicts.add(house, "other", second, ("o", "p"), LATER)
    assert verdicts.about(house, "portal") == {Matched("proposal", "other"): judged}
    assert verdicts.about(house, "other") == {Matched("proposal", "portal"): judged}
    assert judged.seen_from("portal") == (Matched("proposal", "other"), "p", "o")
    assert judged.seen_from("other") == (Matched("proposal", "portal"), "o", "p")
    assert [one.verdict.label for one in verdicts.all(house)] == [Label.overlap, Label.distinct]
    assert (judged.person, judged.at, judged.verdict) == (*LATER, second)


def test_a_submission_is_decided_once(house: Database) -> None:
    with transaction(house):
        decisions.insert(house, "portal", 1, APPROVED, ANA)
    assert decisions.of(house, "portal") == [decisions.Taken(APPROVED, 1, *ANA)]
    assert decisions.on(house, "portal", 1) == decisions.Taken(APPROVED, 1, *ANA)
    assert decisions.on(house, "portal", 2) is None
    with pytest.raises(sqlite3.IntegrityError), transaction(house):
        decisions.insert(house, "portal", 1, APPROVED, LATER)


def test_comments_come_in_order(house: Database) -> None:
    texts = ("Bonjour", "Merci")
    with transaction(house):
        said = [
            comments.add(house, "portal", Comment(text=t, visibility=Visibility.shared), ANA, t)
            for t in texts
        ]
    assert comments.of(house, "portal") == said
    assert comments.find_by_key(house, "person-ana", "Merci") == said[1]
    assert comments.find_by_key(house, "person-leo", "Merci") is None


def test_what_waits_is_told_with_its_review(house: Database) -> None:
    save(house, proposal("done", status="approved"), proposal("new", status="in_review"))
    with transaction(house):
        submissions.insert(house, submission())
        reviews.put(house, "portal", REVIEW)
    new, portal = reviews.waiting(house)
    assert (new.id, new.review, new.submitted_at) == ("new", None, None)
    assert (portal.id, portal.title, portal.cost) == ("portal", "Portail", 5)
    assert (portal.status, portal.organization) == (ProposalStatus.submitted, "lac")
    assert (portal.review, portal.submitted_at) == (REVIEW, NOON)
    assert reviews.find(house, "portal") == REVIEW
    assert reviews.find(house, "new") is None
    empty = Review(REVIEW.due_on, None, 0.0, None)
    with transaction(house):
        reviews.put(house, "portal", empty)
    assert reviews.find(house, "portal") == empty


def test_proposals_are_found_by_body(house: Database) -> None:
    save(house, proposal("theirs", organization="mont"), proposal("nobody"))
    (found,) = belonging.proposals_of(house, ["lac"])
    assert (found.id, found.title, found.organization) == ("portal", "Portail", "lac")
    assert belonging.proposals_of(house, []) == []


WRITES: dict[str, Callable[[Database], object]] = {
    "draft": lambda db: drafts.insert(db, "p", "lac", {}, ANA),
    "discarding": lambda db: drafts.set_discarded(db, "p", True),
    "author": lambda db: authors.add(db, "p", "ana"),
    "response": lambda db: responses.put(db, "p", NO, ANA),
    "submission": lambda db: submissions.insert(db, submission()),
    "verdict": lambda db: verdicts.add(
        db, "portal", Verdict(type="component", id="b", label=Label.overlap), ("", ""), ANA
    ),
    "decision": lambda db: decisions.insert(db, "portal", 1, APPROVED, ANA),
    "comment": lambda db: comments.add(
        db, "portal", Comment(text="a", visibility=Visibility.shared), ANA
    ),
    "review": lambda db: reviews.put(db, "portal", REVIEW),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_nothing_is_written_outside_a_transaction(
    house: Database, write: Callable[[Database], object]
) -> None:
    before = list(house.conn.iterdump())
    with pytest.raises(RuntimeError):
        write(house)
    assert list(house.conn.iterdump()) == before
