from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from catalogue.domain.match import BANDS
from catalogue.matching.calibration import Labelled
from catalogue.matching.evaluation import Judged
from catalogue.matching.model import ModelUnusable, read_model
from catalogue.matching.signals import SIGNALS
from catalogue.meaning.centering import Means
from catalogue.services import corpora
from catalogue.services.calibrating import (
    TooFewLabels,
    _duplicate_from,
    calibrate,
    means_at_hand,
    write_means,
    write_model,
)
from catalogue.services.corpora import shipped_means, shipped_model
from catalogue.services.evaluating import evaluate, in_order
from catalogue.services.founding import sample_files
from catalogue.services.labelling import BadLabels, measured, read_labelled
from catalogue.services.workspace import Workspace

from .builders import component, proposal, stored, written


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    """Every fifth of the sample's labelled proposals: enough, and quick."""
    lines = sample_files()[-1].read_text(encoding="utf-8").splitlines(keepends=True)
    path = tmp_path / "labelled.jsonl"
    path.write_text("".join(lines[::5]), encoding="utf-8")
    return path


def test_the_sample_is_labelled_with_what_it_holds(sample: Workspace, labelled: Path) -> None:
    evaluation = evaluate(sample, labelled)
    every = evaluation.groups["all"]
    assert every.queries == len(read_labelled(labelled))
    assert every.queries == evaluation.groups["fr"].queries + evaluation.groups["en"].queries
    assert every.with_duplicate > 5
    assert every.found_within[10] >= 0.8
    assert set(evaluation.bands) == {band.value for band in BANDS}
    json.dumps(evaluation.to_json(), allow_nan=False)


def test_every_proposal_with_something_relevant_is_in_a_pair_of_languages(
    sample: Workspace, labelled: Path
) -> None:
    evaluation = evaluate(sample, labelled)
    pairs = {name: one for name, one in evaluation.groups.items() if "-" in name}
    every = evaluation.groups["all"]
    assert sum(one.with_relevant for one in pairs.values()) == every.with_relevant
    assert sum(one.with_duplicate for one in pairs.values()) == every.with_duplicate
    for language in ("fr", "en"):
        asked = [one.with_relevant for name, one in pairs.items() if name.startswith(language)]
        assert sum(asked) == evaluation.groups[language].with_relevant


def test_figures_lie_within_their_intervals(sample: Workspace, labelled: Path) -> None:
    evaluation = evaluate(sample, labelled)
    for group, figures in evaluation.groups.items():
        sure = evaluation.intervals[group]
        for cutoff, share in figures.found_within.items():
            assert sure[f"within_{cutoff}"][0] <= share <= sure[f"within_{cutoff}"][1]
        assert sure["ndcg"][0] <= figures.ndcg <= sure["ndcg"][1]
    for rate in evaluation.headline.values():
        assert rate.interval is None or rate.interval[0] <= rate.share <= rate.interval[1]


def test_thresholds_lie_on_the_curve(sample: Workspace, labelled: Path) -> None:
    evaluation = evaluate(sample, labelled)
    on_it = {(point.recall, point.precision) for point in evaluation.curve.points}
    for band in evaluation.bands.values():
        assert not band.warnings or (band.recall, band.precision) in on_it


def test_equal_candidates_stand_by_identifier_however_they_come() -> None:
    for ids in (["b", "a", "c"], ["c", "b", "a"]):
        grades = np.array([2.0 if one == "a" else 0.0 for one in ids])
        query = Labelled("q", "fr", ids, np.zeros((3, len(SIGNALS))), grades)
        assert in_order(query, np.zeros(3)).grades.tolist() == [2.0, 0.0, 0.0]


def test_a_fitted_model_has_no_negative_weight_and_can_be_read_back(
    sample: Workspace, labelled: Path, tmp_path: Path
) -> None:
    queries = measured(sample, read_labelled(labelled))
    calibration = calibrate(queries, "trial", ["sample"])
    model = calibration.model
    assert min(model.weights.values()) >= 0
    assert max(model.weights.values()) > 0
    assert [model.thresholds[band] for band in BANDS] == sorted(
        model.thresholds.values(), reverse=True
    )
    assert (model.name, model.fit["on"]) == ("trial", ["sample"])
    assert calibration.before.model == shipped_model().name
    path = write_model(calibration, tmp_path)
    assert path.name == "matching_model.json"
    assert read_model(path).to_json() == model.to_json()
    assert calibrate(queries, "trial", ["sample"]).model == model


