"""What a sponsor gets tells nothing of what another public body proposes."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.domain.match import Band, Evidence, Match, Passage, WordPair
from catalogue.domain.pair import Matched
from catalogue.domain.person import Role
from catalogue.domain.proposal import Proposal
from catalogue.services import advising, following, responding, submitting
from catalogue.services.advising import MOST_SHOWN
from catalogue.services.confidentiality import for_machines, visible_answers, visible_matches
from catalogue.services.permissions import ANONYMOUS, COMMAND_LINE, KEPT_OUT, Actor, NotAllowed
from catalogue.services.reviewing import case
from catalogue.services.snapshots import look
from catalogue.services.workspace import Workspace
from catalogue.storage import records
from catalogue.storage.connection import transaction

from .builders import BOOKING, component, content, stored
from .proposing import (
    ANA,
    LAC,
    LEO,
    LOCAL_REVIEWER,
    MIA,
    MONT,
    NO,
    REVIEWER,
    TYPED,
    begun,
    handed_in,
    person,
    submit,
)

ODD = "Zephyrine"
HIDDEN = {
    "title": f"{TYPED['title']} {ODD}",
    "description": f"{BOOKING} Quetzalcoatl chooses the marigold counters.",
    "problem": "Xylophones everywhere.",
    "estimated_cost": "987 654",
    "people": ["Balthazar Ypsilon"],
}
BOTH = person("zoe", Role.sponsor, LAC, MONT)

WORDS = st.text("abcdefghijklmnopqrstuvwxyzéàç", min_size=4, max_size=12).map("zq{}".format)
"""Words that no key, code or text of ours begins with."""
SENTENCES = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
BANDS = st.sampled_from(Band)


def as_json(value: Any) -> str:
    """All that an answer holds, however it is nested."""
    return json.dumps(value if isinstance(value, dict) else asdict(value), default=plain)


def plain(value: Any) -> Any:
    return value.model_dump(mode="json") if hasattr(value, "model_dump") else str(value)


def secrets_of(hidden: Proposal) -> set[str]:
    """Every string of the hidden proposal that the sponsor's own text lacks."""
    texts = [hidden.title, hidden.description, hidden.problem or "", *hidden.people]
    own = " ".join(str(value) for value in TYPED.values()).lower()
    words = {word for text in texts for word in re.findall(r"\w{5,}", text)}
    told = {word for word in words if word.lower() not in own}
    return told | {
        hidden.id,
        hidden.title,
        str(int(hidden.total_cost or 0)),
        str(hidden.organization),
    }


def hidden_match(proposal_id: str, texts: list[str], probability: float, band: Band) -> Match:
    first, *_ = texts
    evidence = Evidence(
        signal="stems",
        value=0.5,
        contribution=1.5,
        terms=tuple(texts),
        pairs=(WordPair(left=first, right=first),),
        passages=(Passage(left=first, right=first, similarity=0.9),),
    )
    return Match(
        id=proposal_id,
        type="proposal",
        name=first,
        language="fr",
        probability=probability,
        band=band,
        prior=-1,
        log_odds=2,
        evidence=(evidence,),
        only_left=tuple(texts),
        only_right=tuple(texts),
    )


def shown_match() -> Match:
    return hidden_match("booking", ["booking"], 0.75, Band.overlap).model_copy(
        update={"type": "component"}
    )


