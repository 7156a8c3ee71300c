"""Who gets at which page: every address of the application, for every role.

A new page fails these tests until it stands in ``PAGES``. The people are the
demonstration's, each of whom has one role and one public body of the sample;
``member`` belongs to no body and has no role.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, url_for
from werkzeug.test import TestResponse

from catalogue.services.demonstrating import found_demo_accounts
from catalogue.services.workspace import opened
from catalogue.web.resources import SESSION
from tests.services.accounts import PHRASE, joined

from .checking import Client
from .conftest import application
from .visiting import form_of, sign_in, typed_in

ROLES = ("nobody", "member", "sponsor", "reviewer", "architect", "administrator")

EVERYBODY = set(ROLES)
WITH_ACCOUNT = EVERYBODY - {"nobody"}
ADMINISTRATORS = {"administrator"}

PAGES: dict[tuple[str, str], set[str]] = {
    ("GET", "account.own"): WITH_ACCOUNT,
    ("POST", "account.own"): WITH_ACCOUNT,
    ("GET", "account.password"): WITH_ACCOUNT,
    ("POST", "account.password"): WITH_ACCOUNT,
    ("POST", "account.sign_out_elsewhere"): WITH_ACCOUNT,
    ("GET", "bodies.add"): ADMINISTRATORS,
    ("POST", "bodies.add"): ADMINISTRATORS,
    ("GET", "bodies.edit"): ADMINISTRATORS,
    ("POST", "bodies.edit"): ADMINISTRATORS,
    ("GET", "bodies.overview"): ADMINISTRATORS,
    ("GET", "bootstrap.static"): EVERYBODY,
    ("GET", "components.as_publiccode"): EVERYBODY,
    ("GET", "components.export"): EVERYBODY,
    ("GET", "components.history"): EVERYBODY,
    ("GET", "components.show"): EVERYBODY,
    ("GET", "feeds.components"): EVERYBODY,
    ("GET", "home.search"): EVERYBODY,
    ("GET", "people.add"): ADMINISTRATORS,
    ("POST", "people.add"): ADMINISTRATORS,
    ("GET", "people.deactivate"): ADMINISTRATORS,
    ("POST", "people.deactivate"): ADMINISTRATORS,
    ("GET", "people.edit"): ADMINISTRATORS,
    ("POST", "people.edit"): ADMINISTRATORS,
    ("POST", "people.link"): ADMINISTRATORS,
    ("GET", "people.overview"): ADMINISTRATORS,
    ("POST", "people.reactivate"): ADMINISTRATORS,
    ("GET", "people.show"): ADMINISTRATORS,
    ("GET", "root.start"): EVERYBODY,
    ("GET", "signing.choose"): EVERYBODY,
    ("POST", "signing.choose"): EVERYBODY,
    ("GET", "signing.forgotten"): EVERYBODY,
    ("POST", "signing.forgotten"): EVERYBODY,
    ("GET", "signing.sign_in"): EVERYBODY,
    ("POST", "signing.sign_in"): EVERYBODY,
    ("POST", "signing.sign_out"): EVERYBODY,
    ("GET", "static"): EVERYBODY,
}
"""By method and view, the roles that may use it."""

PLAIN = {
    "component_id": "clef-civique",
    "filename": "css/catalogue.css",
    "organization_id": "min-tresor",
    "token": "no-such-token",
}
"""What stands in the places of addresses; ``person_id`` is that of ``member``'s neighbour."""

FOREIGN_FILE = {"bootstrap.static": {"filename": "css/bootstrap.min.css"}}


@dataclass(frozen=True)
class House:
    """The sample, served, with an account for each role."""

    app: Flask
    home: Path
    places: dict[str, str]
    sessions: dict[str, str]

    def visitor(self, role: str) -> Client:
        """Somebody of the role, signed in; ``nobody`` is not."""
        client = self.app.test_client()
        assert isinstance(client, Client)
        if role == "nobody":
            return client
        if role in self.sessions:
            client.set_cookie(SESSION, self.sessions[role])
        if client.get("/en/account").status_code != 200:
            assert sign_in(client, f"{role}-of-table").status_code == 303
            cookie = client.get_cookie(SESSION)
            assert cookie
            self.sessions[role] = cookie.value
        return client

    def address(self, endpoint: str, language: str = "en") -> str:
        """The view's address."""
        values = {**self.places, **FOREIGN_FILE.get(endpoint, {})}
        localised = self.app.url_map.is_endpoint_expecting(endpoint, "language")
        rule = next(self.app.url_map.iter_rules(endpoint))
        wanted = {name: values[name] for name in rule.arguments if name != "language"}
        with self.app.test_request_context():
            return url_for(endpoint, **({"language": language} if localised else {}), **wanted)


