"""How often in a while somebody may ask for what takes the machine some work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from catalogue.domain.errors import CatalogueError
from catalogue.storage import attempts
from catalogue.storage.connection import transaction
from catalogue.storage.times import moment

from .limiting import WINDOW, Purpose, kept_key
from .workspace import Workspace


class TooFast(CatalogueError):
    """Somebody asked too often; ``seconds`` says in how many to ask again."""

    code = "too_fast"

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds=seconds)
        self.seconds = seconds


@dataclass(frozen=True)
class Pace:
    """Lets everybody pass so many times in a window of seconds.

    Counted where attempts to sign in are, so that all processes that serve an
    instance count together.
    """

    purpose: Purpose
    most: int
    seconds: float

    def let_pass(self, workspace: Workspace, who: str, at: datetime | None = None) -> None:
        """Count that somebody asks. Raises TooFast, and counts nothing, where it is too often."""
        now = moment(at)
        key = kept_key(workspace, self.purpose, "pace", who)
        window = timedelta(seconds=self.seconds)
        with transaction(workspace.db) as db:
            attempts.forget_before(db, now - 2 * WINDOW)
            passed = attempts.latest(db, "account", key, self.most)
            if len(passed) == self.most and passed[-1] > now - window:
                raise TooFast(max(1, ceil((passed[-1] + window - now).total_seconds())))
            attempts.note(db, key, "", now)
