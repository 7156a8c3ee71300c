"""Fitting the matching model on labelled proposals."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from math import floor
from pathlib import Path
from typing import Any

from catalogue.domain.errors import CatalogueError
from catalogue.domain.match import Band
from catalogue.matching.calibration import (
    FOLDS,
    RIDGE,
    Array,
    Labelled,
    cross_validated,
    fit_queries,
)
from catalogue.matching.evaluation import Judged, threshold_for
from catalogue.matching.model import MatchingModel
from catalogue.matching.signals import SIGNALS
from catalogue.matching.stretching import fit_stretch, stretched
from catalogue.meaning.centering import Genre, Mean, Means

from .corpora import MEANS, MODEL, SECOND_MEANS, SECOND_MODEL, TYPES, stored_entries
from .evaluating import Evaluation, in_order, judge, model_for
from .genre_means import means_of, second_means_of
from .workspace import Workspace

DUPLICATE_PRECISION = 0.8
QUIET = 0.95
"""Share of proposals with nothing to find that get no *duplicate*."""

OVERLAP_PROBABILITY = 0.5
RELATED_PROBABILITY = 0.2
LEAST_RELEVANT = 2

_BY_HAND = {"acronym": 1.5, "capabilities": 1.0, "link": 4.0}
"""Least weights of signals that labelled proposals hardly ever show: they carry no links, and
few capabilities. Chosen by judgement, not measured."""


class TooFewLabels(CatalogueError):
    """Too few labelled proposals have a relevant component among their candidates."""

    code = "too_few_labels"


@dataclass(frozen=True)
class Calibration:
    """A freshly fitted model, and the figures of the present and the new one.

    The new model's figures are cross-validated by proposal.
    """

    model: MatchingModel
    before: Evaluation
    after: Evaluation


def calibrate(queries: Sequence[Labelled], name: str, sources: Sequence[str]) -> Calibration:
    """Fit a model on labelled queries. Changes nothing. Raises TooFewLabels."""
    _refuse_too_few(queries)
    held = model_for(queries)
    before = judge(queries, [held.log_odds_among(query.values) for query in queries], held)
    fitted = cross_validated(queries, FOLDS, ridge=RIDGE)
    unseen = stretched(queries, fitted, FOLDS)
    stretch = fit_stretch(fitted, [query.grades for query in queries])
    prior, weights = fit_queries(queries, RIDGE)
    model = MatchingModel(
        name,
        float(stretch.shift + stretch.below * prior),
        _named(stretch.below * weights),
        _thresholds(queries, unseen),
        bend=stretch.bend,
        rivals=stretch.rivalry,
    )
    after = judge(queries, unseen, model)
    return Calibration(_with_figures(model, after, sources), before, after)


def _refuse_too_few(queries: Sequence[Labelled]) -> None:
    """Cross-validation leaves one proposal out, and must still see both kinds of pair."""
    with_relevant = sum(bool((query.grades > 0).any()) for query in queries)
    without = sum(bool((query.grades == 0).any()) for query in queries)
    if with_relevant < LEAST_RELEVANT or without < LEAST_RELEVANT:
        raise TooFewLabels(least=LEAST_RELEVANT, found=with_relevant)


def _named(weights: Array) -> dict[str, float]:
    return {
        signal: round(max(float(weight), _BY_HAND.get(signal, 0.0)), 4)
        for signal, weight in zip(SIGNALS, weights, strict=True)
    }


def _thresholds(queries: Sequence[Labelled], log_odds: Sequence[Array]) -> dict[Band, float]:
    judged: dict[str, list[Judged]] = {}
    for query, odds in zip(queries, log_odds, strict=True):
        judged.setdefault(query.source, []).append(in_order(query, odds))
    reached = _duplicate_from(list(judged.values()))
    duplicate = max(reached if reached is not None else 0.9, OVERLAP_PROBABILITY + 0.05)
    return {
        Band.duplicate: floor(duplicate * 10_000) / 10_000,
        Band.overlap: OVERLAP_PROBABILITY,
        Band.related: RELATED_PROBABILITY,
    }


def _duplicate_from(sources: Sequence[list[Judged]]) -> float | None:
    """From where on warnings are right often enough, in all and in each source by itself.

    A source with too few warnings to tell has no say.
    """
    everything = [one for judged in sources for one in judged]
    reached = [
        threshold_for(judged, DUPLICATE_PRECISION, quiet=QUIET) for judged in (everything, *sources)
    ]
    return max((one for one in reached if one is not None), default=None)


def _with_figures(
    model: MatchingModel, figures: Evaluation, sources: Sequence[str]
) -> MatchingModel:
    fit: dict[str, Any] = {
        "on": list(sources),
        "encoders": list(figures.encoders),
        "date": datetime.now(timezone.utc).date().isoformat(),
        "labels": "grade 1 or 2 against 0, candidates only",
        "cross_validation": f"{FOLDS} folds by proposal",
        "ridge": RIDGE,
        "set_by_hand": _BY_HAND,
        "figures": _short(figures),
    }
    return replace(model, fit=fit)


def _short(figures: Evaluation) -> dict[str, Any]:
    """The figures without the curve's points, which nobody reads in a model file."""
    told = figures.to_json()
    return told | {"curve": {"average_precision": told["curve"]["average_precision"]}}


def means_at_hand(workspace: Workspace) -> dict[str, Means]:
    """Mean vectors of what a workspace holds, to be shipped with a model, by name of their file.

    Those of a second encoder where one has read every record.
    """
    seen: dict[Genre, Mean] = {}
    by_second: dict[Genre, Mean] = {}
    for kind in TYPES:
        entries = stored_entries(workspace, kind)
        seen |= means_of(kind, entries)
        by_second |= second_means_of(kind, entries)
    return {MEANS: Means(seen)} | ({SECOND_MEANS: Means(by_second)} if by_second else {})


def write_model(calibration: Calibration, folder: Path) -> Path:
    """Write the new model under the name that it will be read by; where it stands comes back."""
    several = len(calibration.after.encoders) > 1
    return _write(folder / (SECOND_MODEL if several else MODEL), calibration.model.to_json())


def write_means(means: Mapping[str, Means], folder: Path) -> list[Path]:
    """Write mean vectors under the names that they will be read by; where they stand comes back."""
    return [_write(folder / name, held.to_json()) for name, held in means.items()]


def _write(path: Path, data: object) -> Path:
    path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path
