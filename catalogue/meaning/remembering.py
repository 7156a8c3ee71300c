"""An encoder that does not encode the same text twice in a row."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from .known_words import knows_word

if TYPE_CHECKING:
    from .encoder import Encoder, Vectors

MOST = 8_000
"""Texts whose vectors are kept: 16 MB of vectors of length 512."""


class Remembering:
    """An encoder with a memory of the texts that it met last.

    Somebody who types a proposal has it checked many times, and each time all
    but one of its sentences, and nearly all of its words, are as they were.
    Safe to use from several threads.
    """

    def __init__(self, encoder: Encoder, most: int = MOST) -> None:
        self._encoder, self._most = encoder, most
        self._kept: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = Lock()
        self.name, self.dimensions = encoder.name, encoder.dimensions

    def encode(self, texts: Sequence[str]) -> Vectors:
        """See Encoder."""
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        known = self._recalled(texts)
        new = list(dict.fromkeys(text for text in texts if text not in known))
        known.update(zip(new, self._encoder.encode(new), strict=True))
        self._keep({text: known[text] for text in new})
        for place, text in enumerate(texts):
            rows[place] = known[text]
        return rows

    def knows(self, word: str) -> bool:
        """See KnowsWords."""
        return knows_word(self._encoder, word)

    def _recalled(self, texts: Sequence[str]) -> dict[str, Vectors]:
        with self._lock:
            found = {text: self._kept[text] for text in texts if text in self._kept}
            for text in found:
                self._kept.move_to_end(text)
        return found

    def _keep(self, new: dict[str, Vectors]) -> None:
        with self._lock:
            self._kept.update((text, row.copy()) for text, row in new.items())
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
