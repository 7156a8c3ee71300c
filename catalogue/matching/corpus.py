"""All variants of one type of record, laid out in columns for quick comparison."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from catalogue.language.stems import cognate_key

from .features import BUCKETS, VIEWS, WORDS, Features
from .fuzzy import Names
from .nearest import Neighbours
from .standing import Topics
from .vocabulary import Lexis, Vocabulary

Floats = NDArray[np.float32]
Rows = NDArray[np.intp]


@dataclass(frozen=True)
class Vectors:
    """Sentence vectors of one variant, of unit length, their genre removed.

    ``title`` and ``body`` have shape (d,), ``sentences`` (n, d).
    """

    title: Floats
    body: Floats
    sentences: Floats


@dataclass(frozen=True)
class Whole:
    """Title and whole text as a second encoder reads them.

    Vectors of one variant, of shape (d,), or of all rows of a corpus, (n, d).
    """

    title: Floats
    body: Floats


@dataclass(frozen=True)
class Reading:
    """A variant as the catalogue around it makes us read it.

    ``attention`` is its share in each of ``concepts`` by meaning, ``topics``
    by its words; ``crowding`` is how near its nearest neighbours in meaning are.
    """

    lexis: Lexis
    concepts: Sequence[str]
    attention: Floats
    topics: Floats
    crowding: float


@dataclass(frozen=True)
class Readings:
    """The same of all variants of a corpus.

    ``words`` are rows of the vocabulary, one for each term of the corpus's column of words.
    """

    vocabulary: Vocabulary
    words: Rows
    attention: NDArray[np.float16]
    topics: Topics
    crowding: Floats


@dataclass(frozen=True)
class Entry:
    """One variant with everything that comparing it needs.

    ``bare`` says that its text tells nothing beyond its title.
    """

    record_id: str
    language: str
    names: Names
    features: Features
    vectors: Vectors | None = None
    capabilities: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    bare: bool = False
    reading: Reading | None = None
    second: Whole | None = None


class Column:
    """One view's terms of many variants, row after row."""

    def __init__(self, bags: Sequence[Features], view: str) -> None:
        lengths = np.array([len(bag[view].ids) for bag in bags], dtype=np.int64)
        self.starts = np.concatenate(([0], np.cumsum(lengths)))
        self.ids = np.concatenate([bag[view].ids for bag in bags] or [np.empty(0, dtype=np.uint32)])
        self.weights = np.concatenate(
            [bag[view].weights for bag in bags] or [np.empty(0, dtype=np.float32)]
        )

    def take(self, rows: Rows) -> tuple[Rows, NDArray[np.uint32], Floats]:
        """Terms of the rows: their place in ``rows``, ids and weights, flat."""
        place, positions = self.positions(rows)
        return place, self.ids[positions], self.weights[positions]

    def positions(self, rows: Rows) -> tuple[Rows, Rows]:
        """Where the rows' terms stand in ``ids`` and ``weights``, after their place in ``rows``."""
        counts = self.starts[rows + 1] - self.starts[rows]
        total = int(counts.sum())
        place = np.repeat(np.arange(len(rows)), counts)
        offset = np.arange(total) - np.repeat(np.cumsum(counts) - counts, counts)
        return place, self.starts[rows][place] + offset


class Rarity:
    """How much a term tells: ln((N + 1) / (df + ½)) over the variants that were counted.

    Source: inverse document frequency with the smoothing of Robertson and
    Spärck Jones; never below zero; a term in every one of N texts weighs next to nothing, 1 / 2N.
    """

    def __init__(self, columns: Sequence[Mapping[str, Column]]) -> None:
        self.of: dict[str, Floats] = {}
        total = sum(len(column[VIEWS[0]].starts) - 1 for column in columns)
        for view in VIEWS:
            ids = np.concatenate([column[view].ids for column in columns])
            counts = np.bincount(ids, minlength=BUCKETS)
            # Millions of buckets have few different counts: one logarithm for each of those.
            possible = np.arange(counts.max() + 1, dtype=np.float32)
            weights = np.maximum(np.log((total + 1) / (possible + 0.5)), 0).astype(np.float32)
            self.of[view] = weights[counts]