@st.composite
def hidden_matches(draw: st.DrawFn) -> list[Match]:
    """Matches with another body's proposals, in any number and of any strength."""
    return [
        hidden_match(
            f"p-{draw(WORDS)}{n}",
            draw(st.lists(SENTENCES, min_size=1, max_size=3)),
            draw(st.floats(0, 1, allow_nan=False)),
            draw(BANDS),
        )
        for n in range(draw(st.integers(0, 6)))
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(matches=hidden_matches())
def test_of_hidden_matches_only_word_of_an_overlap_is_left(
    house: Workspace, matches: list[Match]
) -> None:
    with transaction(house.db) as db:
        for match in matches:
            record = Proposal(
                id=match.id,
                title=match.name,
                description="x",
                organization=MONT,
                status="submitted",
            )
            records.save(db, record, actor="mia")
    told = for_machines(visible_matches(ANA, house, [shown_match(), *matches]))
    raised = any(match.band is not Band.related for match in matches)
    alone = for_machines(visible_matches(ANA, house, [shown_match()]))
    # The whole answer is one of two, whatever stands in what is hidden.
    assert told == {**alone, "hidden_overlap": raised}
    text = as_json(told)
    for match in matches:
        assert match.id not in text
        assert not any(word in text for term in match.only_left for word in term.split())
    reviewed = visible_matches(REVIEWER, house, [shown_match(), *matches])
    assert reviewed.matches == (shown_match(), *matches)
    assert not reviewed.hidden_overlap


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=8, deadline=None
)
@given(title=SENTENCES, description=SENTENCES, problem=SENTENCES, cost=st.integers(10**6, 10**9))
def test_no_word_of_a_hidden_proposal_reaches_the_sponsor(
    house: Workspace, title: str, description: str, problem: str, cost: int
) -> None:
    theirs = handed_in(
        house,
        MIA,
        title=f"{TYPED['title']} {title}",
        description=f"{BOOKING} {description}",
        problem=problem,
        estimated_cost=cost,
    )
    told = everything_told(house, ANA)
    for secret in secrets_of(records.get(house.db, "proposal", theirs).record):
        assert secret not in told


def everything_told(house: Workspace, actor: Actor) -> str:
    """All that a sponsor gets from the first word typed to the submission."""
    draft = begun(house, actor)
    advice = advising.advise(actor, house, draft.typed, proposal_id=draft.proposal_id)
    ready = submitting.readiness(actor, house, draft.proposal_id)
    done = submit(house, draft, actor)
    followed = following.follow(actor, house, draft.proposal_id)
    assert advice is not None
    assert ready.visible is not None
    assert advice.hidden_overlap
    assert ready.visible.hidden_overlap
    assert done.visible.hidden_overlap
    told = [as_json(one) for one in (advice, done, for_machines(done.visible))]
    return "\n".join([*told, repr(ready), repr(followed)])


def test_the_whole_way_tells_nothing_and_the_reviewer_everything(house: Workspace) -> None:
    theirs = handed_in(house, MIA, **HIDDEN)
    draft = begun(house)
    told = everything_told(house, LEO)
    hidden = records.get(house.db, "proposal", theirs).record
    assert {ODD, "Quetzalcoatl", "987654", MONT, theirs} <= secrets_of(hidden)
    assert [secret for secret in secrets_of(hidden) if secret in told] == []
    submit(house, draft)
    weighed = case(REVIEWER, house, draft.proposal_id).weighed
    (seen,) = (one.match for one in weighed if one.match.id == theirs)
    assert ODD in seen.name


def test_how_many_are_hidden_changes_nothing_that_is_shown(house: Workspace) -> None:
    stored(house, *(component(f"booking-{n}") for n in range(9)))
    draft = begun(house)
    before = submitting.readiness(ANA, house, draft.proposal_id).visible
    for _ in range(8):
        handed_in(house, MIA, **HIDDEN)
    after = submitting.readiness(ANA, house, draft.proposal_id).visible
    assert before is not None
    assert after is not None
    assert [match.id for match in after.matches] == [match.id for match in before.matches]
    assert (before.hidden_overlap, after.hidden_overlap) == (False, True)


