"""Who gets at which page: every address of the application, for every role.

A new page fails these tests until it stands in ``PAGES``. The people are the
demonstration's, each of whom has one role and one public body of the sample;
``member`` belongs to no body and has no role.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, url_for
from werkzeug.test import TestResponse

from catalogue.domain.person import Role
from catalogue.services import drafting, tokens, webhooks
from catalogue.services.demonstrating import found_demo_accounts
from catalogue.services.permissions import COMMAND_LINE
from catalogue.services.reaching import Reach
from catalogue.services.workspace import opened
from catalogue.web.resources import SESSION
from tests.homes import Mould
from tests.services.accounts import PHRASE, joined
from tests.services.proposing import person

from .checking import Client
from .conftest import application
from .sponsoring import hand_in_twice
from .visiting import form_of, sign_in, typed_in

ROLES = ("nobody", "member", "sponsor", "reviewer", "architect", "administrator")

EVERYBODY = set(ROLES)
WITH_ACCOUNT = EVERYBODY - {"nobody"}
ADMINISTRATORS = {"administrator"}
OF_A_BODY = {"sponsor", "reviewer", "architect", "administrator"}
REVIEWERS = {"reviewer", "administrator"}
SPONSORS = {"sponsor"}
WHO_SEES_IT = {"sponsor", "reviewer", "administrator"}
"""A proposal of the sponsor's body, which it is no news of to the others that there is one."""
WHO_REGISTERS = {"architect", "administrator"}
WHO_HAS_ITS_ADDRESS: set[str] = set()
"""No role opens somebody's own feed: its secret address does, as ``test_private_feeds`` shows."""

