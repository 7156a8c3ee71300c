"""What each signal is worth, on labelled proposals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from catalogue.matching.ablation import GROUPS, ablations, parts
from catalogue.matching.bootstrap import Change, changes
from catalogue.matching.calibration import FOLDS, RIDGE, Labelled, cross_validated
from catalogue.matching.evaluation import Quality, quality, ranking_ratios

from .calibrating import LEAST_RELEVANT, TooFewLabels
from .evaluating import all_in_order
from .plain import without_nan
from .progress import Watch, unwatched

__all__ = ["GROUPS", "Ablation", "Change", "Without", "ablate"]


@dataclass(frozen=True)
class Without:
    """Figures of the model fitted without some signals, and how they differ from the whole's."""

    signals: tuple[str, ...]
    quality: Quality
    changes: dict[str, Change]


@dataclass(frozen=True)
class Ablation:
    """Figures with every signal, and without each part in turn; cross-validated by proposal."""

    folds: int
    complete: Quality
    without: dict[str, Without]

    def to_json(self) -> dict[str, Any]:
        """Plain data; a figure that no query allows is null."""
        data: dict[str, Any] = without_nan(asdict(self))
        return data


def ablate(queries: Sequence[Labelled], watch: Watch = unwatched) -> Ablation:
    """The model fitted anew without each part, ten folds by proposal.

    Leaving a part out of a model that was fitted with it would blame it for
    what the others could have said; hence the fresh fit each time. Raises
    TooFewLabels where proposals with something relevant are too few to fit on.
    """
    found = sum(bool((query.grades > 0).any()) for query in queries)
    if found < LEAST_RELEVANT:
        raise TooFewLabels(least=LEAST_RELEVANT, found=found)
    complete = all_in_order(queries, cross_validated(queries, FOLDS, ridge=RIDGE))
    signals, before = parts(queries), ranking_ratios(complete)
    without = {}
    for done, (part, odds) in enumerate(ablations(queries, FOLDS, RIDGE), start=1):
        judged = all_in_order(queries, odds)
        after = ranking_ratios(judged)
        without[part] = Without(signals[part], quality(judged), changes(before, after))
        watch("leaving_out", done * len(queries), len(signals) * len(queries))
    return Ablation(FOLDS, quality(complete), without)
