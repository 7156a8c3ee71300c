from __future__ import annotations

from pathlib import Path

import pytest

from catalogue.formats.findings import UnreadableFile
from catalogue.services.importing import import_file
from catalogue.services.workspace import Workspace
from catalogue.storage import audit, organizations, records

from .builders import component, content, proposal, stored, written


def test_a_file_is_stored_as_a_whole(workspace: Workspace) -> None:
    report = stored(workspace, component(), proposal(organization="Ville de Lac"))
    assert report.stored
    assert report.counts == {("component", "created"): 1, ("proposal", "created"): 1}
    assert report.met == ["Ville de Lac"]
    assert records.get(workspace.db, "component", "booking").revision == 1
    assert audit.verify(workspace.db) == []


@pytest.mark.parametrize(
    ("wrong", "field", "value"),
    [
        ({"capabilities": ["identity", "no-such"]}, "capabilities[1]", "no-such"),
        ({"replaced_by": "nowhere"}, "replaced_by", "nowhere"),
        (
            {"relations": [{"type": "part_of", "target": "nowhere"}]},
            "relations[0].target",
            "nowhere",
        ),
    ],
)
def test_a_reference_to_nothing_keeps_the_whole_file_out(
    workspace: Workspace, wrong: dict[str, object], field: str, value: str
) -> None:
    stored(workspace, component("here", capabilities=_some_capabilities(workspace)))
    before = content(workspace)
    if "capabilities" in wrong:
        wrong = {"capabilities": [*_some_capabilities(workspace), "no-such"]}
    report = stored(workspace, component("first"), component("second", **wrong))
    assert not report.stored
    [error] = report.errors
    assert (error.field, error.code, error.params) == (field, "unknown_reference", {"value": value})
    assert error.location.line == 2
    assert content(workspace) == before


def _some_capabilities(workspace: Workspace) -> list[str]:
    row = workspace.db.execute("SELECT id FROM capability ORDER BY id LIMIT 1").fetchone()
    return [row[0]]


def test_every_unknown_reference_is_reported_and_no_false_one(workspace: Workspace) -> None:
    report = stored(
        workspace,
        component("a", capabilities=["x", "y"]),
        component("b", relations=[{"type": "part_of", "target": "a"}], capabilities=["z"]),
        component("c", replaced_by="a"),
    )
    assert [(error.location.line, error.params["value"]) for error in report.errors] == [
        (1, "x"),
        (1, "y"),
        (2, "z"),
    ]
    assert report.error_count == 3


def test_errors_in_the_file_store_nothing(workspace: Workspace) -> None:
    before = content(workspace)
    report = stored(workspace, component(), proposal(estimated_cost=-1), {"type": "proposal"})
    assert {error.location.line for error in report.errors} == {2, 3}
    assert report.error_count == len(report.errors) == 3
    assert content(workspace) == before


def test_a_dry_run_counts_and_stores_nothing(workspace: Workspace) -> None:
    before = content(workspace)
    report = stored(workspace, component(owner="Ville de Lac"), proposal(), dry_run=True)
    assert report.stored
    assert report.counts == {("component", "created"): 1, ("proposal", "created"): 1}
    assert report.met == ["Ville de Lac"]
    assert content(workspace) == before


def test_a_dry_run_finds_what_an_import_would(workspace: Workspace) -> None:
    report = stored(workspace, component(replaced_by="nowhere"), dry_run=True)
    assert [error.code for error in report.errors] == ["unknown_reference"]


def test_the_same_file_again_changes_nothing(workspace: Workspace) -> None:
    file = [component(owner="Ville de Lac"), proposal(organization="Ville de Lac")]
    stored(workspace, *file)
    before = content(workspace)
    report = stored(workspace, *file)
    assert report.counts == {("component", "unchanged"): 1, ("proposal", "unchanged"): 1}
    assert report.met == []
    assert content(workspace) == before


