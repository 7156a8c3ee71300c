"""Which texts hold which terms, laid out in memory, and what BM25 makes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Rows = NDArray[np.intp]
Ids = NDArray[np.uint32]
Mask = NDArray[np.bool_]

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
        held = (self._lasts - self._firsts).astype(np.float32)
        self._rarities = np.log1p((self.size - held + 0.5) / (held + 0.5)).astype(np.float32)
        self._unheard = float(np.log1p((self.size - 0.5) / 1.5)) if self.size else 1.0

    @classmethod
    def of(cls, texts: Sequence[Query]) -> Postings:
        """Postings of texts whose terms were counted."""
        starts = np.cumsum([0, *map(len, texts)], dtype=np.int64)
        ids = np.array([term for text in texts for term in text], dtype=np.uint32)
        counts = np.array([n for text in texts for n in text.values()], dtype=np.float32)
        damped = np.where(counts > 1, 1 + np.log(np.maximum(counts, 1)), counts)
        return cls(starts, ids, damped.astype(np.float32))

    def rarity(self, term: int) -> float:
        """How much the term tells: ln(1 + (N - n + ½) / (n + ½)); 0 where no text holds it."""
        place = self._place(term)
        return 0.0 if place is None else float(self._rarities[place])

    def score(self, query: Query) -> Floats:
        """BM25 of each row."""
        scores = np.zeros(self.size, dtype=np.float32)
        places, weights, held = self._looked_up(query)
        worth = weights[held] * self._rarities[places[held]]
        for place, each in zip(places[held].tolist(), worth, strict=True):
            at = self._at(place)
            scores[self._rows_by_term[at]] += each * self._gains_by_term[at]
        return scores

    def share(self, query: Query) -> Floats:
        """BM25 of each row as a share, 0 to 1, of what a perfect answer to the query would have.

        Words that no text holds count as the rarest: who asks for much that
        is not there has found little.
        """
        places, weights, held = self._looked_up(query)
        unheard = np.float32(self._unheard)
        most = float((weights[held] * self._rarities[places[held]]).sum())
        most += float(weights[~held].sum() * unheard)
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
        places, gains, _ = self._looked_up(told)
        worth = dict(zip(told, (gains * self._rarities[places]).tolist(), strict=True))
        best = sorted(worth, key=lambda term: (-worth[term], term))[:most]
        total = sum(worth[term] for term in best)
        return {term: told[term] / total for term in best} if total else {}

    def _looked_up(self, query: Query) -> tuple[Rows, Floats, Mask]:
        """Of each term of the query its place, its weight, and whether any text holds it."""
        asked = np.fromiter(query.keys(), dtype=np.uint32, count=len(query))
        weights = np.fromiter(query.values(), dtype=np.float32, count=len(query))
        if not len(self._terms):
            return np.zeros(len(asked), np.intp), weights, np.zeros(len(asked), np.bool_)
        places = np.minimum(np.searchsorted(self._terms, asked), len(self._terms) - 1)
        return places, weights, self._terms[places] == asked

    def _place(self, term: int) -> int | None:
        places, _, held = self._looked_up({term: 1.0})
        return int(places[0]) if held[0] else None

    def _at(self, place: int) -> slice:
        return slice(int(self._firsts[place]), int(self._lasts[place]))
