"""Figures about public bodies for those who may not know of each: of several only, and rounded.

A figure of few would tell of one: who knows of their own could take it off. A least number of
contributors and rounding are what statistical offices use (Hundepool et al., « Statistical
Disclosure Control », 2012).
"""

from __future__ import annotations

from collections.abc import Collection

FEWEST = 3
"""Public bodies besides the reader's own of which there has to be something to tell."""

_STEPS = (5, 2, 1)


def enough(bodies: Collection[str | None], own: Collection[str]) -> bool:
    """Whether there are so many bodies, the reader's own left aside, that none stands out."""
    return len({body for body in bodies if body is not None} - set(own)) >= FEWEST


def at_least(value: float) -> int:
    """The largest of 1, 2, 5, 10, 20, 50… that the value reaches; 0 below one.

    What is added to a figure so told moves it seldom, and never by its own amount.
    """
    if value < 1:
        return 0
    power: int = 10 ** (len(str(int(value))) - 1)
    return next(step * power for step in _STEPS if step * power <= value)
