"""What is costly to make from a workspace, kept for the whole process while it stays true."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from pathlib import Path
from threading import Lock
from typing import Generic, TypeVar

from .workspace import Workspace

T = TypeVar("T")

_MOST_INSTANCES = 4


class Kept(Generic[T]):
    """A value that requests share, made anew when the version of what it was made from changes.

    ``version`` is asked at every use and has to be quick. Requests that find
    the value outdated wait while one of them makes the new one.
    """

    def __init__(
        self, version: Callable[[Workspace], Hashable], make: Callable[[Workspace], T]
    ) -> None:
        self._version = version
        self._make = make
        self._lock = Lock()
        self._held: OrderedDict[Path, tuple[Hashable, T]] = OrderedDict()

    def of(self, workspace: Workspace) -> T:
        """The value that is true of the workspace now."""
        home, version = workspace.home.absolute(), self._version(workspace)
        held = self._held.get(home)
        if held is not None and held[0] == version:
            return held[1]
        with self._lock:
            return self._made(home, version, workspace)

    def _made(self, home: Path, version: Hashable, workspace: Workspace) -> T:
        held = self._held.get(home)
        if held is not None and held[0] == version:
            return held[1]  # somebody else made it while this one waited
        value = self._make(workspace)
        self._held[home] = (version, value)
        while len(self._held) > _MOST_INSTANCES:
            self._held.popitem(last=False)
        return value
