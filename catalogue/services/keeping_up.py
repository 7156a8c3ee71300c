"""Following changes between two requests, without making anybody wait for long."""

from __future__ import annotations

import logging
from pathlib import Path
from threading import Lock, Thread

from catalogue.domain.errors import CatalogueError
from catalogue.storage import queue

from .syncing import catch_up
from .workspace import Workspace, opened

PATIENCE = 1.0
"""Seconds that a request waits for the copies; a few changes take a tenth of that."""

_log = logging.getLogger(__name__)
_workers: dict[Path, Thread] = {}
_lock = Lock()


def keep_up(workspace: Workspace, patience: float = PATIENCE) -> bool:
    """Whether the copies follow every change, after a wait of at most so many seconds.

    What takes longer goes on by itself, in one thread for the whole process.
    """
    if queue.depth(workspace.db) == 0:
        return True
    _at_work(workspace.home.absolute()).join(patience)
    workspace.renew_vocabulary()
    return queue.depth(workspace.db) == 0


def _at_work(home: Path) -> Thread:
    with _lock:
        worker = _workers.get(home)
        if worker is None or not worker.is_alive():
            # Stopping the process in the middle is safe: see catch_up.
            worker = Thread(target=_follow, args=(home,), daemon=True, name=f"follow {home}")
            _workers[home] = worker
            worker.start()
        return worker


def _follow(home: Path) -> None:
    try:
        with opened(home) as workspace:
            catch_up(workspace)
    except CatalogueError:
        _log.exception("the copies in %s could not follow the latest changes", home)
