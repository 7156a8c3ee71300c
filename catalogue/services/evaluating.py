"""How good the check is, on labelled proposals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from catalogue.domain.match import BANDS, Band
from catalogue.domain.text import LANGUAGES
from catalogue.matching.bootstrap import CONFIDENCE, RESAMPLES, Interval, Ratio, intervals
from catalogue.matching.calibration import Array, Labelled
from catalogue.matching.curves import Curve, precision_recall
from catalogue.matching.evaluation import Judged, Quality, quality, ranking_ratios
from catalogue.matching.model import MatchingModel
from catalogue.matching.reliability import (
    BINS,
    Bin,
    CalibrationErrors,
    by_mass,
    by_width,
    calibration_errors,
)
from catalogue.matching.warning_rates import (
    BandQuality,
    band_quality,
    headline_ratios,
    warning_ratios,
)

from .corpora import second_model, shipped_model
from .labelling import measured, read_labelled
from .plain import without_nan
from .progress import Watch, unwatched
from .workspace import Workspace

__all__ = [
    "RESAMPLES",
    "Evaluation",
    "Interval",
    "Rate",
    "all_in_order",
    "encoders_of",
    "evaluate",
    "grouped",
    "in_order",
    "judge",
    "judge_shipped",
    "model_for",
]


@dataclass(frozen=True)
class Rate:
    """A share with what it is a share of, and its 95 % interval where it has a value."""

    share: float
    count: int
    of: int
    interval: Interval | None


@dataclass(frozen=True)
class Evaluation:
    """Figures of a model on labelled proposals.

    ``encoders`` names the sentence encoders that the signals rest on, and
    ``fitted_on`` the files that the model was fitted on, as it says itself.
    ``groups`` are all, the proposals of each language, and each pair of
    languages (``fr-en``: asked in French, to be found in English);
    ``intervals`` are theirs, by figure. ``headline`` is what people's trust
    hangs on, see ``headline_ratios``. ``bands`` are the warnings at or above
    each band's threshold, with ``band_intervals``. ``reliability`` holds
    ``equal_width`` and ``equal_mass`` bins of all pairs.
    """

    model: str
    encoders: tuple[str, ...]
    fitted_on: tuple[str, ...]
    groups: dict[str, Quality]
    intervals: dict[str, dict[str, Interval]]
    headline: dict[str, Rate]
    bands: dict[str, BandQuality]
    band_intervals: dict[str, dict[str, Interval]]
    calibration_error: CalibrationErrors
    reliability: dict[str, tuple[Bin, ...]]
    curve: Curve

    def to_json(self) -> dict[str, Any]:
        """Plain data; a figure that no query allows is null."""
        method = {"resamples": RESAMPLES, "confidence": CONFIDENCE, "bins": BINS}
        data: dict[str, Any] = without_nan(asdict(self) | {"method": method})
        return data


def evaluate(workspace: Workspace, path: Path, watch: Watch = unwatched) -> Evaluation:
    """The shipped model's figures on a labelled file. Raises BadLabels."""
    return judge_shipped(measured(workspace, read_labelled(path), watch))


def judge_shipped(queries: Sequence[Labelled]) -> Evaluation:
    """The shipped model's figures on measured proposals."""
    model = model_for(queries)
    return judge(queries, [model.log_odds_among(query.values) for query in queries], model)


def encoders_of(queries: Sequence[Labelled]) -> tuple[str, ...]:
    """Names of the encoders that the signals of every query rest on."""
    held = [query.encoders for query in queries]
    return tuple(one for one in held[0] if all(one in names for names in held)) if held else ()


def model_for(queries: Sequence[Labelled]) -> MatchingModel:
    """The shipped model for what the queries were measured with. Raises ModelUnusable."""
    return second_model() if len(encoders_of(queries)) > 1 else shipped_model()


def judge(
    queries: Sequence[Labelled], log_odds: Sequence[Array], model: MatchingModel
) -> Evaluation:
    """Figures of given log-odds; bands by the model's thresholds."""
    judged = all_in_order(queries, log_odds)
    groups = grouped(judged)
    thresholds = {band.value: model.thresholds[band] for band in BANDS}
    return Evaluation(
        model=model.name,
        encoders=encoders_of(queries),
        fitted_on=tuple(map(str, model.fit.get("on", ()))),
        groups={name: quality(members) for name, members in groups.items()},
        intervals={name: intervals(ranking_ratios(one)) for name, one in groups.items()},
        headline=_headline(judged, model),
        bands={band: band_quality(judged, least) for band, least in thresholds.items()},
        band_intervals={
            band: intervals(warning_ratios(judged, least)) for band, least in thresholds.items()
        },
        calibration_error=calibration_errors(judged, min(thresholds.values())),
        reliability={"equal_width": by_width(judged), "equal_mass": by_mass(judged)},
        curve=precision_recall(judged, at=list(thresholds.values())),
    )


def grouped(judged: Sequence[Judged]) -> dict[str, list[Judged]]:
    """All queries, those of each language, and those of each pair of languages that occurs."""
    groups = {"all": list(judged)}
    for language in LANGUAGES:
        groups[language] = [one for one in judged if one.language == language]
    for pair in sorted({one.pair for one in judged if one.pair}):
        groups[pair] = [one for one in judged if one.pair == pair]
    return groups


def _headline(judged: Sequence[Judged], model: MatchingModel) -> dict[str, Rate]:
    thresholds = model.thresholds
    ratios = headline_ratios(judged, thresholds[Band.duplicate], thresholds[Band.overlap])
    sure = intervals(ratios)
    return {name: _rate(ratio, sure.get(name)) for name, ratio in ratios.items()}


def _rate(ratio: Ratio, interval: Interval | None) -> Rate:
    return Rate(ratio.value, int(ratio.added.sum()), int(ratio.counted.sum()), interval)


def all_in_order(queries: Sequence[Labelled], log_odds: Sequence[Array]) -> list[Judged]:
    """Each query's candidates from the most to the least probable."""
    return [in_order(query, odds) for query, odds in zip(queries, log_odds, strict=True)]


def in_order(query: Labelled, log_odds: Array) -> Judged:
    """The query's candidates from the most to the least probable, equal ones by identifier."""
    order = np.lexsort((np.array(query.record_ids, dtype=str), -log_odds))
    return Judged(
        query_id=query.query_id,
        language=query.language,
        grades=query.grades[order],
        probabilities=1 / (1 + np.exp(-log_odds[order])),
        missed=query.missed,
        pair=query.pair,
    )