def _inverted(held: Iterable[Iterable[str]]) -> dict[str, list[int]]:
    """In which rows each of the things stands."""
    rows: dict[str, list[int]] = {}
    for row, things in enumerate(held):
        for thing in things:
            rows.setdefault(thing, []).append(row)
    return rows


def name_keys(name: str) -> frozenset[str]:
    """How the words of a folded name begin."""
    return frozenset(cognate_key(word) for word in name.split())


@dataclass
class Corpus:
    """The variants of one type of record."""

    entries: Sequence[Entry]
    columns: dict[str, Column] = field(init=False)
    record_ids: list[str] = field(init=False)
    rows_of: dict[str, list[int]] = field(init=False)
    names: list[str] = field(init=False)
    name_rows: list[int] = field(init=False)
    names_with_key: dict[str, list[int]] = field(init=False)
    rows_with_capability: dict[str, list[int]] = field(init=False)
    rows_with_acronym: dict[str, list[int]] = field(init=False)
    titles: Floats | None = field(init=False)
    bodies: Floats | None = field(init=False)
    near_titles: Neighbours | None = field(init=False, default=None)
    near_bodies: Neighbours | None = field(init=False, default=None)
    second: Whole | None = field(init=False, default=None)
    near_second: Neighbours | None = field(init=False, default=None)
    bare: NDArray[np.bool_] = field(init=False)
    readings: Readings | None = field(init=False, default=None)
    _measured_by: Rarity | None = field(init=False, default=None)
    _lengths: dict[str, Floats] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        bags = [entry.features for entry in self.entries]
        self.columns = {view: Column(bags, view) for view in (*VIEWS, WORDS)}
        self.record_ids = [entry.record_id for entry in self.entries]
        called = [(name, row) for row, one in enumerate(self.entries) for name in one.names.names]
        self.names = [name for name, _ in called]
        self.name_rows = [row for _, row in called]
        self.names_with_key = _inverted(name_keys(name) for name in self.names)
        self.rows_with_capability = _inverted(entry.capabilities for entry in self.entries)
        self.rows_with_acronym = _inverted(entry.names.acronyms for entry in self.entries)
        self.bare = np.array([entry.bare for entry in self.entries], dtype=bool)
        self.rows_of = {}
        for row, record_id in enumerate(self.record_ids):
            self.rows_of.setdefault(record_id, []).append(row)
        self._stack_vectors()
        self._stack_second()

    def _stack_vectors(self) -> None:
        held = [entry.vectors for entry in self.entries]
        present = [vectors for vectors in held if vectors is not None]
        if not present or len(present) < len(held):
            self.titles = self.bodies = None
            return
        self.titles = np.vstack([vectors.title for vectors in present])
        self.bodies = np.vstack([vectors.body for vectors in present])
        self.near_titles, self.near_bodies = Neighbours(self.titles), Neighbours(self.bodies)

    def _stack_second(self) -> None:
        held = [entry.second for entry in self.entries if entry.second is not None]
        if held and len(held) == len(self.entries):
            titles = np.vstack([whole.title for whole in held])
            self.second = Whole(titles, np.vstack([whole.body for whole in held]))
            self.near_second = Neighbours(self.second.body)

    def __len__(self) -> int:
        return len(self.rows_of)

    def lengths(self, view: str, rarity: Rarity) -> Floats:
        """Lengths of all rows' tf-idf vectors in a view; kept until the rarity is another."""
        if self._measured_by is not rarity:
            self._measured_by, self._lengths = rarity, {}
        if view not in self._lengths:
            place, ids, weights = self.columns[view].take(np.arange(len(self.entries)))
            weighted = weights * rarity.of[view][ids]
            squares = np.bincount(place, weighted * weighted, minlength=len(self.entries))
            self._lengths[view] = np.sqrt(squares).astype(np.float32)
        return self._lengths[view]
