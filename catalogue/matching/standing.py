"""The concepts that words stand for.

« Dénonciation » and "whistleblower" mean different things, and speak of one
need. Words are tied by the concepts of the thesaurus in whose terms they occur.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Rows = NDArray[np.intp]


@dataclass(frozen=True)
class Standing:
    """For each of n words, the concepts that it stands for, by their number.

    ``concepts`` and ``shares`` are flat, those of word i from ``starts[i]`` to
    ``starts[i + 1]``, concepts ascending; the shares of a word that stands for
    any have unit length.
    """

    starts: Rows
    concepts: NDArray[np.int32]
    shares: Floats

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def owners(self) -> Rows:
        """To which word each of the flat entries belongs."""
        return np.repeat(np.arange(len(self)), np.diff(self.starts))

    def at(self, rows: Rows) -> Standing:
        """The same of the words at ``rows``."""
        counts = self.starts[rows + 1] - self.starts[rows]
        starts = np.concatenate(([0], np.cumsum(counts))).astype(np.intp)
        places = np.arange(starts[-1]) + np.repeat(self.starts[rows] - starts[:-1], counts)
        return Standing(starts, self.concepts[places], self.shares[places])

    def followed_by(self, others: Standing) -> Standing:
        """These words and then the others."""
        return Standing(
            np.concatenate((self.starts, others.starts[1:] + self.starts[-1])),
            np.concatenate((self.concepts, others.concepts)),
            np.concatenate((self.shares, others.shares)),
        )


def standing_of(words: Sequence[Mapping[int, float]]) -> Standing:
    """From each word's shares by concept number."""
    listed = [sorted(one.items()) for one in words]
    flat = [pair for one in listed for pair in one]
    return Standing(
        np.cumsum([0] + [len(one) for one in listed]).astype(np.intp),
        np.array([concept for concept, _ in flat], dtype=np.int32),
        np.array([share for _, share in flat], dtype=np.float32),
    )


def one_field(left: Standing, right: Standing) -> Floats:
    """How far each word of one side stands for what each of the other does: (left, right).

    The cosine of their shares, in [0, 1].
    """
    shape = len(left), len(right)
    order = np.argsort(right.concepts, kind="stable")
    held = right.concepts[order]
    first = np.searchsorted(held, left.concepts, side="left")
    meeting = np.searchsorted(held, left.concepts, side="right") - first
    own = np.repeat(np.arange(len(left.concepts)), meeting)
    shift = np.arange(len(own)) - np.repeat(np.cumsum(meeting) - meeting, meeting)
    other = order[first[own] + shift]
    cells = left.owners[own] * shape[1] + right.owners[other]
    products = left.shares[own].astype(np.float64) * right.shares[other]
    table = np.bincount(cells, products, minlength=shape[0] * shape[1])
    return np.minimum(table, 1.0).astype(np.float32).reshape(shape)


def spoken_of(
    standing: Standing, place: Rows, weights: Floats, texts: int, concepts: int
) -> Floats:
    """How much the words of each text speak of each concept: unit rows, (texts, concepts).

    ``standing`` has one word for each of ``place``, the text it stands in, and
    ``weights``. A text of which no word stands for a concept has a row of zeros.
    """
    cells = place[standing.owners] * concepts + standing.concepts
    counted = np.bincount(
        cells, weights[standing.owners] * standing.shares, minlength=texts * concepts
    )
    table = counted.reshape(texts, concepts)
    lengths = np.linalg.norm(table, axis=1, keepdims=True)
    spoken: Floats = (table / np.maximum(lengths, 1e-9)).astype(np.float32)
    return spoken


MOST_TOPICS = 24
"""Concepts of a text that are kept; the others have next to no share."""


@dataclass(frozen=True)
class Topics:
    """The concepts that each of n texts speaks of most, and their shares: both (n, few).

    Shares are squares of what the words say, of unit length: what a text says once counts for
    little beside what it keeps saying.
    """

    concepts: NDArray[np.int32]
    shares: NDArray[np.float16]

    def alike(self, asked: Floats, rows: Rows) -> Floats:
        """The cosines of the texts at ``rows`` with a text whose topics are ``spread``."""
        cosines: Floats = (asked[self.concepts[rows]] * self.shares[rows]).sum(
            axis=1, dtype=np.float32
        )
        return cosines

    def spread(self, row: int, concepts: int) -> Floats:
        """One text's share in each concept."""
        table = np.zeros(concepts, dtype=np.float32)
        table[self.concepts[row]] = self.shares[row]
        return table


def topics_of(spoken: Floats) -> Topics:
    """The topics of texts, from what their words speak of; see ``spoken_of``."""
    few = min(MOST_TOPICS, spoken.shape[1])
    if not few:
        empty = np.zeros((len(spoken), 0))
        return Topics(empty.astype(np.int32), empty.astype(np.float16))
    chosen = np.argpartition(-spoken, few - 1, axis=1)[:, :few]
    squares = np.take_along_axis(spoken, chosen, axis=1) ** 2
    lengths = np.linalg.norm(squares, axis=1, keepdims=True)
    shares = (squares / np.maximum(lengths, 1e-9)).astype(np.float16)
    return Topics(chosen.astype(np.int32), shares)


def together(parts: Sequence[Topics]) -> Topics:
    """The topics of all texts of the parts, in order."""
    return Topics(
        np.vstack([part.concepts for part in parts]), np.vstack([part.shares for part in parts])
    )
