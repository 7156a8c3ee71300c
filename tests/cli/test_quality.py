from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from services.builders import component, proposal, stored, written

from catalogue.matching.model import read_model
from catalogue.matching.signals import BY_SECOND, SIGNALS
from catalogue.services.corpora import shipped_model
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
    said = " ".join(result.stdout.split())
    assert {"fr": "rang réciproque moyen", "en": "mean reciprocal rank"}[lang] in said
    assert {"fr": "précision moyenne", "en": "average precision"}[lang] in said.lower()
    assert "nan" not in said
    assert {"fr": ",0 %", "en": ".0%"}[lang] in said.replace("\u00a0", " ")
    assert max(map(len, result.stdout.splitlines())) <= 100
    assert not re.findall(r"evaluate\.[a-z_]+", said)


def test_columns_stand_under_their_heads(run: Run, filled: Path, labelled: Path) -> None:
    lines = run("evaluate", labelled, home=filled).stdout.splitlines()
    head = next(line for line in lines if line.startswith("Ranking"))
    row = next(line for line in lines if line.startswith("  All"))
    ends = [[match.end() for match in re.finditer(r"\S+", line)][1:] for line in (head, row)]
    assert ends[0] == ends[1]
    assert row.split()[1:3] == ["5", "4"]


def test_evaluation_for_machines(run: Run, filled: Path, labelled: Path) -> None:
    result = run("evaluate", labelled, "--json", home=filled)
    data = json.loads(result.stdout)
    every = data["groups"]["all"]
    assert (every["queries"], every["with_duplicate"], every["relevant"]) == (5, 4, 4)
    assert set(every["found_within"]) == set(every["recall"]) == {"1", "3", "10", "50"}
    assert data["groups"]["en"]["queries"] + data["groups"]["fr"]["queries"] == 5
    assert set(data["intervals"]["all"]) >= {"within_1", "within_10", "reciprocal_rank", "ndcg"}
    assert set(data["bands"]) == set(data["band_intervals"]) == {"duplicate", "overlap", "related"}
    assert data["headline"]["duplicates_warned"]["of"] == 4
    assert data["headline"]["left_alone"]["of"] == 1
    assert set(data["calibration_error"]) == {"equal_width", "equal_mass", "shown"}
    held = sum(one["pairs"] for one in data["reliability"]["equal_width"])
    assert held == every["pairs"] == sum(one["pairs"] for one in data["reliability"]["equal_mass"])
    assert 0 < len(data["curve"]["points"]) <= 200
    assert data["method"] == {"resamples": 1000, "confidence": 0.95, "bins": 10}


def test_figures_that_nothing_allows_are_a_dash(run: Run, home: Path, labelled: Path) -> None:
    result = run("evaluate", labelled, home=home)
    assert result.exit_code == 0, result.stderr
    assert "nan" not in result.stdout
    assert "–" in result.stdout


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_curve_is_drawn(
    run: Run, filled: Path, labelled: Path, tmp_path: Path, lang: str
) -> None:
    out = tmp_path / "new" / "curve.svg"
    result = run("evaluate", labelled, "--curve", out, "--json", home=filled, lang=lang)
    assert result.exit_code == 0, result.stderr
    assert str(out) in result.stderr
    json.loads(result.stdout)
    drawing = ElementTree.parse(out).getroot()  # noqa: S314 - our own
    assert drawing.get("lang") == lang
    told = " ".join(drawing.itertext())
    assert {"fr": "Apparenté, dès 20\u00a0%", "en": "Related, from 20%"}[lang] in told
    assert "evaluate." not in told


def test_a_curve_of_nothing_says_so(run: Run, home: Path, labelled: Path, tmp_path: Path) -> None:
    out = tmp_path / "curve.svg"
    assert run("evaluate", labelled, "--curve", out, home=home).exit_code == 0
    assert "Nothing relevant: no curve" in out.read_text(encoding="utf-8")