PAGES: dict[tuple[str, str], set[str]] = {
    ("GET", "account.own"): WITH_ACCOUNT,
    ("POST", "account.own"): WITH_ACCOUNT,
    ("GET", "account.password"): WITH_ACCOUNT,
    ("POST", "account.password"): WITH_ACCOUNT,
    ("POST", "account.renew_feed"): REVIEWERS,
    ("POST", "account.revoke_feed"): WITH_ACCOUNT,
    ("POST", "account.sign_out_elsewhere"): WITH_ACCOUNT,
    ("GET", "administration.overview"): ADMINISTRATORS,
    ("POST", "advice.show"): SPONSORS,
    ("GET", "bodies.add"): ADMINISTRATORS,
    ("POST", "bodies.add"): ADMINISTRATORS,
    ("GET", "bodies.edit"): ADMINISTRATORS,
    ("POST", "bodies.edit"): ADMINISTRATORS,
    ("GET", "bodies.overview"): ADMINISTRATORS,
    ("GET", "bootstrap.static"): EVERYBODY,
    ("GET", "certificates.show"): WHO_SEES_IT,
    ("GET", "certificates.verify"): EVERYBODY,
    ("GET", "components.as_publiccode"): EVERYBODY,
    ("GET", "components.export"): EVERYBODY,
    ("GET", "components.history"): EVERYBODY,
    ("GET", "components.show"): EVERYBODY,
    ("GET", "draft_moves.discard"): SPONSORS,
    ("POST", "draft_moves.discard"): SPONSORS,
    ("GET", "draft_moves.move"): SPONSORS,
    ("POST", "draft_moves.move"): SPONSORS,
    ("POST", "draft_moves.restore"): SPONSORS,
    ("GET", "drafts.answers"): SPONSORS,
    ("GET", "drafts.capabilities"): SPONSORS,
    ("POST", "drafts.capabilities"): SPONSORS,
    ("GET", "drafts.context"): SPONSORS,
    ("POST", "drafts.context"): SPONSORS,
    ("GET", "drafts.costs"): SPONSORS,
    ("POST", "drafts.costs"): SPONSORS,
    ("GET", "drafts.need"): SPONSORS,
    ("POST", "drafts.need"): SPONSORS,
    ("GET", "drafts.schedule"): SPONSORS,
    ("POST", "drafts.schedule"): SPONSORS,
    ("GET", "feeds.components"): EVERYBODY,
    ("GET", "follow.compare"): WHO_SEES_IT,
    ("POST", "follow.finish"): SPONSORS,
    ("GET", "follow.match"): WHO_SEES_IT,
    ("GET", "follow.show"): WHO_SEES_IT,
    ("POST", "follow.show"): {"sponsor", "reviewer"},
    ("POST", "follow.start"): SPONSORS,
    ("GET", "follow.withdraw"): SPONSORS,
    ("POST", "follow.withdraw"): SPONSORS,
    ("GET", "home.search"): EVERYBODY,
    ("POST", "intake.cancel"): WHO_REGISTERS,
    ("GET", "intake.look"): WHO_REGISTERS,
    ("POST", "intake.look"): WHO_REGISTERS,
    ("GET", "intake.template"): WHO_REGISTERS,
    ("GET", "intake.upload"): WHO_REGISTERS,
    ("POST", "intake.upload"): WHO_REGISTERS,
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
    ("GET", "private_feeds.proposals"): WHO_HAS_ITS_ADDRESS,
    ("GET", "private_feeds.reviews"): WHO_HAS_ITS_ADDRESS,
    ("GET", "proposals.add"): SPONSORS,
    ("POST", "proposals.add"): SPONSORS,
    ("GET", "proposals.overview"): OF_A_BODY,
    ("GET", "registering.add"): WHO_REGISTERS,
    ("POST", "registering.add"): WHO_REGISTERS,
    ("POST", "registering.confirm"): WHO_REGISTERS,
    ("GET", "registering.edit"): WHO_REGISTERS,
    ("POST", "registering.edit"): WHO_REGISTERS,
    ("GET", "registering.overview"): WHO_REGISTERS,
    ("GET", "registering.retire"): WHO_REGISTERS,
    ("POST", "registering.retire"): WHO_REGISTERS,
    ("GET", "reviews.compare"): REVIEWERS,
    ("GET", "reviews.overview"): REVIEWERS,
    ("GET", "reviews.show"): REVIEWERS,
    ("POST", "reviews.show"): {"reviewer"},
    ("POST", "reviews.take_up"): {"reviewer"},
    ("GET", "root.start"): EVERYBODY,
    ("GET", "rulings.decide"): {"reviewer"},
    ("POST", "rulings.decide"): {"reviewer"},
    ("GET", "rulings.organize"): REVIEWERS,
    ("POST", "rulings.organize"): REVIEWERS,
    ("GET", "rulings.verdict"): REVIEWERS,
    ("POST", "rulings.verdict"): {"reviewer"},
    ("GET", "searches.overview"): {"architect", "reviewer", "administrator"},
    ("GET", "demand.overview"): {"architect", "reviewer", "administrator"},
    ("GET", "searches.suggest"): EVERYBODY,
    ("POST", "searches.note"): EVERYBODY,
    ("GET", "signing.choose"): EVERYBODY,
    ("POST", "signing.choose"): EVERYBODY,
    ("GET", "signing.forgotten"): EVERYBODY,
    ("POST", "signing.forgotten"): EVERYBODY,
    ("GET", "signing.sign_in"): EVERYBODY,
    ("POST", "signing.sign_in"): EVERYBODY,
    ("POST", "signing.sign_out"): EVERYBODY,
    ("GET", "static"): EVERYBODY,
    ("GET", "telling_apart.overview"): REVIEWERS | WHO_REGISTERS,
    ("POST", "vocabulary.cancel"): ADMINISTRATORS,
    ("GET", "vocabulary.download"): ADMINISTRATORS,
    ("GET", "vocabulary.go_back"): ADMINISTRATORS,
    ("POST", "vocabulary.go_back"): ADMINISTRATORS,
    ("GET", "vocabulary.look"): ADMINISTRATORS,
    ("POST", "vocabulary.look"): ADMINISTRATORS,
    ("GET", "vocabulary.overview"): ADMINISTRATORS,
    ("GET", "vocabulary.show"): ADMINISTRATORS,
    ("POST", "vocabulary.show"): ADMINISTRATORS,
    ("GET", "warnings.match"): SPONSORS,
    ("POST", "warnings.match"): SPONSORS,
    ("GET", "warnings.show"): SPONSORS,
    ("POST", "warnings.show"): SPONSORS,
    ("GET", "warnings.submitted"): WHO_SEES_IT,
    ("GET", "developers.show"): EVERYBODY,
    ("GET", "tokens.own"): WITH_ACCOUNT,
    ("POST", "tokens.own"): WITH_ACCOUNT,
    ("GET", "tokens.overview"): ADMINISTRATORS,
    ("POST", "tokens.revoke"): ADMINISTRATORS,
    ("GET", "webhooks.add"): ADMINISTRATORS,
    ("POST", "webhooks.add"): ADMINISTRATORS,
    ("GET", "webhooks.edit"): ADMINISTRATORS,
    ("POST", "webhooks.edit"): ADMINISTRATORS,
    ("POST", "webhooks.new_secret"): ADMINISTRATORS,
    ("GET", "webhooks.overview"): ADMINISTRATORS,
    ("POST", "webhooks.pause"): ADMINISTRATORS,
    ("GET", "webhooks.remove"): ADMINISTRATORS,
    ("POST", "webhooks.remove"): ADMINISTRATORS,
    ("POST", "webhooks.resume"): ADMINISTRATORS,
    ("POST", "webhooks.secret"): ADMINISTRATORS,
    ("POST", "webhooks.send_again"): ADMINISTRATORS,
    ("GET", "webhooks.show"): ADMINISTRATORS,
    ("POST", "webhooks.test"): ADMINISTRATORS,
}
"""By method and view, the roles that may use it."""

