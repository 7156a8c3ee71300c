from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from catalogue.services.pacing import Pace


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_so_many_in_so_long() -> None:
    clock = Clock()
    pace = Pace(most=2, seconds=10, clock=clock)
    assert [pace.allows("ana") for _ in range(3)] == [True, True, False]
    assert pace.allows("leo")
    clock.now = 9.9
    assert not pace.allows("ana")
    clock.now = 10.0
    assert pace.allows("ana")


@given(st.lists(st.floats(0, 5), max_size=60), st.integers(1, 5))
def test_no_window_holds_more_than_allowed(pauses: list[float], most: int) -> None:
    clock, at = Clock(), []
    pace = Pace(most=most, seconds=10, clock=clock)
    for pause in pauses:
        clock.now += pause
        if pace.allows("ana"):
            at.append(clock.now)
    assert all(sum(start <= one < start + 10 for one in at) <= most for start in at)
