"""Doing what a form asks once, however often the button was pressed."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from catalogue.domain.errors import CatalogueError
from catalogue.storage import answers
from catalogue.storage.connection import transaction
from catalogue.storage.times import moment

from .workspace import Workspace

REMEMBERED = timedelta(days=1)
"""How long after the first a form may come again and lead to the same place."""

ABANDONED = timedelta(minutes=1)
"""Who has worked on a form for so long was cut off; it may be tried again."""

_WAIT_SECONDS = 45.0
_LOOK_EVERY_SECONDS = 0.05


class StillUnderWay(CatalogueError):
    """The same form came before and is still being worked on."""

    code = "still_under_way"


def once(
    workspace: Workspace, form: str, act: Callable[[], str], at: datetime | None = None
) -> str:
    """Where the form leads: what ``act`` returned the first time that this form came.

    ``form`` is a key that tells forms apart by what they hold. Who presses
    twice waits for the first to end. Where ``act`` raises, the form may come
    again. Raises what ``act`` raises, and StillUnderWay.
    """
    deadline = time.monotonic() + _WAIT_SECONDS
    while not _began(workspace, form, moment(at)):
        found = answers.find(workspace.db, form)
        if found and found.address is not None:
            return found.address
        if time.monotonic() > deadline:
            raise StillUnderWay()
        time.sleep(_LOOK_EVERY_SECONDS)
    try:
        address = act()
    except BaseException:
        with transaction(workspace.db) as db:
            answers.give_up(db, form)
        raise
    with transaction(workspace.db) as db:
        answers.finish(db, form, address)
    return address


def _began(workspace: Workspace, form: str, at: datetime) -> bool:
    """Whether the form is now this caller's to work on."""
    with transaction(workspace.db) as db:
        answers.forget_before(db, at - REMEMBERED)
        found = answers.find(db, form)
        if found and (found.address is not None or at - found.at < ABANDONED):
            return False
        answers.begin(db, form, at)
        return True
