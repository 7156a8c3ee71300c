from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from services.builders import component, proposal, stored, written

from catalogue.domain.match import BANDS
from catalogue.domain.proposal import Proposal
from catalogue.services import checking
from catalogue.services.checking import Checker
from catalogue.services.workspace import Workspace, opened

from .conftest import Run

WORDS = ("--title", "Appointment booking", "--description", "Choose a slot at a counter.")


@pytest.fixture
def filled(home: Path) -> Path:
    with opened(home) as workspace:
        stored(workspace, component("booking"), component("parking", name={"en": "Parking"}))
    return home


def answering(monkeypatch: pytest.MonkeyPatch, probability: float) -> None:
    """Every match gets this probability, whatever the model says of it."""
    real = Checker.check

    def check(self: Checker, draft: Proposal, wanted: object = None) -> object:
        result = real(self, draft, checking.Wanted(top=1))
        matches = tuple(
            match.model_copy(
                update={"probability": probability, "band": self.model.band(probability)}
            )
            for match in result.matches
        )
        return result.model_copy(update={"matches": matches})

    monkeypatch.setattr(Checker, "check", check)


@pytest.mark.parametrize(
    ("probability", "fail_on", "status"),
    [
        (0.999, "duplicate", 3),
        (0.999, "overlap", 3),
        (0.999, "related", 3),
        (0.6, "duplicate", 0),
        (0.6, "overlap", 3),
        (0.6, "related", 3),
        (0.3, "duplicate", 0),
        (0.3, "overlap", 0),
        (0.3, "related", 3),
    ],
)
def test_the_exit_status_says_whether_anything_is_flagged(
    run: Run,
    filled: Path,
    monkeypatch: pytest.MonkeyPatch,
    probability: float,
    fail_on: str,
    status: int,
) -> None:
    answering(monkeypatch, probability)
    result = run("check", *WORDS, "--fail-on", fail_on, home=filled)
    assert (result.exit_code, result.stderr) == (status, "")
    if fail_on == "overlap":
        assert run("check", *WORDS, home=filled).exit_code == status
    assert run("check", *WORDS, "--fail-on", fail_on, "--json", home=filled).exit_code == status


def test_nothing_alike_is_clear(run: Run, filled: Path) -> None:
    result = run("check", "--title", "Zzz", "--description", "Qqq", home=filled)
    assert result.exit_code == 0
    assert "Nothing similar was found." in result.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "Give --title and --description"),
        (("--title", "T"), "Give --title and --description"),
        (("--title", "", "--description", "d"), "title: is empty"),
        (("--title", "a" * 301, "--description", "d"), "title: too long: at most 300"),
        (("--title", "a\0b", "--description", "d"), "forbidden character U+0000"),
        (("--file", "missing.jsonl"), "There is no file"),
    ],
)
def test_bad_input_is_two(run: Run, filled: Path, arguments: Sequence[str], told: str) -> None:
    result = run("check", *arguments, home=filled)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr


def test_files_that_are_no_one_proposal_are_two(run: Run, filled: Path, tmp_path: Path) -> None:
    for records, told in (
        ([{"type": "organization", "id": "x", "name": {"en": "X"}}], "holds no proposal"),
        ([proposal("a"), proposal("b")], "holds several proposals"),
        ([proposal(estimated_cost=-1)], "line 1, estimated_cost: is below 0"),
    ):
        path = written(tmp_path / "some.jsonl", *records)
        result = run("check", "--file", path, home=filled)
        assert (result.exit_code, result.stdout) == (2, "")
        assert told in result.stderr


def test_a_file_may_be_spare_and_odd(run: Run, filled: Path, tmp_path: Path) -> None:
    path = tmp_path / "draft.json"
    path.write_text('{"title": "Zzz",\n "description": "Qqq",\n "mood": "good"}')
    result = run("check", "--file", path, home=filled)
    assert result.exit_code == 0
    assert "mood: unknown field, left out" in result.stderr


