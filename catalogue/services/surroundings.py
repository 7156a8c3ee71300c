"""The catalogue around a comparison, as the workspace keeps it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from catalogue.matching.background import Background
from catalogue.matching.concepts import Concepts, concepts_of
from catalogue.matching.corpus import Corpus, Entry
from catalogue.matching.crowding import reference_rows
from catalogue.matching.features import WORDS, word_id
from catalogue.matching.variant import Variant
from catalogue.matching.vocabulary import Vocabulary, Word, lexicon_terms
from catalogue.meaning.centering import Means
from catalogue.meaning.encoder import Encoder

from .concept_vectors import load_concepts
from .word_vectors import centered_words, encode_words, numbers, words_of
from .workspace import Workspace

VISITOR = "visitor"
"""Stands for the type of records that are no part of the neighbourhood."""

Floats = NDArray[np.float32]


class Surroundings:
    """Makes corpora and drafts ready to be compared with one another.

    ``words`` and ``vectors`` are the words of all that is compared. The
    records of ``corpora`` are the neighbourhood; ``held`` are all corpora,
    made ready here.
    """

    def __init__(
        self,
        workspace: Workspace,
        means: Means,
        corpora: Mapping[str, Corpus],
        words: Sequence[Word],
        vectors: Floats,
        held: Sequence[Corpus],
    ) -> None:
        self._workspace, self._means = workspace, means
        vocabulary = Vocabulary(
            numbers(words),
            centered_words(words, vectors, means),
            [lexicon_terms(word, workspace.lexicon) for word in words],
        )
        entries = [entry for corpus in held for entry in corpus.entries]
        vocabulary.count((entry.features[WORDS] for entry in entries), len(entries))
        self._background = _background(workspace, vocabulary, corpora)
        kinds = {id(corpus): kind for kind, corpus in corpora.items()}
        for corpus in held:
            self._background.read_all(kinds.get(id(corpus), VISITOR), corpus)

    @property
    def concepts(self) -> Concepts:
        """The thesaurus's concepts, as far as they have vectors."""
        return self._background.concepts

    def read(self, variant: Variant, entry: Entry) -> Entry:
        """A draft's entry, ready to be compared with the corpora."""
        encoder = self._workspace.encoder
        if encoder is None:
            return entry
        learn = partial(self._learn, encoder, variant)
        return self._background.read(variant.record_type, entry, learn)

    def _learn(
        self, encoder: Encoder, variant: Variant, unknown: NDArray[np.uint32]
    ) -> tuple[Floats, list[frozenset[int]]]:
        """Vectors and lexicon terms of a draft's words that no record of the catalogue holds."""
        said = {word_id(*word): word for word in words_of(variant)}
        words = [said[int(number)] for number in unknown]
        rows = centered_words(words, encode_words(encoder, words), self._means)
        return rows, [lexicon_terms(word, self._workspace.lexicon) for word in words]


def _background(
    workspace: Workspace, vocabulary: Vocabulary, corpora: Mapping[str, Corpus]
) -> Background:
    ids, concepts = load_concepts(workspace)
    keys: list[tuple[str, str]] = []
    parts = [np.zeros((0, concepts.shape[1]), dtype=np.float32)]
    for kind, corpus in corpora.items():
        if corpus.bodies is not None:
            keys += [(kind, record_id) for record_id in corpus.record_ids]
            parts.append(corpus.bodies)
    bodies = np.vstack(parts)
    chosen = reference_rows(len(bodies))
    return Background(
        vocabulary=vocabulary,
        concepts=concepts_of(ids, concepts, bodies[chosen]),
        neighbours=bodies[chosen],
        neighbour_keys=[keys[row] for row in chosen],
    )
