from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.domain.proposal import Proposal
from catalogue.domain.validation import record_from

from .builders import COMPONENT, PROPOSAL, broken, errors_of


def cost(value: object) -> dict[str, Any]:
    return PROPOSAL | {"estimated_cost": value}


def proposal(**changes: object) -> Proposal:
    made = record_from(PROPOSAL | changes)
    assert isinstance(made, Proposal)
    return made


@pytest.mark.parametrize("value", [0, 250_000, 0.5, 1e12, "1234.5", Decimal("2.5")])
def test_an_amount_is_kept(value: Any) -> None:
    assert proposal(estimated_cost=value).estimated_cost == float(value)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (-1, "too_small"),
        (-0.01, "too_small"),
        (-(10**400), "too_small"),
        (1e12 + 1, "too_large"),
        (10**400, "too_large"),
        (10**5000, "too_large"),
        (float("nan"), "not_a_number"),
        (float("inf"), "not_a_number"),
        ("1e400", "not_a_number"),
        ("lots", "not_a_number"),
        ("", "not_a_number"),
        (True, "not_a_number"),
        (False, "not_a_number"),
        ([1], "not_a_number"),
        ({"amount": 1}, "not_a_number"),
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
def test_what_is_no_amount_is_refused(value: object, code: str) -> None:
    assert broken(cost(value)) == [("estimated_cost", code)]
    year = {"fiscal_year": "2026-2027", "run": value}
    assert broken(PROPOSAL | {"costs": [year]}) == [("costs[0].run", code)]


def test_the_limit_that_was_passed_is_told() -> None:
    assert errors_of(cost(-1))[0].params["ge"] == 0
    assert errors_of(cost(10**13))[0].params["le"] == 1e12


@pytest.mark.parametrize("value", [0, 3650, "30", 30.0])
def test_a_lead_time_is_a_whole_number_of_days(value: Any) -> None:
    component = record_from(COMPONENT | {"onboarding": {"lead_time_days": value}})
    assert component.onboarding.lead_time_days == int(value)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (-1, "too_small"),
        (3651, "too_large"),
        (10**400, "too_large"),
        (1.5, "not_a_number"),
        (float("nan"), "not_a_number"),
        (float("inf"), "not_a_number"),
        ("9" * 5000, "not_a_number"),
        ("soon", "not_a_number"),
        (True, "not_a_number"),
        ([], "not_a_number"),
    ],
)
def test_another_lead_time_is_refused(value: object, code: str) -> None:
    data = COMPONENT | {"onboarding": {"lead_time_days": value}}
    assert broken(data) == [("onboarding.lead_time_days", code)]


@pytest.mark.parametrize(
    "value",
    ["2026-04-01", date(2026, 4, 1), datetime(2026, 4, 1), "2026-04-01T00:00:00"],  # noqa: DTZ001
)
def test_a_day_is_kept(value: object) -> None:
    assert proposal(start=value).start == date(2026, 4, 1)


@pytest.mark.parametrize(
    "value",
    [
        "2026-02-30",
        "2026-13-01",
        "01/04/2026",
        "2026-04-01T10:00:00",
        "soon",
        "",
        " ",
        0,
        1,
        -1.5,
        True,
        20260401,
        10**400,
        float("nan"),
        Decimal(0),
        "0",
        "20260401",
        "1.5",
        ["2026-04-01"],
        {"year": 2026},
    ],
)
def test_what_is_no_day_is_refused(value: object) -> None:
    assert broken(PROPOSAL | {"start": value}) == [("start", "bad_date")]
    assert broken(COMPONENT | {"verified_on": value}) == [("verified_on", "bad_date")]


def test_costs_by_year_add_up_where_no_total_is_given() -> None:
    years = [{"fiscal_year": "2026-2027", "build": 100, "run": 20}, {"fiscal_year": "2027-2028"}]
    assert proposal(costs=years).total_cost == 120


def test_the_stated_total_counts_before_the_years() -> None:
    years = [{"fiscal_year": "2026-2027", "build": 100}]
    assert proposal(estimated_cost=90, costs=years).total_cost == 90
    assert proposal(estimated_cost=0, costs=years).total_cost == 0


def test_without_any_figure_the_cost_is_unknown() -> None:
    assert proposal().total_cost is None


AMOUNTS = st.integers(0, 10**9)


@given(st.lists(st.tuples(AMOUNTS, AMOUNTS), min_size=1, max_size=5))
def test_the_total_is_the_sum_of_its_years(years: list[tuple[int, int]]) -> None:
    costs = [{"fiscal_year": "2026-2027", "build": b, "run": r} for b, r in years]
    assert proposal(costs=costs).total_cost == sum(b + r for b, r in years)
