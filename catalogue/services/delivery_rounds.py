"""The messenger of a process that serves: sends what is due, rests, and looks again."""

from __future__ import annotations

import logging
from pathlib import Path
from threading import Event, Thread

from catalogue.domain.errors import CatalogueError

from .delivering import deliver_due
from .permissions import COMMAND_LINE
from .reaching import Reach
from .workspace import opened

REST_SECONDS = 5.0

_log = logging.getLogger(__name__)


class Messenger:
    """Works in a thread of its own until it is told to stop, or the process ends.

    Ending in the middle is safe: what was being sent is sent again later.
    """

    def __init__(self, home: Path, reach: Reach, rest: float = REST_SECONDS) -> None:
        self._home, self._reach, self._rest = home, reach, rest
        self._stopped = Event()
        self._thread: Thread | None = None

    def start(self) -> Messenger:
        """Begin, in this process."""
        # Made here and not earlier: from Python 3.13 on, a thread made before a fork starts in
        # the parent only.
        self._thread = Thread(target=self._work, daemon=True, name="messenger")
        self._thread.start()
        return self

    def stop(self) -> None:
        """End, once what is being sent is sent."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join()

    def _work(self) -> None:
        while not self._stopped.is_set():
            try:
                with opened(self._home) as workspace:
                    deliver_due(COMMAND_LINE, workspace, self._reach)
            except CatalogueError:
                _log.exception("messages in %s could not be sent", self._home)
            self._stopped.wait(self._rest)
