"""What words have in common through the texts that hold them: latent semantic indexing.

Deerwester et al., 1990: texts and questions are laid into the few directions that tell most of
how terms occur together, so that two that share no word may still be near. Learned from the
catalogue's own texts, without labels.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from .postings import Floats, Ids, Query

DIRECTIONS = 100
"""Of 50, 100, 200 and 300 the best together with the other likenesses on Cranfield, CISI and
service-public.fr; 200 alone is a little better."""

_LEARNED_FROM = 4_000
"""Texts, evenly chosen, that the directions are learned from; the others are laid into them."""
_SPARE = 20
_ROUNDS = 5
"""Directions more than asked for, and passes over the texts, of the randomized decomposition
(Halko, Martinsson and Tropp, 2011)."""
_AT_ONCE = 200_000
"""Terms of texts that are multiplied at once, to bound memory."""


class Latent:
    """Texts in latent directions; ``rows`` are of unit length, shape (texts, directions).

    ``starts``, ``ids`` and ``weights`` are as in ``Postings``.
    """

    def __init__(self, starts: NDArray[np.int64], ids: Ids, weights: Floats) -> None:
        size = len(starts) - 1
        terms, places, held = np.unique(ids, return_inverse=True, return_counts=True)
        self._terms = terms
        rarity = np.log((size + 1) / held)
        self._rarity = rarity.astype(np.float32)
        self._rarest = math.log(size + 1)
        texts = _Matrix(starts, places, weights * self._rarity[places], len(terms))
        self._basis = _directions(texts.some(_LEARNED_FROM), DIRECTIONS)
        self.rows = _unit(texts @ self._basis)

    def place(self, query: Query) -> Floats:
        """Where a question lies; as long as the share of it, 0 to 1, that the texts know.

        Words weigh by the square of their rarity; those that no text holds count as the rarest.
        """
        found: Floats = np.zeros(self._basis.shape[1], dtype=np.float32)
        known = unknown = 0.0
        for term, weight in query.items():
            at = int(np.searchsorted(self._terms, np.uint32(term)))
            if at < len(self._terms) and self._terms[at] == term:
                worth = weight * float(self._rarity[at])
                found += np.float32(worth) * self._basis[at]
                known += worth**2
            else:
                unknown += (weight * self._rarest) ** 2
        length = float(np.linalg.norm(found))
        share = known / (known + unknown) if known else 0.0
        return found * np.float32(share / length) if length else found


class _Matrix:
    """Texts by terms, sparse, each text of unit length."""

    def __init__(
        self, starts: NDArray[np.int64], columns: NDArray[np.intp], values: Floats, width: int
    ) -> None:
        self.width, self.height = width, len(starts) - 1
        lengths = np.sqrt(_sums((values**2)[:, None], starts))[:, 0]
        rows = np.repeat(np.arange(self.height), np.diff(starts))
        self._starts, self._columns, self._rows = starts, columns, rows
        self._values = (values / np.maximum(lengths[rows], 1e-9)).astype(np.float32)

    def some(self, most: int) -> _Matrix:
        """At most so many of the texts, evenly chosen."""
        if self.height <= most:
            return self
        chosen = np.linspace(0, self.height - 1, most).astype(np.intp)
        kept = np.isin(self._rows, chosen)
        starts = np.concatenate([[0], np.cumsum(np.diff(self._starts)[chosen])])
        return _Matrix(starts, self._columns[kept], self._values[kept], self.width)

    def __matmul__(self, other: Floats) -> Floats:
        """Texts by what each term has in ``other``."""
        return _weighted(self._values, self._columns, self._starts, other)

    def turned(self) -> _Turned:
        """Terms by texts."""
        return _Turned(self._rows, self._columns, self._values, self.width)


class _Turned:
    """Terms by texts, sparse."""

    def __init__(
        self, rows: NDArray[np.intp], columns: NDArray[np.intp], values: Floats, width: int
    ) -> None:
        order = np.argsort(columns, kind="stable")
        self._rows, self._values = rows[order], values[order]
        counts = np.bincount(columns, minlength=width)
        self._starts = np.concatenate([[0], np.cumsum(counts)])

    def __matmul__(self, other: Floats) -> Floats:
        return _weighted(self._values, self._rows, self._starts, other)


def _weighted(
    values: Floats, places: NDArray[np.intp], starts: NDArray[np.int64], other: Floats
) -> Floats:
    """For each group of places the sum of the values times what ``other`` has there."""
    sums = np.zeros((len(starts) - 1, other.shape[1]), dtype=np.float32)
    first = 0
    while first < len(sums):
        last = int(np.searchsorted(starts, starts[first] + _AT_ONCE, side="right")) - 1
        last = min(max(last, first + 1), len(sums))
        part = slice(int(starts[first]), int(starts[last]))
        told = values[part, None] * other[places[part]]
        sums[first:last] = _sums(told, starts[first : last + 1] - starts[first])
        first = last
    return sums


def _sums(values: Floats, starts: NDArray[np.int64]) -> Floats:
    """The sum of each group of rows; an empty one has zero."""
    sums = np.zeros((len(starts) - 1, values.shape[1]), dtype=np.float32)
    filled = np.flatnonzero(np.diff(starts))
    if len(filled):
        sums[filled] = np.add.reduceat(values, starts[filled], axis=0)
    return sums


def _directions(texts: _Matrix, most: int) -> Floats:
    """The directions that tell most of the texts, in columns, shape (terms, directions)."""
    wanted = min(most, texts.height, texts.width)
    if not wanted:
        return np.zeros((texts.width, 0), dtype=np.float32)
    turned = texts.turned()
    tried = min(wanted + _SPARE, texts.height, texts.width)
    chance = np.random.default_rng(2018)  # the same directions whenever texts are the same
    seen = chance.standard_normal((texts.width, tried), dtype=np.float32)
    for _ in range(_ROUNDS):
        seen = np.linalg.qr(turned @ (texts @ seen))[0].astype(np.float32)
    told = texts @ seen
    _, turn = np.linalg.eigh(told.T @ told)
    best: Floats = seen @ turn[:, ::-1][:, :wanted]
    return best


def _unit(rows: Floats) -> Floats:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: Floats = rows / np.maximum(lengths, 1e-9)
    return unit
