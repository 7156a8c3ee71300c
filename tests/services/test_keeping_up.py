from __future__ import annotations

from threading import Event

import pytest

from catalogue.services import keeping_up
from catalogue.services.browsing import SearchRequest, find
from catalogue.services.importing import import_file
from catalogue.services.keeping_up import keep_up
from catalogue.services.syncing import catch_up
from catalogue.services.workspace import Workspace
from catalogue.storage import queue

from .builders import component, written


def test_a_few_changes_are_followed_at_once(workspace: Workspace) -> None:
    path = written(workspace.home.parent / "one.jsonl", component("a"))
    import_file(workspace, path, actor="ana")
    assert queue.depth(workspace.db) == 1
    assert keep_up(workspace, patience=30)
    assert find(workspace, SearchRequest("booking")).total == 1
    assert keep_up(workspace, patience=0)


def test_nobody_waits_for_many(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on, calls = Event(), []

    def slow(own: Workspace) -> None:
        calls.append(own)
        go_on.wait(30)
        catch_up(own)

    monkeypatch.setattr(keeping_up, "catch_up", slow)
    path = written(workspace.home.parent / "one.jsonl", component("a"))
    import_file(workspace, path, actor="ana")
    assert not keep_up(workspace, patience=0.01)
    assert not keep_up(workspace, patience=0.01)
    go_on.set()
    assert keep_up(workspace, patience=30)
    assert len(calls) == 1
    assert calls[0] is not workspace
