"""What each signal is worth: the model fitted anew without it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from .calibration import Array, Labelled, cross_validated
from .signals import SIGNALS

GROUPS: Mapping[str, tuple[str, ...]] = {
    "meaning": tuple(name for name in SIGNALS if name.startswith("meaning")),
    "names": ("names", "acronym"),
}
"""Signals that stand in for each other, and are left out together."""


def parts() -> dict[str, tuple[str, ...]]:
    """Each signal or group of signals, in the order of the signals."""
    group_of = {signal: group for group, signals in GROUPS.items() for signal in signals}
    found: dict[str, tuple[str, ...]] = {}
    for signal in SIGNALS:
        group = group_of.get(signal, signal)
        found[group] = GROUPS.get(group, (signal,))
    return found


def ablations(
    queries: Sequence[Labelled], folds: int, ridge: float
) -> Iterator[tuple[str, list[Array]]]:
    """Cross-validated log-odds of each query's candidates, without each part in turn."""
    for part, signals in parts().items():
        left_out = np.isin(SIGNALS, signals)
        without = [
            replace(query, values=np.where(left_out, 0.0, query.values)) for query in queries
        ]
        yield part, cross_validated(without, folds, ridge=ridge)
