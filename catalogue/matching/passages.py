"""The sentences by which a variant is compared, and those that answer each other."""

from __future__ import annotations

import re
import textwrap

import numpy as np

from catalogue.domain.match import Passage
from catalogue.domain.text import Language
from catalogue.language.stems import content_words
from catalogue.language.tokens import sentences

from .answers import closest
from .corpus import Entry, Floats, Vectors
from .variant import Variant

MOST = 16
"""Sentences of a text that are kept; what comes later rarely says what a thing is."""

SHOWN = 3
LONGEST = 220
"""Characters of a sentence that are shown."""

LEAST_ALIKE = 0.2
"""Cosine of two sentences that is worth showing. Of 2,730 real components with labelled proposals,
three quarters of the duplicates hold such a pair of sentences, and one in ten of random pairs."""

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n+|(?<!\s)\s+[•*]\s+")

_HEADING = 5
"""Pieces of fewer words that begin with a capital and end without a full stop are headings."""


def sentences_of(variant: Variant) -> list[str]:
    """The sentences of the variant's text, else its title; at least one, at most ``MOST``."""
    return (sentences(variant.text) or [variant.title])[:MOST]


def says_something(sentence: str, language: Language) -> bool:
    """Whether a sentence can be shown by itself: no heading, address or lead-in to a list."""
    if sentence.endswith(":") or "://" in sentence or sentence.startswith("#"):
        return False
    if len(content_words(sentence, language)) < 2 or sentence.isupper():
        return False
    ends = sentence[-1] in ".!?;…"
    return ends or not sentence[0].isupper() or len(sentence.split()) >= _HEADING


def whole(piece: str, text: str) -> str:
    """The sentence of a text that a piece stands in, which may go on beyond a colon or a dash."""
    found = (one.strip(" -•*") for one in _SENTENCE_END.split(text) if piece in one)
    return next(found, piece)


def is_whole(sentence: str, language: Language) -> bool:
    """Whether it reads as a sentence rather than as a piece of one or an item of a list."""
    return says_something(sentence, language) and not sentence[0].islower()


def shown(sentence: str) -> str:
    """The sentence on one line, cut at a word's end where it is longer than ``LONGEST``."""
    return textwrap.shorten(sentence.rstrip(" ;"), LONGEST, placeholder=" …")


def closest_passages(
    left: tuple[Variant, Entry], right: tuple[Variant, Entry]
) -> tuple[Passage, ...]:
    """The sentences of either side that come closest, no sentence told twice."""
    own, others, table = compared(left, right)
    chosen = closest(table, own, others, LEAST_ALIKE)[:SHOWN]
    return tuple(
        Passage(left=shown(own[i]), right=shown(others[j]), similarity=float(table[i, j]))
        for i, j in chosen
    )


def compared(
    left: tuple[Variant, Entry], right: tuple[Variant, Entry]
) -> tuple[list[str], list[str], Floats]:
    """The sentences of either side that say something, and their cosines (left, right).

    No sentences where a side has no vectors.
    """
    if left[1].vectors is None or right[1].vectors is None:
        return [], [], np.zeros((0, 0), dtype=np.float32)
    own, rows = _telling_sentences(left[0], left[1].vectors)
    others, columns = _telling_sentences(right[0], right[1].vectors)
    table: Floats = rows @ columns.T
    return own, others, table


def _telling_sentences(variant: Variant, vectors: Vectors) -> tuple[list[str], Floats]:
    said = sentences_of(variant)[: len(vectors.sentences)]
    places = [at for at, one in enumerate(said) if says_something(one, variant.language)]
    return [said[at] for at in places], vectors.sentences[places]
