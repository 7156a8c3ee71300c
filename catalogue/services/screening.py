"""Checking a whole file of proposals without storing them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from catalogue.domain.match import CheckResult
from catalogue.domain.proposal import Proposal
from catalogue.domain.screened import Screened

from .checking import Checker, Wanted
from .clustering import clusters_of
from .corpora import Corpora
from .labelling import visiting_entries
from .portfolio import compared
from .presenting import identities, result_for_machines
from .progress import Watch, unwatched
from .resembling import resemblances
from .side_by_side import side_by_side
from .workspace import Workspace, opened

MOST_UNASKED = 1_500
"""Proposals that are compared with one another beside the check: some minutes' work. That of
more grows with the square of their number."""


def checked(
    workspace: Workspace,
    proposals: Sequence[Proposal],
    wanted: Wanted,
    watch: Watch = unwatched,
    around: Corpora | None = None,
) -> Iterator[CheckResult]:
    """Each proposal's matches, in the order of the proposals.

    ``around`` are corpora that they visit, where they are made already.

    What the file's proposals have in common as funding requests (their words,
    the mean of their vectors) counts for less in all of them.
    """
    corpora = around or visiting_entries(workspace, proposals)

    @contextmanager
    def checking() -> Iterator[Callable[[Proposal], CheckResult]]:
        with opened(workspace.home) as own:
            checker = Checker(own, corpora)
            yield lambda proposal: checker.check(proposal, wanted)

    for done, result in enumerate(side_by_side(checking, proposals), start=1):
        yield result
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

    ``wanted`` says how many matches of the catalogue; None does not ask it, and
    raises TooManyProposals. Where it is asked, more than ``MOST_UNASKED``
    proposals are not compared with one another.
    """
    within, results = None, None
    around = visiting_entries(workspace, proposals)
    if wanted is not None:
        results = list(checked(workspace, proposals, wanted, watch, around))
    if results is None or len(proposals) <= MOST_UNASKED:
        portfolio = compared(workspace, proposals, watch, around)
        within = resemblances(portfolio, clusters_of(portfolio), watch)
    known = identities(workspace, [match for one in results or () for match in one.matches])
    model = around.model
    return Screened(proposals, model.name, model.thresholds, results, known, within)
