from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.domain.identifiers import slug
from catalogue.domain.validation import record_from

from .builders import CAPABILITY, COMPONENT, ORGANIZATION, PROPOSAL, broken


@pytest.mark.parametrize(
    "identifier",
    ["dpg:foo", "dpg:a-b", "sh:joomla!", "sill:9", "x", "A.b_c~d", "0", "aé"],
)
def test_identifiers_of_other_catalogues_are_kept(identifier: str) -> None:
    assert record_from(COMPONENT | {"id": identifier}).id == identifier


@pytest.mark.parametrize(
    "identifier",
    [
        " a",
        "a b",
        "-a",
        ":a",
        "é",
        "a/b",
        "a?b",
        "a#b",
        "a%b",
        "a&b",
        'a"b',
        "a'b",
        "a<b",
        "a>b",
        "a\\b",
        "a\n",
        "a\x00",
        "a\x7f",
        "a\u200b",
        "a\u202e",
        "a\u00a0b",
        "x" * 129,
    ],
)
def test_identifiers_that_an_address_could_not_hold_are_refused(identifier: str) -> None:
    assert broken(COMPONENT | {"id": identifier}) == [("id", "bad_identifier")]


def test_an_identifier_has_128_characters_at_most() -> None:
    assert record_from(COMPONENT | {"id": "x" * 128}).id == "x" * 128


@pytest.mark.parametrize("number", [0, 7, 10**127])
def test_a_number_is_an_identifier_too(number: int) -> None:
    assert record_from(COMPONENT | {"id": number}).id == str(number)


@pytest.mark.parametrize(
    "number", [-1, 10**128, 10**5000, -(10**5000)], ids=lambda number: f"{number.bit_length()} bits"
)
def test_a_negative_or_endless_number_is_not(number: int) -> None:
    assert broken(COMPONENT | {"id": number}) == [("id", "bad_identifier")]


@pytest.mark.parametrize("value", [True, 1.5, ["a"], {"a": "b"}])
def test_nothing_else_is_an_identifier(value: object) -> None:
    assert broken(COMPONENT | {"id": value}) == [("id", "not_text")]


@pytest.mark.parametrize("identifier", ["identity", "identity/sign-in", "a1/b2", "0"])
def test_a_capability_has_one_level_or_two(identifier: str) -> None:
    assert record_from(CAPABILITY | {"id": identifier}).id == identifier


@pytest.mark.parametrize("identifier", ["Identity", "a/b/c", "a/", "/a", "-a", "a b", "a_b", "é"])
def test_other_capabilities_are_refused(identifier: str) -> None:
    assert broken(CAPABILITY | {"id": identifier}) == [("id", "bad_identifier")]


WEB = [
    "https://example.org",
    "http://example.org:8080/a?b=c#d",
    "HTTPS://EXAMPLE.ORG",
    "https://é.ca",
    "https://[::1]/a",
]
NO_ADDRESS = [
    "example.org",
    "//example.org",
    "https://",
    "https:///path",
    "https://:80",
    "https://@",
    "https://example.org:0",
    "https://example.org:99999999",
    "https://example.org:port",
    "http://[::1",
    "https://example.org/a b",
    "javascript:alert(1)",
    "mailto:a@example.org",
    "file:///etc/hosts",
]


@pytest.mark.parametrize("address", WEB)
@pytest.mark.parametrize("link", ["website", "documentation", "source", "api"])
def test_a_web_address_is_kept_as_it_is(link: str, address: str) -> None:
    component = record_from(COMPONENT | {"links": {link: f" {address}\n"}})
    assert getattr(component.links, link) == address


@pytest.mark.parametrize("address", NO_ADDRESS)
@pytest.mark.parametrize("link", ["website", "source"])
def test_what_leads_nowhere_is_no_address(link: str, address: str) -> None:
    assert broken(COMPONENT | {"links": {link: address}}) == [(f"links.{link}", "bad_address")]


@pytest.mark.parametrize("scheme", ["git", "ssh", "svn"])
def test_source_code_may_stand_elsewhere_than_on_the_web(scheme: str) -> None:
    address = f"{scheme}://git@example.org/a/b.git"
    assert record_from(COMPONENT | {"links": {"source": address}}).links.source == address
    assert broken(COMPONENT | {"links": {"website": address}}) == [("links.website", "bad_address")]


@pytest.mark.parametrize("email", ["a@b.ca", "first.last+tag@sub.example.org", "équipe@québec.ca"])
def test_an_email_is_kept(email: str) -> None:
    component = record_from(COMPONENT | {"contacts": [{"name": "A", "email": email}]})
    assert component.contacts[0].email == email


@pytest.mark.parametrize("email", ["a", "a@b", "@b.ca", "a@@b.ca", "a b@c.ca", "a@b.ca, c@d.ca"])
def test_what_reaches_nobody_is_no_email(email: str) -> None:
    data = COMPONENT | {"contacts": [{"name": "A", "email": email}]}
    assert broken(data) == [("contacts[0].email", "bad_email")]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Prise de rendez-vous", "prise-de-rendez-vous"),
        ("L’identité numérique", "l-identite-numerique"),
        ("ŒUVRE et œuvre", "oeuvre-et-oeuvre"),
        ("Æ, æ & ß", "ae-ae-ss"),
        ("№ 5 – ÉTÉ", "no-5-ete"),
        ("  (2026)  ", "2026"),
        ("中文", "sans-nom"),
        ("", "sans-nom"),
        ("x" * 79 + " yz", "x" * 79),
    ],
)
def test_a_slug_is_readable(name: str, expected: str) -> None:
    assert slug(name) == expected


@given(st.text(max_size=200))
def test_a_slug_is_always_an_identifier(name: str) -> None:
    made = slug(name)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", made)
    assert len(made) <= 80
    assert slug(made) == made
    assert record_from(COMPONENT | {"id": made}).id == made


@given(st.text(st.characters(codec="latin-1"), max_size=20))
def test_a_slug_does_not_see_letter_case(name: str) -> None:
    assert slug(name) == slug(name.casefold())


@pytest.mark.parametrize("blank", [None, ""])
@pytest.mark.parametrize(
    ("data", "made"),
    [
        (COMPONENT, "nom"),
        (COMPONENT | {"name": {"en": "Only English"}}, "only-english"),
        (COMPONENT | {"name": {"fr": "Français", "en": "English"}}, "francais"),
        (PROPOSAL, "titre"),
        (ORGANIZATION, "body"),
    ],
)
def test_a_record_without_id_gets_one_from_its_name(data: dict, made: str, blank: object) -> None:
    assert record_from(data | {"id": blank}).id == made
    assert record_from({key: data[key] for key in data if key != "id"}).id == made


def test_without_id_or_name_both_are_asked_for() -> None:
    assert broken({"type": "organization"}) == [("id", "required"), ("name", "required")]
