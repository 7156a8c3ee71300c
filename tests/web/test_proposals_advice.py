from __future__ import annotations

from typing import Any

import pytest
from werkzeug.test import TestResponse

from catalogue.services.fresh_check import CheckCouldNotRun
from catalogue.services.pacing import Pace
from catalogue.web import advice
from catalogue.web.resources import SESSION
from tests.services.builders import BOOKING
from tests.services.conftest import EAGER
from tests.services.proposing import MONT

from .builders import proposal
from .checking import Client
from .conftest import Site
from .visiting import member, send, sign_in, text_of, typed_in
from .writing import TITLE, WHOLE, all_of, begun, edited, sponsors_site, stored

ADD = "/en/proposals/add"
ADVICE = "/en/proposals/advice"
HIDDEN = "A similar project of another public body has been submitted already"


@pytest.fixture(autouse=True)
def _eager(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("catalogue.services.corpora.shipped_model", lambda: EAGER)
    monkeypatch.setattr(advice, "PACE", Pace("advice", 100, 60))


@pytest.fixture
def client(site: Site) -> Client:
    return sponsors_site(site)


def ask(client: Client, address: str = ADVICE, **typed: Any) -> TestResponse:
    """What the script asks while somebody types."""
    token = typed_in(client.get(ADD))["csrf_token"]
    fields = {"csrf_token": token, **typed}
    return client.post(address, data=fields, headers={"X-Fragment": "advice"})


def test_what_exists_already_is_told_while_typing(client: Client) -> None:
    answer = ask(client, **WHOLE)
    assert answer.status_code == 200
    page = answer.get_data(as_text=True)
    assert "<!doctype" not in page
    assert '<a href="/en/components/booking">Booking booking</a>' in page
    assert "band-overlap" in page
    assert "Overlap" in page
    assert "The names are alike: " in page
    french = ask(client, "/fr/projets/conseils", **WHOLE).get_data(as_text=True)
    assert "Chevauchement" in french
    assert 'href="/fr/composantes/booking"' in french


def test_what_resembles_nothing_is_told_as_such(client: Client) -> None:
    said = ask(client, title="Zeppelin garage", language="en").get_data(as_text=True)
    assert "Nothing in the catalogue resembles what you typed so far." in said


@pytest.mark.parametrize("typed", [{}, {"title": "  "}, {"title": "\x00"}, {"title-0": "x"}])
def test_too_little_to_look_with_is_no_answer(client: Client, typed: dict[str, str]) -> None:
    said = ask(client, **typed).get_data(as_text=True)
    assert "A few more words" in said


def test_another_bodys_proposal_shows_nothing_but_that_there_is_one(site: Site) -> None:
    theirs = proposal("p-secret", title=TITLE, description=BOOKING, organization=MONT)
    client = sponsors_site(site, theirs)
    page = ask(client, **WHOLE).get_data(as_text=True)
    assert HIDDEN in page
    for secret in ("p-secret", "Mont", "mont"):
        assert secret not in page


def test_what_the_draft_says_elsewhere_counts_too(client: Client) -> None:
    draft = begun(client, title="Zeppelin garage", description="", problem=BOOKING)
    typed = {"title": "Zeppelin garage", "description": "", "language": "en"}
    assert "Booking booking" not in ask(client, **typed).get_data(as_text=True)
    found = ask(client, _proposal=draft.proposal_id, **typed).get_data(as_text=True)
    assert "Booking booking" in found


def test_naming_another_bodys_draft_tells_nothing_of_it(client: Client) -> None:
    theirs = begun(client, "mia", title="Zeppelin garage", problem=BOOKING)
    typed = {"title": "Zeppelin garage", "description": "", "language": "en"}
    for named in (theirs.proposal_id, "p-none"):
        page = ask(client, _proposal=named, **typed).get_data(as_text=True)
        assert page == ask(client, **typed).get_data(as_text=True)


def test_a_check_that_could_not_run_is_not_nothing_found(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise CheckCouldNotRun(why="behind")

    monkeypatch.setattr("catalogue.services.advising.check_now", fail)
    said = ask(client, **WHOLE).get_data(as_text=True)
    assert "it is not known whether the project exists already" in said
    assert "Nothing in the catalogue" not in said


def test_who_asks_too_often_waits_and_loses_nothing(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(advice, "PACE", Pace("advice", 1, 60))
    assert ask(client, **WHOLE).status_code == 200
    answer = ask(client, **WHOLE)
    assert (answer.status_code, answer.get_data()) == (429, b"")
    assert 0 < int(answer.headers["Retry-After"]) <= 60
    page = send(client, ADD, act="advise", **WHOLE)
    assert page.status_code == 422
    assert "Try again in" in text_of(page)
    assert typed_in(page)["title"] == TITLE
    sign_in_as(client, "mia")
    assert ask(client, **WHOLE).status_code == 200


def sign_in_as(client: Client, name: str) -> None:
    client.delete_cookie(SESSION)
    sign_in(client, name)


def test_only_who_proposes_is_advised(client: Client) -> None:
    token = typed_in(client.get(ADD))["csrf_token"]
    headers = {"X-Fragment": "advice"}
    assert client.post(ADVICE, data=WHOLE, headers=headers).status_code == 400
    client.delete_cookie(SESSION)
    assert client.post(ADVICE, data={"csrf_token": token}, headers=headers).status_code == 401
    member(client, "rita", "reviewer", organizations=[MONT])
    sign_in(client, "rita")
    token = typed_in(client.get("/en/account"))["csrf_token"]
    assert client.post(ADVICE, data={"csrf_token": token}, headers=headers).status_code == 403


@pytest.mark.parametrize("language", ["en", "fr"])
def test_without_a_script_a_button_shows_the_same(client: Client, language: str) -> None:
    address = ADD if language == "en" else "/fr/projets/ajouter"
    page = send(client, address, act="advise", **WHOLE)
    assert page.status_code == 200
    assert "booking" in text_of(page)
    assert typed_in(page)["description"].strip() == BOOKING
    assert all_of(client) == []


def test_the_button_saves_nothing_of_a_draft_and_keeps_what_is_typed(client: Client) -> None:
    draft = begun(client)
    page = send(client, edited(draft, "need"), act="advise", title="Booking of slots")
    assert page.status_code == 200
    assert "Booking booking" in text_of(page)
    assert typed_in(page)["title"] == "Booking of slots"
    assert stored(client, draft.proposal_id) == draft
