"""A client of the API that looks at every answer it gets."""

from __future__ import annotations

from typing import Any

from flask import Flask
from pydantic import TypeAdapter
from werkzeug.test import TestResponse

from catalogue.api.application import PREFIX, all_operations
from catalogue.api.document import document
from catalogue.api.problems import PROBLEM
from catalogue.api.shapes import Problem
from catalogue.domain.person import Role
from catalogue.domain.token import Scope
from catalogue.services import people, tokens
from catalogue.services.permissions import COMMAND_LINE
from catalogue.services.workspace import Workspace

OPERATIONS = {operation.name: operation for operation in all_operations()}
STATED = document(OPERATIONS.values())


class Caller:
    """Asks in a person's name, or nobody's, and holds each answer against the document."""

    def __init__(self, app: Flask, secret: str | None = None) -> None:
        self.app, self.secret = app, secret
        self.client = app.test_client()

    def __call__(
        self, method: str, path: str, body: Any = None, *, status: int = 200, **headers: str
    ) -> TestResponse:
        """The answer, which has the status and is as its operation says."""
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        said.setdefault("Accept-Language", "en")
        if self.secret:
            said.setdefault("Authorization", f"Bearer {self.secret}")
        answer = self.client.open(PREFIX + path, method=method, headers=said, json=body)
        assert answer.status_code == status, answer.get_data(as_text=True)
        self._look_at(answer, method)
        return answer

    def get(self, path: str, **how: Any) -> Any:
        """What is read at a path."""
        return self("GET", path, **how).get_json()

    def problem(self, method: str, path: str, body: Any = None, **how: Any) -> dict[str, Any]:
        """The problem that a request ends in."""
        answer = self(method, path, body, **how)
        assert answer.mimetype == PROBLEM
        found: dict[str, Any] = answer.get_json(force=True)
        Problem.model_validate(found)
        assert found["status"] == answer.status_code
        assert " " in found["detail"]
        assert not found["title"].startswith("problem.")
        return found

    def _look_at(self, answer: TestResponse, method: str) -> None:
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        with self.app.test_request_context(answer.request.path, method=method) as context:
            rule = context.request.url_rule
        if rule is None or rule.endpoint not in OPERATIONS:
            return
        operation = OPERATIONS[rule.endpoint]
        stated = [
            path[method.lower()] for path in STATED["paths"].values() if method.lower() in path
        ]
        [described] = [one for one in stated if one["operationId"] == operation.name]
        assert str(answer.status_code) in described["responses"]
        if answer.status_code in operation.answers:
            model = operation.answers[answer.status_code].model
            assert "RateLimit" in answer.headers
            if model is not None:
                TypeAdapter(model).validate_json(answer.get_data(), strict=True)
                assert answer.headers["ETag"]


def secret_of(
    workspace: Workspace,
    name: str,
    *roles: Role,
    bodies: tuple[str, ...] = (),
    scopes: tuple[Scope, ...] = tuple(Scope),
) -> str:
    """The secret of a new person's token."""
    data = {"email": f"{name}@a.example", "name": name.title(), "roles": roles}
    person = people.add(COMMAND_LINE, workspace, {**data, "organizations": bodies})
    wanted = {"name": "test", "scopes": scopes}
    return tokens.make(COMMAND_LINE, workspace, wanted, person_id=person.id).secret
