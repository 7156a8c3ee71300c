"""How near the next best come: whether a match stands out among a proposal's candidates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NEAREST = 3
"""So many rivals are looked at: one alone may be the same thing, registered twice."""

LEAST, MOST = -2.0, 3.0
"""Log-odds, as first fitted, between which a rival counts for more the nearer it comes. What lies
further away is no rival: that nothing else is near makes a pair no surer than its own evidence (a
lower bound, -5, makes more lone warnings *duplicate*, of which fewer are right). Where several are
all but certain, one does not speak against another."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Rivalry:
    """What the nearness of other components adds to the evidence for one.

    A proposal that many components come near to asks for something common, and any single one of
    them is less likely to be what it duplicates; the one that stands alone is more likely.
    ``usual`` is the mean of the nearest rivals' log-odds that changes nothing, ``weight`` what
    each point more takes off; ``least`` and ``most`` are bounds of a rival's log-odds.
    """

    weight: float = 0.0
    usual: float = 0.0
    least: float = LEAST
    most: float = MOST

    def of(self, sums: Floats) -> Floats:
        """What is added for each of one proposal's candidates, given the log-odds of all."""
        added: Floats = self.weight * (self.usual - nearness(sums, self.least, self.most))
        return added

    def beside(self, others: Sequence[float]) -> float:
        """What is added for one candidate, given the log-odds of the others, at least the best."""
        return float(self.of(np.array([-np.inf, *others]))[0])

    @property
    def gain(self) -> float:
        """What is added where nothing else comes near."""
        return self.weight * (self.usual - self.least)


NO_RIVALS = Rivalry()
"""Each pair counts by itself."""


def nearness(sums: Floats, least: float = LEAST, most: float = MOST) -> Floats:
    """For each candidate the mean log-odds of the ``NEAREST`` best others, within the bounds.

    Where there are fewer, the missing ones lie at ``least``.
    """
    bounded = np.clip(sums, least, most)
    order = np.argsort(-sums, kind="stable")
    best = np.full(NEAREST + 1, least)
    best[: min(len(order), NEAREST + 1)] = bounded[order[: NEAREST + 1]]
    means = np.full(len(sums), best[:NEAREST].mean())
    leading = order[:NEAREST]
    means[leading] = (best.sum() - bounded[leading]) / NEAREST
    return means
