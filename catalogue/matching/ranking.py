"""From candidate rows to records in order of probability."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .candidates import candidate_rows
from .corpus import Corpus, Entry, Rarity
from .model import MatchingModel, probability
from .signals import SIGNALS, Measured, measure


@dataclass(frozen=True)
class Scored:
    """A record and the pair of variants that speaks most strongly for it.

    ``asked`` is the position of the query's variant, ``row`` the corpus's row,
    ``values`` the signals in the order of SIGNALS.
    """

    record_id: str
    asked: int
    row: int
    values: NDArray[np.float64]
    log_odds: float

    @property
    def probability(self) -> float:
        """Chance that a reviewer would call the pair duplicate or overlap."""
        return probability(self.log_odds)


def measure_all(
    query: Sequence[Entry],
    corpus: Corpus,
    rarity: Rarity,
    found: Iterable[str],
    without: str = "",
    wanted: Collection[str] = SIGNALS,
) -> tuple[NDArray[np.intp], NDArray[np.intp], Measured]:
    """Signals between every variant of the query and every candidate, those that are wanted.

    Returns the query's variants' positions, the corpus rows and the signals,
    of equal length.
    """
    listed = list(found)
    asked, rows, tables = [], [], []
    for position, entry in enumerate(query):
        chosen = candidate_rows(entry, corpus, listed, without=without)
        asked.append(np.full(len(chosen), position, dtype=np.intp))
        rows.append(chosen)
        tables.append(measure(entry, corpus, chosen, rarity, wanted))
    return np.concatenate(asked), np.concatenate(rows), np.vstack(tables)


def rank(
    query: Sequence[Entry],
    corpus: Corpus,
    rarity: Rarity,
    model: MatchingModel,
    found: Iterable[str],
    without: str = "",
) -> list[Scored]:
    """All candidate records, the most probable first; equal ones by identifier.

    Signals that weigh nothing in the model are not measured.
    """
    asked, rows, values = measure_all(query, corpus, rarity, found, without, model.weighed)
    best: dict[str, Scored] = {}
    for position, odds in enumerate(model.log_odds(values)):
        row = int(rows[position])
        record_id = corpus.record_ids[row]
        held = best.get(record_id)
        if held is None or odds > held.log_odds:
            best[record_id] = Scored(
                record_id, int(asked[position]), row, values[position], float(odds)
            )
    return sorted(best.values(), key=lambda scored: (-scored.log_odds, scored.record_id))
