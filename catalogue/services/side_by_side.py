"""Work on many things that do not touch each other, spread over the machine's cores."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

LEAST = 60
"""Fewer things are done sooner by one process than by several that have to begin first."""

_AT_ONCE = 4

Prepare = Callable[[], AbstractContextManager[Callable[[Any], Any]]]
_held = ExitStack()
_work: list[Callable[[Any], Any]] = []


def side_by_side(
    prepare: Callable[[], AbstractContextManager[Callable[[T], R]]], things: Sequence[T]
) -> Iterator[R]:
    """What is made of each thing, in their order.

    ``prepare`` opens what one process works with, and gives the function to
    call; each process opens its own, and has what this one holds in memory.
    One process does it all where the system cannot fork, has one core, or the
    things are few. Raises what the function raises.
    """
    workers = min(_cores(), len(things) // (LEAST // 2))
    if len(things) < LEAST or workers < 2 or "fork" not in multiprocessing.get_all_start_methods():
        with prepare() as work:
            yield from map(work, things)
        return
    context = multiprocessing.get_context("fork")
    with context.Pool(workers, _begin, (prepare,)) as pool:
        for thing, (done, made) in zip(things, pool.imap(_try, things, _AT_ONCE), strict=True):
            yield made if done else _again(prepare, thing)


def _again(prepare: Prepare, thing: Any) -> Any:
    """What failed elsewhere, here: an error of ours does not travel between processes."""
    with prepare() as work:
        return work(thing)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _begin(prepare: Prepare) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that began it ends it
    _work.append(_held.enter_context(prepare()))


def _try(thing: Any) -> tuple[bool, Any]:
    try:
        return True, _work[-1](thing)
    except Exception:  # noqa: BLE001 - whoever asked does it again, and raises it
        return False, None
