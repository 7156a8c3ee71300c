"""The check, run on what the catalogue holds now, or not at all."""

from __future__ import annotations

from catalogue.domain.component import Component
from catalogue.domain.errors import CatalogueError
from catalogue.domain.match import CheckResult
from catalogue.domain.proposal import Proposal
from catalogue.matching.model import ModelUnusable
from catalogue.search.errors import IndexUnavailable
from catalogue.storage.errors import DatabaseBusy, DerivedDamaged

from .checking import Checker, Wanted
from .keeping_up import keep_up
from .likeness import CORPORA
from .workspace import Workspace

PATIENCE = 20.0
"""Seconds that a check which will be relied upon waits for the latest changes."""

_TRIES = 3
"""How often a check is run that others' changes overtake."""


class CheckCouldNotRun(CatalogueError):
    """The check found nothing out: not that there are duplicates, nor that there are none.

    ``why`` is ``"behind"`` where the latest changes are not followed yet, or
    the code of what failed.
    """

    code = "check_could_not_run"


def check_now(
    workspace: Workspace,
    draft: Component | Proposal,
    wanted: Wanted,
    patience: float = PATIENCE,
) -> CheckResult:
    """What the draft may duplicate, every change up to now considered.

    ``patience`` is how many seconds it waits for the latest changes; where
    another comes while the check runs, it runs again. Not to be called inside
    a transaction. Raises CheckCouldNotRun.
    """
    for _ in range(_TRIES):
        try:
            followed = keep_up(workspace, patience)
            result = Checker(workspace, CORPORA.of(workspace)).check(draft, wanted)
        except (DatabaseBusy, DerivedDamaged, IndexUnavailable, ModelUnusable) as error:
            raise CheckCouldNotRun(why=error.code) from error
        if result.index.fresh:
            return result
        if not followed:
            break
    raise CheckCouldNotRun(why="behind")
