"""What people look for: counted from pages and scripts, shown to who registers."""

from __future__ import annotations

import pytest

from catalogue.web.searches import PACE

from .builders import component
from .checking import Client
from .conftest import Site
from .visiting import member, sign_in, text_of


@pytest.fixture
def client(site: Site) -> Client:
    return site(component("booking", name={"en": "Appointment booking", "fr": "Rendez-vous"}))


def look_for(client: Client, words: str, times: int = 2) -> None:
    for _ in range(times):
        client.get("/en/", query_string={"q": words})


def log(client: Client, language: str = "en") -> str:
    member(client, "ada", "architect")
    sign_in(client, "ada")
    return text_of(client.get("/en/searches" if language == "en" else "/fr/recherches"))


def test_searches_are_counted_from_the_page(client: Client) -> None:
    look_for(client, "appointments")
    look_for(client, "qqzz", 3)
    look_for(client, "seen once", 1)
    client.get("/en/?q=appointments&page=2")
    client.get("/en/?q=appointments&kind=api")
    client.get("/en/?q=appointments", headers={"X-Fragment": "results"})
    said = log(client)
    assert "Looked for in vain" in said
    assert "qqzz 3 See what answers" in said
    assert "appointments 2 See what answers" in said
    assert "seen once" not in said
    assert "5 searches in all." in said
    assert "nothing opened" not in said


def test_what_a_script_tells_is_counted(client: Client) -> None:
    for words, found in (("Boats", "3"), ("trams", "0"), ("metro", "9")) * 2:
        data = {"q": words, "watched": "1", "typed": "1", "found": found}
        assert client.post("/fr/cherche", data=data).status_code == 204
    client.post("/fr/cherche", data={"q": "metro", "opened": "1"})
    said = log(client, "fr")
    vain, _, rest = said.partition("Répondu, mais rien d’ouvert")
    assert "trams 2" in vain
    assert "boats" not in vain
    unopened, _, often = rest.partition("Le plus souvent cherché")
    assert "boats 2" in unopened
    assert "metro" not in unopened
    assert "metro 2" in often


def test_other_sites_and_floods_are_not_counted(client: Client) -> None:
    data = {"q": "boats", "watched": "1", "typed": "1", "found": "0"}
    answer = client.post("/en/searched", data=data, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    for _ in range(PACE.most):
        assert client.post("/en/searched", data={"q": ""}).status_code == 204
    assert client.post("/en/searched", data=data).status_code == 429
    assert "Nothing has been searched for twice yet." in log(client)


def test_words_that_are_begun_are_completed(client: Client) -> None:
    answer = client.get("/en/suggest?q=appoi")
    assert answer.get_json() == ["Appointment booking"]
    assert client.get("/fr/suggestions?q=rendez").get_json()[0] == "Rendez-vous"
    for nothing in ("", "?q=", "?q=a", "?q=%00%3Cb%3E"):
        assert client.get(f"/en/suggest{nothing}").get_json() == []


def test_slips_are_said_to_be_mended(client: Client) -> None:
    said = text_of(client.get("/en/?q=apointment"))
    assert "Read as appointment." in said
    assert "Read as" not in text_of(client.get("/en/?q=appointment"))
    page = client.get("/en/?q=apointment").get_data(as_text=True)
    assert "<mark>Appointment</mark>" in page
