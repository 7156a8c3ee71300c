"""Of components that are all as probable, those of the asking public body come first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from catalogue.matching.ranking import Scored

_DIGITS = 6
"""Log-odds that agree to so many decimals are equal: twins are read in different batches."""

Ranked = tuple[Scored, str]
"""A candidate and the type of its record."""


def own_first(
    ranked: Sequence[Ranked], places: int, is_own: Callable[[Ranked], bool]
) -> list[Ranked]:
    """The same ranking, each run of equals with one's own first; ``places`` are looked at.

    Many bodies register what they all run in the same words; a body that asks
    knows its own.
    """
    head, tail = ranked[:places], ranked[places:]
    runs = [list(run) for _, run in groupby(head, lambda one: round(one[0].log_odds, _DIGITS))]
    ordered = [
        one
        for run in runs
        for one in (sorted(run, key=lambda one: not is_own(one)) if len(run) > 1 else run)
    ]
    return [*ordered, *tail]
