"""The catalogue around a comparison, as the workspace keeps it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from catalogue.matching.background import Background, spoken_in
from catalogue.matching.concepts import Concepts, concepts_of
from catalogue.matching.corpus import Corpus, Entry
from catalogue.matching.crowding import reference_rows
from catalogue.matching.features import WORDS, word_id
from catalogue.matching.standing import standing_of
from catalogue.matching.variant import Variant
from catalogue.matching.vocabulary import Meanings, Vocabulary, Word, lexicon_terms
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
        self._ids, concepts = load_concepts(workspace)
        self._number = {concept: number for number, concept in enumerate(self._ids)}
        vocabulary = Vocabulary(numbers(words), self._meanings(words, vectors))
        entries = [entry for corpus in held for entry in corpus.entries]
        vocabulary.count((entry.features[WORDS] for entry in entries), len(entries))
        self._background = _background(self._ids, concepts, vocabulary, corpora)
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

    def _learn(self, encoder: Encoder, variant: Variant, unknown: NDArray[np.uint32]) -> Meanings:
        """What words of a draft mean that no record of the catalogue holds."""
        said = {word_id(*word): word for word in words_of(variant)}
        words = [said[int(number)] for number in unknown]
        return self._meanings(words, encode_words(encoder, words))

    def _meanings(self, words: Sequence[Word], vectors: Floats) -> Meanings:
        lexicon = self._workspace.lexicon
        return Meanings(
            vectors=centered_words(words, vectors, self._means),
            terms=[lexicon_terms(word, lexicon) for word in words],
            standing=standing_of([self._stands_for(word) for word in words]),
        )

    def _stands_for(self, word: Word) -> dict[int, float]:
        language, said = word
        shares = self._workspace.thesaurus.stands_for(said, language)
        return {self._number[one]: share for one, share in shares.items() if one in self._number}


def _background(
    ids: Sequence[str],
    concepts: Floats,
    vocabulary: Vocabulary,
    corpora: Mapping[str, Corpus],
) -> Background:
    whole = [
        (kind, corpus, corpus.bodies)
        for kind, corpus in corpora.items()
        if corpus.bodies is not None
    ]
    keys = [(kind, record_id) for kind, corpus, _ in whole for record_id in corpus.record_ids]
    bodies = [np.zeros((0, concepts.shape[1]), dtype=np.float32)]
    spoken = [np.zeros((0, len(ids)), dtype=np.float32)]
    chosen, start = reference_rows(len(keys)), 0
    for _, corpus, held in whole:
        rows = chosen - start
        rows = rows[(rows >= 0) & (rows < len(corpus.record_ids))]
        bodies.append(held[rows])
        spoken.append(spoken_in(corpus, rows, vocabulary, len(ids)))
        start += len(corpus.record_ids)
    neighbours = np.vstack(bodies)
    return Background(
        vocabulary=vocabulary,
        concepts=concepts_of(ids, concepts, neighbours, np.vstack(spoken)),
        neighbours=neighbours,
        neighbour_keys=[keys[row] for row in chosen],
    )
