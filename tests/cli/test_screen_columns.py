"""Lists whose columns are headed otherwise than ours."""

from __future__ import annotations

from pathlib import Path

import pytest
from services.builders import component, stored

from catalogue.services.workspace import opened

from .conftest import Run
from .test_screen import lines

FRENCH = """Projets TI 2026;;;;
No de projet;Ministère;Nom du projet;Objet;Budget (000 $)
IT 1/a;Santé;Rendez-vous;Choisir une plage horaire au comptoir de services en ligne.;1 250,5
IT 2;Justice;Paie;Refaire le système de paie des employés et corriger les talons.;à venir
;;Total;;1 250,5
"""


@pytest.fixture
def filled(home: Path) -> Path:
    with opened(home) as workspace:
        stored(workspace, *(component(f"c{n}") for n in range(3)))
    return home


@pytest.fixture
def french(tmp_path: Path) -> Path:
    path = tmp_path / "projets.csv"
    path.write_text(FRENCH, encoding="utf-8")
    return path


def test_what_columns_were_taken_for_is_said_before_the_work(
    run: Run, filled: Path, french: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.jsonl"
    told = run("screen", french, "--out", out, home=filled, lang="fr")
    assert told.exit_code == 0
    assert 'title="Nom du projet"' in told.stderr
    assert 'estimated_cost="Budget (000 $)"' in told.stderr
    assert "montants × 1\u202f000" in told.stderr
    assert "rangée de total" in told.stderr
    assert told.stderr.index("title=") < told.stderr.index("propositions vérifiées")
    assert [row["id"] for row in lines(out)] == ["IT-1-a", "IT-2"]


def test_a_column_can_be_named(run: Run, filled: Path, french: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    told = run(
        *("screen", french, "--map", "title=Objet", "--map", "description=Nom du projet"),
        *("--map", "id=", "--out", out),
        home=filled,
    )
    assert told.exit_code == 0
    assert 'title="Objet" (as asked)' in told.stderr
    assert [str(row["title"])[:7] for row in lines(out)] == ["Choisir", "Refaire", "Total"]


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("title=Nom", "No column is called “Nom”"),
        ("colour=Objet", "is not of the form FIELD=COLUMN"),
        ("title", "is not of the form FIELD=COLUMN"),
    ],
)
def test_a_column_that_is_not_there(
    run: Run, filled: Path, french: Path, tmp_path: Path, named: str, said: str
) -> None:
    told = run("screen", french, "--map", named, "--out", tmp_path / "o.csv", home=filled)
    assert told.exit_code == 2
    assert said in told.stderr
    assert not (tmp_path / "o.csv").exists()


def test_what_cannot_be_guessed_is_an_error_that_names_the_columns(
    run: Run, filled: Path, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Phase;Region\n1;East\n2;West\n", encoding="utf-8")
    told = run("screen", path, "--out", tmp_path / "o.csv", home=filled)
    assert told.exit_code == 2
    assert "No column could be taken for “title”" in told.stderr
    assert "Phase · Region" in told.stderr
    assert "--map title=" in told.stderr


def test_columns_of_what_is_no_table(run: Run, filled: Path, tmp_path: Path) -> None:
    path = tmp_path / "list.jsonl"
    path.write_text('{"title": "a", "description": "b"}\n')
    told = run("screen", path, "--map", "title=a", "--out", tmp_path / "o.csv", home=filled)
    assert told.exit_code == 2
    assert "--map has no use there" in told.stderr