PLAIN: dict[str, Any] = {
    "component_id": "clef-civique",
    "ending": "csv",
    "list_name": "lexicon",
    "filename": "css/catalogue.css",
    "kind": "reviews",
    "organization_id": "min-tresor",
    "token": "no-such-token",
}
"""What stands in the places of addresses; ``person_id`` is that of ``member``'s neighbour."""

BODY = "ville-sainte-aurele"
"""The sponsor's."""

HANDED_IN = {
    "proposal_id": "p-B15",
    "kind": "component",
    "match_id": "fixit-works",
    "number": "1",
    "older": "1",
    "newer": "2",
}
"""What the sponsor's body submitted twice, and is to complete."""

PROPOSALS = {"certificates", "follow", "reviews", "rulings", "warnings"}
"""Parts of the site about what was submitted."""

OWN_PLACES = {
    "bootstrap.static": {"filename": "css/bootstrap.min.css"},
    **{view: HANDED_IN for _, view in PAGES if view.partition(".")[0] in PROPOSALS},
    "follow.withdraw": {"proposal_id": "p-C03"},
}
"""What stands there for some views only: what is withdrawn is gone for the others."""


@dataclass(frozen=True)
class House:
    """The sample, served, with an account for each role."""

    app: Flask
    home: Path
    places: dict[str, Any]
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

    def draft(self) -> str:
        """A new draft of the sponsor's public body."""
        with opened(self.home) as workspace:
            sponsor = person("s", Role.sponsor, BODY)
            return drafting.begin(sponsor, workspace, BODY, {"title": "Ferries"}).proposal_id

    def webhook(self) -> str:
        """A new system that is told of what happens."""
        data = {"address": "https://93.184.216.34/", "events": ["component.changed"]}
        with opened(self.home) as workspace:
            return webhooks.add(COMMAND_LINE, workspace, data, Reach()).id

    def token(self, person_id: str) -> int:
        """A new token of somebody's."""
        wanted = {"name": "Pipeline", "scopes": ["read"]}
        with opened(self.home) as workspace:
            return tokens.make(COMMAND_LINE, workspace, wanted, person_id=person_id).token.id

    def address(self, endpoint: str, language: str = "en") -> str:
        """The view's address."""
        values = {**self.places, **OWN_PLACES.get(endpoint, {})}
        localised = self.app.url_map.is_endpoint_expecting(endpoint, "language")
        rule = next(self.app.url_map.iter_rules(endpoint))
        if "proposal_id" in rule.arguments and "proposal_id" not in values:
            values["proposal_id"] = self.draft()
        if "webhook_id" in rule.arguments:
            values["webhook_id"] = self.webhook()
        if endpoint == "tokens.revoke":
            values["number"] = self.token(values["person_id"])
        wanted = {name: values[name] for name in rule.arguments if name != "language"}
        with self.app.test_request_context():
            return url_for(endpoint, **({"language": language} if localised else {}), **wanted)


