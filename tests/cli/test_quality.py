from __future__ import annotations

import json
from pathlib import Path

import pytest
from services.builders import component, proposal, stored, written

from catalogue.matching.model import read_model
from catalogue.services.workspace import opened

from .conftest import Run


@pytest.fixture
def filled(home: Path) -> Path:
    with opened(home) as workspace:
        stored(
            workspace,
            *(component(f"c{n}", summary={"en": f"Counter number {n}"}) for n in range(6)),
        )
    return home


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    return written(
        tmp_path / "labelled.jsonl",
        *(
            proposal(f"p{n}", title=f"Appointment booking c{n}", relevant={f"c{n}": 2})
            for n in range(4)
        ),
        proposal("none", title="Snow", description="Clearing of snow", relevant={}),
    )


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_evaluation_for_people(run: Run, filled: Path, labelled: Path, lang: str) -> None:
    result = run("evaluate", labelled, home=filled, lang=lang)
    assert result.exit_code == 0, result.stderr
    assert {"fr": "rang réciproque moyen", "en": "mean reciprocal rank"}[lang] in result.stdout
    assert "nan" not in result.stdout
    assert {"fr": ",0 %", "en": ".0%"}[lang] in result.stdout.replace("\u00a0", " ")


def test_evaluation_for_machines(run: Run, filled: Path, labelled: Path) -> None:
    result = run("evaluate", labelled, "--json", home=filled)
    data = json.loads(result.stdout)
    assert data["groups"]["all"]["queries"] == 5
    assert data["groups"]["all"]["with_duplicate"] == 4
    assert set(data["bands"]) == {"duplicate", "overlap", "related"}


def test_figures_that_nothing_allows_are_a_dash(run: Run, home: Path, labelled: Path) -> None:
    result = run("evaluate", labelled, home=home)
    assert result.exit_code == 0, result.stderr
    assert "nan" not in result.stdout
    assert "–" in result.stdout


def test_calibration_changes_nothing_unless_told(
    run: Run, filled: Path, labelled: Path, tmp_path: Path
) -> None:
    before = sorted(path for path in tmp_path.rglob("*") if "index" not in path.parts)
    result = run("calibrate", labelled, home=filled)
    assert result.exit_code == 0, result.stderr
    assert "Present model" in result.stdout
    assert "New model" in result.stdout
    assert "Nothing was changed" in result.stderr
    assert sorted(path for path in tmp_path.rglob("*") if "index" not in path.parts) == before


def test_calibration_writes_where_it_is_told(
    run: Run, filled: Path, labelled: Path, tmp_path: Path
) -> None:
    out = tmp_path / "new" / "model"
    result = run(
        *("calibrate", labelled, "--also", filled, labelled, "--name", "x", "--json"),
        *("--out", out, "--means"),
        home=filled,
    )
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["name"] == "x"
    assert min(read_model(out / "matching_model.json").weights.values()) >= 0
    assert json.loads((out / "meaning_means.json").read_text()) == {}


@pytest.mark.parametrize("command", ["evaluate", "calibrate"])
def test_files_without_labels_are_bad_input(
    run: Run, filled: Path, tmp_path: Path, command: str
) -> None:
    for records, told in (
        ([proposal()], "holds no usable labelled proposals"),
        ([proposal(relevant={"a": 9})], "line 1, relevant: must map"),
    ):
        result = run(command, written(tmp_path / "x.jsonl", *records), home=filled)
        assert (result.exit_code, result.stdout) == (2, "")
        assert told in result.stderr
    assert run(command, tmp_path / "missing.jsonl", home=filled).exit_code == 2


def test_too_few_labels_are_bad_input(run: Run, filled: Path, tmp_path: Path) -> None:
    path = written(tmp_path / "x.jsonl", proposal(relevant={"c1": 2}))
    result = run("calibrate", path, home=filled)
    assert result.exit_code == 2
    assert "Too few labelled proposals" in result.stderr


@pytest.mark.parametrize("blocked", ["file", "file/below"])
def test_a_folder_that_cannot_be_made_is_told_before_the_work(
    run: Run, labelled: Path, tmp_path: Path, blocked: str
) -> None:
    (tmp_path / "file").write_text("")
    result = run("calibrate", labelled, "--out", tmp_path / blocked, home=tmp_path / "nowhere")
    assert result.exit_code == 1
    assert "Cannot write" in result.stderr


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_what_each_signal_is_worth(run: Run, filled: Path, labelled: Path, lang: str) -> None:
    result = run("evaluate", labelled, "--ablation", home=filled, lang=lang)
    assert result.exit_code == 0, result.stderr
    heading = {"fr": "avec tous les signaux", "en": "with all signals"}[lang]
    assert heading in result.stdout
    assert {"fr": "– Mots de sens voisin", "en": "– Words of alike meaning"}[lang] in result.stdout
    data = json.loads(run("evaluate", labelled, "--ablation", "--json", home=filled).stdout)
    assert data["ablation"]["all"]["queries"] == data["groups"]["all"]["queries"] == 5
    assert data["curve"]["points"]