def test_signals_that_weigh_nothing_now_are_measured_all_the_same(
    sample: Workspace, labelled: Path
) -> None:
    """Or no later fit could ever find out what they are worth."""
    weighed = shipped_model().weighed
    silent = [place for place, name in enumerate(SIGNALS) if name in {"stems", "keys", "ngrams"}]
    assert not {SIGNALS[place] for place in silent} & weighed
    for query in measured(sample, read_labelled(labelled)):
        assert query.values[:, silent].any(axis=0).all()


def test_means_can_be_shipped(sample: Workspace, tmp_path: Path) -> None:
    [path] = write_means(means_at_hand(sample), tmp_path)
    written_means = json.loads(path.read_text(encoding="utf-8"))
    assert Means.from_json(written_means).to_json() == written_means
    assert written_means.keys() == shipped_means().to_json().keys()


def test_a_catalogue_without_components_has_figures(workspace: Workspace, tmp_path: Path) -> None:
    path = written(tmp_path / "l.jsonl", proposal(relevant={"gone": 2}), proposal("b", relevant={}))
    evaluation = evaluate(workspace, path)
    assert evaluation.groups["all"].queries == 2
    assert evaluation.groups["all"].with_duplicate == 0
    assert evaluation.to_json()["groups"]["all"]["ndcg"] is None


def test_a_proposal_s_own_stored_copy_is_no_answer(workspace: Workspace, tmp_path: Path) -> None:
    stored(workspace, component("a"), proposal("p"))
    path = written(tmp_path / "l.jsonl", proposal("p", relevant={"a": 2, "p": 2}))
    [row] = measured(workspace, read_labelled(path))
    assert list(row.record_ids) == ["a"]
    assert (row.grades.tolist(), list(row.missed)) == ([2.0], [])


def test_too_few_labels_are_refused(workspace: Workspace, tmp_path: Path) -> None:
    stored(workspace, component("a"), component("b"))
    path = written(tmp_path / "l.jsonl", proposal(relevant={"a": 2}), proposal("x", relevant={}))
    with pytest.raises(TooFewLabels):
        calibrate(measured(workspace, read_labelled(path)), "trial", [])


@pytest.mark.parametrize(
    "records", [[proposal()], [component()], [proposal(relevant={"a": 7})], [proposal(title="")]]
)
def test_files_without_usable_labels_are_refused(
    tmp_path: Path, records: list[dict[str, object]]
) -> None:
    with pytest.raises(BadLabels):
        read_labelled(written(tmp_path / "l.jsonl", *records))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"name": "m"}',
        '{"name": "m", "prior": 0, "weights": [], "thresholds": {}, "fit": {}}',
        '{"name": "m", "prior": 0, "weights": {"stems": -1}, "thresholds": {}, "fit": {}}',
        '{"name": "m", "prior": 0, "weights": {"magic": 1}, "thresholds": {}, "fit": {}}',
        '{"name": "m", "prior": 0, "weights": {}, "thresholds": {"overlap": 0.5}, "fit": {}}',
    ],
)
def test_a_bad_model_file_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str
) -> None:
    (tmp_path / "matching_model.json").write_text(text)
    (tmp_path / "meaning_means.json").write_text(text or "{")
    monkeypatch.setattr(corpora, "shipped", lambda _: tmp_path)
    with pytest.raises(ModelUnusable):
        shipped_model.__wrapped__()
    if text != '{"name": "m"}':
        with pytest.raises(ModelUnusable):
            shipped_means.__wrapped__()


def test_a_missing_model_file_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(corpora, "shipped", lambda _: tmp_path)
    with pytest.raises(ModelUnusable):
        shipped_model.__wrapped__()
    with pytest.raises(ModelUnusable):
        shipped_means.__wrapped__()


def test_duplicate_starts_where_every_source_is_right_often_enough() -> None:
    sure = [Judged(f"a{n}", "en", np.array([1.0]), np.array([0.6])) for n in range(20)]
    rash = [
        Judged("b", "en", np.array([float(n > 3)]), np.array([0.6 + n / 40]), missed=(1,))
        for n in range(10)
    ]
    few = [Judged("c", "en", np.array([0.0]), np.array([0.9]))]
    assert _duplicate_from([sure]) == 0.6
    assert _duplicate_from([[*sure, *rash]]) == 0.6
    assert _duplicate_from([sure, rash]) == pytest.approx(0.675)
    assert _duplicate_from([sure, rash, few]) == pytest.approx(0.675)
    assert _duplicate_from([few]) is None
