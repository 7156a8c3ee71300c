"""The nearest of many vectors, by exhaustive comparison."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .encoder import Vectors


def nearest(query: Vectors, rows: Vectors, limit: int) -> NDArray[np.intp]:
    """Positions of the rows most similar to the query, the most similar first, equals by position.

    ``query`` has shape (d,), ``rows`` (n, d), all of unit length.
    """
    if not len(rows) or limit <= 0:
        return np.empty(0, dtype=np.intp)
    similarity = rows @ query
    kept = min(limit, len(similarity))
    least = np.partition(similarity, -kept)[-kept]
    best = np.flatnonzero(similarity >= least)
    return best[np.argsort(-similarity[best], kind="stable")][:kept]
