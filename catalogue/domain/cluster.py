"""Proposals of a portfolio that look like one and the same initiative."""

from __future__ import annotations

from collections import defaultdict

from .match import Match
from .text import Model


class Resemblance(Model):
    """Two proposals of a portfolio that are alike; ``match`` is the right one seen from the left.

    ``cluster`` names the cluster in which both are, if they are in one.
    """

    left: str
    right: str
    match: Match
    cluster: str | None = None


class Tie(Model):
    """Two proposals of a cluster, how probably they are the same, and the words that say so."""

    left: str
    right: str
    probability: float
    terms: tuple[str, ...] = ()


class Cluster(Model):
    """Proposals that look like one initiative, the most central first.

    ``name`` is the title that most of them bear, or that of the most central
    one; ``titles``, ``sponsors`` and ``costs`` are those of the proposals, in
    their order, a sponsor empty and a cost None where none is stated, and
    ``bodies`` the distinct public bodies among them. ``money`` is the
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
    costs: tuple[float | None, ...]
    bodies: tuple[str, ...]
    money: float
    beyond_largest: float
    without_cost: int
    cohesion: float
    ties: tuple[Tie, ...]

    @property
    def beyond_one_body(self) -> float:
        """What its bodies pay without the one that pays most; those without a name are one."""
        paid: defaultdict[str, float] = defaultdict(float)
        for sponsor, cost in zip(self.sponsors, self.costs, strict=True):
            paid[sponsor] += cost or 0.0
        return sum(paid.values()) - max(paid.values(), default=0.0)
