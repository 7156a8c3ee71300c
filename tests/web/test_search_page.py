from __future__ import annotations

import html
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .builders import component, proposal
from .checking import Client
from .conftest import Site

FACETS = ["kind", "capability", "owner", "lifecycle", "eligibility", "lang"]


def body(client: Client, address: str, **query: Any) -> str:
    answer = client.get(address, query_string=query)
    assert answer.status_code == 200
    return html.unescape(answer.get_data(as_text=True))


def names(page: str) -> list[str]:
    found = re.findall(r'<h[23] class="result-name"><a [^>]*>(.*?)</a>', page, re.S)
    return [re.sub(r"<[^>]+>", "", name) for name in found]


def total(page: str) -> int:
    heading = re.search(r"<h1[^>]*>\s*([\d\s\u202f,]+)", page)
    assert heading
    return int(re.sub(r"\D", "", heading.group(1)))


def counts(page: str) -> dict[tuple[str, str], int]:
    """What the page says each filter would leave."""
    found = re.findall(
        r'id="f-[^"]+" name="(\w+)" value="([^"]+)".*?class="count">([^<]+)</span>', page, re.S
    )
    return {(facet, value): int(re.sub(r"\D", "", count)) for facet, value, count in found}


def test_the_first_page_leads_into_the_catalogue(client: Client) -> None:
    page = body(client, "/fr/")
    assert "Trouver une composante commune" in page
    assert "Les 199 composantes" in page
    assert len(names(page)) == 6
    leads = re.findall(r'href="/fr/\?capability=([a-z-]+)"', page)
    assert len(leads) >= 10
    assert total(body(client, "/fr/", capability=leads[0])) > 0


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("rendez-vous", "Rendez-vous public"),
        ("RENDEZ VOUS", "Rendez-vous public"),
        ("appointments", "Rendez-vous public"),
        ("IDENTITE guichet", "Preuve au guichet"),
    ],
)
def test_words_find_in_either_language_without_accents(
    client: Client, words: str, found: str
) -> None:
    assert found in names(body(client, "/fr/", q=words))


def test_words_that_answer_are_marked_whatever_their_accents(site: Site) -> None:
    client = site(component(summary={"fr": "Préparation des déclarations, déclarées ou non."}))
    page = body(client, "/fr/", q="DECLARATION")
    assert "<mark>déclarations</mark>" in page
    assert "<mark>Préparation" not in page


def test_a_text_in_the_other_language_says_so(site: Site) -> None:
    client = site(component(name={"en": "Booking"}, summary={"en": "Choose a slot"}))
    page = body(client, "/fr/", q="booking")
    assert '<p class="result-text" lang="en">' in page
    assert "en anglais" in page
    assert 'class="foreign"' in page
    assert 'class="foreign"' not in body(client, "/en/", q="booking")


def test_counts_are_what_the_filters_leave(client: Client) -> None:
    for query in ({}, {"q": "service"}, {"q": "permis", "kind": "service"}):
        said = counts(body(client, "/en/", sort="name", **query))
        assert {facet for facet, _ in said} >= {"owner", "capability", "lang"}
        for (facet, value), count in list(said.items())[::5]:
            assert total(body(client, "/en/", **{**query, facet: value, "sort": "name"})) == count


def test_filters_of_one_kind_add_up_and_of_several_narrow(client: Client) -> None:
    service = total(body(client, "/fr/", kind="service"))
    api = total(body(client, "/fr/", kind="api"))
    both = body(client, "/fr/", kind=["service", "api"])
    assert total(both) == service + api
    assert total(body(client, "/fr/", kind="service", lifecycle="pilot")) < service
    assert "Retirer tous les filtres" in both
    assert both.count('aria-label="Filtres appliqués"') == 1


def test_a_capability_opens_what_is_in_it(client: Client) -> None:
    page = body(client, "/en/", capability="identity")
    inner = [value for facet, value in counts(page) if value.startswith("identity/")]
    assert inner
    narrower = total(body(client, "/en/", capability=["identity", inner[0]]))
    assert narrower == counts(page)["capability", inner[0]] < total(page)


