from __future__ import annotations

import pytest

from catalogue.services import pacing
from catalogue.services.pacing import Pace, TooFast
from catalogue.wording.errors import error_sentence


def test_so_many_pass_in_a_window_and_then_wait_for_its_end() -> None:
    pace = Pace(2, 60)
    pace.let_pass("ana", 0)
    pace.let_pass("ana", 30)
    with pytest.raises(TooFast) as caught:
        pace.let_pass("ana", 45)
    assert caught.value.seconds == 15
    pace.let_pass("ana", 60)
    with pytest.raises(TooFast):
        pace.let_pass("ana", 89)


def test_who_waits_keeps_nobody_else_waiting() -> None:
    pace = Pace(1, 60)
    pace.let_pass("ana", 0)
    pace.let_pass("leo", 0)
    with pytest.raises(TooFast):
        pace.let_pass("leo", 1)


def test_a_refusal_does_not_make_the_wait_longer() -> None:
    pace = Pace(1, 60)
    pace.let_pass("ana", 0)
    for at in range(1, 60):
        with pytest.raises(TooFast):
            pace.let_pass("ana", at)
    pace.let_pass("ana", 60)


def test_who_is_long_gone_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pacing, "_MOST_KEYS", 2)
    pace = Pace(1, 60)
    for at, who in enumerate(("ana", "leo")):
        pace.let_pass(who, at)
    pace.let_pass("zoe", 100)
    assert set(pace._passed) == {"zoe"}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_wait_is_told(language: str) -> None:
    assert "15" in error_sentence(TooFast(15), language)  # type: ignore[arg-type]
