from __future__ import annotations

from pathlib import Path

import pytest
from services.builders import component, proposal, stored

from catalogue.formats.detect import read
from catalogue.services.workspace import opened

from .conftest import Run


@pytest.mark.parametrize("ending", ["jsonl", "xlsx"])
def test_everything_survives_the_journey_through_a_file(
    run: Run, sample_home: Path, tmp_path: Path, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = tmp_path / f"first.{ending}", tmp_path / f"second.{ending}"
    lines, again = tmp_path / "first-all.jsonl", tmp_path / "second-all.jsonl"
    assert run("export", first, home=sample_home).exit_code == 0
    assert run("export", lines, home=sample_home).exit_code == 0
    monkeypatch.setattr("catalogue.services.workspace.available_encoder", lambda: None)
    imported = run("import", first, home=tmp_path / "fresh")
    assert imported.exit_code == 0, imported.stderr
    assert run("export", second, home=tmp_path / "fresh").exit_code == 0
    assert run("export", again, home=tmp_path / "fresh").exit_code == 0
    assert again.read_bytes() == lines.read_bytes()
    if ending == "jsonl":
        assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("kind", ["component", "proposal"])
def test_csv_survives_too(run: Run, sample_home: Path, tmp_path: Path, kind: str) -> None:
    flat, lines = tmp_path / "one.csv", tmp_path / "one.jsonl"
    assert run("export", flat, "--type", kind, home=sample_home).exit_code == 0
    assert run("export", lines, "--type", kind, home=sample_home).exit_code == 0
    from_flat, from_lines = read(flat), read(lines)
    assert from_flat.errors == from_flat.warnings == []
    assert [one.record for one in from_flat.records] == [one.record for one in from_lines.records]


@pytest.fixture
def filled(home: Path) -> Path:
    with opened(home) as workspace:
        stored(workspace, component(), proposal())
    return home


def test_a_refused_export_leaves_what_was_there(run: Run, filled: Path, tmp_path: Path) -> None:
    precious = tmp_path / "precious.csv"
    precious.write_text("keep me")
    result = run("export", precious, home=filled)
    assert result.exit_code == 2
    assert "holds one type of record" in result.stderr
    assert precious.read_text() == "keep me"
    assert [path.name for path in tmp_path.glob("*precious*")] == ["precious.csv"]


def test_unknown_endings_are_refused_before_any_work(run: Run, tmp_path: Path) -> None:
    result = run("export", tmp_path / "x.docx", home=tmp_path / "nowhere")
    assert result.exit_code == 2
    assert "is not known" in result.stderr


@pytest.mark.parametrize("name", ["missing/x.jsonl", "missing/x.xlsx", "missing/x.csv"])
def test_a_place_that_cannot_be_written_is_a_message(
    run: Run, filled: Path, tmp_path: Path, name: str
) -> None:
    result = run("export", tmp_path / name, "--type", "component", home=filled)
    assert result.exit_code == 1
    assert "Cannot write" in result.stderr
    assert "no such file or folder" in result.stderr


def test_an_empty_catalogue_exports_its_capabilities(run: Run, home: Path, tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl"
    assert run("export", path, home=home).exit_code == 0
    assert {one.record.type for one in read(path).records} == {"capability"}
    header = tmp_path / "none.csv"
    assert run("export", header, "--type", "component", home=home).exit_code == 0
    assert read(header).records == []


def test_the_sample_as_entities_of_backstage_comes_back_unchanged(
    run: Run, sample_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = tmp_path / "catalog-info.yaml", tmp_path / "again.yaml"
    assert run("export", first, home=sample_home).exit_code == 0
    monkeypatch.setattr("catalogue.services.workspace.available_encoder", lambda: None)
    imported = run("import", first, home=tmp_path / "fresh")
    assert imported.exit_code == 0, imported.stderr
    assert "199 created" in imported.stdout
    assert run("export", second, home=tmp_path / "fresh").exit_code == 0
    assert len(read(second).records) == len(read(first).records)
    assert "199 unchanged" in run("import", second, home=tmp_path / "fresh").stdout


def test_one_component_as_publiccode(run: Run, sample_home: Path, tmp_path: Path) -> None:
    out = tmp_path / "publiccode.yml"
    asked = ("export", out, "--component", "porte-attestations")
    assert run(*asked, home=sample_home).exit_code == 0
    [located] = [one for one in read(out).records if one.record.type == "component"]
    assert located.record.id == "porte-attestations"
    lacking = run("export", out, "--component", "clef-civique", home=sample_home)
    assert lacking.exit_code == 2
    assert "links.source" in lacking.stderr
    assert run("export", out, home=sample_home).exit_code == 2
    assert run("export", tmp_path / "a.jsonl", "--component", "x", home=sample_home).exit_code == 2


@pytest.mark.parametrize("name", ["data.zip", "catalogue.jsonld"])
def test_open_data(run: Run, filled: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / name
    done = run("export", out, "--base-url", "https://catalogue.example", home=filled)
    assert done.exit_code == 0, done.stderr
    assert out.stat().st_size > 500
    assert run("export", tmp_path / "no-folder" / name, home=filled).exit_code == 1
