"""Taking the genre out of vectors.

A funding request reads like a funding request, whatever it asks for: vectors
carry the kind of text and its language. The mean of each kind, language and
part is subtracted before vectors are compared.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from .encoder import Vectors, unit

Genre = tuple[str, str, str]
"""Record type, language, part of the record: ``("proposal", "fr", "body")``."""

SHIPPED_WEIGHT = 25.0
"""How many real texts the shipped mean is worth when the two are blended."""


@dataclass(frozen=True)
class Mean:
    """A mean vector and the number of texts behind it."""

    vector: Vectors
    count: float


def mean_of(rows: Vectors) -> Mean:
    """The mean of the rows; nothing, and a count of 0, where there are none."""
    if not len(rows):
        return Mean(np.zeros(rows.shape[1], dtype=np.float32), 0.0)
    return Mean(rows.mean(axis=0).astype(np.float32), float(len(rows)))


def blend(shipped: Mean | None, seen: Mean | None) -> Mean | None:
    """The shipped mean, drawn towards what the catalogue really holds as it grows."""
    if shipped is None or seen is None or not seen.count:
        return seen if shipped is None else shipped
    total = SHIPPED_WEIGHT + seen.count
    vector = (shipped.vector * SHIPPED_WEIGHT + seen.vector * seen.count) / total
    return Mean(vector.astype(np.float32), total)


class Means:
    """Mean vectors by genre."""

    def __init__(self, means: Mapping[Genre, Mean]) -> None:
        self._means = dict(means)

    def center(self, rows: Vectors, genre: Genre) -> Vectors:
        """Unit rows with the genre's mean removed; unchanged where the genre is unknown."""
        mean = self._means.get(genre)
        if mean is None or not len(rows):
            return rows
        return unit(rows - mean.vector)

    def blended_with(self, seen: Mapping[Genre, Mean]) -> Means:
        """These means as shipped, blended with those of the texts at hand."""
        genres = set(self._means) | set(seen)
        both = {genre: blend(self._means.get(genre), seen.get(genre)) for genre in genres}
        return Means({genre: mean for genre, mean in both.items() if mean is not None})

    def to_json(self) -> dict[str, dict[str, object]]:
        """Plain data: genre → number of texts and base64 of little-endian float32."""
        return {
            "/".join(genre): {
                "count": mean.count,
                "vector": base64.b64encode(mean.vector.astype("<f4").tobytes()).decode("ascii"),
            }
            for genre, mean in sorted(self._means.items())
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Mapping[str, object]]) -> Means:
        """The inverse of ``to_json``."""
        means: dict[Genre, Mean] = {}
        for key, value in data.items():
            kind, language, part = key.split("/")
            raw = base64.b64decode(str(value["vector"]))
            vector = np.frombuffer(raw, dtype="<f4").astype(np.float32)
            means[(kind, language, part)] = Mean(vector, float(str(value["count"])))
        return cls(means)
