from __future__ import annotations

from pathlib import Path

import pytest

from catalogue.domain.person import Role
from catalogue.domain.verdict import Label, Verdict
from catalogue.services import registering
from catalogue.services.registering import Beside
from catalogue.services.workspace import opened
from catalogue.storage import verdicts
from catalogue.storage.connection import transaction
from catalogue.storage.signature import Signature
from catalogue.storage.times import moment
from tests.services.builders import proposal
from tests.services.proposing import person

from .builders import component
from .checking import Client
from .conftest import Site
from .visiting import member, sign_in, text_of

BODIES = [
    {"type": "organization", "id": one, "name": {"fr": f"Ville de {one}", "en": f"City of {one}"}}
    for one in ("lac", "mont")
]


@pytest.fixture
def client(site: Site) -> Client:
    """The city of lac registered *ferries*, which is not *booking* but a variant of *pool*."""
    client = site(
        *BODIES,
        component("booking", owner="mont"),
        component("pool", owner="lac"),
        proposal("slots", organization="mont"),
    )
    home: Path = client.application.config["SETTINGS"].home
    with opened(home) as workspace:
        data = {"name": {"en": "Ferries"}, "summary": {"en": "Tickets"}, "owner": "lac"}
        beside = Beside(["pool"], {"booking": "Boats, not counters"})
        registering.register(person("ines", Role.architect, "lac"), workspace, data, beside=beside)
        verdict = Verdict(type="component", id="booking", label=Label.distinct, note="Only slots")
        with transaction(workspace.db) as db:
            verdicts.add(db, "slots", verdict, ("", ""), Signature("theo", moment(None)))
    return client


def test_architects_see_components_with_their_reasons(client: Client) -> None:
    member(client, "ines", "architect", organizations=["lac"])
    sign_in(client, "ines")
    page = client.get("/en/told-apart")
    said = text_of(page)
    assert "Boats, not counters" in said
    assert "Is a variant of" in said
    assert "Only slots" not in said
    assert "/en/components/ferries/edit" in page.get_data(as_text=True)
    assert "paires-distinguees" in client.get("/fr/mes-composantes").get_data(as_text=True)


def test_reviewers_see_their_verdicts_and_may_change_them(client: Client) -> None:
    member(client, "rose", "reviewer", organizations=["lac"])
    sign_in(client, "rose")
    page = client.get("/fr/paires-distinguees")
    assert "Only slots" in text_of(page)
    assert "/fr/examens/slots/preuves/component/booking" in page.get_data(as_text=True)


def test_a_reviewer_of_the_proposing_body_does_not(client: Client) -> None:
    member(client, "own", "reviewer", organizations=["mont"])
    sign_in(client, "own")
    assert "Only slots" not in text_of(client.get("/en/told-apart"))


def test_sponsors_do_not_get_there(client: Client) -> None:
    member(client, "ana", "sponsor", organizations=["lac"])
    sign_in(client, "ana")
    assert client.get("/en/told-apart").status_code == 403


def test_nothing_was_told_apart_yet(site: Site) -> None:
    client = site(*BODIES)
    member(client, "ines", "architect", organizations=["lac"])
    sign_in(client, "ines")
    assert "No pair has been told apart yet" in text_of(client.get("/en/told-apart"))
