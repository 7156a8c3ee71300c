"""Concepts of the thesaurus that a text is about, judged by meaning.

A text need not name a concept to be about it: its sentence vector is compared
with those of all concepts, its words with those that stand for them, and the
nearest share its attention.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

SHARPNESS = 20.0
"""Factor on cosines before the softmax; measured on labelled proposals, flat from 14 to 33."""

SAID = 0.2
"""What the words of a text say of a concept counts this much beside the cosine of meaning; measured
on labelled proposals, flat from 0.1 to 0.3."""

_LEAST_USE = 1e-5


@dataclass(frozen=True)
class Concepts:
    """The concepts' identifiers, unit ``vectors`` (n, d), and ``rarity`` (n,), mean 1."""

    ids: Sequence[str]
    vectors: Floats
    rarity: Floats

    def attention(self, bodies: Floats, spoken: Floats) -> Floats:
        """How each text's attention is shared among the concepts, rare ones raised.

        ``bodies`` has shape (m, d), ``spoken`` (m, n), see ``spoken_of``. The
        answer has shape (m, n) and unit rows: their products are the
        Bhattacharyya coefficients of the shares, weighted by rarity.
        """
        return _unit(shares(bodies, self.vectors, spoken) * self.rarity)


def concepts_of(ids: Sequence[str], vectors: Floats, bodies: Floats, spoken: Floats) -> Concepts:
    """The concepts, the rarer the less the texts of ``bodies`` (m, d) attend to them."""
    if not len(ids) or not len(bodies):
        return Concepts(ids, vectors, np.ones(len(ids), dtype=np.float32))
    use = np.mean(shares(bodies, vectors, spoken) ** 2, axis=0)
    rarity = 1 / np.sqrt(np.maximum(use, _LEAST_USE))
    return Concepts(ids, vectors, (rarity / rarity.mean()).astype(np.float32))


def shares(bodies: Floats, vectors: Floats, spoken: Floats | None = None) -> Floats:
    """Square roots of the softmax of each text's nearness to the concepts; unit rows.

    Without ``spoken``, nearness is that of meaning alone.
    """
    if not len(vectors):
        return np.zeros((len(bodies), 0), dtype=np.float32)
    near = bodies @ vectors.T
    if spoken is not None:
        near += SAID * spoken
    odds = np.exp((near - near.max(axis=1, keepdims=True)) * SHARPNESS)
    shared: Floats = np.sqrt(odds / odds.sum(axis=1, keepdims=True)).astype(np.float32)
    return shared


def _unit(rows: Floats) -> Floats:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: Floats = (rows / np.maximum(lengths, 1e-9)).astype(np.float32)
    return scaled
