from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from catalogue.api.allowances import Allowance
from catalogue.api.application import Allowances, create_api
from catalogue.domain.person import Role
from catalogue.services.workspace import Workspace
from tests.services.builders import component, stored
from tests.services.conftest import EAGER
from tests.services.proposing import LAC, MONT, body

from .calling import Caller, secret_of

Calling = Callable[..., Caller]


def unhurried() -> Allowances:
    """Allowances that no test comes to the end of."""
    return Allowances(*(Allowance(name, 10**6, 60) for name in ("token", "address", "check")))


@pytest.fixture
def house(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """Three public bodies, and components of which the first is what tests propose."""
    monkeypatch.setattr("catalogue.services.corpora.shipped_model", lambda: EAGER)
    others = ["Snow ploughs", "Water quality sensors", "Library loans"]
    stored(
        workspace,
        *(body(one) for one in (LAC, MONT, "tresor")),
        component("booking", owner=LAC, capabilities=["service/appointments"]),
        *(
            component(f"other-{n}", name={"en": name}, summary={"en": f"{name} for all"})
            for n, name in enumerate(others)
        ),
    )
    return workspace


@pytest.fixture
def calling(house: Workspace) -> Calling:
    """Makes a caller of the house's API with the roles given, or without a token."""

    def make(name: str | None = None, *roles: Role, **fields: Any) -> Caller:
        closed = fields.pop("closed", False)
        app = create_api(house.home, closed=closed, allowances=unhurried())
        return Caller(app, secret_of(house, name, *roles, **fields) if name else None)

    return make


@pytest.fixture(scope="session")
def sample_caller(sample_home: Path) -> Caller:
    """Anybody, asking the sample. Shared: it only reads."""
    return Caller(create_api(sample_home, allowances=unhurried()))
