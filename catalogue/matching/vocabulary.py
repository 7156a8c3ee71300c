"""The words of the whole catalogue: what each means, how rare it is, and its equivalents.

Words are compared by meaning one by one, so that « rendez-vous » answers
"appointment" although nothing in their spelling does. What is alike is said by
their vectors, by the lexicon, and by the concepts that they stand for.
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
from .standing import Standing, one_field

Floats = NDArray[np.float32]
Rows = NDArray[np.intp]
Word = tuple[Language, str]

LEAST_ALIKE = 0.3
"""Cosine of two words' vectors below which they have nothing to do with each other; measured on
labelled proposals, flat between 0.2 and 0.4."""

EQUIVALENT = 0.65
"""Likeness of two words that the lexicon makes equivalents, whatever their vectors say."""

_LEAST_TRANSLATION = 0.3

ANSWERED_BY_CHANCE = 0.02
"""Times the square root of a text's words: the share of another text that it answers by chance.
Four fifths of what was measured on 20,000 pairs that have nothing to do with each other (5.5 % by
6 words, 24 % by 90); from two thirds to the whole does as well."""

_MOST_BY_CHANCE = 0.6
"""However long a text is, what it answers beyond this share is its own doing."""


@dataclass(frozen=True)
class Meanings:
    """What n words mean: ``vectors`` (n, d) of unit length, the lexicon's ``terms`` of each, and
    the concepts that each stands for."""

    vectors: Floats
    terms: Sequence[frozenset[int]]
    standing: Standing


@dataclass(frozen=True)
class Lexis:
    """The words of one text: what they mean, and ``weights`` (n,) that join how often and how
    rare."""

    meanings: Meanings
    weights: Floats


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
    """Every word of the catalogue with what it means.

    ``ids`` are the words' numbers (``features.word_id``); of their vectors the
    mean of their language is removed.
    """

    def __init__(self, ids: NDArray[np.uint32], meanings: Meanings) -> None:
        order = np.argsort(ids, kind="stable")
        self.ids = ids[order]
        self.vectors = meanings.vectors[order].astype(np.float16)
        self.terms = [meanings.terms[position] for position in order]
        self.standing = meanings.standing.at(order)
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
        learn: Callable[[NDArray[np.uint32]], Meanings],
    ) -> Lexis:
        """A text's words with what they mean.

        ``learn`` gets the numbers of the words that the vocabulary does not
        hold, and answers with what they mean, made as for those of the vocabulary.
        """
        own = features[WORDS]
        rows = self.rows_of(own.ids)
        unknown = rows < 0
        meanings = self._meanings(rows[~unknown])
        rarity = np.where(unknown, self._rarest, self.rarity[rows]) if len(self) else self._rarest
        if unknown.any():
            places = np.concatenate((np.flatnonzero(~unknown), np.flatnonzero(unknown)))
            meanings = _in_order(meanings, learn(own.ids[unknown]), np.argsort(places))
        return Lexis(meanings, (own.weights * rarity).astype(np.float32))

    def lexis_at(self, rows: Rows, weights: Floats) -> Lexis:
        """The words at ``rows``, which stand ``weights`` times in a text."""
        return Lexis(self._meanings(rows), (weights * self.rarity[rows]).astype(np.float32))

    def _meanings(self, rows: Rows) -> Meanings:
        return Meanings(
            self.vectors[rows].astype(np.float32),
            [self.terms[row] for row in rows],
            self.standing.at(rows),
        )


def _in_order(first: Meanings, then: Meanings, order: Rows) -> Meanings:
    """What the words of both mean, put in ``order``; vectors as a vocabulary keeps them."""
    terms = [*first.terms, *then.terms]
    vectors = np.vstack((first.vectors, then.vectors.astype(np.float16).astype(np.float32)))
    standing = first.standing.followed_by(then.standing)
    return Meanings(vectors[order], [terms[row] for row in order], standing.at(order))


def likeness(left: Meanings, right: Meanings) -> Floats:
    """How alike each word of one side is to each of the other: shape (left words, right words).

    The square of their vectors' cosine where that says anything, at least
    ``EQUIVALENT`` where the lexicon joins them, and at least the cosine of the
    concepts that they stand for. In [0, 1], the same both ways.
    """
    cosines: Floats = left.vectors @ right.vectors.T
    np.multiply(cosines, cosines > LEAST_ALIKE, out=cosines)
    np.square(cosines, out=cosines)
    for line, place in _joined(left.terms, right.terms):
        cosines[line, place] = np.maximum(cosines[line, place], EQUIVALENT)
    np.maximum(cosines, one_field(left.standing, right.standing), out=cosines)
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
    Each word counts by its rarity and is answered by its best counterpart, beyond
    what a text of that many words answers by chance; the geometric mean of both
    directions, in [0, 1]. Source: the soft alignment of Mihalcea, Corley and
    Strapparava (2006).
    """
    answered = np.zeros(texts, dtype=np.float32)
    own = float(lexis.weights.sum())
    if not len(words) or not own:
        return answered
    distinct, inverse = np.unique(words, return_inverse=True)
    others = vocabulary.lexis_at(distinct, np.ones(len(distinct), np.float32))
    table = likeness(lexis.meanings, others.meanings)
    rare = weights * vocabulary.rarity[words]
    weighing = np.maximum(np.bincount(place, rare, minlength=texts), 1e-9)
    theirs = np.bincount(place, rare * table.max(axis=0)[inverse], minlength=texts) / weighing
    present, starts = np.unique(place, return_index=True)
    best = np.maximum.reduceat(table[:, inverse], starts, axis=1)
    ours = np.zeros(texts)
    ours[present] = lexis.weights @ best / own
    held = np.bincount(place, minlength=texts)
    answered[:] = np.sqrt(beyond_chance(theirs, len(lexis.weights)) * beyond_chance(ours, held))
    return answered


def beyond_chance(answered: NDArray[np.float64], words: int | Rows) -> NDArray[np.float64]:
    """How much of a text is answered beyond what so many ``words`` answer of any text; in [0, 1].

    The more words there are to choose from, the better the best of them fits.
    """
    chance = np.minimum(ANSWERED_BY_CHANCE * np.sqrt(words), _MOST_BY_CHANCE)
    beyond: NDArray[np.float64] = np.clip((answered - chance) / (1 - chance), 0.0, 1.0)
    return beyond
