"""What another format's file says of things outside itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlite_utils import Database

from catalogue.formats.findings import Finding, Located
from catalogue.services.importing import Importer, ImportReport, import_file
from catalogue.services.workspace import Workspace
from catalogue.storage import audit, organizations, records

from .builders import component, content, stored

ENTITY = """\
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {{name: {name}, description: Keeps the dates of visits.}}
spec: {{type: service, owner: counters, dependsOn: [booking, nowhere]}}
"""
GROUP = """\
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: {name: counters, title: Bureau des comptoirs}
spec: {type: organization, children: []}
"""


def taken_in(workspace: Workspace, tmp_path: Path, text: str) -> ImportReport:
    path = tmp_path / "catalog-info.yaml"
    path.write_text(text, encoding="utf-8")
    return import_file(workspace, path, actor="ana")


def test_ties_are_kept_to_what_is_registered_and_left_out_otherwise(
    workspace: Workspace, tmp_path: Path
) -> None:
    stored(workspace, component("booking"))
    report = taken_in(workspace, tmp_path, ENTITY.format(name="agenda"))
    assert report.stored
    kept = records.get(workspace.db, "component", "agenda").record
    assert [tie.target for tie in kept.relations] == ["booking"]
    [warning] = report.warnings
    assert (warning.code, warning.params) == ("tie_left_out", {"value": "nowhere"})
    assert audit.verify(workspace.db) == []


def test_a_tie_to_a_later_file_comes_with_the_second_import(
    workspace: Workspace, tmp_path: Path
) -> None:
    taken_in(workspace, tmp_path, ENTITY.format(name="agenda"))
    stored(workspace, component("booking"))
    report = taken_in(workspace, tmp_path, ENTITY.format(name="agenda"))
    assert report.counts == {("component", "changed"): 1}
    again = taken_in(workspace, tmp_path, ENTITY.format(name="agenda"))
    assert again.counts == {("component", "unchanged"): 1}


def test_a_body_that_nobody_knew_is_met_but_not_vouched_for(
    workspace: Workspace, tmp_path: Path
) -> None:
    report = taken_in(workspace, tmp_path, GROUP + ENTITY.format(name="agenda"))
    assert report.met == ["Bureau des comptoirs"]
    assert not organizations.is_confirmed(workspace.db, "counters")
    assert records.get(workspace.db, "component", "agenda").record.owner == "counters"


@pytest.mark.parametrize("known_as", ["counters", "bdc"])
def test_a_body_that_is_known_stays_as_it_is(
    workspace: Workspace, tmp_path: Path, known_as: str
) -> None:
    body = {"type": "organization", "id": known_as, "kind": "agency"}
    stored(workspace, {**body, "name": {"fr": "Bureau des Comptoirs", "en": "Counters"}})
    before = organizations.get(workspace.db, known_as)
    taken_in(workspace, tmp_path, GROUP + ENTITY.format(name="agenda"))
    assert organizations.get(workspace.db, known_as) == before
    assert organizations.is_confirmed(workspace.db, known_as)
    assert records.get(workspace.db, "component", "agenda").record.owner == known_as


def test_who_uses_software_is_met_under_its_name(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "publiccode.yml"
    path.write_text(
        "publiccodeYmlVersion: '0'\nname: Agenda\nusedBy: [Ville de Lac-Perdu]\n"
        "description: {fr: {shortDescription: Un agenda.}}\n",
        encoding="utf-8",
    )
    report = import_file(workspace, path, actor="ana")
    assert report.met == ["Ville de Lac-Perdu"]
    [use] = records.get(workspace.db, "component", "agenda").record.used_by
    assert use.organization == "ville-de-lac-perdu"


def test_a_refused_file_leaves_nothing(workspace: Workspace, tmp_path: Path) -> None:
    before = content(workspace)
    wrong = ENTITY.format(name="agenda").replace("Keeps the dates of visits.", "")
    assert not taken_in(workspace, tmp_path, wrong).stored
    assert content(workspace) == before


def test_an_entity_that_is_wrong_is_left_out_alone(workspace: Workspace, tmp_path: Path) -> None:
    mute = ENTITY.format(name="mute").replace("Keeps the dates of visits.", "")
    tied = ENTITY.format(name="agenda").replace("nowhere", "mute")
    report = taken_in(workspace, tmp_path, mute + tied + GROUP)
    assert report.stored
    assert [(one.location.line, one.field, one.code) for one in report.left_out] == [
        (4, "metadata", "no_description")
    ]
    assert report.counts == {("component", "created"): 1}
    kept = records.get(workspace.db, "component", "agenda").record
    assert kept.relations == ()
    assert {one.params["value"] for one in report.warnings} == {"booking", "mute"}


def test_an_entity_that_is_not_welcome_is_left_out_alone(
    workspace: Workspace, tmp_path: Path
) -> None:
    tied = ENTITY.format(name="agenda").replace("nowhere", "ours")
    text = ENTITY.format(name="ours") + tied
    path = tmp_path / "catalog-info.yaml"
    path.write_text(text, encoding="utf-8")

    def refuse(_db: Database, located: Located) -> Finding | None:
        wrong = located.record.id == "ours"
        return Finding(located.location, "owner", "not_your_body") if wrong else None

    report = import_file(workspace, path, actor=Importer("ana", refuse))
    assert report.stored
    assert [one.code for one in report.left_out] == ["not_your_body"]
    assert [one.record.id for one in report.records] == ["agenda"]
    assert records.get(workspace.db, "component", "agenda").record.relations == ()
    all_refused = import_file(
        workspace, path, actor=Importer("ana", lambda _db, one: Finding(one.location, "", "no"))
    )
    assert not all_refused.stored
    assert all_refused.error_count == 2
