"""How often somebody may ask for what costs much."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from threading import Lock

_PEOPLE = 10_000


class Pace:
    """At most ``most`` times within ``seconds`` for each key, in this process.

    Kept in memory: what is asked for stores nothing, and a little more of it
    after a restart hurts nobody. Safe to use from several threads.
    """

    def __init__(
        self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most, self._seconds, self._clock = most, seconds, clock
        self._asked: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = Lock()

    def allows(self, key: str) -> bool:
        """Whether the key may ask now; if so, it is counted."""
        now = self._clock()
        with self._lock:
            asked = self._asked.setdefault(key, deque())
            self._asked.move_to_end(key)
            while asked and asked[0] <= now - self._seconds:
                asked.popleft()
            if len(self._asked) > _PEOPLE:
                self._asked.popitem(last=False)
            if len(asked) >= self._most:
                return False
            asked.append(now)
            return True
