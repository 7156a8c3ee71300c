"""How good the check is, on labelled proposals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from catalogue.domain.match import BANDS
from catalogue.domain.text import LANGUAGES
from catalogue.matching.calibration import Array, Labelled
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


@dataclass(frozen=True)
class Evaluation:
    """Figures of a model on labelled proposals, in all and by their language."""

    model: str
    groups: dict[str, Quality]
    bands: dict[str, BandQuality]
    calibration_error: float

    def to_json(self) -> dict[str, Any]:
        """Plain data; a figure that no query allows is null."""
        data: dict[str, Any] = _without_nan(asdict(self))
        return data


def evaluate(workspace: Workspace, path: Path, watch: Watch = unwatched) -> Evaluation:
    """The shipped model's figures on a labelled file. Raises BadLabels."""
    model = shipped_model()
    queries = measured(workspace, read_labelled(path), watch)
    return judge(queries, [model.log_odds(query.values) for query in queries], model)


def judge(
    queries: Sequence[Labelled], log_odds: Sequence[Array], model: MatchingModel
) -> Evaluation:
    """Figures of given log-odds; bands by the model's thresholds."""
    judged = [in_order(query, odds) for query, odds in zip(queries, log_odds, strict=True)]
    groups = {"all": quality(judged)}
    for language in LANGUAGES:
        groups[language] = quality([one for one in judged if one.language == language])
    return Evaluation(
        model=model.name,
        groups=groups,
        bands={band.value: band_quality(judged, model.thresholds[band]) for band in BANDS},
        calibration_error=calibration_error(judged),
    )


def in_order(query: Labelled, log_odds: Array) -> Judged:
    """The query's candidates from the most to the least probable."""
    order = np.argsort(-log_odds, kind="stable")
    return Judged(
        query_id=query.query_id,
        language=query.language,
        grades=query.grades[order],
        probabilities=1 / (1 + np.exp(-log_odds[order])),
        missed=query.missed,
    )


def _without_nan(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _without_nan(item) for key, item in value.items()}
    return None if isinstance(value, float) and np.isnan(value) else value
