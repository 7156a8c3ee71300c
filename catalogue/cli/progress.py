"""Progress bars on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from catalogue.services.progress import Watch

from .speech import say

_SHORT = 50
"""Work on fewer things than this is over before a bar could be read."""


class _Bars:
    """One bar a stage; the next stage ends the last one's bar."""

    def __init__(self) -> None:
        self.stage = ""
        self.done = 0
        self.bar: Any = None

    def __call__(self, stage: str, done: int, total: int) -> None:
        if stage != self.stage or done < self.done:
            self.close()
            self.stage, self.done = stage, 0
            if total >= _SHORT:
                label = f"{say(f'progress.{stage}'):<20}"
                self.bar = click.progressbar(length=total, label=label, file=sys.stderr)
                self.bar.__enter__()
        if self.bar is not None:
            self.bar.update(done - self.done)
        self.done = done

    def close(self) -> None:
        if self.bar is not None:
            self.bar.__exit__(None, None, None)
            self.bar = None
        self.stage = ""


@contextmanager
def watching() -> Iterator[Watch]:
    """A watch that draws bars while the block runs."""
    bars = _Bars()
    try:
        yield bars
    finally:
        bars.close()
