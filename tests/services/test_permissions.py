"""Who may do what, written out: role by action by own or other public body."""

from __future__ import annotations

from typing import Any

import pytest

from catalogue.domain.component import Component
from catalogue.domain.person import Person, Role
from catalogue.domain.proposal import Proposal
from catalogue.services.permissions import (
    ANONYMOUS,
    COMMAND_LINE,
    KEPT_OUT,
    PERMISSIONS,
    Action,
    Actor,
    ConflictOfInterest,
    NotAllowed,
    SignInNeeded,
    acting,
    may,
    may_somewhere,
    require,
    require_somewhere,
)

from .builders import component, proposal

OWN, OTHER, NONE = "own", "other", "none"


def actor(*roles: Role, organizations: tuple[str, ...] = (OWN, "second")) -> Actor:
    return Actor("person-a", "Ana", frozenset(roles), frozenset(organizations))


def of(body: str) -> tuple[Proposal, Component]:
    belongs: dict[str, Any] = {} if body == NONE else {"organization": body}
    owned: dict[str, Any] = {} if body == NONE else {"owner": body}
    return (
        Proposal.model_validate(proposal(**belongs)),
        Component.model_validate(component(**owned)),
    )


ACTORS = {
    "anonymous": ANONYMOUS,
    "kept out": KEPT_OUT,
    "no role": actor(),
    "sponsor": actor(Role.sponsor),
    "reviewer": actor(Role.reviewer),
    "architect": actor(Role.architect),
    "administrator": actor(Role.administrator),
    "command line": COMMAND_LINE,
}
EVERYBODY = {*ACTORS} - {"kept out"}
PEOPLE = {"no role", "sponsor", "reviewer", "architect", "administrator"}
RUNNING = {"administrator", "command line"}

TABLE: dict[str, dict[str, set[str]]] = {
    "read_catalogue": {OWN: EVERYBODY, OTHER: EVERYBODY, NONE: EVERYBODY},
    "check_draft": {OWN: EVERYBODY, OTHER: EVERYBODY, NONE: EVERYBODY},
    "see_draft": {OWN: PEOPLE},
    "see_proposal": {
        OWN: PEOPLE | RUNNING,
        OTHER: {"reviewer"} | RUNNING,
        NONE: {"reviewer"} | RUNNING,
    },
    "create_proposal": {OWN: {"sponsor"}},
    "edit_proposal": {OWN: {"sponsor"}},
    "submit_proposal": {OWN: {"sponsor"}},
    "withdraw_proposal": {OWN: {"sponsor"}},
    "respond_to_warning": {OWN: {"sponsor"}},
    "deliver_proposal": {OWN: {"sponsor"}},
    "answer_reviewers": {OWN: {"sponsor"}},
    "see_review": {OWN: RUNNING, OTHER: {"reviewer"} | RUNNING, NONE: {"reviewer"} | RUNNING},
    "organize_review": {OWN: RUNNING, OTHER: {"reviewer"} | RUNNING, NONE: {"reviewer"} | RUNNING},
    "give_verdict": {OTHER: {"reviewer"}, NONE: {"reviewer"}},
    "decide_proposal": {OTHER: {"reviewer"}, NONE: {"reviewer"}},
    "discuss_proposal": {OTHER: {"reviewer"}, NONE: {"reviewer"}},
    "register_component": {OWN: {"architect"} | RUNNING, OTHER: RUNNING, NONE: RUNNING},
    "edit_component": {OWN: {"architect"} | RUNNING, OTHER: RUNNING, NONE: RUNNING},
    "confirm_component": {OWN: {"architect"} | RUNNING, OTHER: RUNNING, NONE: RUNNING},
    "retire_component": {OWN: {"architect"} | RUNNING, OTHER: RUNNING, NONE: RUNNING},
    "import_components": {body: {"architect"} | RUNNING for body in (OWN, OTHER, NONE)},
    "see_reports": {body: {"reviewer"} | RUNNING for body in (OWN, OTHER, NONE)},
    "see_searches": {body: {"architect", "reviewer"} | RUNNING for body in (OWN, OTHER, NONE)},
    "see_demand": {body: {"architect", "reviewer"} | RUNNING for body in (OWN, OTHER, NONE)},
    "manage_people": dict.fromkeys((OWN, OTHER, NONE), RUNNING),
    "manage_organizations": dict.fromkeys((OWN, OTHER, NONE), RUNNING),
    "manage_vocabulary": dict.fromkeys((OWN, OTHER, NONE), RUNNING),
    "manage_webhooks": dict.fromkeys((OWN, OTHER, NONE), RUNNING),
    "manage_instance": dict.fromkeys((OWN, OTHER, NONE), RUNNING),
}
"""For each action and whose record it is, exactly the actors who may."""