def test_what_cannot_run_is_one(run: Run, tmp_path: Path) -> None:
    result = run("check", *WORDS, home=tmp_path / "nowhere")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "catalogue init" in result.stderr
    assert not (tmp_path / "nowhere").exists()


def test_json_is_one_document_and_nothing_else(run: Run, sample_home: Path) -> None:
    result = run(
        *("check", "--title", "Réservation de rendez-vous", "--json"),
        *("--description", "Choisir l’heure d’une rencontre à un comptoir de services."),
        home=sample_home,
    )
    assert result.exit_code in (0, 3)
    data = json.loads(result.stdout)
    assert result.stderr == ""
    assert list(data) == ["id", "title", "matches", "index", "model"]
    assert data["title"] == "Réservation de rendez-vous"
    assert data["index"]["fresh"] is True
    assert "é" in result.stdout
    for match in data["matches"]:
        assert match["band"] in [band.value for band in BANDS]
        assert 0 <= match["probability"] <= 1
        for evidence in match["evidence"]:
            assert set(evidence) >= {"signal", "contribution", "terms"}


def test_each_match_can_be_drawn(run: Run, sample_home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "drawings"
    asked = (
        "--title",
        "Prise de rendez-vous",
        "--description",
        "Réserver un rendez-vous en ligne.",
    )
    told = run("check", *asked, "--json", "--evidence", folder, home=sample_home, lang="fr")
    matches = json.loads(told.stdout)["matches"]
    drawings = sorted(folder.iterdir())
    assert matches
    assert [path.name for path in drawings] == [
        f"{rank:02}-{match['id']}.svg" for rank, match in enumerate(matches, start=1)
    ]
    for path, match in zip(drawings, matches, strict=True):
        drawing = path.read_text("utf-8")
        assert drawing.startswith("<svg")
        assert match["name"].replace("&", "&amp;") in drawing.replace("&#x27;", "'")
        assert "Avant tout indice" in drawing
    assert f"Graphiques enregistrés dans {folder}" in told.stderr


def test_a_folder_that_cannot_be_made_is_named(run: Run, sample_home: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    asked = ("--title", "Rendez-vous", "--description", "Réserver un rendez-vous en ligne.")
    told = run("check", *asked, "--evidence", tmp_path / "file" / "x", home=sample_home)
    assert told.exit_code == 1
    assert str(tmp_path / "file") in told.stderr


def test_whose_the_match_is_stands_in_the_report(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(home) as workspace:
        stored(workspace, component("booking", owner="Ministry of Queues", kind="api"))
    answering(monkeypatch, 0.9)
    told = run("check", *WORDS, home=home).stdout
    assert "Ministry of Queues · API · booking · record in English" in told
    assert max(map(len, told.splitlines())) <= 100


def test_an_empty_catalogue_is_never_simply_no_duplicates(run: Run, home: Path) -> None:
    result = run("check", *WORDS, home=home)
    assert result.exit_code == 0
    assert "the catalogue is empty" in result.stdout
    assert "Nothing similar" not in result.stdout


def test_a_check_without_meaning_says_so(run: Run, filled: Path) -> None:
    assert "without meaning" in run("check", *WORDS, home=filled).stdout


def test_a_language_can_be_named(run: Run, filled: Path) -> None:
    for lang in ("fr", "en"):
        assert run("check", *WORDS, "--lang", lang, home=filled).exit_code in (0, 3)


def test_the_check_stores_nothing(run: Run, filled: Path, workspace: Workspace) -> None:
    dump = list(workspace.db.conn.iterdump())
    run("check", *WORDS, home=filled)
    assert list(workspace.db.conn.iterdump()) == dump


def test_the_home_can_come_from_the_environment(
    run: Run, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CATALOGUE_HOME", str(filled))
    assert run("search", "parking").stdout.startswith(" 1. Parking  [parking]")
