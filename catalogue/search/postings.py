"""Which texts hold which terms, laid out in memory, and what BM25 makes of it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Rows = NDArray[np.intp]
Ids = NDArray[np.uint32]

SATURATION = 1.6
LENGTH_SHARE = 0.75
"""k1 and b of BM25 (Robertson and Zaragoza, 2009). b is the usual one; of k1 1.2, 1.6 and 2.0 the
middle one is best on average over Cranfield, CISI and service-public.fr (nDCG@10)."""

Query = Mapping[int, float]
"""Terms by number, and the weight of each."""


class Postings:
    """Terms of texts, forwards and backwards.

    ``starts`` says where each row's terms begin in ``ids`` and ``weights``,
    as a column of damped counts has them: 1 + ln(count). A word of a title
    counts there as two of the text.
    """

    def __init__(self, starts: NDArray[np.int64], ids: Ids, weights: Floats) -> None:
        self.size = len(starts) - 1
        self._starts, self._ids = starts, ids
        rows = np.repeat(np.arange(self.size), np.diff(starts))
        counts = np.where(weights > 1, np.exp(weights - 1), weights).astype(np.float32)
        lengths = np.bincount(rows, counts, minlength=self.size)
        usual = max(float(lengths.mean()), 1.0) if self.size else 1.0
        drag = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * lengths / usual)
        self._gains = (counts * (SATURATION + 1) / (counts + drag[rows])).astype(np.float32)
        order = np.argsort(ids, kind="stable")
        self._rows_by_term = rows[order]
        self._gains_by_term = self._gains[order]
        self._terms, self._firsts = np.unique(ids[order], return_index=True)
        self._lasts = np.append(self._firsts[1:], len(order))
        self._unheard = float(np.log1p((self.size - 0.5) / 1.5)) if self.size else 1.0

    def rarity(self, term: int) -> float:
        """How much the term tells: ln(1 + (N - n + ½) / (n + ½)); 0 where no text holds it."""
        held = self._slice(term)
        if held is None:
            return 0.0
        count = held.stop - held.start
        return float(np.log1p((self.size - count + 0.5) / (count + 0.5)))

    def rows_with(self, term: int) -> Rows:
        """The rows whose text holds the term."""
        held = self._slice(term)
        return self._rows_by_term[held] if held else np.empty(0, dtype=np.intp)

    def score(self, query: Query) -> Floats:
        """BM25 of each row."""
        scores = np.zeros(self.size, dtype=np.float32)
        for term, weight in query.items():
            held = self._slice(term)
            if held is not None:
                worth = weight * self.rarity(term)
                scores[self._rows_by_term[held]] += worth * self._gains_by_term[held]
        return scores

    def share(self, query: Query) -> Floats:
        """BM25 of each row as a share, 0 to 1, of what a perfect answer to the query would have.

        Words that no text holds count as the rarest: who asks for much that
        is not there has found little.
        """
        most = sum(weight * (self.rarity(term) or self._unheard) for term, weight in query.items())
        share: Floats = self.score(query) / np.float32((most or 1.0) * (SATURATION + 1))
        return share

    def told_by(self, rows: Rows, shares: Floats, most: int) -> dict[int, float]:
        """The terms that tell most of what the rows have in common, in the shares given.

        A query of them is worth one: weight times rarity adds up to that.
        """
        told: dict[int, float] = {}
        for row, share in zip(rows, shares, strict=True):
            held = slice(self._starts[row], self._starts[row + 1])
            for term, gain in zip(self._ids[held].tolist(), self._gains[held], strict=True):
                told[term] = told.get(term, 0.0) + float(share * gain)
        worth = {term: gain * self.rarity(term) for term, gain in told.items()}
        best = sorted(worth, key=lambda term: (-worth[term], term))[:most]
        total = sum(worth[term] for term in best)
        return {term: told[term] / total for term in best} if total else {}

    def _slice(self, term: int) -> slice | None:
        place = int(np.searchsorted(self._terms, np.uint32(term)))
        if place >= len(self._terms) or self._terms[place] != term:
            return None
        return slice(int(self._firsts[place]), int(self._lasts[place]))
