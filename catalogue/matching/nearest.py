"""The nearest of many vectors."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Rows = NDArray[np.intp]

EXHAUSTIVE = 20_000
"""Vectors up to which all are compared in full: about 5 ms on one core."""

_DIRECTIONS = 128
_SHORTLIST = 4
"""How many times as many as are wanted are compared in full. With 128 of 512 directions, of the
nearest of 2,730 real components to 74 proposals 99.9 % (150 texts) and 99.1 % (60 titles) are
among them."""

_SAMPLE = 5_000


class Neighbours:
    """Vectors of unit length, shape (n, d), laid out so that the nearest are found quickly.

    Many are compared in their principal directions first, and only those that
    come near there in full.
    """

    def __init__(self, rows: Vectors, exhaustive: int = EXHAUSTIVE) -> None:
        self.rows = rows
        self._directions: Vectors | None = None
        if len(rows) > exhaustive and rows.shape[1] > _DIRECTIONS:
            self._directions = _principal(rows)
            self._short = np.ascontiguousarray(rows @ self._directions)

    def nearest(self, query: Vectors, limit: int) -> Rows:
        """Positions of the rows most similar to the query (d,), the most similar first.

        Equal ones by position; at most ``limit``.
        """
        if self._directions is None:
            return nearest(query, self.rows, limit)
        near = _largest(self._short @ (query @ self._directions), _SHORTLIST * limit)
        near.sort()
        return near[nearest(query, self.rows[near], limit)]


def nearest(query: Vectors, rows: Vectors, limit: int) -> Rows:
    """Positions of the rows most similar to the query, the most similar first, equals by position.

    ``query`` has shape (d,), ``rows`` (n, d), all of unit length.
    """
    similarity = rows @ query
    best = _largest(similarity, limit)
    best.sort()
    return best[np.argsort(-similarity[best], kind="stable")][:limit]


def _largest(similarity: Vectors, limit: int) -> Rows:
    """Positions of the largest values, all of those that equal the last of them included."""
    kept = min(limit, len(similarity))
    if kept <= 0:
        return np.empty(0, dtype=np.intp)
    return np.flatnonzero(similarity >= np.partition(similarity, -kept)[-kept])


def _principal(rows: Vectors) -> Vectors:
    """The directions in which the rows differ most from nothing: shape (d, ``_DIRECTIONS``)."""
    some = rows[:: max(1, len(rows) // _SAMPLE)].astype(np.float64)
    _, directions = np.linalg.eigh(some.T @ some)
    principal: Vectors = directions[:, -_DIRECTIONS:].astype(np.float32)
    return principal
