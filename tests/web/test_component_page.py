from __future__ import annotations

import html
import json
import re
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from catalogue.services.importing import import_file
from catalogue.services.workspace import opened
from catalogue.storage import records

from .builders import component, store
from .checking import Client
from .conftest import Site


def body(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return html.unescape(answer.get_data(as_text=True))


def told(page: str) -> str:
    """The words of a page on one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


@pytest.mark.parametrize("start", ["/fr/composantes", "/en/components"])
def test_every_component_of_the_sample_has_a_good_page(
    client: Client, sample_home: Path, start: str
) -> None:
    with opened(sample_home) as workspace:
        ids = records.ids(workspace.db, "component")
    for component_id in ids[::7]:
        body(client, f"{start}/{component_id}")
        body(client, f"{start}/{component_id}/{'historique' if 'fr' in start else 'history'}")


FULL = component(
    "full",
    aliases=["Réservatout"],
    acronyms=["RSV"],
    kind="platform",
    description={"fr": "Premier alinéa.\n\n- un\n- deux", "en": "First paragraph.\n\n• one\n• two"},
    features={"fr": ["Rappels"], "en": ["Reminders"]},
    keywords={"en": ["slots"]},
    owner="Office of Counters",
    contacts=[{"name": "The booking team", "email": "team@counters.example", "role": "help desk"}],
    eligibility=["ministry", "municipal"],
    onboarding={
        "how": {"en": "Ask for it."},
        "lead_time_days": 1,
        "tariff": {"fr": "Sans frais", "en": "Free"},
        "classification": "internal",
        "hosting": "hybrid",
    },
    links={"website": "https://booking.example/", "source": "git://code.example/booking"},
    licence="MIT",
    standards=["iCalendar"],
    used_by=[{"organization": "town-of-somewhere", "since": "2024-05-01"}],
    verified_on="2020-02-03",
    verified_by="Ana",
)


def test_a_page_says_everything_in_each_language(site: Site) -> None:
    client = site(FULL)
    french, english = (
        told(body(client, address)) for address in ("/fr/composantes/full", "/en/components/full")
    )
    for words in (
        "Plateforme",
        "Aussi appelée\u00a0: RSV, Réservatout".replace("\u00a0", " "),
        "Premier alinéa.",
        "Rappels",
        "Ministères, Municipalités",
        "1 jour",
        "Sans frais",
        "Usage interne",
        "Hybride",
        "depuis 2024",
        "3 février 2020, Ana",
        "Il y a plus d’un an",
        "team@counters.example",
        "git://code.example/booking",
    ):
        assert words in french.replace("\u00a0", " "), words
    for words in (
        "Platform",
        "1 day",
        "Free",
        "since 2024",
        "February 3, 2020",
        "town-of-somewhere",
    ):
        assert words in english, words
    assert "Ask for it." in french  # how to adopt it is written in English only


def test_lists_in_a_description_are_lists(site: Site) -> None:
    page = body(site(FULL), "/en/components/full")
    assert re.search(r"<ul>\s*<li>one</li>\s*<li>two</li>\s*</ul>", page)


def test_a_bare_component_says_what_is_not_known(site: Site) -> None:
    page = told(body(site(component()), "/en/components/booking"))
    for words in (
        "Not stated",
        "Never confirmed",
        "No public body is known to use it yet.",
        "The owner has not said yet how to adopt it.",
        "Nothing else in the catalogue resembles it.",
    ):
        assert words in page


def test_a_name_in_the_other_language_says_so(site: Site) -> None:
    page = body(site(component(name={"en": "Booking"})), "/fr/composantes/booking")
    assert '<h1 lang="en">Booking</h1>' in page


def test_a_retired_component_points_to_its_successor(site: Site) -> None:
    old = component("old", lifecycle="retired", replaced_by="new")
    client = site(old, component("new"), component("lone", lifecycle="retired"))
    assert re.search(
        r"This component is retired\.\s*Its successor:\s*<a href=\"/en/components/new\">",
        body(client, "/en/components/old"),
    )
    assert "No successor is registered." in body(client, "/en/components/lone")
    assert 'href="/en/components/old"' in body(client, "/en/components/new")


def test_ties_are_told_from_both_sides(site: Site) -> None:
    client = site(component("a", relations=[{"type": "depends_on", "target": "b"}]), component("b"))
    assert "Depends on Booking b" in told(body(client, "/en/components/a"))
    assert "Nécessaire à Réservation a" in told(body(client, "/fr/composantes/b"))


def test_a_name_that_is_a_sigle_too_is_said_once(site: Site) -> None:
    client = site(component("a", acronyms=["RVP"], aliases=["RVP", "Rendez-vous"]))
    assert "Also called: RVP, Rendez-vous" in told(body(client, "/en/components/a"))


def test_words_that_both_say_are_in_the_language_of_the_page(client: Client) -> None:
    shared = {}
    for language, address in (("fr", "/fr/composantes/"), ("en", "/en/components/")):
        page = body(client, f"{address}rendez-vous-public")
        shared[language] = told(page[page.index('id="similar"') :])
    assert "agents" in shared["fr"] or "rendez-vous" in shared["fr"]
    assert "appointments" in shared["en"]
    assert "appointments" not in shared["fr"]


def test_similar_components_are_named_with_what_they_share(client: Client) -> None:
    page = body(client, "/fr/composantes/clef-civique")
    part = page[page.index('id="similar"') :]
    assert 'href="/fr/composantes/passe-affaires"' in part
    assert "Connexion des citoyens" in told(part)


def test_the_exported_record_is_the_one_that_was_imported(site: Site, tmp_path: Path) -> None:
    client = site(FULL)
    answer = client.get("/en/components/full/export.json")
    assert answer.mimetype == "application/json"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert json.loads(answer.data)["onboarding"] == FULL["onboarding"]
    file = tmp_path / "again.json"
    file.write_bytes(answer.data)
    with opened(client.application.config["SETTINGS"].home) as workspace:
        again = import_file(workspace, file, actor="ana")
    assert again.stored
    assert again.counts == {("component", "unchanged"): 1}


OPEN_SOURCE = {
    "links": {"source": "https://code.example/booking"},
    "licence": "MIT",
    "description": {"en": "Booking, told at length. " * 8},
}


def test_a_component_with_public_code_is_given_as_publiccode(site: Site, tmp_path: Path) -> None:
    client = site(component(**OPEN_SOURCE))
    address = "/en/components/booking/export.yml"
    assert address in body(client, "/en/components/booking")
    answer = client.get(address)
    assert answer.mimetype == "application/yaml"
    assert "publiccode.yml" in answer.headers["Content-Disposition"]
    assert "license: MIT" in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/en/components/booking/export.yml", "Source code: this field is required"),
        ("/fr/composantes/booking/export.yml", "Licence\u00a0: ce champ est obligatoire"),
    ],
)
def test_what_a_component_lacks_for_publiccode_is_said(
    site: Site, address: str, words: str
) -> None:
    client = site(component())
    assert "export.yml" not in body(client, "/en/components/booking")
    answer = client.get(address)
    assert answer.status_code == 404
    assert words in html.unescape(answer.get_data(as_text=True))


def test_history_shows_what_each_revision_changed(site: Site, home: Path) -> None:
    client = site(component(summary={"en": "Choose a free slot"}, standards=["A", "B"]))
    later = {"summary": {"en": "Choose a good slot"}, "standards": ["B", "C"], "kind": "api"}
    store(home, component(**later, used_by=[{"organization": "Town", "since": "2024-05-01"}]))
    page = body(client, "/en/components/booking/history")
    shown = re.sub(r'<span class="visually-hidden"[^>]*>[^<]*</span>', "", page)
    assert "Choose a <del>free</del> <ins>good</ins> slot" in shown
    assert "<del>A</del>" in shown
    assert "<ins>C</ins>" in shown
    assert "<del>Software</del> <ins>API</ins>" in shown
    assert "<ins>Town, May 1, 2024</ins>" in shown
    assert page.index("Revision 2") < page.index("Revision 1")
    assert "ajouté" in body(client, "/fr/composantes/booking/historique")


def test_a_confirmation_is_stale_after_a_year(site: Site) -> None:
    day = datetime.now(timezone.utc).date()
    client = site(
        component("fresh", verified_on=str(day - timedelta(days=300))),
        component("stale", verified_on=str(day - timedelta(days=400))),
    )
    assert "More than a year ago" not in body(client, "/en/components/fresh")
    assert "More than a year ago" in body(client, "/en/components/stale")


@pytest.mark.parametrize("component_id", ["a:b", "aé", "a.json", "A@1;v=2"])
def test_any_identifier_has_an_address(site: Site, component_id: str) -> None:
    client = site(component(component_id))
    page = body(client, "/en/?sort=name")
    address = re.search(r'<h2 class="result-name"><a href="([^"]+)"', page)
    assert address
    assert f"Booking {component_id}" in body(client, address.group(1))