CASES = [
    (action, body, name) for action in Action for body in (OWN, OTHER, NONE) for name in ACTORS
]


@pytest.mark.parametrize(("action", "body", "name"), CASES)
def test_the_table(action: Action, body: str, name: str) -> None:
    expected = name in TABLE[action.value].get(body, set())
    for record in of(body):
        assert may(ACTORS[name], action, record) is expected
        if expected:
            require(ACTORS[name], action, record)
        else:
            with pytest.raises(NotAllowed) as caught:
                require(ACTORS[name], action, record)
            assert caught.value.params == {"action": action.value}
            assert isinstance(caught.value, SignInNeeded) is not ACTORS[name].signed_in


def test_every_action_stands_in_both_tables() -> None:
    assert set(TABLE) == {action.value for action in Action}
    assert set(PERMISSIONS) == set(Action)


def test_roles_add_up_and_each_public_body_counts() -> None:
    both = actor(Role.sponsor, Role.reviewer)
    own, other = of("second")[0], of(OTHER)[0]
    assert may(both, Action.edit_proposal, own)
    assert not may(both, Action.edit_proposal, other)
    assert not may(both, Action.decide_proposal, own)
    assert may(both, Action.decide_proposal, other)
    assert may(actor(Role.administrator, Role.reviewer), Action.decide_proposal, other)


def test_nobody_judges_their_own_work_or_their_own_body_s() -> None:
    reviewer = actor(Role.reviewer)
    own, other = of(OWN)[0], of(OTHER)[0]
    for action in (Action.give_verdict, Action.decide_proposal, Action.discuss_proposal):
        with pytest.raises(ConflictOfInterest):
            require(reviewer, action, own)
        with pytest.raises(ConflictOfInterest):
            require(reviewer, action, other, authors=["person-b", "person-a"])
        require(reviewer, action, other, authors=["person-b"])
    with pytest.raises(NotAllowed) as caught:
        require(actor(Role.sponsor), Action.decide_proposal, own)
    assert not isinstance(caught.value, ConflictOfInterest)


@pytest.mark.parametrize("body", ["", "Own", "own "])
def test_only_the_identifier_itself_is_one_s_own(body: str) -> None:
    written = Proposal.model_construct(**{**of(OWN)[0].__dict__, "organization": body})
    assert not may(actor(Role.sponsor), Action.edit_proposal, written)


def test_who_belongs_to_no_body_owns_nothing() -> None:
    lone = actor(Role.sponsor, Role.architect, organizations=())
    for body in (OWN, NONE):
        assert not may(lone, Action.edit_proposal, of(body)[0])
        assert not may(lone, Action.edit_component, of(body)[1])


@pytest.mark.parametrize("action", Action)
def test_what_depends_on_a_record_is_not_answered_without(action: Action) -> None:
    row = TABLE[action.value]
    if row.get(OWN) == row.get(OTHER) == row.get(NONE):
        assert may(actor(*Role), action)
        require(actor(*Role), action)
    else:
        for ask in (may, require):
            with pytest.raises(ValueError, match=action.value):
                ask(actor(*Role), action)


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("name", ACTORS)
def test_somewhere_is_where_some_record_allows_it(action: Action, name: str) -> None:
    one = ACTORS[name]
    anywhere = any(may(one, action, record) for body in (OWN, OTHER, NONE) for record in of(body))
    assert may_somewhere(one, action) is anywhere
    if anywhere:
        require_somewhere(one, action)
    else:
        with pytest.raises(NotAllowed) as caught:
            require_somewhere(one, action)
        assert isinstance(caught.value, SignInNeeded) is not one.signed_in


def test_a_person_acts_as_they_are() -> None:
    ana = Person(
        id="person-a",
        email="a@a.example",
        name="Ana",
        roles=frozenset({Role.sponsor}),
        organizations=frozenset({OWN, "second"}),
    )
    assert acting(ana) == actor(Role.sponsor)
    assert (acting(ana).recorded, ANONYMOUS.recorded) == ("person-a", "anonymous")
    with pytest.raises(NotAllowed):
        acting(ana.model_copy(update={"active": False}))
