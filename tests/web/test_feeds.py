from __future__ import annotations

from xml.etree import ElementTree

from .builders import component
from .checking import Client
from .conftest import Site

ATOM = "{http://www.w3.org/2005/Atom}"


def feed(client: Client, address: str) -> ElementTree.Element:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.mimetype == "application/atom+xml"
    return ElementTree.fromstring(answer.data)  # noqa: S314 - made here


def test_a_feed_has_what_rfc_4287_asks_for(client: Client) -> None:
    found = feed(client, "/fr/flux.atom?kind=service")
    for needed in ("id", "title", "updated", "author"):
        assert found.find(ATOM + needed) is not None
    entries = found.findall(f"{ATOM}entry")
    assert len(entries) == 50
    ids = [entry.findtext(f"{ATOM}id") or "" for entry in entries]
    assert len(set(ids)) == 50
    assert all(one.startswith("http://localhost/fr/composantes/") for one in ids)
    for entry in entries:
        assert entry.findtext(f"{ATOM}title")
        assert (entry.findtext(f"{ATOM}updated") or "").endswith("+00:00")


def test_the_newest_come_first_and_only_those_that_answer(site: Site) -> None:
    client = site(component("a"), component("b", kind="api"), component("c", kind="api"))
    found = feed(client, "/en/feed.atom?kind=api&sort=name&page=9")
    titles = [entry.findtext(f"{ATOM}title") for entry in found.findall(f"{ATOM}entry")]
    assert titles == ["Booking c", "Booking b"]


def test_an_empty_feed_is_a_feed(site: Site) -> None:
    found = feed(site(), "/en/feed.atom?q=nothing")
    assert found.findtext(f"{ATOM}updated")
    assert found.findall(f"{ATOM}entry") == []


def test_addresses_are_those_that_people_reach(site: Site) -> None:
    client = site(component(), base_url="https://catalogue.example")
    found = feed(client, "/en/feed.atom")
    assert found.findtext(f"{ATOM}id") == "https://catalogue.example/en/feed.atom"
    entry = found.find(f"{ATOM}entry/{ATOM}id")
    assert entry is not None
    assert entry.text == "https://catalogue.example/en/components/booking"
