"""The words of a variant as numbers, small enough to keep and quick to compare.

Terms are hashed into ``BUCKETS`` numbers, so a variant's features never depend
on other records and are computed once, when the record changes.
"""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from catalogue.domain.text import Language
from catalogue.language.lexicon import NO_LEXICON, Lexicon
from catalogue.language.stems import cognate_key, content_words, stem
from catalogue.language.tokens import words

from .variant import Variant

ANALYSIS = "6"
"""Grows when the same text would give other features; stored ones are then recomputed."""

BUCKETS = 1 << 22
VIEWS = ("stems", "keys", "ngrams", "lexicon")
"""Ways to cut a text into terms: stems of its language, cognate keys, letter groups, and stems
that both languages share through the lexicon."""

WORDS = "words"
"""Beside the views: the words themselves, numbered by ``word_id``, to be compared by meaning."""

_KEPT = (*VIEWS, WORDS)

TITLE_WEIGHT = 2
"""A word of the title counts as often as this many words of the text."""

_NGRAM_LENGTHS = (4, 5)
_LONGEST = 20_000


@dataclass(frozen=True)
class Terms:
    """A bag of hashed terms: ``ids`` ascending (uint32), ``weights`` (float32) of counts, damped:
    1 + ln(count) above one."""

    ids: NDArray[np.uint32]
    weights: NDArray[np.float32]


Features = dict[str, Terms]
"""The terms of each view, and the words."""


def features_of(variant: Variant, lexicon: Lexicon = NO_LEXICON) -> Features:
    """The variant's terms in each view."""
    counted: dict[str, defaultdict[int, float]] = {view: defaultdict(float) for view in _KEPT}
    for text, times in ((variant.title, TITLE_WEIGHT), (read_part(variant.text), 1)):
        _count(counted, text, variant.language, times, lexicon)
    return {view: _bag(terms) for view, terms in counted.items()}


def read_part(text: str) -> str:
    """What of a text is read; the rest of very long ones is not."""
    return text[:_LONGEST]


def _count(
    counted: dict[str, defaultdict[int, float]],
    text: str,
    language: Language,
    times: int,
    lexicon: Lexicon,
) -> None:
    telling = content_words(text, language)
    for word in telling:
        counted["stems"][bucket(f"{language}:{stem(word, language)}")] += times
        counted["keys"][bucket(cognate_key(word))] += times
        counted[WORDS][word_id(language, word)] += times
    for gram in letter_groups(text):
        counted["ngrams"][bucket(gram)] += times
    for rendering in lexicon.render(telling, language):
        counted["lexicon"][bucket(rendering.term)] += times * rendering.weight


def letter_groups(text: str) -> Iterable[str]:
    """Groups of four and five letters inside the text's words, word ends marked by spaces."""
    for word in words(text):
        yield from _groups_in(word)


@lru_cache(maxsize=200_000)
def _groups_in(word: str) -> tuple[str, ...]:
    marked = f" {word} "
    return tuple(
        marked[start : start + length]
        for length in _NGRAM_LENGTHS
        for start in range(len(marked) - length + 1)
    )


@lru_cache(maxsize=500_000)
def bucket(term: str) -> int:
    """The number of a term, the same in every process."""
    return crc32(term.encode()) % BUCKETS


@lru_cache(maxsize=500_000)
def word_id(language: Language, word: str) -> int:
    """The number of a folded word of a language, the same in every process."""
    return crc32(f"{language}:{word}".encode())


def _bag(counted: Mapping[int, float]) -> Terms:
    ids = np.array(sorted(counted), dtype=np.uint32)
    counts = np.array([counted[int(term)] for term in ids], dtype=np.float32)
    damped = np.where(counts > 1, 1 + np.log(np.maximum(counts, 1)), counts)
    return Terms(ids, damped.astype(np.float32))


def to_bytes(features: Features) -> bytes:
    """The features as bytes: for each view its number of terms, ids and weights."""
    parts = []
    for view in _KEPT:
        terms = features[view]
        parts.append(struct.pack("<I", len(terms.ids)))
        parts.append(terms.ids.astype("<u4").tobytes())
        parts.append(terms.weights.astype("<f4").tobytes())
    return b"".join(parts)


def from_bytes(raw: bytes) -> Features:
    """The inverse of ``to_bytes``."""
    features, at = {}, 0
    for view in _KEPT:
        (count,) = struct.unpack_from("<I", raw, at)
        ids = np.frombuffer(raw, dtype="<u4", count=count, offset=at + 4)
        weights = np.frombuffer(raw, dtype="<f4", count=count, offset=at + 4 + 4 * count)
        features[view] = Terms(ids, weights)
        at += 4 + 8 * count
    return features
