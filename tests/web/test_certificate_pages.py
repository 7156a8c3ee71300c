from __future__ import annotations

import re

import pytest

from tests.tampering import tamper

from .checking import Client
from .conftest import Site
from .sponsoring import ana_at_home, decided, inside, sponsor, submitted, visitor
from .visiting import member, text_of


@pytest.fixture
def client(site: Site, monkeypatch: pytest.MonkeyPatch) -> Client:
    return ana_at_home(site, monkeypatch)


@pytest.fixture
def theirs(client: Client) -> str:
    """What Leo submitted, of Ana's own public body."""
    return submitted(client, sponsor(client, "leo"))


def sheet(client: Client, proposal_id: str, language: str = "en") -> str:
    places = {"en": "/en/proposals/{}/certificates/1", "fr": "/fr/projets/{}/attestations/1"}
    return text_of(client.get(places[language].format(proposal_id)))


def code_on(text: str) -> str:
    [code, *_] = re.findall(r"\b[A-Z2-7]{4}(?:-[A-Z2-7]{4}){3}\b", text)
    return str(code)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            "Certificate of search|Appointment booking at counters|the 4 shared components"
            "|words and names|Probable duplicate|It does not suit us|Our law asks"
            "|No decision on this submission yet|by its code",
        ),
        (
            "fr",
            "Attestation de recherche|Appointment booking at counters"
            "|les 4 composantes communes|les mots et les noms|Doublon probable"
            "|Cela ne convient pas|Our law asks|Aucune décision|par son code",
        ),
    ],
)
def test_the_sheet_says_it_all(client: Client, theirs: str, language: str, said: str) -> None:
    text = sheet(client, theirs, language)
    for words in said.split("|"):
        assert words in text


def test_the_pages_of_the_proposal_lead_to_it(client: Client, theirs: str) -> None:
    place = f"/en/proposals/{theirs}/certificates/1"
    assert place in client.get(f"/en/proposals/{theirs}").get_data(as_text=True)
    member(client, "rita", "reviewer", organizations=["tresor"])
    reviewer = visitor(client, "rita")
    assert place in reviewer.get(f"/en/reviews/{theirs}").get_data(as_text=True)
    assert f'href="/en/reviews/{theirs}"' in reviewer.get(place).get_data(as_text=True)


def test_the_decision_comes_onto_it(client: Client, theirs: str) -> None:
    decided(client, theirs, ruling="approved_with_conditions", reason="Go.", conditions="Share.")
    text = sheet(client, theirs)
    for words in ("Approved with conditions", "Go.", "Share.", "Rita1"):
        assert words in text


def test_where_the_decision_sends_to_stands_on_it(client: Client, theirs: str) -> None:
    decided(client, theirs, ruling="redirected", reason="Exists.", reuse=["booking"])
    assert "What to use instead Appointment booking" in " ".join(sheet(client, theirs).split())


def test_anybody_verifies_its_code_and_learns_nothing_else(client: Client, theirs: str) -> None:
    code = code_on(sheet(client, theirs))
    anybody = client.application.test_client()
    found = anybody.get("/en/certificates", query_string={"code": code.lower()})
    text = text_of(found)
    assert "This certificate is genuine" in text
    assert "the 4 shared components" in text
    assert "Appointment" not in text
    assert theirs not in found.get_data(as_text=True)
    assert "Cette attestation est authentique" in text_of(
        anybody.get("/fr/attestations", query_string={"code": code})
    )


@pytest.mark.parametrize("typed", ["K7QF-2MZA-XW4C-6TBE", "<script>", "x" * 500])
def test_a_wrong_code_stays_in_the_box_with_what_to_do(client: Client, typed: str) -> None:
    found = client.get("/en/certificates", query_string={"code": typed})
    assert found.status_code == 404
    assert "Compare it with the sheet" in text_of(found)
    assert "<script>" not in found.get_data(as_text=True).partition("<main")[2]


def test_an_empty_code_is_just_the_form(client: Client) -> None:
    found = client.get("/fr/attestations?code=+")
    assert found.status_code == 200
    assert "Aucune attestation" not in text_of(found)


def test_an_altered_search_is_not_vouched_for(client: Client, theirs: str) -> None:
    code = code_on(sheet(client, theirs))
    with inside(client) as workspace, workspace.db.conn:
        tamper(workspace.db, "UPDATE submission SET responses = '[]'")
    assert "somebody altered the database" in sheet(client, theirs)
    text = text_of(client.get("/en/certificates", query_string={"code": code}))
    assert "Do not rely on this certificate" in text


def test_a_stranger_gets_no_sheet(client: Client, theirs: str) -> None:
    sponsor(client, "mia", "mont")
    place = f"/en/proposals/{theirs}/certificates/1"
    assert visitor(client, "mia").get(place).status_code == 404
    assert client.application.test_client().get(place).status_code == 302
