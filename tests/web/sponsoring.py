"""A site where people propose: bodies, components, and proposals that came some way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from catalogue.domain.person import Person, Role
from catalogue.services import deciding, drafting
from catalogue.services.permissions import acting
from catalogue.services.workspace import Workspace, opened
from tests.services.builders import component
from tests.services.conftest import EAGER
from tests.services.proposing import LAC, MONT, TYPED, body, handed_in, person, submit

from .checking import Client
from .conftest import Site
from .visiting import member, sign_in

OTHERS = ("Snow ploughs", "Water quality sensors", "Library loans")


def house_of(site: Site, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A reader of a site whose first component is what ``TYPED`` proposes."""
    monkeypatch.setattr("catalogue.services.corpora.shipped_model", lambda: EAGER)
    others = [
        component(f"other-{n}", name={"en": name}, summary={"en": f"{name} for all"})
        for n, name in enumerate(OTHERS)
    ]
    return site(*(body(one) for one in (LAC, MONT, "tresor")), component("booking"), *others)


def ana_at_home(site: Site, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The same site, at which Ana, who sponsors for Lac, is signed in."""
    client = house_of(site, monkeypatch)
    sponsor(client)
    sign_in(client)
    return client


@contextmanager
def inside(client: Client) -> Iterator[Workspace]:
    """The instance behind the client's site."""
    home: Path = client.application.config["SETTINGS"].home
    with opened(home) as workspace:
        yield workspace


def sponsor(client: Client, name: str = "ana", of: str = LAC, *more: str) -> Person:
    """Somebody with an account who proposes for a public body."""
    return member(client, name, "sponsor", organizations=[of, *more])


def drafted(client: Client, person: Person, **typed: Any) -> str:
    """The identifier of somebody's draft."""
    organization = sorted(person.organizations)[0]
    with inside(client) as workspace:
        draft = drafting.begin(acting(person), workspace, organization, {**TYPED, **typed})
        return draft.proposal_id


def submitted(client: Client, person: Person, **typed: Any) -> str:
    """The identifier of what somebody submitted, with every warning answered."""
    with inside(client) as workspace:
        return handed_in(workspace, acting(person), **typed)


def decided(client: Client, proposal_id: str, number: int = 1, **decision: Any) -> None:
    """A reviewer of another public body decides on a submission."""
    with inside(client) as workspace:
        reviewer = member(client, f"rita{number}", "reviewer", organizations=["tresor"])
        deciding.decide(
            acting(reviewer), workspace, proposal_id, decision, expected_submission=number
        )


def visitor(client: Client, name: str) -> Client:
    """Another browser, in which somebody with an account is signed in."""
    other = client.application.test_client()
    assert isinstance(other, Client)
    sign_in(other, name)
    return other


def hand_in_twice(workspace: Workspace, proposal_id: str, own: str) -> None:
    """Let a body's proposal of the sample have two submissions, and wait for changes again."""
    someone = person("sponsor", Role.sponsor, own)
    reviewer = person("reviewer", Role.reviewer, "min-tresor")
    for number in (1, 2):
        submit(workspace, drafting.opened(someone, workspace, proposal_id), someone)
        returned = {"ruling": "returned", "reason": "Say more."}
        deciding.decide(reviewer, workspace, proposal_id, returned, expected_submission=number)
