"""A whole portfolio against itself: which proposals are one initiative, paid for several times."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from catalogue.domain.cluster import Cluster, Tie
from catalogue.domain.errors import CatalogueError
from catalogue.domain.match import Match
from catalogue.domain.proposal import Proposal
from catalogue.matching.clusters import by_centrality, clusters, cohesion
from catalogue.matching.corpus import Entry
from catalogue.matching.evidence import Side, explain
from catalogue.matching.model import MatchingModel
from catalogue.matching.ranking import Scored
from catalogue.matching.signals import Measured, measure
from catalogue.matching.variant import Variant, variants_of

from .corpora import Corpora
from .progress import Watch, unwatched
from .workspace import Workspace

MOST_PROPOSALS = 5_000
"""Every pair is compared: time and memory grow with the square of the number."""

MOST_TIES = 5
_TERMS = 6
_SEVERAL = 2


class TooManyProposals(CatalogueError):
    """So many proposals cannot be compared pair by pair."""

    code = "too_many_proposals"


@dataclass(frozen=True)
class _Portfolio:
    """The proposals, each as one variant, and how probably any two are the same."""

    proposals: Sequence[Proposal]
    variants: Sequence[Variant]
    entries: Sequence[Entry]
    corpora: Corpora
    model: MatchingModel
    likeness: NDArray[np.float32]


def find_clusters(
    workspace: Workspace, proposals: Sequence[Proposal], watch: Watch = unwatched
) -> list[Cluster]:
    """Groups of proposals that look like one initiative.

    Those of several public bodies come first, in both the most money at risk
    first. Nothing is stored. Raises TooManyProposals above ``MOST_PROPOSALS``.
    """
    if len(proposals) > MOST_PROPOSALS:
        raise TooManyProposals(found=len(proposals), most=MOST_PROPOSALS)
    portfolio = _compared(workspace, proposals, watch)
    found = [_described(portfolio, members) for members in clusters(portfolio.likeness)]
    found.sort(key=_worth_a_look)
    numbered = enumerate(found, start=1)
    return [one.model_copy(update={"id": f"cluster-{place}"}) for place, one in numbered]


def _worth_a_look(cluster: Cluster) -> tuple[bool, float, int, str]:
    """What several public bodies pay for comes before the phases of one body's programme."""
    alone = len(cluster.bodies) < _SEVERAL
    return alone, -cluster.beyond_largest, -len(cluster.proposals), cluster.name


def _compared(workspace: Workspace, proposals: Sequence[Proposal], watch: Watch) -> _Portfolio:
    variants = [variants_of(proposal)[0] for proposal in proposals]
    corpora = Corpora(workspace, variants)
    model = corpora.model
    entries = corpora.prepared(variants)
    likeness = np.zeros((len(entries), len(entries)), dtype=np.float32)
    everyone = np.arange(len(entries))
    for row, entry in enumerate(entries):
        later = everyone[row + 1 :]
        odds = model.log_odds(measure(entry, corpora.visitors, later, corpora.rarity))
        likeness[row, later] = likeness[later, row] = 1 / (1 + np.exp(-odds))
        watch("comparing", row + 1, len(entries))
    return _Portfolio(proposals, variants, entries, corpora, model, likeness)


def _described(portfolio: _Portfolio, members: list[int]) -> Cluster:
    central = by_centrality(portfolio.likeness, members)
    proposals = [portfolio.proposals[place] for place in central]
    costs = [float(cost) for one in proposals if (cost := one.total_cost) is not None]
    bodies = dict.fromkeys(one.organization for one in proposals if one.organization)
    return Cluster(
        id="",
        name=_name(proposals),
        proposals=tuple(one.id for one in proposals),
        titles=tuple(one.title for one in proposals),
        sponsors=tuple(one.organization or "" for one in proposals),
        bodies=tuple(bodies),
        money=sum(costs),
        beyond_largest=sum(costs) - max(costs, default=0.0),
        without_cost=len(proposals) - len(costs),
        cohesion=cohesion(portfolio.likeness, members),
        ties=tuple(_ties(portfolio, members)),
    )


def _name(proposals: Sequence[Proposal]) -> str:
    """The title that several bear, else that of the most central proposal."""
    common, times = Counter(one.title for one in proposals).most_common(1)[0]
    return common if times > 1 else proposals[0].title


def _ties(portfolio: _Portfolio, members: list[int]) -> list[Tie]:
    pairs = sorted(
        combinations(members, 2), key=lambda pair: (-portfolio.likeness[pair[0], pair[1]], pair)
    )
    return [_tie(portfolio, *pair) for pair in pairs[:MOST_TIES]]


def _tie(portfolio: _Portfolio, left: int, right: int) -> Tie:
    entry, corpora = portfolio.entries[left], portfolio.corpora
    values: Measured = measure(entry, corpora.visitors, np.array([right]), corpora.rarity)[0]
    odds = float(portfolio.model.log_odds(values))
    scored = Scored(portfolio.entries[right].record_id, 0, right, values, odds)
    match = explain(
        Side(portfolio.variants[left], entry),
        Side(portfolio.variants[right], portfolio.entries[right]),
        scored,
        portfolio.model,
        corpora.lookup,
    )
    return Tie(
        left=portfolio.proposals[left].id,
        right=portfolio.proposals[right].id,
        probability=match.probability,
        terms=_words(match),
    )


def _words(match: Match) -> tuple[str, ...]:
    """The words that the strongest signals rest on, each once."""
    said: dict[str, None] = {}
    for evidence in match.evidence:
        said |= dict.fromkeys(evidence.terms)
        said |= dict.fromkeys(f"{pair.left} = {pair.right}" for pair in evidence.pairs)
    return tuple(said)[:_TERMS]
