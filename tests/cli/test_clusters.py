from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from services.builders import proposal, written

from catalogue.domain.cluster import Cluster
from catalogue.wording.clusters import cluster_report

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


def test_what_could_be_paid_twice_leaves_out_who_pays_most(
    run: Run, sample_home: Path, portfolio: Path
) -> None:
    told = run("screen", portfolio, "--clusters", home=sample_home).stdout
    assert "$1,000 in all, of which $300 without the body that pays most" in told


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
    assert {row[-1] for row in rows[1:]} == {"Health", "Justice"}
    book = load_workbook(tmp_path / "clusters.xlsx")
    assert book.sheetnames == ["Summary", "Clusters", "Projects in clusters", "Pairs"]
    members = list(book["Projects in clusters"].values)
    assert {row[3] for row in members[1:]} == {"Health", "Justice"}


def test_clusters_as_json(run: Run, sample_home: Path, portfolio: Path) -> None:
    result = run("screen", portfolio, "--clusters", "--json", home=sample_home)
    assert [one["name"] for one in json.loads(result.stdout)] == ["Payday"]


@pytest.mark.parametrize("option", [("--top", "3"), ("--min-probability", "0.5")])
def test_what_limits_matches_is_refused_with_clusters(
    run: Run, sample_home: Path, portfolio: Path, option: tuple[str, str]
) -> None:
    result = run("screen", portfolio, "--clusters", *option, home=sample_home)
    assert (result.exit_code, result.stdout) == (2, "")
    assert option[0] in result.stderr


def test_many_bodies_are_named_and_the_rest_counted() -> None:
    found = Cluster(
        id="cluster-1",
        name="Payday",
        proposals=tuple("abcdefghij"),
        titles=("Payday",) * 10,
        sponsors=tuple("ABCDEFGHIJ"),
        costs=(None,) * 10,
        bodies=tuple("ABCDEFGHIJ"),
        money=0,
        beyond_largest=0,
        without_cost=10,
        cohesion=0.9,
        ties=(),
    )
    assert "A, B, C, D, E, F, G, H… and 2 more" in cluster_report([found], "en")
    assert "et 2 de plus" in cluster_report([found], "fr").replace("\xa0", " ")


def test_matches_need_a_file_to_go_to(run: Run, sample_home: Path, portfolio: Path) -> None:
    result = run("screen", portfolio, home=sample_home)
    assert result.exit_code == 2
    assert "--out" in result.stderr
