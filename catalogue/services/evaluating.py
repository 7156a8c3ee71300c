"""How good the check is, on labelled proposals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from catalogue.domain.match import BANDS
from catalogue.domain.text import LANGUAGES
from catalogue.matching.ablation import GROUPS, ablations, parts
from catalogue.matching.bootstrap import Interval, intervals
from catalogue.matching.calibration import FOLDS, RIDGE, Array, Labelled, cross_validated
from catalogue.matching.curves import Bin, Curve, precision_recall, reliability
from catalogue.matching.evaluation import (
    BandQuality,
    Judged,
    Quality,
    band_quality,
    calibration_error,
    quality,
)
from catalogue.matching.model import MatchingModel

from .corpora import shipped_model
from .labelling import measured, read_labelled
from .progress import Watch, unwatched
from .workspace import Workspace

__all__ = [
    "GROUPS",
    "Evaluation",
    "Interval",
    "Quality",
    "ablate",
    "evaluate",
    "figures_of",
    "in_order",
    "judge",
    "judge_shipped",
]


@dataclass(frozen=True)
class Evaluation:
    """Figures of a model on labelled proposals.

    ``groups`` are all, the proposals of each language, and each pair of
    languages (``fr-en``: asked in French, to be found in English);
    ``intervals`` are of all.
    """

    model: str
    groups: dict[str, Quality]
    intervals: dict[str, Interval]
    bands: dict[str, BandQuality]
    calibration_error: float
    reliability: tuple[Bin, ...]
    curve: Curve

    def to_json(self) -> dict[str, Any]:
        """Plain data; a figure that no query allows is null."""
        data: dict[str, Any] = _without_nan(asdict(self))
        return data


def evaluate(workspace: Workspace, path: Path, watch: Watch = unwatched) -> Evaluation:
    """The shipped model's figures on a labelled file. Raises BadLabels."""
    return judge_shipped(measured(workspace, read_labelled(path), watch))


def judge_shipped(queries: Sequence[Labelled]) -> Evaluation:
    """The shipped model's figures on measured proposals."""
    model = shipped_model()
    return judge(queries, [model.log_odds(query.values) for query in queries], model)


def figures_of(worth: Mapping[str, Quality]) -> dict[str, Any]:
    """Plain data of figures by part."""
    data: dict[str, Any] = _without_nan({part: asdict(one) for part, one in worth.items()})
    return data


def judge(
    queries: Sequence[Labelled], log_odds: Sequence[Array], model: MatchingModel
) -> Evaluation:
    """Figures of given log-odds; bands by the model's thresholds."""
    judged = [in_order(query, odds) for query, odds in zip(queries, log_odds, strict=True)]
    groups = {"all": quality(judged)}
    for language in LANGUAGES:
        groups[language] = quality([one for one in judged if one.language == language])
    for pair in sorted({one.pair for one in judged if one.pair}):
        groups[pair] = quality([one for one in judged if one.pair == pair])
    return Evaluation(
        model=model.name,
        groups=groups,
        intervals=intervals(judged),
        bands={band.value: band_quality(judged, model.thresholds[band]) for band in BANDS},
        calibration_error=calibration_error(judged),
        reliability=reliability(judged),
        curve=precision_recall(judged),
    )


def ablate(queries: Sequence[Labelled], watch: Watch = unwatched) -> dict[str, Quality]:
    """Figures of models fitted without each part, cross-validated; under "all", with every part."""
    found = {"all": _unseen(queries, cross_validated(queries, FOLDS, ridge=RIDGE))}
    total = len(parts())
    for done, (part, odds) in enumerate(ablations(queries, FOLDS, RIDGE), start=1):
        found[part] = _unseen(queries, odds)
        watch("leaving_out", done, total)
    return found


def _unseen(queries: Sequence[Labelled], log_odds: Sequence[Array]) -> Quality:
    return quality([in_order(*pair) for pair in zip(queries, log_odds, strict=True)])


def in_order(query: Labelled, log_odds: Array) -> Judged:
    """The query's candidates from the most to the least probable."""
    order = np.argsort(-log_odds, kind="stable")
    return Judged(
        query_id=query.query_id,
        language=query.language,
        grades=query.grades[order],
        probabilities=1 / (1 + np.exp(-log_odds[order])),
        missed=query.missed,
        pair=query.pair,
    )


def _without_nan(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _without_nan(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_without_nan(item) for item in value]
    return None if isinstance(value, float) and np.isnan(value) else value
