"""What one side of a comparison has and the other lacks: words, and whole sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz

from catalogue.language.stems import cognate_key

from .findings import Comparison, Side
from .passages import compared, is_whole, says_something, sentences_of, shown, whole
from .telling import Telling

_WORDS = 8
_SENTENCES = 3
_SAID_TWICE = 90
"""RapidFuzz likeness of two sentences of which one says nothing that the other does not."""

_SHORT = 3
_NEAR = 0.2
"""Square of the cosine of two words' vectors from which one answers the other."""

UNANSWERED = 0.12
"""Cosine with any sentence of the other side up to which a sentence is not answered. Half of the
sentences of 74 labelled proposals stay below it, even beside their duplicates."""

AT_ISSUE = 0.25
"""Least cosine with its own whole text of a sentence that tells what the text is about; three
quarters of the sentences of the same proposals, and nine in ten of the components', reach it."""


@dataclass(frozen=True)
class Differences:
    """What only one side says, the most telling first."""

    words_left: tuple[str, ...]
    words_right: tuple[str, ...]
    sentences_left: tuple[str, ...]
    sentences_right: tuple[str, ...]


def differences(both: Comparison) -> Differences:
    """What each side says that nothing on the other answers."""
    left, right = both.left, both.right
    own, others, table = compared((left.variant, left.entry), (right.variant, right.entry))
    answered_left, answered_right = _answered_in_meaning(both)
    return Differences(
        words_left=_words(both.asked, both.answered, answered_left),
        words_right=_words(both.answered, both.asked, answered_right),
        sentences_left=_sentences(left, own, table.max(axis=1).tolist()) if others else (),
        sentences_right=_sentences(right, others, table.max(axis=0).tolist()) if own else (),
    )


def _answered_in_meaning(both: Comparison) -> tuple[set[str], set[str]]:
    """The words of either side that some word of the other comes near in meaning."""
    own, others, table = both.words_in_meaning
    near = np.argwhere(table >= _NEAR)
    return {own[i] for i, _ in near}, {others[j] for _, j in near}


def _words(own: Telling, other: Telling, answered: set[str]) -> tuple[str, ...]:
    """The most telling words of one side that nothing on the other answers."""
    alone = {
        word
        for stemmed, word in own.by_stem.items()
        if stemmed not in other.by_stem
        and cognate_key(word) not in other.by_key
        and len(word) > _SHORT
    }
    for term, said in own.by_term.items():
        if term in other.by_term:
            alone -= {said, *said.split()}
    return tuple(own.written[word] for word in own.best(alone - answered, _WORDS))


def _sentences(side: Side, said: Sequence[str], answered: Sequence[float]) -> tuple[str, ...]:
    """Whole sentences that the other side answers least, of those that tell what it is about.

    A sentence is compared in pieces; it is answered where any of them is.
    """
    about: defaultdict[str, float] = defaultdict(float)
    best: defaultdict[str, float] = defaultdict(float)
    for piece, near, at_issue in zip(said, answered, _at_issue(side), strict=True):
        sentence = whole(piece, side.variant.text)
        best[sentence] = max(best[sentence], near)
        about[sentence] = max(about[sentence], at_issue)
    alone = [
        one
        for one in best
        if best[one] <= UNANSWERED
        and about[one] >= AT_ISSUE
        and is_whole(one, side.variant.language)
    ]
    alone.sort(key=lambda one: (round(best[one], 4), one))
    told: list[str] = []
    for one in alone:
        if not any(fuzz.token_set_ratio(one, other) >= _SAID_TWICE for other in told):
            told.append(one)
    return tuple(shown(one) for one in told[:_SENTENCES])


def _at_issue(side: Side) -> list[float]:
    """Cosine of each sentence that says something with its whole text."""
    variant, vectors = side.variant, side.entry.vectors
    if vectors is None:
        return []
    all_said = sentences_of(variant)[: len(vectors.sentences)]
    near = (vectors.sentences @ vectors.body).tolist()
    return [
        value
        for one, value in zip(all_said, near, strict=False)
        if says_something(one, variant.language)
    ]