def test_pages_hold_every_component_once(client: Client) -> None:
    first = body(client, "/fr/", sort="name")
    seen = names(first)
    for number in range(2, 11):
        seen += names(body(client, "/fr/", sort="name", page=number))
    assert total(first) == len(seen) == 199
    assert 'rel="next"' in first
    assert 'rel="prev"' not in first
    assert names(body(client, "/fr/", sort="name", page=999)) == seen[180:]


def test_orders(site: Site) -> None:
    client = site(
        component("a", name={"fr": "Écluse", "en": "Zebra"}),
        component("b", name={"fr": "Zone", "en": "Apple"}, used_by=[{"organization": "X"}]),
        component("c", name={"fr": "Fanal"}),
    )
    assert names(body(client, "/fr/", sort="name")) == ["Écluse", "Fanal", "Zone"]
    assert names(body(client, "/en/", sort="name")) == ["Apple", "Fanal", "Zebra"]
    assert names(body(client, "/fr/", sort="used"))[0] == "Zone"
    assert names(body(client, "/fr/", sort="newest")) == ["Fanal", "Zone", "Écluse"]


def test_signs_without_a_word_are_nothing_that_components_answer(client: Client) -> None:
    for signs in ("?!", "💩", "-"):
        page = body(client, "/en/", q=signs)
        assert total(page) == 199
        assert "199 shared components" in page
        assert f"for “{signs}”" not in page


def test_an_empty_answer_helps(client: Client) -> None:
    page = body(client, "/en/", q="zzqx", kind="api")
    assert total(page) == 0
    assert "Search again without filters" in page
    assert 'href="/en/?q=zzqx"' in page
    assert 'href="/en/feed.atom?q=zzqx&kind=api"' in page


def test_where_nothing_is_found_nothing_is_filtered_or_sorted(client: Client) -> None:
    page = body(client, "/en/", q="zzqx")
    assert "filters-heading" not in page
    assert '<div class="sorting" hidden>' in page
    assert '<div class="sorting">' in body(client, "/en/", q="booking")


def test_an_empty_catalogue_has_a_first_page(site: Site) -> None:
    page = body(site(), "/en/")
    assert "No component names a capability yet." in page


def test_a_script_gets_the_results_alone(client: Client) -> None:
    answer = client.get("/fr/?q=rendez-vous", headers={"X-Fragment": "results"})
    part = answer.get_data(as_text=True)
    assert not part.lstrip().startswith("<!doctype")
    assert "Rendez-vous public" in names(html.unescape(part))
    assert 'data-here="/en/?q=rendez-vous"' in part
    assert "X-Fragment" in answer.headers["Vary"]


def test_proposals_never_show(site: Site) -> None:
    client = site(component(), proposal(), proposal("other", title="Booking of secret rooms"))
    for query in ({}, {"q": "booking"}, {"q": "unannounced rooms"}, {"sort": "name"}):
        page = body(client, "/en/", **query)
        assert "Unannounced" not in page
        assert "secret rooms" not in page
        assert "Ministry of Secrets" not in page
    assert total(body(client, "/en/", q="booking")) == 1
    assert total(body(client, "/en/", q="unannounced secrets")) == 0
    assert total(body(client, "/en/", owner="ministry-of-secrets")) == 0


queries = st.dictionaries(
    st.sampled_from(["q", "sort", "page", "language", "endpoint", "_external", *FACETS]),
    st.lists(st.text(max_size=20) | st.sampled_from(["api", "-1", "2", "name", "fr"]), max_size=3),
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(queries)
def test_no_address_breaks_the_search(client: Client, query: dict[str, list[str]]) -> None:
    for address in ("/fr/", "/en/feed.atom"):
        assert client.get(address, query_string=query, raw=True).status_code == 200


@pytest.mark.parametrize("query", ["q=%FF%FE", "q=" + "mot+" * 3000, "page=" + "9" * 400, "q=%00"])
def test_nor_does_any_other(client: Client, query: str) -> None:
    assert client.get(f"/fr/?{query}").status_code == 200
