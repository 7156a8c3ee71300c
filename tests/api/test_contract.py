"""Requests made up from the document, against the application that is served."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig
from schemathesis.schemas import BaseSchema
from werkzeug.exceptions import NotFound
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from catalogue.api.application import all_operations, create_api
from catalogue.api.document import address
from catalogue.api.operations import Operation
from catalogue.domain.person import Role
from catalogue.services.workspace import opened
from tests.homes import Mould
from tests.services.builders import component, proposal, stored
from tests.services.proposing import LAC, MONT, body

from .calling import secret_of
from .conftest import unhurried

EXAMPLES = 10
CONFIG = {
    "checks": {
        # A record can be as the schema says and break a rule between fields, or name what
        # is not there (422); be changed meanwhile (412); or lack the header that says what was
        # read, which a schema can only call optional where its absence has a status (428).
        "positive_data_acceptance": {
            "expected-statuses": ["2xx", 304, 401, 403, 404, 409, 412, 422, 428]
        },
        # An If-Match that is no version of ours is refused before the rest is looked at.
        "negative_data_rejection": {
            "expected-statuses": [400, 401, 403, 404, 405, 409, 412, 415, 422, 428]
        },
    }
}


@pytest.fixture(scope="module")
def schema(empty_mould: Mould, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BaseSchema]:
    """The served API of a small catalogue, asked by somebody who may do everything."""
    home = empty_mould.cast(tmp_path_factory.mktemp("contract") / "home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("catalogue.services.workspace.available_encoder", lambda: None)
        with opened(home) as workspace:
            held = [component("booking", owner=LAC), component("permits"), proposal("slots")]
            stored(workspace, body(LAC), body(MONT), *held)
            secret = secret_of(workspace, "zoe", *Role, bodies=(LAC, MONT))
        app = create_api(home, allowances=unhurried())
        app.wsgi_app = DispatcherMiddleware(NotFound(), {"/api": app.wsgi_app})  # type: ignore[method-assign]
        config = SchemathesisConfig.from_dict(CONFIG)
        config.projects.default.update(headers={"Authorization": f"Bearer {secret}"})
        yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app, config=config)


def ways() -> Iterator[tuple[Operation, GenerationMode]]:
    """Each operation, asked as documented, and otherwise where it takes a query or a body."""
    for operation in all_operations():
        yield operation, GenerationMode.POSITIVE
        if operation.query or operation.body:
            yield operation, GenerationMode.NEGATIVE


@pytest.mark.parametrize(
    ("operation", "mode"),
    [pytest.param(*way, id=f"{way[0].name}-{way[1].value}") for way in ways()],
)
def test_every_answer_is_as_documented(
    schema: BaseSchema, operation: Operation, mode: GenerationMode
) -> None:
    stated = schema[address(operation)][operation.method]

    @given(stated.as_strategy(generation_mode=mode))
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def ask(case: schemathesis.Case) -> None:
        case.call_and_validate()

    ask()
