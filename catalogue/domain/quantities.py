"""Amounts, counts and days: no truth value is taken for a number, and no number for a day."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

_LARGEST = 2**62
_YEARS = (1900, 2200)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"\s*[-+]?[\d._]+\s*")


def _number(value: object) -> object:
    if isinstance(value, bool):
        raise PydanticCustomError("not_a_number", "is not a number")
    # an endless integer becomes one that the limits can still be compared with
    return max(-_LARGEST, min(value, _LARGEST)) if isinstance(value, int) else value


def _day(value: object) -> object:
    numeric = isinstance(value, (int, float, Decimal)) or (
        isinstance(value, str) and _NUMBER.fullmatch(value)
    )
    if numeric:  # pydantic would count it from 1970
        raise PydanticCustomError("bad_date", "is not a date")
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)  # as a date it passes where types are strict, too
        except ValueError as error:
            raise PydanticCustomError("bad_date", "is not a date") from error
    return value


def _in_our_times(value: date) -> date:
    if not _YEARS[0] <= value.year <= _YEARS[1]:
        raise PydanticCustomError(
            "far_year", "is not in our times", {"least": str(_YEARS[0]), "most": str(_YEARS[1])}
        )
    return value


MOST_MONEY = 1e12
"""The largest amount that is not a slip of the keyboard."""

Money = Annotated[float, Field(ge=0, le=MOST_MONEY, allow_inf_nan=False), BeforeValidator(_number)]
"""An amount in Canadian dollars; never negative."""

Days = Annotated[int, Field(ge=0, le=3650), BeforeValidator(_number)]
"""A lead time in calendar days, ten years at most."""

Day = Annotated[date, BeforeValidator(_day)]
"""A day, as a date or as YYYY-MM-DD."""

PlannedDay = Annotated[Day, AfterValidator(_in_our_times)]
"""A day of a project: the year 26, typed for 2026, is none."""
