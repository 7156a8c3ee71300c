"""Days as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.formats.days import day_of, is_day, order_of


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2018-12-31", "2018-12-31"),
        ("20181231", "2018-12-31"),
        ("2018/4/1", "2018-04-01"),
        ("2018-12-31 00:00:00", "2018-12-31"),
        ("31/12/2018", "2018-12-31"),
        ("12/31/2018", "2018-12-31"),
        ("31.12.18", "2018-12-31"),
        ("5-5-2018", "2018-05-05"),
        ("13 mars 2018", "2018-03-13"),
        ("1er avril 2018", "2018-04-01"),
        ("le 15 août 2018", "2018-08-15"),
        ("lundi 2 avril 2018", "2018-04-02"),
        ("Dec 5, 2018", "2018-12-05"),
        ("December 5th, 2018", "2018-12-05"),
        ("5-Dec-18", "2018-12-05"),
        ("Monday, April 2, 2018", "2018-04-02"),
        ("2 of April 1999", "1999-04-02"),
        ("sept. 2018", "2018-09-01"),
        ("2018-04", "2018-04-01"),
        ("04/2018", "2018-04-01"),
        ("05/06/2018", None),
        ("31/31/2018", None),
        ("30 février 2018", None),
        ("2018", None),
        ("2018-2019", None),
        ("3 mai", None),
        ("5 Plan 2018", None),
        ("1 March 5 2018", None),
        ("", None),
    ],
)
def test_days(cell: str, day: str | None) -> None:
    assert day_of(cell) == day


def test_of_a_month_it_is_the_first_or_the_last() -> None:
    assert day_of("février 2020", last=True) == "2020-02-29"
    assert day_of("2018-04", last=True) == "2018-04-30"
    assert day_of("2018-04-02", last=True) == "2018-04-02"


def test_a_column_tells_the_order_of_its_days() -> None:
    assert order_of(["05/06/2018", "31/12/2018", ""]) == "day_first"
    assert order_of(["05/06/2018", "12/31/2018"]) == "month_first"
    assert order_of(["05/06/2018", "2018-01-01"]) is None
    assert order_of(["31/12/2018", "12/31/2018"]) is None
    assert day_of("05/06/2018", "day_first") == "2018-06-05"
    assert day_of("05/06/2018", "month_first") == "2018-05-06"
    assert is_day("05/06/2018")
    assert not is_day("32/13/2018")


@given(
    st.dates(date(1970, 1, 1)),
    st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d/%m/%Y", "%d-%b-%Y"]),
)
def test_what_a_date_is_written_as_is_read(day: date, form: str) -> None:
    written = f"{day:{form}}"
    assert day_of(written, "day_first") == f"{day}"


@given(st.text(max_size=30), st.sampled_from([None, "day_first", "month_first"]), st.booleans())
def test_any_text_is_a_day_or_is_not(cell: str, order: object, last: bool) -> None:
    found = day_of(cell, order, last=last)  # type: ignore[arg-type]
    assert found is None or len(found) == 10
