"""Checking a whole file of proposals without storing them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from catalogue.domain.proposal import Proposal

from .checking import Checker, Wanted
from .labelling import visiting_entries
from .presenting import result_for_machines
from .progress import Watch, unwatched
from .workspace import Workspace


def screen(
    workspace: Workspace,
    proposals: Sequence[Proposal],
    wanted: Wanted,
    watch: Watch = unwatched,
) -> Iterator[dict[str, Any]]:
    """Each proposal's matches, in the order of the proposals.

    What the file's proposals have in common as funding requests (their words,
    the mean of their vectors) counts for less in all of them.
    """
    checker = Checker(workspace, visiting_entries(workspace, proposals))
    for done, proposal in enumerate(proposals, start=1):
        result = checker.check(proposal, wanted)
        yield result_for_machines(proposal, result)
        watch("checking", done, len(proposals))
