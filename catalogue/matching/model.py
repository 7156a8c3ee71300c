"""The matching model: from signals to a probability and a band."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from catalogue.domain.errors import CatalogueError
from catalogue.domain.match import BANDS, Band

from .signals import SIGNALS, Measured


class ModelUnusable(CatalogueError):
    """The model file does not fit this version of the software."""

    code = "model_unusable"


@dataclass(frozen=True)
class MatchingModel:
    """A logistic model with non-negative weights.

    ``prior`` is the log-odds of a pair that no signal speaks for; each signal
    adds its weight times its value. ``thresholds`` are probabilities.
    ``fit`` tells on what the model was fitted and how well.
    """

    name: str
    prior: float
    weights: Mapping[str, float]
    thresholds: Mapping[Band, float]
    fit: Mapping[str, Any] = field(default_factory=dict)

    @property
    def weighed(self) -> frozenset[str]:
        """The signals that count."""
        return frozenset(name for name, weight in self.weights.items() if weight > 0)

    def contributions(self, measured: Measured) -> NDArray[np.float64]:
        """Weight times value of each signal; the shape of ``measured``."""
        weights = np.array([self.weights.get(name, 0.0) for name in SIGNALS], dtype=np.float64)
        product: NDArray[np.float64] = measured * weights
        return product

    def log_odds(self, measured: Measured) -> NDArray[np.float64]:
        """Log-odds of each row of signals."""
        total: NDArray[np.float64] = self.prior + self.contributions(measured).sum(axis=-1)
        return total

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
            "thresholds": {band.value: value for band, value in self.thresholds.items()},
            "fit": dict(self.fit),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> MatchingModel:
        """The inverse of ``to_json``.

        Raises ModelUnusable where a signal is unknown, a weight negative or no
        number, or a band without threshold.
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
        return cls(str(data["name"]), float(data["prior"]), weights, thresholds, data["fit"])


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
