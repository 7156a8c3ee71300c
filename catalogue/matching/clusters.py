"""Average-linkage clusters of records that are probably the same thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Likeness = NDArray[np.float32]

SAME = 0.6
"""Mean probability from which on records belong together. Above one half, because two proposals
written alike look more alike than the pairs that the model was fitted on. Measured on 398 federal
projects in an empty catalogue: of the 223 pairs of one name in two departments 97 % fall together
from 0.5 to 0.6, 92 % from 0.65 to 0.7, where projects that change from one system to another leave
those that introduce it. Among 2,730 components it is 97 % up to 0.7."""


def clusters(likeness: Likeness, cut: float = SAME) -> list[list[int]]:
    """Groups of two or more records whose pairs are alike at ``cut`` or more in the mean.

    ``likeness`` is symmetric, shape (n, n), with probabilities. Each group is
    ascending, and groups come in the order of their first record. Average
    linkage (UPGMA) by chains of nearest neighbours: Murtagh (1983). Time and
    memory grow with n².
    """
    owner = np.arange(len(likeness))
    for left, right, alike in sorted(_merges(likeness), key=lambda merge: -merge[2]):
        if alike >= cut:
            owner[owner == owner[right]] = owner[left]
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for record, group in enumerate(owner.tolist()):
        groups[group].append(record)
    return sorted(group for group in groups.values() if len(group) > 1)


def _merges(likeness: Likeness) -> Iterator[tuple[int, int, float]]:
    """The joins of the whole tree: a record of each side, and their mean likeness."""
    count = len(likeness)
    mean = likeness.astype(np.float64, copy=True)
    np.fill_diagonal(mean, -1.0)
    size = np.ones(count)
    alive = np.ones(count, dtype=bool)
    chain: list[int] = []
    for _ in range(count - 1):
        if not chain:
            chain.append(int(np.flatnonzero(alive)[0]))
        while True:
            tip = chain[-1]
            nearest = int(mean[tip].argmax())
            # On a tie the chain goes back, or it would run in circles.
            if len(chain) > 1 and mean[tip, nearest] <= mean[tip, chain[-2]]:
                break
            chain.append(nearest)
        left, right = chain.pop(), chain.pop()
        yield left, right, float(mean[left, right])
        joined = (size[left] * mean[left] + size[right] * mean[right]) / (size[left] + size[right])
        joined[~alive] = joined[left] = joined[right] = -1.0
        size[left] += size[right]
        alive[right] = False
        mean[left], mean[:, left] = joined, joined
        mean[right] = mean[:, right] = -1.0


def cohesion(likeness: Likeness, members: list[int]) -> float:
    """Mean likeness over all pairs of the members, of which there are two or more."""
    inside = likeness[np.ix_(members, members)]
    count = len(members)
    return float((inside.sum() - np.trace(inside)) / (count * (count - 1)))


def by_centrality(likeness: Likeness, members: list[int]) -> list[int]:
    """The members, those most alike to all others first; equals stay in order."""
    inside = likeness[np.ix_(members, members)]
    central = inside.sum(axis=1) - np.diag(inside)
    return [members[place] for place in np.argsort(-central, kind="stable")]
