"""Checking a whole file of proposals without storing them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from catalogue.domain.match import CheckResult
from catalogue.domain.proposal import Proposal
from catalogue.domain.screened import Screened

from .checking import Checker, Wanted
from .clustering import clusters_of
from .corpora import shipped_model
from .labelling import visiting_entries
from .portfolio import MOST_PROPOSALS, compared
from .presenting import identities, result_for_machines
from .progress import Watch, unwatched
from .resembling import resemblances
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


def screen_whole(
    workspace: Workspace,
    proposals: Sequence[Proposal],
    wanted: Wanted | None,
    watch: Watch = unwatched,
) -> Screened:
    """The proposals compared with the catalogue, and with one another.

    ``wanted`` says how many matches of the catalogue; None does not ask it. Of
    too many proposals, no two are compared with each other where the catalogue
    is asked; where it is not, raises TooManyProposals.
    """
    results = None if wanted is None else list(checked(workspace, proposals, wanted, watch))
    matches = [match for result in results or () for match in result.matches]
    within = None
    if results is None or len(proposals) <= MOST_PROPOSALS:
        portfolio = compared(workspace, proposals, watch)
        within = resemblances(portfolio, clusters_of(portfolio), watch)
    model = shipped_model()
    known = identities(workspace, matches)
    return Screened(proposals, model.name, model.thresholds, results, known, within)
