from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from catalogue.services.pacing import Pace, TooFast
from catalogue.services.workspace import Workspace, opened
from catalogue.wording.errors import error_sentence

START = datetime(2026, 5, 4, 9, 0, tzinfo=timezone.utc)


def after(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def test_so_many_pass_in_a_window_and_then_wait_for_its_end(workspace: Workspace) -> None:
    pace = Pace("advice", 2, 60)
    pace.let_pass(workspace, "ana", after(0))
    pace.let_pass(workspace, "ana", after(30))
    with pytest.raises(TooFast) as caught:
        pace.let_pass(workspace, "ana", after(45))
    assert caught.value.seconds == 15
    pace.let_pass(workspace, "ana", after(60))
    with pytest.raises(TooFast):
        pace.let_pass(workspace, "ana", after(89))


def test_who_waits_keeps_nobody_else_waiting(workspace: Workspace) -> None:
    pace = Pace("advice", 1, 60)
    pace.let_pass(workspace, "ana", after(0))
    pace.let_pass(workspace, "leo", after(0))
    with pytest.raises(TooFast):
        pace.let_pass(workspace, "leo", after(1))


def test_a_refusal_does_not_make_the_wait_longer(workspace: Workspace) -> None:
    pace = Pace("advice", 1, 60)
    pace.let_pass(workspace, "ana", after(0))
    for seconds in range(1, 60, 10):
        with pytest.raises(TooFast):
            pace.let_pass(workspace, "ana", after(seconds))
    pace.let_pass(workspace, "ana", after(60))


def test_another_process_counts_on(workspace: Workspace) -> None:
    Pace("advice", 1, 60).let_pass(workspace, "ana", after(0))
    with opened(workspace.home) as other, pytest.raises(TooFast):
        Pace("advice", 1, 60).let_pass(other, "ana", after(1))


def test_who_asked_is_not_kept_by_name_nor_for_long(workspace: Workspace) -> None:
    pace = Pace("advice", 1, 60)
    pace.let_pass(workspace, "ana", after(0))
    rows = workspace.db.execute("SELECT account, address FROM attempt").fetchall()
    assert len(rows) == 1
    assert "ana" not in rows[0][0]
    pace.let_pass(workspace, "leo", after(3600))
    assert workspace.db.execute("SELECT count(*) FROM attempt").fetchone() == (1,)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_wait_is_told(language: str) -> None:
    assert "15" in error_sentence(TooFast(15), language)  # type: ignore[arg-type]
