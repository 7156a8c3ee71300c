"""How long work tells those who wait for it how far it is."""

from __future__ import annotations

from collections.abc import Callable

Watch = Callable[[str, int, int], None]
"""Called with a stage's code, how much is done and how much there is."""


def unwatched(_stage: str, _done: int, _total: int) -> None:
    """For work that nobody waits for."""
