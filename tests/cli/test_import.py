from __future__ import annotations

from pathlib import Path

import pytest
from services.builders import component, content, proposal, written

from catalogue.cli import files
from catalogue.domain.component import Lifecycle
from catalogue.services.workspace import DATABASE, opened
from catalogue.storage import records
from catalogue.storage.connection import transaction

from .conftest import Run


def test_files_of_every_kind_are_told_of(run: Run, home: Path, tmp_path: Path) -> None:
    first = written(tmp_path / "a.jsonl", component(owner="Ville de Lac"))
    second = tmp_path / "b.csv"
    second.write_text("title,description\nA portal,A web portal\n")
    result = run("import", first, second, home=home)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        f"{first}: stored.",
        "Components: 1 created, 0 changed, 0 unchanged",
        f"{second}: stored.",
        "Proposals: 1 created, 0 changed, 0 unchanged",
    ]
    assert "added to be confirmed: 1" in result.stderr
    again = run("import", first, second, home=home)
    assert "Components: 0 created, 0 changed, 1 unchanged" in again.stdout


def test_a_home_is_made_where_there_is_none(run: Run, tmp_path: Path, no_encoder: None) -> None:
    home = tmp_path / "new" / "home"
    path = written(tmp_path / "a.jsonl", component(capabilities=["service/appointments"]))
    result = run("import", path, home=home)
    assert result.exit_code == 0, result.stderr
    assert f"New catalogue made in {home}" in result.stderr
    assert run("search", "appointment", home=home).stdout.startswith(" 1. ")


def test_a_home_that_never_got_its_capabilities_gets_them(
    run: Run, tmp_path: Path, no_encoder: None
) -> None:
    home = tmp_path / "home"
    with opened(home, create=True):
        pass
    path = written(tmp_path / "a.jsonl", component(capabilities=["service/appointments"]))
    assert run("import", path, home=home).exit_code == 0


@pytest.mark.parametrize("there", [True, False])
def test_a_dry_run_leaves_no_trace(run: Run, home: Path, tmp_path: Path, there: bool) -> None:
    where = home if there else tmp_path / "new"
    path = written(tmp_path / "a.jsonl", component(capabilities=["service/appointments"]))
    result = run("import", "--dry-run", path, home=where)
    assert result.exit_code == 0, result.stderr
    assert "would be stored" in result.stdout
    assert "Components: 1 created" in result.stdout
    if there:
        with opened(home) as workspace:
            assert records.ids(workspace.db, "component") == []
    else:
        assert not where.exists()


