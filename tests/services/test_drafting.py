from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from catalogue.domain.errors import FieldError, InvalidRecord, NotFound
from catalogue.domain.person import Role
from catalogue.domain.proposal import ProposalStatus
from catalogue.services import drafting, listing, moving_on
from catalogue.services.drafting import StaleDraft
from catalogue.services.permissions import ANONYMOUS, NotAllowed, SignInNeeded
from catalogue.services.standing import NotEditable
from catalogue.services.typed import TYPED
from catalogue.services.workspace import Workspace, opened
from catalogue.storage import audit, drafts

from .accounts import NOON
from .builders import content, proposal, stored
from .proposing import ANA, LAC, LEO, MIA, MONT, REVIEWER, begun, handed_in, person
from .proposing import TYPED as WHOLE


def save(house: Workspace, draft: drafts.Draft, actor: Any = ANA, **typed: Any) -> drafts.Draft:
    revision = draft.revision
    return drafting.save(actor, house, draft.proposal_id, typed, expected_revision=revision)


def flaws(house: Workspace, **typed: Any) -> list[tuple[str, str]]:
    draft = drafting.begin(ANA, house, LAC, typed)
    return [(one.dotted, one.code) for one in drafting.flaws(ANA, house, draft)]


def test_a_draft_may_be_anything_and_stays_what_was_typed(house: Workspace) -> None:
    typed = {"title": "", "estimated_cost": "beaucoup", "costs": [{"build": "x"}], "start": "hier"}
    draft = drafting.begin(ANA, house, LAC, typed, at=NOON)
    assert drafting.opened(ANA, house, draft.proposal_id) == draft
    assert (draft.typed, draft.revision, draft.updated_at) == (typed, 1, NOON)
    assert [one.dotted for one in drafting.flaws(ANA, house, draft)] == [
        "title",
        "description",
        "estimated_cost",
        "costs[0].fiscal_year",
        "costs[0].build",
        "start",
    ]
    assert "beaucoup" in content(house)


def test_a_step_changes_its_fields_and_no_other(house: Workspace) -> None:
    draft = begun(house)
    second = save(house, draft, LEO, title="", problem="Queues")
    assert second.typed == {**WHOLE, "title": "", "problem": "Queues"}
    assert (second.revision, second.created_by, second.updated_by) == (
        2,
        "person-ana",
        "person-leo",
    )


def test_a_stale_save_is_refused_with_both_versions(house: Workspace) -> None:
    draft = begun(house)
    second = save(house, draft, LEO, title="Leo's")
    before = content(house)
    with pytest.raises(StaleDraft) as caught:
        save(house, draft, problem="Ana's")
    assert caught.value.current == second
    assert caught.value.typed == {**second.typed, "problem": "Ana's"}
    assert content(house) == before
    third = save(house, caught.value.current, problem="Ana's")
    assert (third.typed["title"], third.typed["problem"]) == ("Leo's", "Ana's")


def test_a_double_click_saves_once(house: Workspace) -> None:
    draft = begun(house)
    first = save(house, draft, title="New")
    assert save(house, draft, title="New") == first
    assert first.revision == 2


def test_two_windows_on_two_connections_lose_nothing(house: Workspace) -> None:
    draft = begun(house)
    with opened(house.home) as other:
        save(other, draft, title="Here")
        with pytest.raises(StaleDraft) as caught:
            save(house, draft, title="There")
    assert (caught.value.current.typed["title"], caught.value.typed["title"]) == ("Here", "There")


def test_a_form_sent_twice_makes_one_draft(house: Workspace) -> None:
    first = drafting.begin(ANA, house, LAC, {"title": "A"}, key="k")
    assert drafting.begin(ANA, house, LAC, {"title": "A"}, key="k") == first
    changed = drafting.begin(ANA, house, LAC, {"title": "B"}, key="k")
    assert (changed.proposal_id, changed.typed) == (first.proposal_id, {"title": "B"})
    with pytest.raises(StaleDraft):
        drafting.begin(ANA, house, LAC, {"title": "C"}, key="k")
    other = drafting.begin(LEO, house, LAC, {"title": "A"}, key="k")
    assert other.proposal_id != first.proposal_id
    assert drafting.begin(ANA, house, LAC, {"title": "A"}).proposal_id != first.proposal_id


def test_an_identifier_tells_nothing(house: Workspace) -> None:
    draft = drafting.begin(ANA, house, LAC, {"title": "Secret merger"})
    assert "secret" not in draft.proposal_id
    assert LAC not in draft.proposal_id


