"""Days on which public bodies work, as far as the week tells."""

from __future__ import annotations

from datetime import date, timedelta

_SATURDAY = 5


def working_days_after(day: date, count: int) -> date:
    """The day that comes so many days from Monday to Friday after a day.

    Public holidays count as working days: they differ between bodies.
    """
    while count > 0:
        day += timedelta(days=1)
        count -= day.weekday() < _SATURDAY
    return day
