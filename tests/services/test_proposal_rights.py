"""Who may do what to whose proposal, through the services themselves: person by verb by object."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from catalogue.domain.errors import CatalogueError, NotFound
from catalogue.domain.person import Role
from catalogue.services import (
    deciding,
    discussing,
    drafting,
    following,
    judging,
    listing,
    moving_on,
    organizing,
    queueing,
    responding,
    resubmissions,
    reviewing,
    submitting,
)
from catalogue.services.permissions import (
    ANONYMOUS,
    COMMAND_LINE,
    Actor,
    ConflictOfInterest,
    NotAllowed,
    SignInNeeded,
)
from catalogue.services.workspace import Workspace

from .builders import content
from .proposing import ANA, LAC, MONT, NO, begun, handed_in, person

BOOKING = {"type": "component", "id": "booking"}

ACTORS: dict[str, Actor] = {
    "anonymous": ANONYMOUS,
    "own sponsor": person("leo", Role.sponsor, LAC),
    "own member": person("ines", Role.architect, LAC),
    "own reviewer": person("lou", Role.reviewer, LAC),
    "other sponsor": person("mia", Role.sponsor, MONT),
    "other member": person("ivo", Role.architect, MONT),
    "reviewer": person("rita", Role.reviewer, "tresor"),
    "author reviewer": person("ana", Role.reviewer, "tresor"),
    "administrator": person("ida", Role.administrator),
    "command line": COMMAND_LINE,
}

Verb = Callable[[Actor, Workspace, str], object]

ON_A_DRAFT: dict[str, Verb] = {
    "follow": following.follow,
    "open": drafting.opened,
    "save": lambda a, w, p: drafting.save(a, w, p, {"title": "B"}, expected_revision=1),
    "ready": submitting.readiness,
    "respond": lambda a, w, p: responding.respond(a, w, p, {**BOOKING, **NO}),
    "submit": lambda a, w, p: submitting.submit(a, w, p, expected_revision=1),
    "discard": drafting.discard,
    "case": reviewing.case,
}
ON_A_SUBMISSION: dict[str, Verb] = {
    "follow": following.follow,
    "compare": lambda a, w, p: resubmissions.compare(a, w, p, (1, 1), lambda _, v: str(v)),
    "comments": discussing.comments,
    "comment": lambda a, w, p: discussing.comment(
        a, w, p, {"text": "Hello", "visibility": "shared"}
    ),
    "withdraw": moving_on.withdraw,
    "case": reviewing.case,
    "judge": lambda a, w, p: judging.judge(a, w, p, {**BOOKING, "label": "overlap"}),
    "take up": deciding.take_up,
    "decide": lambda a, w, p: deciding.decide(
        a, w, p, {"ruling": "declined", "reason": "No"}, expected_submission=1
    ),
    "assign": lambda a, w, p: organizing.assign(a, w, p, None),
    "due": lambda a, w, p: organizing.set_due(a, w, p, date(2030, 1, 1)),
    "reviewers": organizing.suitable_reviewers,
}

YES = None
DRAFTS: dict[str, dict[str, type[CatalogueError] | None]] = {
    "anonymous": dict.fromkeys(ON_A_DRAFT, SignInNeeded),
    "own sponsor": {**dict.fromkeys(ON_A_DRAFT, YES), "case": NotAllowed},
    "own member": {**dict.fromkeys(ON_A_DRAFT, NotAllowed), "follow": YES},
    "own reviewer": {
        **dict.fromkeys(ON_A_DRAFT, NotAllowed),
        "follow": YES,
        "case": ConflictOfInterest,
    },
    **{
        name: dict.fromkeys(ON_A_DRAFT, NotFound)
        for name in (
            "other sponsor",
            "other member",
            "reviewer",
            "author reviewer",
            "administrator",
            "command line",
        )
    },
}
READING = {"follow", "compare", "comments"}
JUDGING = {"judge", "take up", "decide"}
REVIEW = {*JUDGING, "case", "assign", "due", "reviewers"}
RUNNING = {
    **dict.fromkeys(ON_A_SUBMISSION, NotAllowed),
    **dict.fromkeys({*READING, "case", "assign", "due", "reviewers"}, YES),
}
CONFLICT = {
    **dict.fromkeys(ON_A_SUBMISSION, NotAllowed),
    **dict.fromkeys(READING, YES),
    **dict.fromkeys({*REVIEW, "comment"}, ConflictOfInterest),
}
SUBMISSIONS: dict[str, dict[str, type[CatalogueError] | None]] = {
    "anonymous": dict.fromkeys(ON_A_SUBMISSION, SignInNeeded),
    "own sponsor": {
        **dict.fromkeys(ON_A_SUBMISSION, NotAllowed),
        **dict.fromkeys({*READING, "comment", "withdraw"}, YES),
    },
    "own member": {**dict.fromkeys(ON_A_SUBMISSION, NotAllowed), **dict.fromkeys(READING, YES)},
    "own reviewer": CONFLICT,
    "other sponsor": dict.fromkeys(ON_A_SUBMISSION, NotFound),
    "other member": dict.fromkeys(ON_A_SUBMISSION, NotFound),
    "reviewer": {**dict.fromkeys(ON_A_SUBMISSION, YES), "withdraw": NotAllowed},
    "author reviewer": CONFLICT,
    "administrator": RUNNING,
    "command line": RUNNING,
}


def tried(
    house: Workspace, name: str, verb: Verb, proposal_id: str, expected: type[CatalogueError] | None
) -> None:
    before = content(house)
    if expected is YES:
        try:
            verb(ACTORS[name], house, proposal_id)
        except (NotAllowed, NotFound) as error:
            pytest.fail(f"refused: {error}")
        except submitting.ResponsesMissing:
            pass
        return
    with pytest.raises(expected) as caught:
        verb(ACTORS[name], house, proposal_id)
    assert type(caught.value) is expected
    assert content(house) == before


@pytest.mark.parametrize("name", ACTORS)
def test_drafts_concern_their_own_body_only(house: Workspace, name: str) -> None:
    for verb, expected in DRAFTS[name].items():
        tried(house, name, ON_A_DRAFT[verb], begun(house).proposal_id, expected)


@pytest.mark.parametrize("name", ACTORS)
def test_submissions_concern_their_body_and_reviewers_of_others(
    house: Workspace, name: str
) -> None:
    proposal_id = handed_in(house, ANA)
    for verb, expected in SUBMISSIONS[name].items():
        if expected is YES and verb in (*JUDGING, "withdraw"):
            tried(house, name, ON_A_SUBMISSION[verb], handed_in(house, ANA), expected)
        else:
            tried(house, name, ON_A_SUBMISSION[verb], proposal_id, expected)


def test_the_tables_are_whole() -> None:
    assert set(DRAFTS) == set(SUBMISSIONS) == set(ACTORS)
    assert all(set(row) == set(ON_A_DRAFT) for row in DRAFTS.values())
    assert all(set(row) == set(ON_A_SUBMISSION) for row in SUBMISSIONS.values())


@pytest.mark.parametrize("verb", [*ON_A_DRAFT, *ON_A_SUBMISSION])
def test_what_does_not_exist_is_answered_like_what_one_must_not_know(
    house: Workspace, verb: str
) -> None:
    act = {**ON_A_DRAFT, **ON_A_SUBMISSION}[verb]
    hidden, nothing = begun(house).proposal_id, "p-nothing"
    for name, error in (("other sponsor", NotFound), ("anonymous", SignInNeeded)):
        told: list[dict[str, Any]] = []
        for proposal_id in (hidden, nothing):
            with pytest.raises(error) as caught:
                act(ACTORS[name], house, proposal_id)
            told.append({**caught.value.params, "id": ""})
        assert told[0] == told[1]


@pytest.mark.parametrize("name", ACTORS)
def test_lists_are_for_whom_they_concern(house: Workspace, name: str) -> None:
    actor = ACTORS[name]
    if name in ("reviewer", "own reviewer", "author reviewer", "administrator", "command line"):
        assert queueing.queue(actor, house) == []
    else:
        with pytest.raises(NotAllowed):
            queueing.queue(actor, house)
    if actor.signed_in:
        assert listing.listed(actor, house) == []


@pytest.mark.parametrize("name", ACTORS)
def test_only_sponsors_begin_and_only_for_their_own_body(house: Workspace, name: str) -> None:
    if name == "own sponsor":
        assert drafting.begin(ACTORS[name], house, LAC, {}).organization == LAC
        return
    with pytest.raises(NotAllowed):
        drafting.begin(ACTORS[name], house, LAC, {})