@pytest.mark.parametrize("name", ["status", "id", "organization", "type", "mood"])
def test_what_is_no_field_of_the_form_is_refused(house: Workspace, name: str) -> None:
    draft = begun(house)
    for attempt in (
        lambda: drafting.begin(ANA, house, LAC, {name: "approved"}),
        lambda: save(house, draft, **{name: "approved"}),
    ):
        with pytest.raises(InvalidRecord) as caught:
            attempt()
        assert caught.value.errors == (FieldError((name,), "unknown_field"),)
    assert name not in TYPED


def test_flaws_are_told_where_they_were_typed(house: Workspace) -> None:
    years = [{"build": "", "run": " "}, {}, {"fiscal_year": "2026-2027", "build": "much"}]
    assert flaws(house, **{**WHOLE, "costs": years}) == [("costs[2].build", "not_a_number")]
    assert flaws(house, **{**WHOLE, "capabilities": ["", "no/such"]}) == [
        ("capabilities[1]", "unknown_reference")
    ]
    dates = {"start": "2026-02-01", "end": "2026-01-01"}
    assert flaws(house, **WHOLE, **dates) == [("", "ends_before_start")]
    assert flaws(house, **WHOLE, start="0026-05-05") == [("start", "far_year")]
    assert flaws(house, **{**WHOLE, "people": "Ana"}) == [("people", "not_a_list")]
    assert flaws(house) == [("title", "required"), ("description", "required")]


@pytest.mark.parametrize("cost", ["250 000 $", "250,000", "$250000.00", 250000, "250\u202f000,00"])
def test_amounts_are_read_as_people_write_them(house: Workspace, cost: Any) -> None:
    assert flaws(house, **{**WHOLE, "estimated_cost": cost, "people": ["Ana", " "]}) == []


def test_a_draft_moves_between_one_s_own_bodies(house: Workspace) -> None:
    both = person("zoe", Role.sponsor, LAC, MONT)
    draft = begun(house)
    moved = drafting.move(both, house, draft.proposal_id, MONT, expected_revision=1)
    assert (moved.organization, moved.revision, moved.typed) == (MONT, 2, draft.typed)
    assert drafting.opened(MIA, house, draft.proposal_id) == moved
    with pytest.raises(StaleDraft):
        drafting.move(both, house, draft.proposal_id, LAC, expected_revision=1)
    with pytest.raises(NotAllowed):
        drafting.move(MIA, house, draft.proposal_id, LAC, expected_revision=2)
    with pytest.raises(NotFound):
        drafting.move(ANA, house, draft.proposal_id, LAC, expected_revision=2)


def test_a_body_that_does_not_exist_has_no_drafts(house: Workspace) -> None:
    with pytest.raises(NotFound):
        drafting.begin(person("eve", Role.sponsor, "nowhere"), house, "nowhere", {})


def test_a_discarded_draft_is_gone_until_it_is_wanted(house: Workspace) -> None:
    draft = begun(house)
    drafting.discard(ANA, house, draft.proposal_id)
    with pytest.raises(NotFound):
        drafting.opened(ANA, house, draft.proposal_id)
    assert listing.listed(ANA, house) == []
    for stranger in (MIA, REVIEWER):
        with pytest.raises(NotFound):
            drafting.restore(stranger, house, draft.proposal_id)
    with pytest.raises(SignInNeeded):
        drafting.restore(ANONYMOUS, house, draft.proposal_id)
    assert drafting.restore(LEO, house, draft.proposal_id) == draft
    assert drafting.opened(ANA, house, draft.proposal_id) == draft


def test_what_was_submitted_is_neither_edited_discarded_nor_moved(house: Workspace) -> None:
    proposal_id = handed_in(house)
    before = content(house)
    for attempt in (
        lambda: drafting.opened(ANA, house, proposal_id),
        lambda: drafting.save(ANA, house, proposal_id, {"title": "B"}, expected_revision=1),
        lambda: drafting.discard(ANA, house, proposal_id),
        lambda: drafting.move(ANA, house, proposal_id, LAC, expected_revision=1),
    ):
        with pytest.raises(NotEditable):
            attempt()
    assert content(house) == before


def test_an_imported_draft_can_be_gone_on_with(house: Workspace) -> None:
    stored(house, proposal("old", status="draft", organization=LAC, estimated_cost=5))
    draft = drafting.opened(ANA, house, "old")
    assert (draft.revision, draft.typed["estimated_cost"]) == (0, 5.0)
    assert drafting.flaws(ANA, house, draft) == ()
    saved = save(house, draft, estimated_cost="7")
    assert (saved.revision, saved.typed["estimated_cost"]) == (1, "7")
    assert saved.typed["title"] == draft.typed["title"]