def test_one_bad_file_does_not_keep_the_others_out(run: Run, home: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"type": "component"\n')
    good = written(tmp_path / "good.jsonl", component())
    result = run("import", bad, tmp_path / "missing.csv", good, home=home)
    assert result.exit_code == 2
    assert "There is no file" in result.stderr
    assert "1 error, nothing was stored" in result.stderr
    assert f"{good}: stored." in result.stdout
    assert "booking" in run("search", "appointment", home=home).stdout


def test_every_error_has_its_place_field_and_reason(run: Run, home: Path, tmp_path: Path) -> None:
    path = tmp_path / "five.jsonl"
    good = written(tmp_path / "one.jsonl", component("a")).read_text()
    path.write_text(
        good
        + good.replace('"a"', '"b"').replace("component", "gadget", 1)
        + "{oops\n"
        + written(tmp_path / "x.jsonl", proposal(estimated_cost=-5, status="maybe")).read_text()
        + good
    )
    result = run("import", path, home=home)
    assert result.exit_code == 2
    told = result.stderr
    assert "line 2, type: “gadget” is not a known value; expected: capability, component" in told
    assert "line 3" in told
    assert "line 4, estimated_cost: is below 0" in told
    assert "line 4, status: “maybe” is not a known value; expected: draft" in told
    assert "line 5, id: " in told
    assert "5 errors, nothing was stored." in told
    with opened(home) as workspace:
        assert records.ids(workspace.db, "component") == []


def test_very_many_errors_are_counted_and_twenty_shown(
    run: Run, home: Path, tmp_path: Path
) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text("{oops\n" * 150)
    told = run("import", path, home=home).stderr
    assert told.count("error - ") == 20
    assert "… and 130 more." in told
    assert "150 errors, nothing was stored." in told


def test_an_empty_file_is_refused_and_a_header_is_not(run: Run, home: Path, tmp_path: Path) -> None:
    empty, header = tmp_path / "empty.jsonl", tmp_path / "header.csv"
    empty.write_text("")
    header.write_text("title,description\n")
    refused = run("import", empty, home=home)
    assert refused.exit_code == 2
    assert "is empty" in refused.stderr
    accepted = run("import", header, home=home)
    assert accepted.exit_code == 0
    assert "The file holds no record." in accepted.stderr


def test_a_file_of_public_bodies_alone_is_not_called_empty(
    run: Run, home: Path, tmp_path: Path
) -> None:
    path = tmp_path / "catalog-info.yaml"
    path.write_text(
        "apiVersion: backstage.io/v1alpha1\nkind: Group\n"
        "metadata: {name: finances, title: Finances}\nspec: {type: team, children: []}\n"
    )
    for _ in range(2):
        told = run("import", path, home=home)
        assert told.exit_code == 0
        assert "describes public bodies only (1)" in told.stderr
        assert "holds no record" not in told.stderr


def test_what_is_wrong_with_the_database_is_no_fault_of_the_file(
    run: Run, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from catalogue.storage.errors import DatabaseBusy

    def busy(*_: object, **__: object) -> None:
        raise DatabaseBusy

    monkeypatch.setattr(files, "import_file", busy)
    result = run("import", written(tmp_path / "a.jsonl", component()), home=home)
    assert result.exit_code == 1
    assert "keeps the database busy" in result.stderr


def test_a_promised_format_must_be_kept(run: Run, home: Path, tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", component())
    assert run("import", "--format", "xlsx", path, home=home).exit_code == 2
    assert run("import", "--format", "docx", path, home=home).exit_code == 2
    plain = tmp_path / "records"
    plain.write_text(path.read_text())
    assert run("import", "--format", "jsonl", plain, home=home).exit_code == 0


def test_who_imported_is_in_the_record(
    run: Run, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("USER", "ana")
    run("import", written(tmp_path / "a.jsonl", component()), home=home)
    with opened(home) as workspace:
        [revision] = records.history(workspace.db, "component", "booking")
    assert (revision.actor, revision.action) == ("cli:ana", "imported")


def test_init_can_be_repeated(run: Run, tmp_path: Path, no_encoder: None) -> None:
    home = tmp_path / "home"
    assert "Catalogue ready" in run("init", home=home).stdout
    assert (home / DATABASE).exists()
    with opened(home) as workspace:
        before = content(workspace)
    result = run("init", home=home)
    assert result.exit_code == 0
    assert "it stays as it is" in result.stdout
    with opened(home) as workspace:
        assert content(workspace) == before


def test_reindex_says_how_many(run: Run, home: Path, tmp_path: Path) -> None:
    run("import", written(tmp_path / "a.jsonl", component(), proposal()), home=home)
    result = run("reindex", home=home)
    assert (result.exit_code, result.stdout) == (0, "2 records reindexed.\n")
    assert run("reindex", home=tmp_path / "nowhere").exit_code == 1


@pytest.mark.parametrize(
    ("name", "text", "lang", "told"),
    [
        ("a.jsonl", '{"a":}', "en", "line 1: is not valid JSON (column 6: a value is missing)"),
        ("a.jsonl", '{"a" 1}', "fr", "colonne 6\u00a0: il manque un deux-points"),
        ("a.csv", 'title,description\n"a,b', "en", "is not valid CSV (a quote is not closed)"),
    ],
)
def test_what_is_malformed_is_told_in_words(
    run: Run, home: Path, tmp_path: Path, name: str, text: str, lang: str, told: str
) -> None:
    (tmp_path / name).write_text(text)
    assert told in run("import", tmp_path / name, home=home, lang=lang).stderr


@pytest.mark.parametrize(("option", "kept"), [((), "pilot"), (("--theirs",), "planned")])
def test_what_people_changed_stays_unless_told(
    run: Run, home: Path, tmp_path: Path, option: tuple[str, ...], kept: str
) -> None:
    run("import", written(tmp_path / "a.jsonl", component()), home=home)
    with opened(home) as workspace, transaction(workspace.db) as db:
        held = records.get(db, "component", "booking").record
        made = held.model_copy(update={"lifecycle": Lifecycle.pilot})
        records.save(db, made, actor="ines", action="changed")
    again = written(tmp_path / "b.jsonl", component(lifecycle="planned"))
    result = run("import", *option, again, home=home)
    assert result.exit_code == 0
    told = "line 1, booking: changed here since; stays as it is here: lifecycle" in result.stderr
    assert told is not bool(option)
    assert ("add --theirs" in result.stderr) is told
    with opened(home) as workspace:
        assert records.get(workspace.db, "component", "booking").record.lifecycle.value == kept
