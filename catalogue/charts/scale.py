"""From numbers to places along a line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor

Mark = tuple[float, str]
"""A number and what to call it."""


@dataclass(frozen=True)
class Scale:
    """A straight scale: ``low`` stands at ``start``, ``high`` at ``end``; high is above low."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Where a number stands."""
        share = (value - self.low) / (self.high - self.low)
        return round(self.start + share * (self.end - self.start), 2)

    def apart(self, marks: Iterable[Mark], letter: float) -> list[Mark]:
        """Marks inside the scale whose names do not run into each other, those near 0 first.

        ``letter`` is the width of a letter; names are centred on their number.
        """
        kept: list[tuple[float, float, Mark]] = []
        for value, name in sorted(marks, key=lambda mark: (abs(mark[0]), mark)):
            half = (len(name) + 1) * letter / 2
            left, right = self.at(value) - half, self.at(value) + half
            inside = self.low <= value <= self.high
            if inside and all(right <= one[0] or one[1] <= left for one in kept):
                kept.append((left, right, (value, name)))
        return sorted(mark for _, _, mark in kept)

    def ticks(self, most: int = 9) -> Sequence[int]:
        """Whole numbers inside the scale at an even distance, ``most`` of them at most."""
        step = max(ceil((self.high - self.low) / most), 1)
        first = ceil(self.low / step)
        return [number * step for number in range(first, floor(self.high / step) + 1)]


def covering(values: Iterable[float], start: float, end: float) -> Scale:
    """The scale that holds all values and 0, with some room on both sides."""
    held = [0.0, *values]
    room = max((max(held) - min(held)) * 0.04, 0.5)
    return Scale(min(held) - room, max(held) + room, start, end)