def test_a_changed_record_gets_a_revision(workspace: Workspace) -> None:
    stored(workspace, component(), component("other"))
    report = stored(workspace, component(lifecycle="pilot"), component("other"))
    assert report.counts == {("component", "changed"): 1, ("component", "unchanged"): 1}
    assert records.get(workspace.db, "component", "booking").revision == 2
    first, second = records.history(workspace.db, "component", "booking")
    assert (first.action, first.actor, first.changes) == ("imported", "ana", {})
    assert second.changes == {"lifecycle": ("available", "pilot")}
    entry = audit.entries(workspace.db, subject="component/booking")[-1]
    assert (entry.actor, entry.details["fields"]) == ("ana", ["lifecycle"])


def test_records_may_refer_to_what_stands_further_down(workspace: Workspace) -> None:
    report = stored(
        workspace,
        component("old", replaced_by="new", lifecycle="retired", owner="lac"),
        component("new", relations=[{"type": "variant_of", "target": "old"}]),
        {"type": "organization", "id": "lac", "name": {"fr": "Ville de Lac"}},
        component("own", capabilities=["lakes/ice"]),
        {"type": "capability", "id": "lakes/ice", "parent": "lakes", "name": {"fr": "Glace"}},
        {"type": "capability", "id": "lakes", "name": {"fr": "Lacs"}},
    )
    assert report.stored, report.errors
    assert report.met == []
    assert records.get(workspace.db, "component", "old").record.owner == "lac"


def test_one_body_under_several_names_is_one(workspace: Workspace) -> None:
    body = {
        "type": "organization",
        "id": "lac",
        "name": {"fr": "Ville de Lac"},
        "acronym": {"fr": "VDL"},
    }
    stored(workspace, body, component(owner="VILLE DE LAC"), proposal(organization="vdl"))
    assert records.get(workspace.db, "component", "booking").record.owner == "lac"
    assert records.get(workspace.db, "proposal", "slots").record.organization == "lac"
    assert organizations.find(workspace.db, "ville de lac") == "lac"
    assert organizations.find(workspace.db, "Ville de Montagne") is None
    assert organizations.unconfirmed(workspace.db) == []


def test_records_of_one_name_in_one_file_are_two_records(workspace: Workspace) -> None:
    twice = [component(), component(summary={"en": "Another one"})]
    for record in twice:
        del record["id"]
    report = stored(workspace, *twice)
    assert report.stored
    assert [warning.code for warning in report.warnings] == ["name_twice"]
    assert records.ids(workspace.db, "component") == [
        "appointment-booking-booking",
        "appointment-booking-booking-2",
    ]
    assert stored(workspace, *twice).counts == {("component", "unchanged"): 2}


def test_a_file_that_cannot_be_read_is_an_exception(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        import_file(workspace, tmp_path / "missing.jsonl", actor="ana")
    (tmp_path / "empty.jsonl").write_text("\n")
    with pytest.raises(UnreadableFile):
        import_file(workspace, tmp_path / "empty.jsonl", actor="ana")


def test_a_header_alone_is_a_file_without_records(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "header.csv"
    path.write_text("title,description\n")
    report = import_file(workspace, path, actor="ana")
    assert report.stored
    assert not report.counts


def test_progress_is_told_to_the_end(workspace: Workspace, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    path = written(tmp_path / "many.jsonl", *(component(f"c{n}") for n in range(120)))
    import_file(workspace, path, actor="ana", watch=lambda *how: told.append(how))
    assert told == [("storing", 50, 120), ("storing", 100, 120), ("storing", 120, 120)]


@pytest.mark.parametrize("record", [component("add"), proposal("conseils")])
def test_an_identifier_that_is_a_page_s_word_keeps_the_file_out(
    workspace: Workspace, record: dict[str, object]
) -> None:
    report = stored(workspace, component(), record)
    [error] = report.errors
    assert (error.field, error.code, error.location.line) == ("id", "word_of_pages", 2)
    assert records.ids(workspace.db, "component") == []
