"""A site with sponsors at it, and the drafts that they write."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from catalogue.services import drafting, listing
from catalogue.services.drafting import Draft
from catalogue.services.permissions import Actor, acting
from catalogue.services.workspace import opened
from catalogue.storage import drafts, people
from tests.services.builders import BOOKING
from tests.services.proposing import LAC, MONT, body

from .builders import component
from .checking import Client
from .conftest import Site
from .visiting import member, sign_in

TITLE = "Appointment booking at counters"
WHOLE = {"title": TITLE, "description": BOOKING, "language": "en"}


def sponsors_site(site: Site, *records: dict[str, Any], **settings: Any) -> Client:
    """Ana, a sponsor of one public body, signed in; Mia is one of another body."""
    held = [body(LAC), body(MONT), component("booking", description={"en": BOOKING}), *records]
    client = site(*held, **settings)
    member(client, "ana", "sponsor", organizations=[LAC])
    member(client, "mia", "sponsor", organizations=[MONT])
    sign_in(client)
    return client


def home_of(client: Client) -> Path:
    home: Path = client.application.config["SETTINGS"].home
    return home


def actor_of(client: Client, name: str = "ana") -> Actor:
    with opened(home_of(client)) as workspace:
        account = people.find_by_email(workspace.db, f"{name}@a.example")
        assert account
        return acting(account.person)


def begun(client: Client, name: str = "ana", **typed: Any) -> Draft:
    """A draft that somebody began."""
    actor = actor_of(client, name)
    (organization, *_) = sorted(actor.organizations)
    with opened(home_of(client)) as workspace:
        return drafting.begin(actor, workspace, organization, {**WHOLE, **typed})


def stored(client: Client, proposal_id: str) -> Draft:
    """The draft as it stands."""
    with opened(home_of(client)) as workspace:
        found = drafts.find(workspace.db, proposal_id)
        assert found
        return found


def all_of(client: Client, name: str = "ana") -> list[Draft]:
    """Every draft of somebody's public bodies."""
    actor = actor_of(client, name)
    with opened(home_of(client)) as workspace:
        return [
            found
            for one in listing.listed(actor, workspace)
            if (found := drafts.find(workspace.db, one.id))
        ]


def edited(draft: Draft, step: str = "") -> str:
    """Where a page of the draft is, in English."""
    return f"/en/proposals/{draft.proposal_id}/edit" + (f"/{step}" if step else "")
