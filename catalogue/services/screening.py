"""Checking a whole file of proposals without storing them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from catalogue.domain.cluster import Cluster
from catalogue.domain.match import CheckResult
from catalogue.domain.proposal import Proposal

from .checking import Checker, Wanted
from .clustering import clusters_of
from .labelling import visiting_entries
from .portfolio import compared
from .presenting import result_for_machines
from .progress import Watch, unwatched
from .resembling import Resemblances, resemblances
from .workspace import Workspace


def checked(
    workspace: Workspace,
    proposals: Sequence[Proposal],
    wanted: Wanted,
    watch: Watch = unwatched,
) -> Iterator[CheckResult]:
    """Each proposal's matches, in the order of the proposals.

    What the file's proposals have in common as funding requests (their words,
    the mean of their vectors) counts for less in all of them.
    """
    checker = Checker(workspace, visiting_entries(workspace, proposals))
    for done, proposal in enumerate(proposals, start=1):
        yield checker.check(proposal, wanted)
        watch("checking", done, len(proposals))


def screen(
    workspace: Workspace,
    proposals: Sequence[Proposal],
    wanted: Wanted,
    watch: Watch = unwatched,
) -> Iterator[dict[str, Any]]:
    """The same as machines read it."""
    results = checked(workspace, proposals, wanted, watch)
    for proposal, result in zip(proposals, results, strict=True):
        yield result_for_machines(proposal, result)


@dataclass(frozen=True)
class Within:
    """What the proposals of a file have in common with one another."""

    clusters: Sequence[Cluster]
    resemblances: Resemblances


def compare_within(
    workspace: Workspace, proposals: Sequence[Proposal], watch: Watch = unwatched
) -> Within:
    """Which proposals of a file are one initiative, and the evidence of each pair.

    Raises TooManyProposals.
    """
    portfolio = compared(workspace, proposals, watch)
    clusters = clusters_of(portfolio)
    return Within(clusters, resemblances(portfolio, clusters, watch))
