"""Choosing what answers what between two sides, the same from whichever side one looks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from catalogue.domain.match import WordPair

from .telling import Telling

Candidate = tuple[str, str, float]
"""A word of the left side, one of the right that may answer it, and what showing both is worth."""

_DIGITS = 4
"""Worths are compared to so many digits: further ones differ by the side one looks from."""


def closest(
    worth: NDArray[np.floating], left: Sequence[str], right: Sequence[str], least: float
) -> list[tuple[int, int]]:
    """Rows and columns of a table (len(left), len(right)) joined one to one, the best first.

    Cells below ``least`` join nothing; no text of either side comes twice.
    """
    cells = [(int(i), int(j)) for i, j in np.argwhere(worth >= least)]
    cells.sort(key=lambda at: _order(left[at[0]], right[at[1]], float(worth[at])))
    chosen: list[tuple[int, int]] = []
    used_left: set[str] = set()
    used_right: set[str] = set()
    for i, j in cells:
        if left[i] not in used_left and right[j] not in used_right:
            chosen.append((i, j))
            used_left.add(left[i])
            used_right.add(right[j])
    return chosen


def in_words(
    candidates: Iterable[Candidate], asked: Telling, answered: Telling, limit: int
) -> tuple[tuple[str, ...], tuple[WordPair, ...]]:
    """Words that both sides say, and pairs that answer each other, the best first.

    Common words are left out; inflections of one word are one word.
    """
    terms: list[str] = []
    pairs: list[WordPair] = []
    used_left: set[str] = set()
    used_right: set[str] = set()
    for own, other, _ in sorted(candidates, key=lambda one: _order(*one)):
        if own in asked.common or other in answered.common:
            continue
        if asked.root[own] in used_left or answered.root[other] in used_right:
            continue
        used_left.add(asked.root[own])
        used_right.add(answered.root[other])
        written = asked.written[own], answered.written[other]
        if own == other or asked.root[own] == answered.root[other]:
            terms.append(min(written, key=lambda word: (len(word), word)))
        else:
            pairs.append(WordPair(left=written[0], right=written[1]))
        if len(terms) + len(pairs) == limit:
            break
    return tuple(terms), tuple(pairs)


def _order(left: str, right: str, worth: float) -> tuple[float, str, str]:
    return -round(worth, _DIGITS), min(left, right), max(left, right)
