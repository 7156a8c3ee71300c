from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from services.builders import proposal, written

from .conftest import Run

TEXT = "Replace the pay system of employees, correct pay slips and overtime."


@pytest.fixture
def portfolio(tmp_path: Path) -> Path:
    same = [
        proposal(name, title="Payday", description=TEXT, organization=body, estimated_cost=cost)
        for name, body, cost in (("a", "Health", 700), ("b", "Justice", 300))
    ]
    other = proposal("c", title="=Snow", description="Snow ploughs are followed on a map.")
    return written(tmp_path / "portfolio.jsonl", *same, other)


@pytest.mark.parametrize(
    ("language", "said"), [("en", "public bodies: 2"), ("fr", "organismes : 2")]
)
def test_clusters_are_told(
    run: Run, sample_home: Path, portfolio: Path, language: str, said: str
) -> None:
    result = run("screen", portfolio, "--clusters", home=sample_home, lang=language)
    assert result.exit_code == 0
    assert "Payday" in result.stdout
    assert said in result.stdout.replace("\xa0", " ")


def test_clusters_as_files(run: Run, sample_home: Path, portfolio: Path, tmp_path: Path) -> None:
    for ending in ("jsonl", "csv", "xlsx"):
        out = tmp_path / f"clusters.{ending}"
        result = run("screen", portfolio, "--clusters", "--out", out, home=sample_home)
        assert (result.exit_code, result.stdout) == (0, "")
    (cluster,) = map(json.loads, (tmp_path / "clusters.jsonl").read_text("utf-8").splitlines())
    assert cluster["beyond_largest"] == 300
    with (tmp_path / "clusters.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    assert len(rows) == 3
    book = load_workbook(tmp_path / "clusters.xlsx")
    assert book.sheetnames == ["Clusters", "Proposals", "Pairs"]
    assert book["Proposals"].max_row == 3


def test_clusters_as_json(run: Run, sample_home: Path, portfolio: Path) -> None:
    result = run("screen", portfolio, "--clusters", "--json", home=sample_home)
    assert [one["name"] for one in json.loads(result.stdout)] == ["Payday"]


def test_matches_need_a_file_to_go_to(run: Run, sample_home: Path, portfolio: Path) -> None:
    result = run("screen", portfolio, home=sample_home)
    assert result.exit_code == 2
    assert "--out" in result.stderr
