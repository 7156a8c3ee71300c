"""The pairs of a portfolio that are alike, each with its evidence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from catalogue.domain.cluster import Cluster, Resemblance
from catalogue.domain.match import Band
from catalogue.domain.screened import Within

from .portfolio import Portfolio
from .progress import Watch, unwatched

MOST_PAIRS = 2_000
"""A person reads no more; the strongest are told."""


def resemblances(
    portfolio: Portfolio, clusters: Sequence[Cluster], watch: Watch = unwatched
) -> Within:
    """Pairs that are an overlap or more: those of clusters first, in their order.

    Within a cluster, and among those of no cluster, the most probable first.
    """
    least = portfolio.model.thresholds[Band.overlap]
    rows, columns = np.nonzero(np.triu(portfolio.likeness, 1) >= least)
    strength = portfolio.likeness[rows, columns]
    strongest = np.lexsort((columns, rows, -strength))[:MOST_PAIRS]
    place = {
        proposal: number
        for number, cluster in enumerate(clusters)
        for proposal in cluster.proposals
    }
    told: list[tuple[int, Resemblance]] = []
    for done, one in enumerate(strongest, start=1):
        left, right = int(rows[one]), int(columns[one])
        names = [portfolio.proposals[left].id, portfolio.proposals[right].id]
        mine, other = (place.get(name, len(clusters)) for name in names)
        shared = mine if mine == other else len(clusters)
        within = clusters[shared].id if shared < len(clusters) else None
        match = portfolio.match(left, right)
        told.append(
            (shared, Resemblance(left=names[0], right=names[1], match=match, cluster=within))
        )
        watch("explaining", done, len(strongest))
    told.sort(key=lambda pair: pair[0])
    return Within(clusters, [pair for _, pair in told], len(rows))
