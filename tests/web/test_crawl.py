"""The demonstration's site, walked through by each of its people, in both languages.

Of pages of one kind a few are opened: whatever links they have differ little. Pages that no
link leads to are opened in ``test_every_page``.
"""

from __future__ import annotations

from collections import Counter, deque
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from werkzeug.exceptions import HTTPException

from catalogue.domain.person import Role
from catalogue.services import drafting, webhooks
from catalogue.services.demonstrating import found_demo_accounts
from catalogue.services.permissions import COMMAND_LINE
from catalogue.services.reaching import Reach
from catalogue.services.workspace import opened
from tests.homes import Mould
from tests.services.proposing import person

from .checking import Client, parsed
from .conftest import application
from .sponsoring import hand_in_twice
from .visiting import send

BODY = "ville-sainte-aurele"
"""The sponsor's."""

EACH = 4
"""Pages of one view that are opened, in each language."""


@pytest.fixture(scope="module")
def demo(checked_mould: Mould, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The demonstration as it is served, with something on each kind of page."""
    home = checked_mould.cast(tmp_path_factory.mktemp("crawl") / "home")
    with opened(home) as workspace:
        hand_in_twice(workspace, "p-B15", BODY)
        drafting.begin(person("s", Role.sponsor, BODY), workspace, BODY, {"title": "Ferries"})
        data = {"address": "https://93.184.216.34/", "events": ["component.changed"]}
        webhooks.add(COMMAND_LINE, workspace, data, Reach())
    return application(home)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("role", ["nobody", "sponsor", "reviewer", "architect", "administrator"])
def test_no_link_leads_nowhere(demo: Flask, role: str, language: str) -> None:
    client = visitor(demo, role)
    waiting, met = deque([f"/{language}/"]), {f"/{language}/"}
    opened_pages: Counter[str] = Counter()
    while waiting:
        address = waiting.popleft()
        view = view_of(demo, address)
        if opened_pages[view] >= EACH:
            continue
        opened_pages[view] += 1
        answer = client.get(address)
        assert answer.status_code in (200, 302), f"{answer.status} {address}"
        if answer.mimetype != "text/html":
            continue
        for link in links_of(answer.get_data(as_text=True), address, language):
            if link not in met:
                met.add(link)
                waiting.append(link)
    assert opened_pages["components.show"] == EACH
    assert [view for view in REACHED.get(role, ()) if not opened_pages[view]] == []


REACHED = {
    "sponsor": ("proposals.overview", "drafts.answers", "draft_moves.discard", "follow.compare"),
    "reviewer": ("reviews.overview", "reviews.show", "rulings.verdict"),
    "architect": ("registering.overview", "registering.edit", "intake.upload"),
    "administrator": ("administration.overview", "people.show", "webhooks.edit", "webhooks.remove"),
}
"""Pages that each must come past, those with something of their own to say among them."""


def visitor(demo: Flask, role: str) -> Client:
    client = demo.test_client()
    assert isinstance(client, Client)
    if role != "nobody":
        home = demo.config["SETTINGS"].home
        with opened(home) as workspace:
            account = next(one for one in found_demo_accounts(workspace) if one.role.value == role)
        answer = send(client, "/en/sign-in", email=account.email, password=account.password)
        assert answer.status_code == 303
    return client


def view_of(demo: Flask, address: str) -> str:
    """The view that an address leads to; the address itself where none does."""
    with demo.test_request_context():
        parts = urlsplit(address)
        try:
            endpoint, _ = demo.url_map.bind("localhost").match(parts.path)
        except HTTPException:
            return address
    return f"{endpoint}?" if parts.query else str(endpoint)


def links_of(page: str, address: str, language: str) -> list[str]:
    """Where the page's links lead within the site, in the same language."""
    tree, _ = parsed(page)
    found = (urljoin(address, link.get("href") or "") for link in tree.iter("a"))
    own = [one.partition("#")[0] for one in found if not urlsplit(one).netloc]
    return [one for one in own if one.startswith(f"/{language}/")]