def test_a_curve_that_cannot_be_written_is_told_before_the_work(
    run: Run, labelled: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    for out in (tmp_path, tmp_path / "file" / "curve.svg"):
        result = run("evaluate", labelled, "--curve", out, home=tmp_path / "nowhere")
        assert result.exit_code == 1
        assert "Cannot write" in result.stderr


def test_figures_on_what_a_model_was_fitted_on_come_with_a_warning(
    run: Run, filled: Path, labelled: Path
) -> None:
    assert "flatter" not in run("evaluate", labelled, home=filled).stderr
    fitted = labelled.rename(labelled.with_name(shipped_model().fit["on"][0]))
    assert "flatter" in run("evaluate", fitted, home=filled).stderr


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
    assert {"fr": "Avec tous les signaux", "en": "With all signals"}[lang] in result.stdout
    assert {"fr": "– Mots de sens voisin", "en": "– Words of alike meaning"}[lang] in result.stdout
    assert {"fr": "– Sens des textes", "en": "– Meaning of the texts"}[lang] in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 100
    assert not re.findall(r"(?:signal|evaluate)\.[a-z_]+", result.stdout)


def test_what_each_signal_is_worth_for_machines(run: Run, filled: Path, labelled: Path) -> None:
    data = json.loads(run("evaluate", labelled, "--ablation", "--json", home=filled).stdout)
    ablation = data["ablation"]
    assert ablation["folds"] == 10
    assert ablation["complete"]["queries"] == data["groups"]["all"]["queries"] == 5
    assert set(SIGNALS) - set(BY_SECOND) <= set(ablation["without"])
    for without in ablation["without"].values():
        ndcg = without["changes"]["ndcg"]
        assert ndcg["change"] == pytest.approx(
            without["quality"]["ndcg"] - ablation["complete"]["ndcg"]
        )
        low, high = ndcg["interval"]
        assert low <= high
    assert "ablation" not in json.loads(run("evaluate", labelled, "--json", home=filled).stdout)


def test_too_few_labels_do_not_say_what_signals_are_worth(
    run: Run, home: Path, labelled: Path
) -> None:
    result = run("evaluate", labelled, "--ablation", home=home)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Too few labelled proposals" in result.stderr


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    folder = tmp_path / "winter"
    folder.mkdir()
    texts = [("a", "Snow clearing", "Ploughs clear streets."), ("b", "Payments", "Card fees.")]
    (folder / "corpus.jsonl").write_text(
        "".join(
            json.dumps(dict(zip(("_id", "title", "text"), t, strict=True))) + "\n" for t in texts
        )
    )
    (folder / "queries.jsonl").write_text('{"_id": "q", "text": "clearing of snow"}\n')
    (folder / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq\ta\t1\n")
    return folder


def test_search_is_measured_on_a_collection(run: Run, collection: Path) -> None:
    result = run("evaluate", "--search", collection, "--json")
    assert result.exit_code == 0, result.stderr
    (found,) = json.loads(result.stdout)
    assert (found["collection"], found["documents"], found["questions"]) == ("winter", 2, 1)
    assert found["ndcg"] == found["average_precision"] == found["recall"] == 1
    assert found["milliseconds"] > 0


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_search_figures_for_people(run: Run, collection: Path, no_encoder: None, lang: str) -> None:
    result = run("evaluate", "--search", collection, "--search", collection, lang=lang)
    assert result.exit_code == 0, result.stderr
    assert {"fr": "Moyenne", "en": "Mean"}[lang] in result.stdout
    assert not re.findall(r"evaluate\.[a-z_]+", result.stdout)


def test_one_thing_is_measured_at_a_time(run: Run, collection: Path) -> None:
    assert run("evaluate").exit_code == 2
    assert run("evaluate", "x.jsonl", "--search", collection).exit_code == 2
    assert run("evaluate", "--search", collection, "--ablation").exit_code == 2
