"""Instances that are made once for all workers, and of which everybody gets a copy.

What was made is kept as one packed file. It cannot be opened as an instance, so nobody writes
to it, or begins and ends SQLite's own files beside it, while another copies it.
"""

from __future__ import annotations

import os
import shutil
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from catalogue.services.workspace import Workspace, opened


class Mould:
    """Gives away copies of an instance that itself is out of reach."""

    def __init__(self, packed: Path) -> None:
        self._packed = packed

    def cast(self, home: Path) -> Path:
        """A new copy in a folder that does not exist yet; anything may be done to it."""
        home.mkdir()
        with tarfile.open(self._packed) as held:
            held.extractall(home, filter="data")
        return home


def mould(
    factory: pytest.TempPathFactory,
    name: str,
    fill: Callable[[Workspace], None],
    *,
    start: Mould | None = None,
) -> Mould:
    """The mould of an instance, new or begun as another, that the first worker fills."""
    base = factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    packed = shared / f"{name}.tar"
    with FileLock(shared / f"{name}.lock"):
        if not packed.exists():
            home = factory.mktemp(name) / "home"
            if start:
                start.cast(home)
            with opened(home, create=not start) as workspace:
                fill(workspace)
            pack(home, packed)
    return Mould(packed)


def pack(home: Path, packed: Path) -> None:
    """Put an instance that nobody has open away, for good: its folder is gone afterwards."""
    assert not [*home.glob("*-wal")], f"somebody has {home} open"
    part = packed.with_suffix(".part")
    with tarfile.open(part, "w") as held:
        held.add(home, ".")
    shutil.rmtree(home)
    part.replace(packed)
