from __future__ import annotations

from datetime import timedelta

import pytest

from catalogue.services import once as doing
from catalogue.services.once import ABANDONED, REMEMBERED, StillUnderWay, once
from catalogue.services.workspace import Workspace
from catalogue.storage import answers
from catalogue.storage.connection import transaction

from .accounts import NOON


class Broken(Exception):
    """What an act raises."""


def test_an_act_happens_once_a_form(workspace: Workspace) -> None:
    done: list[str] = []

    def act() -> str:
        done.append("x")
        return f"/{len(done)}"

    assert [once(workspace, "form", act) for _ in range(3)] == ["/1"] * 3
    assert once(workspace, "other", act) == "/2"


def test_an_act_that_failed_may_be_tried_again(workspace: Workspace) -> None:
    def fail() -> str:
        raise Broken

    with pytest.raises(Broken):
        once(workspace, "form", fail)
    assert once(workspace, "form", lambda: "/there") == "/there"


def test_what_is_under_way_is_not_done_twice(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doing, "_WAIT_SECONDS", 0.1)
    with transaction(workspace.db) as db:
        answers.begin(db, "form", NOON)
    with pytest.raises(StillUnderWay):
        once(workspace, "form", lambda: "/twice", NOON + ABANDONED / 2)


def test_what_was_cut_off_may_be_tried_again(workspace: Workspace) -> None:
    with transaction(workspace.db) as db:
        answers.begin(db, "form", NOON)
    assert once(workspace, "form", lambda: "/there", NOON + ABANDONED) == "/there"


def test_forms_are_forgotten_after_a_day(workspace: Workspace) -> None:
    assert once(workspace, "form", lambda: "/first", NOON) == "/first"
    assert once(workspace, "form", lambda: "/later", NOON + REMEMBERED) == "/first"
    later = NOON + REMEMBERED + timedelta(seconds=1)
    assert once(workspace, "form", lambda: "/later", later) == "/later"
