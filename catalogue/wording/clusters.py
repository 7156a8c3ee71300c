"""Clusters of a portfolio in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from catalogue.domain.cluster import Cluster
from catalogue.domain.text import Language
from catalogue.formats.clustering import CLUSTER_COLUMNS, MEMBER_COLUMNS

from .screening_summary import is_shared
from .sentences import money, percent, say

_TITLES = 6
_BODIES = 8


def cluster_headings(language: Language) -> dict[str, str]:
    """Headings of a table of clusters."""
    codes = (*CLUSTER_COLUMNS, *MEMBER_COLUMNS)
    return {code: say(f"column.{code}", language) for code in codes}


def cluster_report(found: Sequence[Cluster], language: Language) -> str:
    """The clusters as a person reads them in a terminal."""
    if not found:
        return say("clusters.none", language) + "\n"
    return "\n".join(line for cluster in found for line in _told(cluster, language)) + "\n"


def _told(cluster: Cluster, language: Language) -> Iterator[str]:
    place = cluster.id.removeprefix("cluster-")
    yield f"{place:>3}. {cluster.name}"
    yield "     " + say(
        "clusters.size",
        language,
        proposals=len(cluster.proposals),
        bodies=len(cluster.bodies),
        cohesion=percent(cluster.cohesion, language),
    )
    shared = is_shared(cluster)
    yield "     " + say(
        "clusters.money_shared" if shared else "clusters.money",
        language,
        money=money(cluster.money, language),
        beyond=money(cluster.beyond_one_body if shared else cluster.beyond_largest, language),
    )
    if cluster.without_cost:
        yield "     " + say("clusters.without_cost", language, count=cluster.without_cost)
    if cluster.bodies:
        yield "     " + _bodies(cluster.bodies, language)
    titles = dict.fromkeys(cluster.titles)
    shown = list(titles)[:_TITLES]
    if len(titles) > 1:
        yield from (f"       · {title}" for title in shown)
    if len(titles) > len(shown):
        yield "       " + say("clusters.more", language, count=len(titles) - len(shown))
    if cluster.ties and cluster.ties[0].terms:
        words = ", ".join(cluster.ties[0].terms)
        yield "     " + say("clusters.because", language, words=words)
    yield ""


def _bodies(bodies: Sequence[str], language: Language) -> str:
    shown, more = ", ".join(bodies[:_BODIES]), len(bodies) - _BODIES
    if more > 0:
        return say("clusters.bodies_and_more", language, bodies=shown, count=more)
    return say("clusters.bodies", language, bodies=shown)