@pytest.fixture(scope="module")
def house(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> House:
    home = tmp_path_factory.mktemp("table") / "home"
    shutil.copytree(sample_home, home)
    with opened(home) as workspace:
        for one in found_demo_accounts(workspace):
            joined(
                workspace,
                f"{one.role.value}-of-table",
                PHRASE,
                roles=[one.role],
                organizations=[one.organization],
            )
        joined(workspace, "member-of-table")
        neighbour = joined(workspace, "neighbour")
    return House(application(home), home, {**PLAIN, "person_id": neighbour.id}, {})


def views(app: Flask) -> Iterator[tuple[str, str]]:
    """Every method and view that the application answers."""
    for rule in app.url_map.iter_rules():
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            yield method, rule.endpoint


def test_every_page_stands_in_the_table_and_no_other(house: House) -> None:
    assert set(views(house.app)) == set(PAGES)


each_page = pytest.mark.parametrize(("method", "endpoint"), PAGES, ids=" ".join)


@each_page
@pytest.mark.parametrize("role", ROLES)
def test_the_table_holds(house: House, method: str, endpoint: str, role: str) -> None:
    client = house.visitor(role)
    answer = ask(client, method, house.address(endpoint))
    assert answer.status_code < 500
    allowed = role in PAGES[method, endpoint]
    assert was_let_in(answer) == allowed, answer.status
    if not allowed and role != "nobody":
        assert answer.status_code == 403


def ask(client: Client, method: str, address: str) -> TestResponse:
    """Ask for a page, or send an empty form with the token that one's pages have."""
    if method == "GET":
        return client.get(address)
    return client.post(address, data={"csrf_token": token_of(client)})


def token_of(client: Client) -> str:
    signed_in = client.get_cookie(SESSION) is not None
    return typed_in(client.get("/en/account" if signed_in else "/en/sign-in"))["csrf_token"]


def was_let_in(answer: TestResponse) -> bool:
    """Neither refused nor sent to sign in first."""
    sent_away = answer.status_code == 302 and "/sign-in?next=" in (answer.location or "")
    to_sign_in = answer.status_code == 302 and (answer.location or "").endswith("/sign-in")
    return not (sent_away or to_sign_in or answer.status_code in (401, 403))


def contents(home: Path) -> list[Any]:
    """Everything that the database holds, save when sessions were last used."""
    with opened(home) as workspace:
        tables = [name for name in workspace.db.table_names() if name != "session"]
        return [list(workspace.db.execute(f'SELECT * FROM "{name}"')) for name in tables]  # noqa: S608


@pytest.mark.parametrize("endpoint", sorted(view for method, view in PAGES if method == "POST"))
def test_what_is_sent_without_the_forms_token_changes_nothing(house: House, endpoint: str) -> None:
    client = house.visitor("administrator")
    before = contents(house.home)
    fields = {"name": "Sly", "name.en": "Sly", "email": "sly@a.example", "language": "en"}
    for headers in ({}, {"Origin": "https://elsewhere.example"}):
        answer = client.post(house.address(endpoint), data=fields, headers=headers)
        assert answer.status_code in (200, 400)
    assert contents(house.home) == before


@pytest.mark.parametrize("endpoint", sorted({view for _, view in PAGES if "static" not in view}))
def test_a_closed_house_lets_nobody_read(house: House, endpoint: str) -> None:
    closed = application(house.home, closed=True).test_client()
    assert isinstance(closed, Client)
    methods = {method for method, view in PAGES if view == endpoint}
    for method in methods:
        answer = ask(closed, method, house.address(endpoint))
        if endpoint.partition(".")[0] in ("signing", "root"):
            assert answer.status_code < 500
        else:
            assert not was_let_in(answer)
            assert "Clef civique" not in answer.get_data(as_text=True)


def test_signing_in_is_what_the_refused_are_offered(house: House) -> None:
    client = house.visitor("nobody")
    page = client.get(client.get(house.address("people.overview")).location or "")
    assert form_of(page).get("action") == "/en/sign-in"
