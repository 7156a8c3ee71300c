"""A whole portfolio against itself: which proposals are one initiative, paid for several times."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from catalogue.domain.cluster import Cluster, Tie
from catalogue.domain.match import Match
from catalogue.domain.proposal import Proposal
from catalogue.matching.clusters import by_centrality, clusters, cohesion

from .portfolio import Portfolio, compared
from .progress import Watch, unwatched
from .workspace import Workspace

MOST_TIES = 5
_TERMS = 6
_SEVERAL = 2


def find_clusters(
    workspace: Workspace, proposals: Sequence[Proposal], watch: Watch = unwatched
) -> list[Cluster]:
    """Groups of proposals that look like one initiative.

    Those of several public bodies come first, in both the most money at risk
    first. Nothing is stored. Raises TooManyProposals.
    """
    return clusters_of(compared(workspace, proposals, watch))


def clusters_of(portfolio: Portfolio) -> list[Cluster]:
    """The same of a portfolio whose pairs have been compared."""
    found = [_described(portfolio, members) for members in clusters(portfolio.likeness)]
    found.sort(key=_worth_a_look)
    numbered = enumerate(found, start=1)
    return [one.model_copy(update={"id": f"cluster-{place}"}) for place, one in numbered]


def _worth_a_look(cluster: Cluster) -> tuple[bool, float, int, str]:
    """What several public bodies pay for comes before the phases of one body's programme."""
    alone = len(cluster.bodies) < _SEVERAL
    at_risk = cluster.beyond_largest if alone else cluster.beyond_one_body
    return alone, -at_risk, -len(cluster.proposals), cluster.name


def _described(portfolio: Portfolio, members: list[int]) -> Cluster:
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
        costs=tuple(one.total_cost for one in proposals),
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


def _ties(portfolio: Portfolio, members: list[int]) -> list[Tie]:
    pairs = sorted(
        combinations(members, 2), key=lambda pair: (-portfolio.likeness[pair[0], pair[1]], pair)
    )
    return [_tie(portfolio, *pair) for pair in pairs[:MOST_TIES]]


def _tie(portfolio: Portfolio, left: int, right: int) -> Tie:
    match = portfolio.match(left, right)
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
