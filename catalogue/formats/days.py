"""Days as people write them in lists: by numbers in any order, and with names of months."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Literal

Order = Literal["day_first", "month_first"]
"""Which number comes first where the year comes last: ``31/12/2018`` or ``12/31/2018``."""

_ISO = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?:[ T]\d{1,2}:\d{2}.*)?")
_YEAR_FIRST = re.compile(r"(\d{4})[-/. ](\d{1,2})(?:[-/. ](\d{1,2}))?")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?: \d{1,2}:\d{2}.*)?")
_MONTH_OF_YEAR = re.compile(r"(\d{1,2})[-/](\d{4})")
_NAMED = re.compile(
    r"(?:(?:[a-z]+day,?|[a-z]+di|dimanche) )?(?:le )?"
    r"(?:(?P<first>\d{1,2})(?:er|st|nd|rd|th)?[-. ]+(?:of |de )?)?(?P<month>[a-z]{3,9})\.?"
    r"(?:[-. ]+(?P<second>\d{1,2})(?:st|nd|rd|th)?)??[-., ]+(?P<year>\d{4}|\d{2})"
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier janv",
            "february feb fevrier fevr fev",
            "march mar mars",
            "april apr avril avr",
            "may mai",
            "june jun juin",
            "july jul juillet juil",
            "august aug aout",
            "september sep sept septembre",
            "october oct octobre",
            "november nov novembre",
            "december dec decembre",
        ),
        start=1,
    )
    for name in names.split()
}
_CENTURY = 2000
_TURN = 70
"""Years of two digits from here on are of the century before."""


def day_of(cell: str, order: Order | None = None, *, last: bool = False) -> str | None:
    """The day as YYYY-MM-DD; None where the cell holds none.

    ``order`` says how to read numbers that could be either; without it, such a
    cell holds none. Of a month without a day it is the first, or the ``last``.
    """
    text = _folded(cell)
    if found := _ISO.fullmatch(text) or _YEAR_FIRST.fullmatch(text):
        return _iso(found[1], found[2], found[3], last)
    if found := _MONTH_OF_YEAR.fullmatch(text):
        return _iso(found[2], found[1], None, last)
    if found := _YEAR_LAST.fullmatch(text):
        told = _told(found[1], found[3]) or order
        if told is None and found[1] != found[3]:
            return None
        day, month = (found[3], found[1]) if told == "month_first" else (found[1], found[3])
        return _iso(found[4], month, day, last)
    if (found := _NAMED.fullmatch(text)) and found["month"] in _MONTHS:
        if found["first"] and found["second"]:
            return None
        month = str(_MONTHS[found["month"]])
        return _iso(found["year"], month, found["first"] or found["second"], last)
    return None


def is_day(cell: str) -> bool:
    """Whether the cell is a day, perhaps one of two."""
    return (day_of(cell, "day_first") or day_of(cell, "month_first")) is not None


def order_of(cells: Iterable[str]) -> Order | None:
    """The order in which the days of a column are written; None where they do not tell.

    A column that is in both orders tells nothing.
    """
    orders = {
        told
        for cell in cells
        if (found := _YEAR_LAST.fullmatch(_folded(cell))) and (told := _told(found[1], found[3]))
    }
    return orders.pop() if len(orders) == 1 else None


def _told(first: str, second: str) -> Order | None:
    """The order of which two numbers leave no doubt."""
    if int(first) > 12 >= int(second):
        return "day_first"
    return "month_first" if int(second) > 12 >= int(first) else None


def _iso(year: str, month: str, day: str | None, last: bool) -> str | None:
    whole = int(year) + (0 if len(year) == 4 else _CENTURY - (100 if int(year) >= _TURN else 0))
    try:
        if day is None:
            day = str(calendar.monthrange(whole, int(month))[1]) if last else "1"
        return date(whole, int(month), int(day)).isoformat()
    except ValueError:  # there is no such month or day
        return None


def _folded(cell: str) -> str:
    if not re.search(r"\d", cell) or len(cell) > 60:
        return ""
    bare = unicodedata.normalize("NFKD", cell.strip().lower())
    return re.sub(r"\s+", " ", "".join(one for one in bare if not unicodedata.combining(one)))
