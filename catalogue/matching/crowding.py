"""How crowded the place is where a text's meaning lies.

Some texts are near to everything. Nearness counts for less between texts that
have many near neighbours: the hubness correction of Conneau et al. (2018),
« Word translation without parallel data », cross-domain similarity local scaling.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

NEIGHBOURS = 10
REFERENCE = 4_000
"""At most so many records are the neighbourhood; more would say the same."""

USUAL = 0.35
"""Crowding of a usual place, measured on 2,730 real components."""

_USUAL_WEIGHT = 25.0


def reference_rows(total: int) -> NDArray[np.intp]:
    """Rows of a corpus that stand for all of it, evenly spread."""
    return np.unique(np.linspace(0, total - 1, min(total, REFERENCE)).astype(np.intp))


def crowding(bodies: Floats, reference: Floats, own: NDArray[np.intp] | None = None) -> Floats:
    """Mean cosine of each text with its nearest neighbours in the reference.

    ``bodies`` has shape (m, d), ``reference`` (n, d); ``own`` names the row of
    the reference that is the text itself, or -1. A small reference is drawn
    towards the usual value.
    """
    cosines = bodies @ reference.T
    if own is not None:
        held = np.flatnonzero(own >= 0)
        cosines[held, own[held]] = -1.0
    near = min(NEIGHBOURS, cosines.shape[1])
    if not near:
        return np.full(len(bodies), USUAL, dtype=np.float32)
    nearest = -np.partition(-cosines, near - 1, axis=1)[:, :near]
    seen = float(cosines.shape[1])
    blended = (nearest.mean(axis=1) * seen + USUAL * _USUAL_WEIGHT) / (seen + _USUAL_WEIGHT)
    mean: Floats = blended.astype(np.float32)
    return mean
