"""From candidate rows to records in order of probability."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

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
    ``values`` the signals in the order of SIGNALS; ``total`` is prior and
    evidence counted in full, and ``rivals`` what is added for how near other
    records come.
    """

    record_id: str
    asked: int
    row: int
    values: NDArray[np.float64]
    log_odds: float
    total: float = 0.0
    rivals: float = 0.0

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
    """All candidate records, each taken by itself, the most probable first; equal ones by id.

    Signals that weigh nothing in the model are not measured.
    """
    asked, rows, values = measure_all(query, corpus, rarity, found, without, model.weighed)
    sums = model.sums(values)
    best: dict[str, Scored] = {}
    for position, (total, odds) in enumerate(zip(sums, model.bend.of(sums), strict=True)):
        row = int(rows[position])
        record_id = corpus.record_ids[row]
        held = best.get(record_id)
        if held is None or total > held.total:
            best[record_id] = Scored(
                record_id, int(asked[position]), row, values[position], float(odds), float(total)
            )
    return sorted(best.values(), key=lambda scored: (-scored.total, scored.record_id))


def among(ranked: Sequence[Scored], model: MatchingModel) -> list[Scored]:
    """The candidates of one proposal in the same order, each with its rivals in view."""
    totals = np.array([scored.total for scored in ranked])
    added = model.rivals.of(totals)
    told = zip(ranked, model.bend.of(totals + added).tolist(), added.tolist(), strict=True)
    return [
        Scored(one.record_id, one.asked, one.row, one.values, odds, one.total, rivals)
        for one, odds, rivals in told
    ]


def beside(scored: Scored, rivals: float, model: MatchingModel) -> Scored:
    """The same candidate with what its rivals add."""
    odds = model.bend.of(np.array([scored.total + rivals]))[0]
    return replace(scored, log_odds=float(odds), rivals=rivals)
