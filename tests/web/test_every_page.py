"""Every page of the application, opened by each role that may, in both languages.

The crawl meets what links lead to; here stands also what nobody gets to without
doing something first. The client looks at every answer, those that refuse too.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, url_for

from catalogue.domain.person import Role
from catalogue.services import drafting, reviewing, webhooks
from catalogue.services import people as looking_after
from catalogue.services.demonstrating import found_demo_accounts
from catalogue.services.links import link_for
from catalogue.services.permissions import COMMAND_LINE, Actor, acting
from catalogue.services.reaching import Reach
from catalogue.services.uploads import keep_upload
from catalogue.services.word_lists import as_csv
from catalogue.services.workspace import Workspace, opened
from catalogue.storage import people
from tests.homes import Mould
from tests.services.accounts import joined
from tests.services.proposing import person

from .checking import Client
from .conftest import application
from .sponsoring import hand_in_twice
from .test_crawl import visitor
from .test_permissions_table import BODY, HANDED_IN, PAGES, PLAIN

ROLES = ("nobody", "sponsor", "reviewer", "architect", "administrator")

NO_PAGES = {
    "bootstrap.static",
    "components.export",
    "feeds.components",
    "intake.template",
    "private_feeds.proposals",
    "private_feeds.reviews",
    "root.start",
    "searches.suggest",
    "static",
    "vocabulary.download",
}
"""What is no HTML: files, feeds, what scripts ask for, and the way to the first page."""

VIEWS = sorted({view for method, view in PAGES if method == "GET"} - NO_PAGES)

OTHER_ANSWERS = {"components.as_publiccode": 404}
"""Pages that say what is missing."""

WAITING = "p-C03"
"""A proposal of the sponsor's body that reviewers have before them."""

RECORD = b'{"type": "component", "id": "odd-one", "owner": "min-services", "name": {"en": "Odd"}}'


@dataclass(frozen=True)
class Places:
    """What stands in the places of addresses, for all views, for some, and for some of a role's."""

    plain: dict[str, Any]
    of_view: dict[str, dict[str, Any]]
    of_role: dict[tuple[str, str], dict[str, Any]]

    def of(self, view: str, role: str) -> dict[str, Any]:
        """What stands in a view's address for somebody."""
        own = self.of_view.get(view) or self.of_view.get(view.partition(".")[0]) or {}
        return {**self.plain, **own, **self.of_role.get((view, role), {})}


@pytest.fixture(scope="module")
def demo(checked_mould: Mould, tmp_path_factory: pytest.TempPathFactory) -> tuple[Flask, Places]:
    return demonstration(checked_mould, tmp_path_factory.mktemp("pages") / "home")


def demonstration(mould: Mould, home: Path) -> tuple[Flask, Places]:
    """The demonstration as it is served, with something on each kind of page."""
    mould.cast(home)
    with opened(home) as workspace:
        places = furnished(workspace)
    return application(home), places


def furnished(workspace: Workspace) -> Places:
    """Put something there for each page, and say where."""
    actors = {
        one.role.value: account(workspace, one.email) for one in found_demo_accounts(workspace)
    }
    sponsor = actors["sponsor"].person_id or ""
    more = {"organizations": [BODY, "min-tresor"]}
    looking_after.change(COMMAND_LINE, workspace, sponsor, more)
    hand_in_twice(workspace, "p-B15", BODY)
    writer = person("s", Role.sponsor, BODY)
    draft = drafting.begin(writer, workspace, BODY, {"title": "Ferries"}).proposal_id
    hook = {"address": "https://93.184.216.34/", "events": ["component.changed"]}
    invited = joined(workspace, "neighbour")
    looked_into = reviewing.case(actors["reviewer"], workspace, WAITING).weighed[0].match
    under_review = {
        "proposal_id": WAITING,
        "kind": looked_into.type,
        "match_id": looked_into.id,
    }
    lexicon = as_csv(actors["administrator"], workspace, "lexicon")
    return Places(
        {
            **PLAIN,
            **HANDED_IN,
            "person_id": invited.id,
            "token": link_for(COMMAND_LINE, workspace, invited.id).token,
            "webhook_id": webhooks.add(COMMAND_LINE, workspace, hook, Reach()).id,
        },
        {
            "drafts": {"proposal_id": draft},
            "draft_moves": {"proposal_id": draft},
            "rulings": under_review,
            "follow.withdraw": {"proposal_id": WAITING},
            "warnings.submitted": {"proposal_id": WAITING},
        },
        {
            ("vocabulary.look", "administrator"): {
                "token": sent(actors["administrator"], workspace, "lexicon.csv", lexicon)
            },
            **{
                ("intake.look", role): {"token": sent(actors[role], workspace, "odd.jsonl", RECORD)}
                for role in ("architect", "administrator")
            },
        },
    )


def account(workspace: Workspace, email: str) -> Actor:
    found = people.find_by_email(workspace.db, email)
    assert found
    return acting(found.person)


def sent(actor: Actor, workspace: Workspace, name: str, content: bytes) -> str:
    return keep_upload(actor, workspace, name, BytesIO(content))


@pytest.fixture(scope="module")
def visitors(demo: tuple[Flask, Places]) -> dict[str, Client]:
    return {role: visitor(demo[0], role) for role in ROLES}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("view", VIEWS)
def test_every_page_is_sound_for_whoever_opens_it(
    demo: tuple[Flask, Places], visitors: dict[str, Client], view: str, language: str
) -> None:
    app, places = demo
    for role, client in visitors.items():
        answer = client.get(address(app, view, places.of(view, role), language))
        if role not in PAGES["GET", view]:
            assert answer.status_code in (302, 403, 404), role
        elif view == "signing.sign_in" and role != "nobody":
            assert answer.status_code == 302, role
        else:
            assert answer.status_code == OTHER_ANSWERS.get(view, 200), role
            assert answer.mimetype == "text/html"


def address(app: Flask, view: str, values: dict[str, Any], language: str) -> str:
    rule = next(app.url_map.iter_rules(view))
    wanted = {name: values[name] for name in rule.arguments if name != "language"}
    with app.test_request_context():
        return url_for(view, language=language, **wanted)
