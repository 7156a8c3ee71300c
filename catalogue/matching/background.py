"""What comparing two texts rests on besides the texts: the catalogue around them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from .concepts import Concepts
from .corpus import Corpus, Entry, Floats, Reading, Readings
from .crowding import crowding
from .features import WORDS
from .vocabulary import Vocabulary

Learn = Callable[[NDArray[np.uint32]], tuple[Floats, Sequence[frozenset[int]]]]
"""From numbers of words that the vocabulary lacks to their vectors and lexicon terms."""

Key = tuple[str, str]
"""A record's type and identifier."""

_BATCH = 1_000


@dataclass(frozen=True)
class Background:
    """The vocabulary, the concepts, and the records in whose midst every text lies.

    ``neighbours`` are body vectors of records, shape (n, d), ``neighbour_keys`` their types and
    identifiers.
    """

    vocabulary: Vocabulary
    concepts: Concepts
    neighbours: Floats
    neighbour_keys: Sequence[Key]
    _place: dict[Key, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        places = {key: row for row, key in enumerate(self.neighbour_keys)}
        object.__setattr__(self, "_place", places)

    def read(self, kind: str, entry: Entry, learn: Learn) -> Entry:
        """A record's entry, ready to be compared with corpora that were read likewise."""
        if entry.vectors is None:
            return entry
        body = entry.vectors.body[np.newaxis]
        return replace(
            entry,
            reading=Reading(
                lexis=self.vocabulary.lexis_of(entry.features, learn),
                concepts=self.concepts.ids,
                attention=self.concepts.attention(body)[0].astype(np.float16).astype(np.float32),
                crowding=float(self._crowding(body, [(kind, entry.record_id)])[0]),
            ),
        )

    def read_all(self, kind: str, corpus: Corpus) -> None:
        """Make a corpus ready to be compared with entries that were read."""
        if corpus.bodies is None:
            return
        batches = [
            slice(start, start + _BATCH) for start in range(0, len(corpus.record_ids), _BATCH)
        ]
        attention = [self.concepts.attention(corpus.bodies[one]) for one in batches]
        keys = [(kind, record_id) for record_id in corpus.record_ids]
        crowded = [self._crowding(corpus.bodies[one], keys[one]) for one in batches]
        corpus.readings = Readings(
            vocabulary=self.vocabulary,
            words=self.vocabulary.rows_of(corpus.columns[WORDS].ids),
            attention=np.vstack(attention).astype(np.float16),
            crowding=np.concatenate(crowded),
        )

    def _crowding(self, bodies: Floats, keys: Sequence[Key]) -> Floats:
        own = np.array([self._place.get(key, -1) for key in keys], dtype=np.intp)
        return crowding(bodies, self.neighbours, own)