def test_one_s_own_other_body_s_proposal_is_shown(house: Workspace) -> None:
    theirs = handed_in(house, MIA, **HIDDEN)
    draft = begun(house)
    ready = submitting.readiness(BOTH, house, draft.proposal_id)
    assert ready.visible is not None
    assert theirs in [match.id for match in ready.unanswered]
    assert not ready.visible.hidden_overlap
    responding.respond(BOTH, house, draft.proposal_id, {"type": "proposal", "id": theirs, **NO})
    # Ana works with Zoe in one of both bodies only.
    told = repr(submitting.readiness(ANA, house, draft.proposal_id))
    assert theirs not in told
    submit(house, draft)
    assert theirs not in repr(following.follow(ANA, house, draft.proposal_id))
    assert theirs in repr(following.follow(BOTH, house, draft.proposal_id))


def test_answers_about_the_unseen_are_left_out(house: Workspace) -> None:
    theirs = handed_in(house, MIA)
    pairs = (Matched("component", "booking"), Matched("proposal", theirs))
    answers = {pair: pair.id for pair in pairs}
    assert list(visible_answers(ANA, house, answers).values()) == ["booking"]
    assert list(visible_answers(MIA, house, answers).values()) == ["booking", theirs]


@pytest.mark.parametrize("actor", [ANONYMOUS, person("ines", Role.architect, LAC)])
def test_strangers_learn_nothing_of_proposals(house: Workspace, actor: Actor) -> None:
    handed_in(house, MIA, **HIDDEN)
    advice = advising.advise(actor, house, TYPED)
    assert advice is not None
    assert {hint.match.type for hint in advice.hints} == {"component"}
    assert not advice.hidden_overlap


def test_nobody_finds_out_whose_it_is_by_checking_in_a_body_s_name(house: Workspace) -> None:
    theirs = handed_in(house, MIA, **HIDDEN)
    for guess in (LAC, MONT, "tresor", None):
        advice = advising.advise(ANA, house, TYPED, organization=guess)
        assert advice is not None
        assert advice.hidden_overlap
    for guess in (theirs, "p-nothing"):
        advice = advising.advise(ANA, house, TYPED, proposal_id=guess)
        assert advice is not None
        assert advice.hidden_overlap


def test_the_word_of_an_overlap_goes_away_for_who_knows(house: Workspace) -> None:
    handed_in(house, MIA, **HIDDEN)
    for actor in (REVIEWER, LOCAL_REVIEWER, COMMAND_LINE):
        advice = advising.advise(actor, house, TYPED)
        assert advice is not None
        assert not advice.hidden_overlap
    with pytest.raises(NotAllowed):
        advising.advise(KEPT_OUT, house, TYPED)


def test_advice_is_short_reasoned_and_stored_nowhere(house: Workspace) -> None:
    stored(house, *(component(f"booking-{n}") for n in range(9)))
    before = content(house)
    advice = advising.advise(ANA, house, TYPED)
    assert advice is not None
    assert len(advice.hints) == MOST_SHOWN
    for hint in advice.hints:
        assert hint.reason is not None
        assert hint.reason in hint.match.evidence
        assert hint.reason.terms or hint.reason.pairs or hint.reason.passages
    assert content(house) == before


@pytest.mark.parametrize(
    ("typed", "checked"),
    [
        ({}, False),
        ({"title": " ", "description": ""}, False),
        ({"title": ["a"]}, False),
        ({"title": "Booking\u0000"}, False),
        ({"title": "Appointment booking"}, True),
        ({"description": BOOKING * 3}, True),
        ({**TYPED, "estimated_cost": "beaucoup", "capabilities": "none", "language": "de"}, True),
    ],
)
def test_advice_comes_as_soon_as_there_is_something_to_read(
    house: Workspace, typed: Any, checked: bool
) -> None:
    advice = advising.advise(ANA, house, typed)
    assert (advice is not None) is checked
    if advice is not None:
        assert "booking" in [hint.match.id for hint in advice.hints]


def test_the_snapshot_itself_holds_all(house: Workspace) -> None:
    theirs = handed_in(house, MIA, **HIDDEN)
    draft = begun(house)
    proposal = Proposal(
        id=draft.proposal_id, title=TYPED["title"], description=BOOKING, organization=LAC
    )
    assert theirs in [match.id for match in look(house, proposal).result.matches]
