"""How often in a while somebody may ask for what takes the machine some work."""

from __future__ import annotations

import time
from collections import deque
from math import ceil
from threading import Lock

from catalogue.domain.errors import CatalogueError

_MOST_KEYS = 10_000


class TooFast(CatalogueError):
    """Somebody asked too often; ``seconds`` says in how many to ask again."""

    code = "too_fast"

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds=seconds)
        self.seconds = seconds


class Pace:
    """Lets everybody pass so many times in a window of seconds.

    Counts are this process's own and are lost with it: they protect the
    machine, not a secret, as ``limiting`` does.
    """

    def __init__(self, most: int, seconds: float) -> None:
        self.most, self.seconds = most, seconds
        self._passed: dict[str, deque[float]] = {}
        self._lock = Lock()

    def let_pass(self, who: str, now: float | None = None) -> None:
        """Count that somebody asks. Raises TooFast, and counts nothing, where it is too often."""
        at = time.monotonic() if now is None else now
        with self._lock:
            passed = self._passed.setdefault(who, deque())
            while passed and passed[0] <= at - self.seconds:
                passed.popleft()
            if len(passed) >= self.most:
                raise TooFast(max(1, ceil(passed[0] + self.seconds - at)))
            passed.append(at)
            if len(self._passed) > _MOST_KEYS:
                self._forget(at)

    def _forget(self, at: float) -> None:
        """Let go of who has not asked within the window."""
        self._passed = {
            who: passed
            for who, passed in self._passed.items()
            if passed and passed[-1] > at - self.seconds
        }
