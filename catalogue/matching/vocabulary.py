"""The words of the whole catalogue: what each means, how rare it is, and its equivalents.

Words are compared by meaning one by one, so that « rendez-vous » answers
"appointment" although nothing in their spelling does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from catalogue.domain.text import Language
from catalogue.language.lexicon import Lexicon

from .features import WORDS, Features, Terms

Floats = NDArray[np.float32]
Rows = NDArray[np.intp]
Word = tuple[Language, str]

LEAST_ALIKE = 0.3
"""Cosine of two words' vectors below which they have nothing to do with each other; measured on
labelled proposals, flat between 0.2 and 0.4."""

EQUIVALENT = 0.65
"""Likeness of two words that the lexicon makes equivalents, whatever their vectors say."""

_LEAST_TRANSLATION = 0.3


@dataclass(frozen=True)
class Lexis:
    """The words of one text: ``vectors`` (n, d) of unit length, ``weights`` (n,) that join how
    often and how rare, and the lexicon's ``terms`` of each."""

    vectors: Floats
    weights: Floats
    terms: Sequence[frozenset[int]]


def lexicon_terms(word: Word, lexicon: Lexicon) -> frozenset[int]:
    """The terms that both languages share by which the lexicon knows a word, as numbers."""
    language, said = word
    rendered = lexicon.render([said], language)
    return frozenset(
        crc32(one.term.encode())
        for one in rendered
        if one.whole and one.weight >= _LEAST_TRANSLATION
    )


class Vocabulary:
    """Every word of the catalogue with its vector.

    ``ids`` are the words' numbers (``features.word_id``), ``vectors`` their unit vectors of
    shape (n, d), the mean of their language removed.
    """

    def __init__(
        self, ids: NDArray[np.uint32], vectors: Floats, terms: Sequence[frozenset[int]]
    ) -> None:
        order = np.argsort(ids, kind="stable")
        self.ids = ids[order]
        self.vectors = vectors[order].astype(np.float16)
        self.terms = [terms[position] for position in order]
        self.rarity = np.zeros(len(ids), dtype=np.float32)
        self._rarest = 0.0

    def __len__(self) -> int:
        return len(self.ids)

    def count(self, texts: Iterable[Terms], total: int) -> None:
        """Learn how rare each word is: ln((N + 1) / (df + ½)) over N texts, never below zero."""
        seen = np.zeros(len(self.ids), dtype=np.float32)
        for terms in texts:
            rows = self.rows_of(terms.ids)
            seen[rows[rows >= 0]] += 1
        self._rarest = float(np.log((total + 1) / 0.5))
        self.rarity = np.maximum(np.log((total + 1) / (seen + 0.5)), 0).astype(np.float32)

    def rows_of(self, ids: NDArray[np.uint32]) -> Rows:
        """Where the words stand in the vocabulary; -1 for words that it does not hold."""
        if not len(self.ids):
            return np.full(len(ids), -1, dtype=np.intp)
        places = np.minimum(np.searchsorted(self.ids, ids), len(self.ids) - 1)
        found: Rows = np.where(self.ids[places] == ids, places, -1).astype(np.intp)
        return found

    def lexis_of(
        self,
        features: Features,
        learn: Callable[[NDArray[np.uint32]], tuple[Floats, Sequence[frozenset[int]]]],
    ) -> Lexis:
        """A text's words with their vectors.

        ``learn`` gets the numbers of the words that the vocabulary does not
        hold, and answers with their vectors, made as those of the vocabulary,
        and their lexicon terms.
        """
        own = features[WORDS]
        rows = self.rows_of(own.ids)
        unknown = rows < 0
        vectors = np.zeros((len(rows), self.vectors.shape[1]), dtype=np.float32)
        vectors[~unknown] = self.vectors[rows[~unknown]]
        terms = [self.terms[row] if row >= 0 else frozenset() for row in rows]
        rarity = np.where(unknown, self._rarest, self.rarity[rows]) if len(self) else self._rarest
        if unknown.any():
            learned, meant = learn(own.ids[unknown])
            vectors[unknown] = learned.astype(np.float16)
            for position, one in zip(np.flatnonzero(unknown), meant, strict=True):
                terms[position] = one
        return Lexis(vectors, (own.weights * rarity).astype(np.float32), terms)

    def lexis_at(self, rows: Rows, weights: Floats) -> Lexis:
        """The words at ``rows``, which stand ``weights`` times in a text."""
        return Lexis(
            self.vectors[rows].astype(np.float32),
            (weights * self.rarity[rows]).astype(np.float32),
            [self.terms[row] for row in rows],
        )


def likeness(left: Lexis, right: Lexis) -> Floats:
    """How alike each word of one side is to each of the other: shape (left words, right words).

    The square of their vectors' cosine where that says anything, and at least
    ``EQUIVALENT`` where the lexicon joins them. In [0, 1], the same both ways.
    """
    cosines: Floats = left.vectors @ right.vectors.T
    np.multiply(cosines, cosines > LEAST_ALIKE, out=cosines)
    np.square(cosines, out=cosines)
    for line, place in _joined(left.terms, right.terms):
        cosines[line, place] = np.maximum(cosines[line, place], EQUIVALENT)
    return np.minimum(cosines, 1.0)


def _joined(
    left: Sequence[frozenset[int]], right: Sequence[frozenset[int]]
) -> Iterator[tuple[Rows, Rows]]:
    """Places of pairs that share a lexicon term; each batch names a pair once at most."""
    asked, asking = _by_term(left)
    terms, owner = _by_term(right)
    first = np.searchsorted(asked, terms, side="left")
    last = np.searchsorted(asked, terms, side="right")
    for shift in range(int((last - first).max(initial=0))):
        meets = first + shift < last
        yield asking[first[meets] + shift], owner[meets]


def _by_term(listed: Sequence[frozenset[int]]) -> tuple[NDArray[np.uint32], Rows]:
    """All terms, ascending, and the positions of the words that bear them."""
    flat = np.array([term for one in listed for term in one], dtype=np.uint32)
    owner = np.repeat(np.arange(len(listed)), [len(one) for one in listed])
    order = np.argsort(flat, kind="stable")
    return flat[order], owner[order]


def alignment(
    vocabulary: Vocabulary, lexis: Lexis, place: Rows, words: Rows, weights: Floats, texts: int
) -> Floats:
    """How well the words of one text and those of each of ``texts`` others answer each other.

    ``place``, ``words`` and ``weights`` are flat: to which text a word belongs
    (ascending), its row in the vocabulary and how often it stands there.
    Each word counts by its rarity and is answered by its best counterpart; the
    geometric mean of both directions, in [0, 1]. Source: the soft alignment of
    Mihalcea, Corley and Strapparava (2006).
    """
    answered = np.zeros(texts, dtype=np.float32)
    own = float(lexis.weights.sum())
    if not len(words) or not own:
        return answered
    distinct, inverse = np.unique(words, return_inverse=True)
    table = likeness(lexis, vocabulary.lexis_at(distinct, np.ones(len(distinct), np.float32)))
    rare = weights * vocabulary.rarity[words]
    weighing = np.maximum(np.bincount(place, rare, minlength=texts), 1e-9)
    theirs = np.bincount(place, rare * table.max(axis=0)[inverse], minlength=texts) / weighing
    present, starts = np.unique(place, return_index=True)
    best = np.maximum.reduceat(table[:, inverse], starts, axis=1)
    ours = np.zeros(texts)
    ours[present] = lexis.weights @ best / own
    answered[:] = np.sqrt(theirs * ours)
    return answered