@pytest.fixture(scope="module")
def house(sample_mould: Mould, tmp_path_factory: pytest.TempPathFactory) -> House:
    home = sample_mould.cast(tmp_path_factory.mktemp("table") / "home")
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
        joined(
            workspace,
            "stranger-of-table",
            PHRASE,
            roles=[Role.sponsor, Role.architect],
            organizations=["min-tresor"],
        )
        neighbour = joined(workspace, "neighbour")
        hand_in_twice(workspace, "p-B15", BODY)
    return House(application(home), home, {**PLAIN, "person_id": neighbour.id}, {})


@pytest.fixture(scope="module")
def closed_app(house: House) -> Flask:
    """The same sample, of which only people with an account may read."""
    return application(house.home, closed=True)


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
    hidden = answer.status_code == 404 and not allowed
    assert (was_let_in(answer) and not hidden) == allowed, answer.status
    if not allowed and role != "nobody":
        assert answer.status_code in (403, 404)


OF_AN_OBJECT = [
    (method, view)
    for method, view in PAGES
    if view.partition(".")[0] in PROPOSALS | {"drafts", "draft_moves"}
    or view in ("registering.confirm", "registering.edit", "registering.retire")
    if view not in ("certificates.verify", "reviews.overview")
]
"""Pages of a draft, a proposal or a component, which people of another body may not touch."""


@pytest.mark.parametrize(("method", "endpoint"), OF_AN_OBJECT, ids=" ".join)
def test_who_has_the_roles_at_another_body_gets_nowhere(
    house: House, method: str, endpoint: str
) -> None:
    stranger = house.visitor("stranger")
    answer = ask(stranger, method, house.address(endpoint))
    assert answer.status_code in (403, 404)
    assert not any(told in answer.get_data(as_text=True) for told in ("Ferries", "arénas"))


def ask(client: Client, method: str, address: str) -> TestResponse:
    """Ask for a page, or send an empty form with the token that one's pages have."""
    if method == "GET":
        return client.get(address)
    return client.post(address, data={"csrf_token": token_of(client)})


def token_of(client: Client) -> str:
    signed_in = client.get_cookie(SESSION) is not None
    return typed_in(client.get("/en/account" if signed_in else "/en/sign-in"))["csrf_token"]


def was_let_in(answer: TestResponse) -> bool:
    """Neither refused, nor sent to sign in, nor told that there is no such proposal or feed."""
    sent_away = answer.status_code == 302 and "/sign-in?next=" in (answer.location or "")
    to_sign_in = answer.status_code == 302 and (answer.location or "").endswith("/sign-in")
    places = ("/proposals/", "/feeds/")
    unknown = answer.status_code == 404 and any(one in answer.request.path for one in places)
    return not (sent_away or to_sign_in or unknown or answer.status_code in (401, 403))


BY_ITSELF = {"session", "attempt", "index_queue"}
"""Tables that change by themselves when somebody comes by."""


def contents(home: Path) -> list[Any]:
    """Everything that the database holds, save when sessions were last used.

    How far the index has followed changes by itself.
    """
    with opened(home) as workspace:
        tables = [name for name in workspace.db.table_names() if name not in BY_ITSELF]
        rows = [list(workspace.db.execute(f'SELECT * FROM "{name}"')) for name in tables]  # noqa: S608
    return [[row for row in table if row[0] != "indexed_through"] for table in rows]


WITHOUT_TOKEN = {"searches.note"}
"""Who sends this is nobody in particular; other sites are told by what the browser says of them."""


@pytest.mark.parametrize("endpoint", sorted(view for method, view in PAGES if method == "POST"))
def test_what_is_sent_without_the_forms_token_changes_nothing(house: House, endpoint: str) -> None:
    client = house.visitor(max(PAGES["POST", endpoint], key=ROLES.index))
    address = house.address(endpoint)
    before = contents(house.home)
    fields = {"name": "Sly", "name.en": "Sly", "email": "sly@a.example", "language": "en"}
    for headers in ({}, {"Origin": "https://elsewhere.example"}):
        answer = client.post(address, data=fields, headers=headers)
        refused = (403,) if headers else (204,)
        assert answer.status_code in (
            refused if endpoint in WITHOUT_TOKEN else (200, 302, 400, 404)
        )
    assert contents(house.home) == before


@pytest.mark.parametrize("endpoint", sorted({view for _, view in PAGES if "static" not in view}))
def test_a_closed_house_lets_nobody_read(house: House, closed_app: Flask, endpoint: str) -> None:
    closed = closed_app.test_client()
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
