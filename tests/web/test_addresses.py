from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.routing import Rule

from catalogue.domain.identifiers import WORDS_OF_PAGES
from catalogue.web.addresses import in_french

from .checking import Client


def localised(app: Flask) -> Iterator[Rule]:
    return (rule for rule in app.url_map.iter_rules() if "language" in (rule.defaults or {}))


def test_every_page_has_an_address_in_each_language(sample_app: Flask) -> None:
    by_endpoint: dict[str, set[str]] = {}
    for rule in localised(sample_app):
        assert rule.defaults
        language = rule.defaults["language"]
        assert rule.rule.startswith(f"/{language}/")
        by_endpoint.setdefault(rule.endpoint, set()).add(language)
    assert len(by_endpoint) >= 5
    assert all(languages == {"fr", "en"} for languages in by_endpoint.values())


def test_addresses_are_spelt_in_their_language() -> None:
    assert (
        in_french("/components/<component_id>/history") == "/composantes/<component_id>/historique"
    )
    assert in_french("/") == "/"
    with pytest.raises(KeyError):
        in_french("/unheard-of")


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("/fr/", "/en/"),
        ("/fr/?q=rendez-vous&kind=service&kind=api&page=2", None),
        ("/fr/composantes/clef-civique", "/en/components/clef-civique"),
        ("/fr/composantes/clef-civique/historique", "/en/components/clef-civique/history"),
        ("/fr/inconnu?a=1", "/en/inconnu?a=1"),
    ],
)
def test_the_switch_leads_to_the_same_page(client: Client, here: str, there: str | None) -> None:
    expected = there or here.replace("/fr/", "/en/")
    page = client.get(here).get_data(as_text=True).replace("&amp;", "&")
    assert page.count(f'href="{expected}"') == 3  # in the head, in the header, in the footer
    assert f'href="{here}"' in client.get(expected).get_data(as_text=True).replace("&amp;", "&")


@pytest.mark.parametrize(
    ("accepts", "language"),
    [("fr-CA,en;q=0.5", "fr"), ("en-US,fr;q=0.2", "en"), ("de", "fr"), ("", "fr"), ("\xe9", "fr")],
)
def test_the_start_page_follows_the_browser(client: Client, accepts: str, language: str) -> None:
    answer = client.get("/", headers={"Accept-Language": accepts})
    assert (answer.status_code, answer.location) == (302, f"/{language}/")


def test_the_start_page_remembers_the_last_choice(client: Client) -> None:
    client.get("/en/")
    assert client.get("/", headers={"Accept-Language": "fr"}).location == "/en/"
    client.get("/fr/composantes/clef-civique")
    assert client.get("/", headers={"Accept-Language": "en"}).location == "/fr/"


def test_a_strange_choice_is_ignored(client: Client) -> None:
    client.set_cookie("catalogue_language", "//elsewhere.example")
    assert client.get("/", headers={"Accept-Language": "en"}).location == "/en/"


def test_an_address_without_its_last_slash_leads_on(client: Client) -> None:
    assert client.get("/fr", follow_redirects=True).request.path == "/fr/"


def test_every_word_that_stands_where_identifiers_do_is_refused_as_one(sample_app: Flask) -> None:
    rules = [rule.rule.split("/") for rule in sample_app.url_map.iter_rules()]
    before = {
        tuple(parts[:place])
        for parts in rules
        for place, part in enumerate(parts)
        if part in ("<component_id>", "<proposal_id>", "<organization_id>")
    }
    words = {
        parts[len(start)]
        for parts in rules
        for start in before
        if tuple(parts[: len(start)]) == start and len(parts) > len(start)
    }
    assert {word for word in words if "<" not in word} <= WORDS_OF_PAGES
