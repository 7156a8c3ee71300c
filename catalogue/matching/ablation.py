"""What each signal is worth: the model fitted anew without it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from .calibration import Array, Labelled, cross_validated
from .signals import BY_SECOND, SIGNALS

_ALIKE: Mapping[str, tuple[str, ...]] = {
    "words_all": ("stems", "keys", "ngrams", "lexicon"),
    "concepts_all": ("concepts", "topics"),
    "names_all": ("names", "acronym"),
    "meaning_all": tuple(name for name in SIGNALS if name.startswith("meaning_")),
    "e5_all": BY_SECOND,
}

GROUPS = {group: signals for group, signals in _ALIKE.items() if len(signals) > 1}
"""Signals that stand in for each other: without one of them, the others say nearly the same."""


def parts(queries: Sequence[Labelled]) -> dict[str, tuple[str, ...]]:
    """What is left out in turn: each group of like signals, then each signal alone.

    Signals of a second encoder only where one read the queries.
    """
    every = GROUPS | {signal: (signal,) for signal in SIGNALS}
    if any(len(query.encoders) > 1 for query in queries):
        return every
    return {part: signals for part, signals in every.items() if not set(signals) & set(BY_SECOND)}


def ablations(
    queries: Sequence[Labelled], folds: int, ridge: float
) -> Iterator[tuple[str, list[Array]]]:
    """Cross-validated log-odds of each query's candidates, without each part in turn.

    The candidates stay those that all signals' sources brought.
    """
    for part, signals in parts(queries).items():
        left_out = np.isin(SIGNALS, signals)
        without = [
            replace(query, values=np.where(left_out, 0.0, query.values)) for query in queries
        ]
        yield part, cross_validated(without, folds, ridge=ridge)
