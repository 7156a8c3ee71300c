"""The matching model: from signals to a probability and a band."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from catalogue.domain.errors import CatalogueError
from catalogue.domain.match import BANDS, Band

from .rivals import NO_RIVALS, Rivalry
from .signals import SIGNALS, Measured


class ModelUnusable(CatalogueError):
    """The model file does not fit this version of the software."""

    code = "model_unusable"


@dataclass(frozen=True)
class Bend:
    """From which log-odds on further evidence counts for less, and how much of it still counts.

    Signals say much the same where all are strong; their sum alone would be surer than it is
    right. ``slope`` lies in (0, 1].
    """

    knee: float = 0.0
    slope: float = 1.0

    def of(self, log_odds: NDArray[np.float64]) -> NDArray[np.float64]:
        """The log-odds, those above the knee drawn towards it."""
        beyond = np.maximum(log_odds - self.knee, 0.0)
        bent: NDArray[np.float64] = log_odds - beyond * (1 - self.slope)
        return bent


STRAIGHT = Bend()
"""All evidence counts in full."""


@dataclass(frozen=True)
class MatchingModel:
    """A logistic model with non-negative weights.

    ``prior`` is the log-odds of a pair that no signal speaks for; each signal
    adds its weight times its value, as ``bend`` lets it. Among components, one
    that ``rivals`` come near to is a proposal's duplicate less surely.
    ``thresholds`` are probabilities. ``fit`` tells on what the model was fitted
    and how well.
    """

    name: str
    prior: float
    weights: Mapping[str, float]
    thresholds: Mapping[Band, float]
    fit: Mapping[str, Any] = field(default_factory=dict)
    bend: Bend = STRAIGHT
    rivals: Rivalry = NO_RIVALS

    @property
    def weighed(self) -> frozenset[str]:
        """The signals that count."""
        return frozenset(name for name, weight in self.weights.items() if weight > 0)

    def contributions(self, measured: Measured, rivals: float = 0.0) -> NDArray[np.float64]:
        """What each signal adds to the log-odds; the shape of ``measured``.

        Weight times value; beyond the bend, which the pair nears by what its
        ``rivals`` add, all are drawn together by one factor.
        """
        products = self._products(measured)
        added = products.sum(axis=-1, keepdims=True)
        start = self.prior + rivals
        counted = self.bend.of(start + added) - start
        share = np.divide(counted, added, out=np.ones_like(added), where=added > 0)
        drawn: NDArray[np.float64] = products * share
        return drawn

    def log_odds(self, measured: Measured) -> NDArray[np.float64]:
        """Log-odds of each row of signals, each pair taken by itself."""
        return self.bend.of(self.sums(measured))

    def log_odds_among(self, measured: Measured) -> NDArray[np.float64]:
        """Log-odds of the components that are candidates for one proposal, one a row."""
        sums = self.sums(measured)
        return self.bend.of(sums + self.rivals.of(sums))

    def sums(self, measured: Measured) -> NDArray[np.float64]:
        """Prior and evidence of each row of signals, all of it counted in full."""
        added: NDArray[np.float64] = self.prior + self._products(measured).sum(axis=-1)
        return added

    def _products(self, measured: Measured) -> NDArray[np.float64]:
        weights = np.array([self.weights.get(name, 0.0) for name in SIGNALS], dtype=np.float64)
        products: NDArray[np.float64] = measured * weights
        return products

    def band(self, probability: float) -> Band:
        """The strongest band whose threshold the probability reaches."""
        for band in BANDS:
            if probability >= self.thresholds[band]:
                return band
        return Band.related

    def to_json(self) -> dict[str, Any]:
        """Plain data, as the model file holds it."""
        return {
            "name": self.name,
            "prior": self.prior,
            "weights": dict(self.weights),
            "bend": {"knee": self.bend.knee, "slope": self.bend.slope},
            "rivals": asdict(self.rivals),
            "thresholds": {band.value: value for band, value in self.thresholds.items()},
            "fit": dict(self.fit),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> MatchingModel:
        """The inverse of ``to_json``.

        Raises ModelUnusable where a signal is unknown, a weight negative or no
        number, a band without threshold, the bend lies before the prior or
        turns evidence against itself, or rivals speak for each other.
        """
        weights = {str(name): float(value) for name, value in data["weights"].items()}
        wrong = [
            name
            for name, value in weights.items()
            if name not in SIGNALS or not 0 <= value < float("inf")
        ]
        if wrong:
            raise ModelUnusable(signals=", ".join(wrong))
        thresholds = {Band(name): float(value) for name, value in data["thresholds"].items()}
        if missing := [band.value for band in BANDS if band not in thresholds]:
            raise ModelUnusable(bands=", ".join(missing))
        prior, bend = float(data["prior"]), _bend(data.get("bend", {}))
        if not (prior <= bend.knee and 0 < bend.slope <= 1):
            raise ModelUnusable(knee=bend.knee, slope=bend.slope)
        rivals = Rivalry(**{name: float(value) for name, value in data.get("rivals", {}).items()})
        if not (0 <= rivals.weight < float("inf") and rivals.least <= rivals.usual <= rivals.most):
            raise ModelUnusable(rivals=rivals.weight)
        return cls(str(data["name"]), prior, weights, thresholds, data["fit"], bend, rivals)


def _bend(data: Mapping[str, Any]) -> Bend:
    return Bend(
        float(data.get("knee", STRAIGHT.knee)),
        float(data.get("slope", STRAIGHT.slope)),
    )


def probability(log_odds: float) -> float:
    """The logistic function."""
    return float(1 / (1 + np.exp(-log_odds)))


def read_model(path: Path) -> MatchingModel:
    """The model in a file.

    Raises ModelUnusable where it is not one.
    """
    try:
        return MatchingModel.from_json(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise ModelUnusable(path=str(path)) from error
