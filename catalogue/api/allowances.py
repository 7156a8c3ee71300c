"""How many requests a caller may make in a while, counted by each process for itself."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from threading import Lock

from catalogue.services.pacing import TooFast

_MOST_CALLERS = 10_000


@dataclass(frozen=True)
class Left:
    """What remains of an allowance: requests, and the seconds until all are there again."""

    requests: int
    seconds: int


class Allowance:
    """So many requests a caller in each window of ``seconds``, which begins with the first."""

    def __init__(
        self, name: str, most: int, seconds: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.name, self.most, self.seconds = name, most, seconds
        self._clock = clock
        self._lock = Lock()
        self._windows: dict[str, tuple[float, int]] = {}

    @property
    def policy(self) -> str:
        """As the header ``RateLimit-Policy`` says it (draft-ietf-httpapi-ratelimit-headers-10)."""
        return f'"{self.name}";q={self.most};w={self.seconds}'

    def said(self, left: Left) -> str:
        """As the header ``RateLimit`` says what remains."""
        return f'"{self.name}";r={left.requests};t={left.seconds}'

    def take(self, caller: str) -> Left:
        """Count a request of a caller. Raises TooFast where none was left."""
        now = self._clock()
        with self._lock:
            if len(self._windows) > _MOST_CALLERS:
                self._forget(now)
            ends, made = self._windows.get(caller, (now + self.seconds, 0))
            if ends <= now:
                ends, made = now + self.seconds, 0
            if made >= self.most:
                raise TooFast(max(1, ceil(ends - now)))
            self._windows[caller] = (ends, made + 1)
        return Left(self.most - made - 1, max(1, ceil(ends - now)))

    def _forget(self, now: float) -> None:
        self._windows = {key: one for key, one in self._windows.items() if one[0] > now}
