"""Variants and entries for tests; words stand in for meaning, so that vectors need no encoder."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from zlib import crc32

import numpy as np

from catalogue.domain.match import Band
from catalogue.domain.text import Language
from catalogue.language.tokens import words
from catalogue.matching.corpus import Corpus, Entry, Rarity, Vectors, Whole
from catalogue.matching.evidence import Side
from catalogue.matching.model import MatchingModel
from catalogue.matching.packing import entry_of
from catalogue.matching.passages import sentences_of
from catalogue.matching.signals import SIGNALS
from catalogue.matching.variant import Variant

SIZE = 8


def model(weight: float = 2.0, prior: float = -4.0) -> MatchingModel:
    thresholds = {Band.duplicate: 0.8, Band.overlap: 0.5, Band.related: 0.1}
    return MatchingModel("test", prior, dict.fromkeys(SIGNALS, weight), thresholds)


def vector(text: str) -> np.ndarray:
    """A unit vector: the sum of one for each word, the same in every process."""
    total = np.full(SIZE, 1e-3)
    for word in words(text):
        total += np.random.default_rng(crc32(word.encode())).normal(size=SIZE)
    return (total / np.linalg.norm(total)).astype(np.float32)


def variant(
    title: str, text: str = "", name: str = "x", language: Language = "en", **fields: Any
) -> Variant:
    names = fields.pop("names", (title,))
    return Variant(name, "component", language, title, text, names, **fields)


def vectors(one: Variant) -> Vectors:
    sentences = np.array([vector(sentence) for sentence in sentences_of(one)])
    return Vectors(vector(one.title), vector(one.body), sentences)


def second(one: Variant) -> Whole:
    """As a second encoder might read it: otherwise than the first."""
    return Whole(vector(one.title)[::-1], vector(one.body)[::-1])


def entry(one: Variant, *, meaning: bool = True) -> Entry:
    made = entry_of(one, vectors(one) if meaning else None)
    return replace(made, second=second(one) if meaning else None)


def side(one: Variant) -> Side:
    return Side(one, entry(one))


def corpus(*variants: Variant, meaning: bool = True) -> Corpus:
    return Corpus([entry(one, meaning=meaning) for one in variants])


def rarity(corpora: Sequence[Corpus]) -> Rarity:
    return Rarity([one.columns for one in corpora])
