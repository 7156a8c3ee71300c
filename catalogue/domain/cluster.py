"""Proposals of a portfolio that look like one and the same initiative."""

from __future__ import annotations

from .text import Model


class Tie(Model):
    """Two proposals of a cluster, how probably they are the same, and the words that say so."""

    left: str
    right: str
    probability: float
    terms: tuple[str, ...] = ()


class Cluster(Model):
    """Proposals that look like one initiative, the most central first.

    ``name`` is the title that most of them bear, or that of the most central
    one; ``titles`` and ``sponsors`` are those of the proposals, in their order,
    a sponsor empty where none is stated, and ``bodies`` the distinct public
    bodies among them. ``money`` is the
    sum of the estimated costs in dollars, ``beyond_largest`` what remains of
    it without the dearest proposal: the most that could be spent twice;
    ``without_cost`` counts proposals that state no cost. ``cohesion`` is the
    mean probability over all pairs, and ``ties`` are the pairs that hold it
    together, the strongest first.
    """

    id: str
    name: str
    proposals: tuple[str, ...]
    titles: tuple[str, ...]
    sponsors: tuple[str, ...]
    bodies: tuple[str, ...]
    money: float
    beyond_largest: float
    without_cost: int
    cohesion: float
    ties: tuple[Tie, ...]