def test_an_imported_draft_is_set_aside_and_taken_out_again(house: Workspace) -> None:
    stored(house, proposal("old", status="draft", organization=LAC, estimated_cost=5))
    for _ in range(2):
        drafting.discard(ANA, house, "old")
        with pytest.raises(NotFound):
            drafting.opened(ANA, house, "old")
        assert listing.listed(ANA, house) == []
        assert [one.id for one in listing.put_away(LEO, house)] == ["old"]
        assert drafting.restore(LEO, house, "old").typed["estimated_cost"] == 5.0
    assert [one.id for one in listing.listed(ANA, house)] == ["old"]
    assert drafting.opened(ANA, house, "old").revision == 1


def test_a_file_that_comes_again_leaves_a_draft_set_aside(house: Workspace) -> None:
    stored(house, proposal("old", status="draft", organization=LAC))
    drafting.discard(ANA, house, "old")
    stored(house, proposal("old", status="submitted", organization=LAC, title="Once more"))
    assert listing.listed(ANA, house) == []
    assert drafting.restore(ANA, house, "old").typed["title"] != "Once more"


def test_the_log_tells_who_wrote_but_not_what(house: Workspace) -> None:
    draft = begun(house, title="Confidential merger")
    save(house, draft, title="Quiet merger")
    entries = audit.entries(house.db, subject=f"proposal/{draft.proposal_id}")
    assert [(one.action, one.actor) for one in entries] == [
        ("draft_begun", "person-ana"),
        ("draft_saved", "person-ana"),
    ]
    assert "merger" not in str(entries)
    assert audit.verify(house.db) == []


def test_one_s_own_list_has_drafts_and_proposals_latest_first(house: Workspace) -> None:
    stored(house, proposal("imported", organization=LAC, status="declined"))
    handed = handed_in(house)
    later = NOON + timedelta(days=365 * 100)
    draft = drafting.begin(LEO, house, LAC, {"title": " New "}, at=later)
    drafting.begin(MIA, house, MONT, {"title": "Theirs"})
    found = listing.listed(ANA, house)
    assert [(one.id, one.status.value, one.mine, one.editable) for one in found] == [
        (draft.proposal_id, "draft", False, True),
        (handed, "submitted", True, False),
        ("imported", "declined", False, False),
    ]
    assert [one.title for one in found] == ["New", WHOLE["title"], WHOLE["title"]]
    with pytest.raises(SignInNeeded):
        listing.listed(ANONYMOUS, house)


def test_a_list_tells_what_each_costs_as_far_as_it_is_known(house: Workspace) -> None:
    costs = [{"fiscal_year": "", "build": "10 000 $", "run": "some"}, {"run": "500"}, "odd"]
    handed_in(house)
    stored(
        house, proposal("yearly", organization=LAC, costs=[{"fiscal_year": "2026-2027", "run": 7}])
    )
    for typed in ({}, {"estimated_cost": "much", "costs": costs}, {"estimated_cost": "1e999"}):
        drafting.begin(ANA, house, LAC, typed)
    found = [one.cost for one in listing.listed(ANA, house)]
    assert sorted(found, key=str) == [10500.0, 250000.0, 7.0, None, None]


def test_discarded_drafts_are_listed_for_who_may_restore_them(house: Workspace) -> None:
    gone = begun(house)
    begun(house, title="Kept")
    drafting.discard(ANA, house, gone.proposal_id)
    (found,) = listing.put_away(LEO, house)
    assert (found.id, found.title, found.mine) == (gone.proposal_id, WHOLE["title"], False)
    assert [one.mine for one in listing.put_away(ANA, house)] == [True]
    colleague = person("ines", Role.architect, LAC)
    for stranger in (MIA, REVIEWER, colleague, ANONYMOUS):
        assert listing.put_away(stranger, house) == []


def test_a_withdrawn_proposal_stays_so(house: Workspace) -> None:
    proposal_id = handed_in(house)
    for _ in range(2):
        moving_on.withdraw(ANA, house, proposal_id)
    (found,) = listing.listed(ANA, house)
    assert found.status is ProposalStatus.withdrawn
    with pytest.raises(NotEditable):
        moving_on.withdraw(ANA, house, begun(house).proposal_id)
