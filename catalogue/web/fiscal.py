"""Fiscal years, as public bodies count them."""

from __future__ import annotations

from .reading import today

_FIRST_MONTH = 4
_AHEAD = 6


def coming_years() -> list[str]:
    """The present fiscal year, which began on an April 1, and those that follow."""
    day = today()
    first = day.year if day.month >= _FIRST_MONTH else day.year - 1
    return [f"{year}-{year + 1}" for year in range(first, first + _AHEAD)]
