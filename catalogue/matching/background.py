"""What comparing two texts rests on besides the texts: the catalogue around them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from .concepts import Concepts
from .corpus import Corpus, Entry, Floats, Reading, Readings, Rows
from .crowding import crowding
from .features import WORDS
from .standing import Topics, spoken_of, together, topics_of
from .vocabulary import Meanings, Vocabulary

Learn = Callable[[NDArray[np.uint32]], Meanings]
"""From numbers of words that the vocabulary lacks to what they mean."""

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
        lexis = self.vocabulary.lexis_of(entry.features, learn)
        spoken = spoken_of(
            lexis.meanings.standing,
            np.zeros(len(lexis.weights), dtype=np.intp),
            lexis.weights,
            1,
            len(self.concepts.ids),
        )
        attention, topics = self.concepts.attention(body, spoken)[0], topics_of(spoken)
        return replace(
            entry,
            reading=Reading(
                lexis=lexis,
                concepts=self.concepts.ids,
                attention=attention.astype(np.float16).astype(np.float32),
                topics=topics.spread(0, len(self.concepts.ids)),
                crowding=float(self._crowding(body, [(kind, entry.record_id)])[0]),
            ),
        )

    def read_all(self, kind: str, corpus: Corpus) -> None:
        """Make a corpus ready to be compared with entries that were read."""
        bodies = corpus.bodies
        if bodies is None:
            return
        rows = np.arange(len(corpus.record_ids))
        batches = [rows[start : start + _BATCH] for start in range(0, len(rows), _BATCH)]
        keys = [(kind, record_id) for record_id in corpus.record_ids]
        crowded = [self._crowding(bodies[one], keys[one[0] : one[-1] + 1]) for one in batches]
        about = [self._about(corpus, bodies[one], one) for one in batches]
        corpus.readings = Readings(
            vocabulary=self.vocabulary,
            words=self.vocabulary.rows_of(corpus.columns[WORDS].ids),
            attention=np.vstack([attention for attention, _ in about]),
            topics=together([topics for _, topics in about]),
            crowding=np.concatenate(crowded),
        )

    def _about(
        self, corpus: Corpus, bodies: Floats, rows: Rows
    ) -> tuple[NDArray[np.float16], Topics]:
        spoken = spoken_in(corpus, rows, self.vocabulary, len(self.concepts.ids))
        return self.concepts.attention(bodies, spoken).astype(np.float16), topics_of(spoken)

    def _crowding(self, bodies: Floats, keys: Sequence[Key]) -> Floats:
        own = np.array([self._place.get(key, -1) for key in keys], dtype=np.intp)
        return crowding(bodies, self.neighbours, own)


def spoken_in(corpus: Corpus, rows: Rows, vocabulary: Vocabulary, concepts: int) -> Floats:
    """How much the words of the corpus's variants at ``rows`` speak of each concept.

    Unit rows, shape (rows, concepts); see ``spoken_of``.
    """
    column = corpus.columns[WORDS]
    place, positions = column.positions(rows)
    words = vocabulary.rows_of(column.ids[positions])
    known = words >= 0
    weights = column.weights[positions][known] * vocabulary.rarity[words[known]]
    standing = vocabulary.standing.at(words[known])
    return spoken_of(standing, place[known], weights, len(rows), concepts)
