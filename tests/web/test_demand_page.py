"""Demand without supply: what the page tells whom, and where it leads."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from catalogue.domain.person import Role
from catalogue.services.workspace import opened
from tests.services.proposing import body, handed_in, person

from .builders import component
from .checking import Client, parsed
from .conftest import Site
from .visiting import fields_of, form_of, member, sign_in, text_of

BODIES = ("nord", "sud", "est")
OWN = "lac"
TITLE = "Zeppelins"


@pytest.fixture
def client(site: Site) -> Client:
    """People look for zeppelins and appointments in vain."""
    client = site(
        *(body(one) for one in (*BODIES, OWN)), component("ferries", name={"en": "Ferries"})
    )
    for words in ("zeppelin", "prise de RDV", "appointment booking", "appointment booking"):
        for _ in "ab":
            data = {"q": words, "watched": "1", "typed": "1", "found": "0"}
            assert client.post("/en/searched", data=data).status_code == 204
    return client


def propose(client: Client, *bodies: str) -> None:
    home: Path = client.application.config["SETTINGS"].home
    with opened(home) as workspace:
        for one in bodies:
            sponsor = person(f"of-{one}", Role.sponsor, one)
            typed = {"title": TITLE, "description": "From above.", "estimated_cost": "260 000 $"}
            handed_in(workspace, sponsor, **typed)


def told(client: Client, *roles: str, language: str = "en") -> str:
    member(client, "ada", *roles, organizations=[OWN])
    sign_in(client, "ada")
    return text_of(client.get("/en/demand" if language == "en" else "/fr/demande"))


def test_words_of_both_languages_stand_together(client: Client) -> None:
    said = told(client, "architect")
    assert "Looked for as appointment booking, prise de rdv" in said.replace("\u00a0", " ").replace(
        ": ", " "
    )
    assert "6 times" in said
    assert said.index("prise de rdv") < said.index("zeppelin")


def test_it_is_in_french(client: Client) -> None:
    said = told(client, "architect", language="fr")
    assert "Demande sans offre" in said
    assert "6 fois" in said


def test_it_leads_to_the_form_with_the_name_in_it(client: Client) -> None:
    told(client, "architect", "sponsor")
    page, _ = parsed(client.get("/en/demand").get_data(as_text=True))
    links = [one.get("href") or "" for one in page.iter("a")]
    add = next(one for one in links if one.startswith("/en/components/add"))
    assert parse_qs(urlsplit(add).query)["name"]
    fields = fields_of(form_of(client.get("/en/components/add?name=Zeppelin%00%0Ahangar")))
    assert dict(fields)["name.en"] == "Zeppelin hangar"
    assert any(one.startswith("/en/proposals/add?title=") for one in links)


def test_architects_are_told_of_several_bodies_only(client: Client) -> None:
    propose(client, "nord", "sud")
    said = told(client, "architect")
    assert "2 projects" not in said
    assert "Proposed" not in said
    propose(client, "est")
    said = text_of(client.get("/en/demand"))
    assert "at least 3 projects" in said
    assert "at least 3 public bodies" in said
    assert "at least $500,000" in said
    assert TITLE not in said


def test_reviewers_are_told_of_each(client: Client) -> None:
    propose(client, "nord")
    said = told(client, "reviewer")
    assert TITLE in said
    assert "1 project" in said
    assert "1 public body" in said
    assert "$260,000" in said
    assert "Register what does it" not in said


def test_nothing_yet(site: Site) -> None:
    assert "Nothing is asked for in vain" in told(site(body(OWN), component()), "administrator")
