from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from services.builders import component, proposal, stored, written

from catalogue.services.founding import sample_files
from catalogue.services.workspace import opened

from .conftest import Run


@pytest.fixture
def filled(home: Path) -> Path:
    with opened(home) as workspace:
        stored(workspace, *(component(f"c{n}") for n in range(9)))
    return home


@pytest.fixture
def two(tmp_path: Path) -> Path:
    other = proposal("second", title="=cmd()", description="Choose a slot at a counter.")
    return written(tmp_path / "two.jsonl", proposal("first"), other)


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_json_lines_hold_one_object_a_proposal(
    run: Run, filled: Path, two: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.jsonl"
    result = run("screen", two, "--out", out, "--top", "4", home=filled)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "2 proposals checked" in result.stderr
    first, second = lines(out)
    assert (first["id"], second["id"]) == ("first", "second")
    assert len(first["matches"]) == 4  # type: ignore[arg-type]
    assert first["index"] == {"records": 9, "fresh": True, "meaning": False, "encoders": []}


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_tables_hold_one_row_a_match(
    run: Run, filled: Path, two: Path, tmp_path: Path, lang: str
) -> None:
    flat, book = tmp_path / "out.csv", tmp_path / "out.xlsx"
    for out in (flat, book):
        status = run("screen", two, "--out", out, "--top", "3", home=filled, lang=lang).exit_code
        assert status == 0
    with flat.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    assert rows[0][0] == {"fr": "Proposition", "en": "Proposal"}[lang]
    assert [row[0] for row in rows[1:]] == ["first"] * 3 + ["second"] * 3
    assert rows[4][1] == "'=cmd()"
    sheet = load_workbook(book)[{"fr": "Rapprochements", "en": "Matches"}[lang]]
    values = list(sheet.iter_rows(values_only=True))
    assert sorted(row[-2:] for row in values[1:]) == sorted((row[0], row[2]) for row in rows[1:])
    hostile = [cell for cell in sheet["A"] if cell.value == "=cmd()"]
    assert [(cell.data_type, cell.quotePrefix) for cell in hostile] == [("s", True)] * 3
    assert isinstance(values[1][6], float)


def test_without_top_a_person_s_share_is_written(
    run: Run, filled: Path, two: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.jsonl"
    run("screen", two, "--out", out, "--min-probability", "0", home=filled)
    assert all(len(row["matches"]) <= 7 for row in lines(out))  # type: ignore[arg-type]
    run("screen", two, "--out", out, "--min-probability", "1", home=filled)
    assert [row["matches"] for row in lines(out)] == [[], []]


def test_a_header_alone_is_screened_into_nothing(run: Run, filled: Path, tmp_path: Path) -> None:
    path = tmp_path / "header.csv"
    path.write_text("title,description\n")
    for name in ("out.jsonl", "out.csv", "out.xlsx"):
        result = run("screen", path, "--out", tmp_path / name, home=filled)
        assert result.exit_code == 0, result.output
        assert "0 proposals checked" in result.stderr
    assert (tmp_path / "out.jsonl").read_text() == ""
    assert len((tmp_path / "out.csv").read_text().splitlines()) == 1


def test_bad_input_is_two_and_writes_nothing(run: Run, filled: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    for records in ([component()], [proposal(), proposal(estimated_cost=-1)]):
        path = written(tmp_path / "in.jsonl", *records)
        assert run("screen", path, "--out", out, home=filled).exit_code == 2
    assert run("screen", tmp_path / "missing.csv", "--out", out, home=filled).exit_code == 2
    assert not out.exists()


@pytest.mark.parametrize(
    ("name", "status"), [("x.docx", 2), ("missing/x.csv", 1), ("folder.csv", 1)]
)
def test_a_place_that_cannot_be_written_is_told_before_the_work(
    run: Run, two: Path, tmp_path: Path, name: str, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "folder.csv").mkdir()
    monkeypatch.setattr("catalogue.cli.screening.screen_all", None)
    result = run("screen", two, "--out", tmp_path / name, home=tmp_path / "nowhere")
    assert result.exit_code == status
    assert "Traceback" not in result.output


def test_the_sample_is_screened_in_order(run: Run, sample_home: Path, tmp_path: Path) -> None:
    source = sample_files()[-1].read_text(encoding="utf-8").splitlines(keepends=True)[:6]
    path, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    path.write_text("".join(source), encoding="utf-8")
    assert run("screen", path, "--out", out, home=sample_home).exit_code == 0
    assert [row["id"] for row in lines(out)] == [json.loads(line)["id"] for line in source]
    assert any(row["matches"] for row in lines(out))
