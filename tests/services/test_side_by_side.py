from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from catalogue.domain.errors import NotFound
from catalogue.domain.match import CheckResult
from catalogue.services import side_by_side as doing
from catalogue.services.checking import Wanted
from catalogue.services.screening import checked
from catalogue.services.side_by_side import LEAST, side_by_side
from catalogue.services.workspace import Workspace, opened

from .builders import component, draft, stored


@pytest.fixture(autouse=True)
def _two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doing, "_cores", lambda: 2)


@contextmanager
def squaring() -> Iterator[Callable[[int], tuple[int, int]]]:
    yield lambda number: (number * number, os.getpid())


def test_several_processes_keep_the_order() -> None:
    made = list(side_by_side(squaring, range(LEAST * 2)))
    assert [square for square, _ in made] == [number * number for number in range(LEAST * 2)]
    assert os.getpid() not in {process for _, process in made}


def test_few_things_are_done_here() -> None:
    made = list(side_by_side(squaring, range(LEAST - 1)))
    assert {process for _, process in made} == {os.getpid()}


def test_one_core_does_it_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doing, "_cores", lambda: 1)
    made = list(side_by_side(squaring, range(LEAST)))
    assert {process for _, process in made} == {os.getpid()}


@contextmanager
def refusing() -> Iterator[Callable[[int], int]]:
    def work(number: int) -> int:
        if number == LEAST // 2:
            raise NotFound(type="component", id=str(number))
        return number

    yield work


def test_an_error_of_ours_comes_through_whole() -> None:
    made = side_by_side(refusing, range(LEAST))
    with pytest.raises(NotFound) as caught:
        list(made)
    assert caught.value.params == {"type": "component", "id": str(LEAST // 2)}


def test_what_was_made_until_then_can_be_used() -> None:
    made = side_by_side(refusing, range(LEAST))
    assert [next(made) for _ in range(5)] == [0, 1, 2, 3, 4]
    made.close()  # type: ignore[attr-defined]


def test_proposals_are_checked_alike_by_one_process_and_by_several(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored(workspace, component("a"), component("b", name={"en": "Snow"}, summary={"en": "Snow"}))
    proposals = [draft(f"p-{number}", title=f"Booking {number}") for number in range(LEAST)]

    def found() -> list[CheckResult]:
        return list(checked(workspace, proposals, Wanted(top=2)))

    several = found()
    monkeypatch.setattr(doing, "_cores", lambda: 1)
    assert several == found()
    assert all(one.matches for one in several)


def test_a_process_opens_what_it_works_with_itself(home: Path) -> None:
    @contextmanager
    def counting() -> Iterator[Callable[[int], int]]:
        with opened(home) as own:
            yield lambda _: int(own.db.execute("SELECT count(*) FROM capability").fetchone()[0])

    assert len(set(side_by_side(counting, range(LEAST)))) == 1
