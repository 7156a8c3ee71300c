from __future__ import annotations

from pathlib import Path
from threading import Barrier, Thread
from types import SimpleNamespace
from typing import Any, cast

from catalogue.services.kept import Kept
from catalogue.services.workspace import Workspace


class Maker:
    """Counts how often a value is made."""

    def __init__(self) -> None:
        self.version, self.made = 1, 0
        self.kept: Kept[str] = Kept(lambda _: self.version, self.make)

    def make(self, workspace: Workspace) -> str:
        self.made += 1
        return f"{workspace.home}-{self.version}"

    def of(self, home: str) -> str:
        return self.kept.of(cast(Workspace, SimpleNamespace(home=Path(home))))


def test_a_value_is_made_once_a_version() -> None:
    maker = Maker()
    assert maker.of("/a") is maker.of("/a")
    maker.version = 2
    assert maker.of("/a") == "/a-2"
    assert maker.made == 2


def test_each_instance_has_its_own_and_few_are_kept() -> None:
    maker = Maker()
    assert maker.of("/a") != maker.of("/b")
    for home in "cdef":
        maker.of(f"/{home}")
    before = maker.made
    maker.of("/f")
    assert maker.made == before
    maker.of("/a")
    assert maker.made == before + 1


def test_those_who_ask_at_once_wait_for_one_of_them() -> None:
    maker, start, found = Maker(), Barrier(8), list[Any]()

    def ask() -> None:
        start.wait()
        found.append(maker.of("/a"))

    threads = [Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == ["/a-1"] * 8
    assert maker.made == 1
