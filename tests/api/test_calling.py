"""Who may ask at all: tokens, scopes, allowances, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from catalogue.api.allowances import Allowance
from catalogue.api.application import PREFIX, Allowances, all_operations, create_api
from catalogue.api.document import address
from catalogue.api.operations import Operation
from catalogue.domain.person import Role
from catalogue.domain.token import Scope
from catalogue.services.pacing import TooFast
from catalogue.services.workspace import Workspace

from .calling import Caller, secret_of
from .conftest import Calling

CAPTURED = {
    "{kind}": "component",
    "{number}": "1",
    "{match_id}": "booking",
    "{component_id}": "booking",
    "{organization_id}": "lac",
    "{capability_id}": "service",
    "{proposal_id}": "nothing",
}

each_operation = pytest.mark.parametrize(
    "operation", all_operations(), ids=lambda operation: operation.name
)


def place(operation: Operation) -> str:
    """Where the operation can be asked for."""
    path = address(operation)
    for name, value in CAPTURED.items():
        path = path.replace(name, value)
    return f"{path}?q=a" if operation.query and "q" in operation.query.model_fields else path


@each_operation
def test_a_token_is_good_for_what_it_was_made_for_alone(
    calling: Calling, operation: Operation
) -> None:
    others = tuple(scope for scope in Scope if scope is not operation.scope)
    caller = calling("ana", Role.administrator, scopes=others)
    found = caller.problem(operation.method, place(operation), {}, status=403)
    assert found["code"] == "scope_missing"
    assert operation.scope.value in found["detail"]


@each_operation
def test_without_a_token_only_what_is_public_is_told(
    calling: Calling, operation: Operation
) -> None:
    caller = calling()
    answer = caller.client.open(PREFIX + place(operation), method=operation.method, json={})
    assert (answer.status_code == 401) is not operation.public
    if answer.status_code == 401:
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@each_operation
def test_a_closed_catalogue_tells_nothing_without_a_token(
    calling: Calling, operation: Operation
) -> None:
    calling(closed=True).problem(operation.method, place(operation), {}, status=401)


@pytest.mark.parametrize("stated", ["Bearer cat_nothing", "Bearer", "Basic YTpi", "", "cat_x"])
def test_a_token_that_is_none_is_refused_even_for_what_is_public(
    calling: Calling, stated: str
) -> None:
    caller = calling()
    found = caller.problem("GET", "/components", status=401, Authorization=stated)
    assert found["code"] == "bad_token"


def test_who_asks_too_often_is_told_when_to_ask_again(house: Workspace) -> None:
    few = Allowances(
        Allowance("token", 3, 60), Allowance("address", 2, 60), Allowance("check", 1, 60)
    )
    app = create_api(house.home, allowances=few)
    caller, known = Caller(app), Caller(app, secret_of(house, "ana"))
    for left in (1, 0):
        answer = caller("GET", "/components")
        assert answer.headers["RateLimit"].startswith(f'"address";r={left};t=')
    refused = caller("GET", "/components", status=429)
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    known("GET", "/components")
    draft = {"type": "proposal", "title": "A", "description": "B"}
    known("POST", "/check", draft)
    assert known.problem("POST", "/check", draft, status=429)["code"] == "too_fast"


def test_an_allowance_is_whole_again_after_its_window() -> None:
    clock: Iterator[float] = iter([0, 10, 59, 60, 61])
    allowance = Allowance("a", 2, 60, clock=lambda: next(clock))
    assert allowance.take("x").requests == 1
    assert allowance.take("x").requests == 0
    with pytest.raises(TooFast) as caught:
        allowance.take("x")
    assert caught.value.seconds == 1
    assert allowance.take("x").requests == 1
    assert allowance.take("y").requests == 1


def test_what_is_nowhere_is_a_problem_too(calling: Calling) -> None:
    caller = calling()
    assert caller.problem("GET", "/nowhere", status=404)["code"] == "no_such_address"
    answer = caller("DELETE", "/components", status=405)
    assert answer.headers["Allow"]


def test_a_fault_of_ours_tells_a_reference_and_nothing_else(
    calling: Calling, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: Any) -> None:
        raise RuntimeError("the vault's combination is 12345")

    monkeypatch.setattr("catalogue.api.components.details", fail)
    found = calling().problem("GET", "/components/booking", status=500)
    assert found["code"] == "unforeseen"
    assert "12345" not in str(found)
    [reference] = re.findall(r"\b[0-9a-f]{8}\b", found["detail"])
    assert f"failure {reference}" in caplog.text


def test_the_api_is_served_with_the_pages_and_knows_no_cookies(house: Workspace) -> None:
    from catalogue.web.application import create_app
    from catalogue.web.settings import Settings

    client = create_app(Settings(house.home)).test_client()
    answer = client.get("/api/v1/components?limit=1")
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    assert "Set-Cookie" not in answer.headers
    assert client.get("/api/v1/openapi.json").get_json()["openapi"] == "3.1.0"
    assert client.get("/en/").status_code == 200
