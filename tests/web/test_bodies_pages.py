from __future__ import annotations

import pytest

from .builders import component
from .checking import Client
from .conftest import Site
from .visiting import member, path_of, resend, send, sign_in, text_of, typed_in

BODY = {"type": "organization", "id": "min-a", "name": {"fr": "Ministère A", "en": "Ministry A"}}


@pytest.fixture
def client(site: Site) -> Client:
    """An administrator, signed in, where a file also named a body that nobody registered."""
    client = site(BODY, component(owner="Régie des Z"))
    member(client, "root", "administrator")
    sign_in(client, "root")
    return client


def test_bodies_that_wait_for_confirmation_come_first(client: Client) -> None:
    said = text_of(client.get("/en/public-bodies"))
    assert said.index("Régie des Z") < said.index("Ministry A")
    assert "To confirm" in said
    assert "2 public bodies" in said
    assert "One public body" in text_of(client.get("/en/public-bodies?q=MIN-A"))
    assert "No public body has these words" in text_of(client.get("/en/public-bodies?q=zzz"))


def test_a_body_is_added_once(client: Client) -> None:
    page = client.get("/fr/organismes/ajouter")
    fields = {"name__fr": "Régie du Vent", "acronym__fr": "RDV", "kind": "agency"}
    for _ in range(2):
        assert path_of(resend(client, page, **fields)) == "/fr/organismes"
    said = text_of(client.get("/fr/organismes"))
    assert said.count("Régie du Vent") == 1
    assert "regie-du-vent" in said
    assert "3 organismes" in said


def test_a_body_needs_a_name_of_its_own(client: Client) -> None:
    answer = send(client, "/en/public-bodies/add", acronym__en="NO")
    assert answer.status_code == 422
    assert "Name: this field is required" in text_of(answer)
    assert typed_in(answer)["acronym.en"] == "NO"
    answer = resend(client, answer, name__en="MINISTRY, A")
    assert answer.status_code == 422
    assert "Name, in English: another public body has the name “MINISTRY, A” already" in text_of(
        answer
    )


def test_a_body_is_changed_and_thereby_confirmed(client: Client) -> None:
    page = client.get("/en/public-bodies/regie-des-z/edit")
    assert "only met in a file" in text_of(page)
    answer = resend(client, page, name__en="Z Board", kind="crown")
    assert path_of(answer) == "/en/public-bodies"
    said = text_of(client.get("/en/public-bodies"))
    assert "Z Board" in said
    assert "Crown corporation" in said
    assert "To confirm" not in said
    shown = client.get("/en/components/booking").get_data(as_text=True)
    assert "Z Board" in shown


def test_a_body_keeps_its_own_name(client: Client) -> None:
    answer = send(client, "/en/public-bodies/min-a/edit", acronym__fr="MA")
    assert answer.status_code == 303
    assert typed_in(client.get("/en/public-bodies/min-a/edit"))["acronym.fr"] == "MA"


def test_who_is_overtaken_is_told_and_overwrites_nothing(client: Client) -> None:
    page = client.get("/en/public-bodies/min-a/edit")
    assert resend(client, page, name__en="First").status_code == 303
    second = resend(client, page, name__en="Second")
    assert second.status_code == 422
    assert "Stored now: First" in text_of(second)
    assert "First" in text_of(client.get("/en/public-bodies"))
    assert resend(client, second).status_code == 303
    assert "Second" in text_of(client.get("/en/public-bodies"))


def test_a_body_that_does_not_exist_is_not_found(client: Client) -> None:
    assert client.get("/fr/organismes/rien/modifier").status_code == 404
