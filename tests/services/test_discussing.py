from __future__ import annotations

from typing import Any

import pytest

from catalogue.domain.discussion import Visibility
from catalogue.domain.errors import InvalidRecord, NotFound
from catalogue.domain.person import Role
from catalogue.services import discussing, following, reviewing
from catalogue.services.permissions import ConflictOfInterest, NotAllowed
from catalogue.services.standing import NotEditable
from catalogue.services.workspace import Workspace
from catalogue.storage import audit

from .builders import content
from .proposing import (
    ANA,
    LAC,
    LEO,
    LOCAL_REVIEWER,
    MIA,
    OTHER_REVIEWER,
    REVIEWER,
    begun,
    handed_in,
    person,
)

INTERNAL = {"text": "Looks familiar.", "visibility": "internal"}
SHARED = {"text": "Which clients?", "visibility": "shared"}


def texts(house: Workspace, actor: Any, proposal_id: str) -> list[str]:
    return [one.comment.text for one in discussing.comments(actor, house, proposal_id)]


def test_reviewers_talk_among_themselves_and_with_sponsors(house: Workspace) -> None:
    proposal_id = handed_in(house)
    discussing.comment(REVIEWER, house, proposal_id, INTERNAL)
    discussing.comment(REVIEWER, house, proposal_id, SHARED)
    said = discussing.comment(ANA, house, proposal_id, {"text": "All.", "visibility": "internal"})
    assert said.comment.visibility is Visibility.shared
    everything = ["Looks familiar.", "Which clients?", "All."]
    assert texts(house, OTHER_REVIEWER, proposal_id) == everything
    for reader in (ANA, LEO, person("ines", Role.architect, LAC), LOCAL_REVIEWER):
        assert texts(house, reader, proposal_id) == everything[1:]
    followed = following.follow(LEO, house, proposal_id)
    assert [one.comment.text for one in followed.comments] == everything[1:]
    assert len(reviewing.case(REVIEWER, house, proposal_id).comments) == 3
    assert audit.verify(house.db) == []


def test_a_comment_sent_twice_is_said_once_and_another_text_is_not_lost(house: Workspace) -> None:
    proposal_id = handed_in(house)
    first = discussing.comment(REVIEWER, house, proposal_id, SHARED, key="k")
    assert discussing.comment(REVIEWER, house, proposal_id, SHARED, key="k") == first
    discussing.comment(REVIEWER, house, proposal_id, INTERNAL, key="k")
    discussing.comment(OTHER_REVIEWER, house, proposal_id, SHARED, key="k")
    assert texts(house, REVIEWER, proposal_id) == [
        SHARED["text"],
        INTERNAL["text"],
        SHARED["text"],
    ]


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ({"text": " ", "visibility": "shared"}, "text"),
        ({"text": "a"}, "visibility"),
        ({"text": "a", "visibility": "everybody"}, "visibility"),
    ],
)
def test_a_comment_has_words_and_readers(house: Workspace, data: Any, found: str) -> None:
    proposal_id = handed_in(house)
    before = content(house)
    with pytest.raises(InvalidRecord) as caught:
        discussing.comment(REVIEWER, house, proposal_id, data)
    assert [one.dotted for one in caught.value.errors] == [found]
    assert content(house) == before


def test_who_may_not_speak_is_told_so(house: Workspace) -> None:
    proposal_id = handed_in(house)
    for actor, error in (
        (MIA, NotFound),
        (LOCAL_REVIEWER, ConflictOfInterest),
        (person("ines", Role.architect, LAC), NotAllowed),
        (person("ida", Role.administrator), NotAllowed),
    ):
        with pytest.raises(error):
            discussing.comment(actor, house, proposal_id, SHARED)
    with pytest.raises(NotEditable):
        discussing.comment(ANA, house, begun(house).proposal_id, SHARED)
