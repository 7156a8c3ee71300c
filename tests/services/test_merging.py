from __future__ import annotations

from typing import Any

import pytest

from catalogue.domain.component import Component
from catalogue.domain.proposal import Proposal
from catalogue.services.importing import Importer
from catalogue.services.syncing import catch_up
from catalogue.services.taking_in import take_in
from catalogue.services.workspace import Workspace
from catalogue.storage import audit, organizations, records
from catalogue.storage.connection import transaction

from .accounts import COMMAND_LINE
from .builders import component, content, proposal, stored

THEIRS = Importer("ana", overrule=lambda _conflict: True)


def edited(workspace: Workspace, record_type: Any = "component", **fields: Any) -> None:
    """Somebody changes the record on a page."""
    record_id = "booking" if record_type == "component" else "slots"
    with transaction(workspace.db) as db:
        before = records.get(db, record_type, record_id).record
        kind = Component if record_type == "component" else Proposal
        made = kind.model_validate({**before.model_dump(mode="json"), **fields})
        records.save(db, made, actor="ines", action="changed")
    catch_up(workspace)


def booking(workspace: Workspace) -> Component:
    return records.get(workspace.db, "component", "booking").record


def test_what_people_changed_stays_and_is_told(workspace: Workspace) -> None:
    stored(workspace, component(lifecycle="pilot"))
    edited(workspace, licence="MIT", lifecycle="available")
    report = stored(workspace, component(lifecycle="planned", acronyms=["AB"]))
    assert report.counts == {("component", "changed"): 1}
    [conflict] = report.conflicts
    assert (conflict.record.id, conflict.fields, conflict.closed) == (
        "booking",
        ("lifecycle",),
        False,
    )
    assert conflict.finding.location.line == 1
    kept = booking(workspace)
    assert (kept.lifecycle.value, kept.licence, kept.acronyms) == ("available", "MIT", ("AB",))
    assert audit.verify(workspace.db) == []


def test_it_stays_the_third_time_too(workspace: Workspace) -> None:
    stored(workspace, component())
    edited(workspace, lifecycle="pilot")
    for acronym in ("AB", "CD"):
        report = stored(workspace, component(lifecycle="planned", acronyms=[acronym]))
        assert len(report.conflicts) == 1
    assert booking(workspace).lifecycle.value == "pilot"
    again = stored(workspace, component(lifecycle="planned", acronyms=["CD"]))
    assert again.counts == {("component", "unchanged"): 1}
    assert len(again.conflicts) == 1


def test_the_file_may_overrule_and_owns_the_field_from_then_on(workspace: Workspace) -> None:
    stored(workspace, component())
    edited(workspace, lifecycle="pilot")
    report = stored(workspace, component(lifecycle="planned"), actor=THEIRS)
    assert report.conflicts == []
    assert booking(workspace).lifecycle.value == "planned"
    assert stored(workspace, component(lifecycle="available")).conflicts == []
    assert booking(workspace).lifecycle.value == "available"


def test_a_dry_run_tells_of_conflicts_and_stores_nothing(workspace: Workspace) -> None:
    stored(workspace, component())
    edited(workspace, lifecycle="pilot")
    before = content(workspace)
    report = stored(workspace, component(lifecycle="planned", acronyms=["AB"]), dry_run=True)
    assert len(report.conflicts) == 1
    assert content(workspace) == before


def test_where_both_say_the_same_there_is_nothing_to_tell(workspace: Workspace) -> None:
    stored(workspace, component())
    edited(workspace, lifecycle="pilot")
    assert stored(workspace, component(lifecycle="pilot")).conflicts == []


def test_what_somebody_registered_here_is_theirs(workspace: Workspace) -> None:
    with transaction(workspace.db) as db:
        made = Component.model_validate(component(owner="Ville de Lac"))
        records.save(db, made, actor="ines", action="registered")
    report = stored(workspace, component(name={"en": "Other"}, licence="MIT", owner="Ville de Lac"))
    [conflict] = report.conflicts
    assert conflict.fields == ("name",)
    assert booking(workspace).licence == "MIT"
    assert booking(workspace).owner == organizations.find(workspace.db, "Ville de Lac")


def test_a_file_that_would_leave_no_record_changes_nothing(workspace: Workspace) -> None:
    stored(workspace, component())
    edited(workspace, description={"en": "Long"})
    edited(workspace, description=None)
    report = stored(workspace, {**component(description={"en": "Again"}), "summary": None})
    [conflict] = report.conflicts
    assert set(conflict.fields) == {"summary", "description"}
    assert booking(workspace).summary is not None


@pytest.mark.parametrize("actor", ["ana", THEIRS], ids=["keep", "theirs"])
def test_a_proposal_under_review_stays_as_it_is(
    workspace: Workspace, no_encoder: None, actor: object
) -> None:
    stored(workspace, component(), proposal())
    assert take_in(COMMAND_LINE, workspace) == 1
    before = records.get(workspace.db, "proposal", "slots")
    report = stored(workspace, proposal(status="draft", title="Other"), actor=actor)
    assert report.counts == {("proposal", "unchanged"): 1}
    [conflict] = report.conflicts
    assert (conflict.fields, conflict.closed) == (("title", "status"), True)
    assert records.get(workspace.db, "proposal", "slots") == before


def test_a_decision_is_not_undone_by_a_file(workspace: Workspace) -> None:
    stored(workspace, proposal(status="in_review"))
    edited(workspace, "proposal", status="declined")
    stored(workspace, proposal(status="approved"), actor=THEIRS)
    assert records.get(workspace.db, "proposal", "slots").record.status.value == "declined"


def test_a_proposal_that_only_files_touched_follows_them(workspace: Workspace) -> None:
    stored(workspace, proposal())
    report = stored(workspace, proposal(status="withdrawn"))
    assert report.conflicts == []
    assert records.get(workspace.db, "proposal", "slots").record.status.value == "withdrawn"
