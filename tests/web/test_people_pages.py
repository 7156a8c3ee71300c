from __future__ import annotations

from pathlib import Path

import pytest

from catalogue.services.mailing import Letter, MailFailed, MailServer
from catalogue.services.workspace import opened
from catalogue.storage import audit, people
from catalogue.storage.people import Account
from catalogue.web import mail, paging
from tests.services.accounts import PHRASE

from .checking import Client
from .conftest import Site
from .visiting import member, path_of, resend, send, sign_in, text_of, typed_in

BODY = {"type": "organization", "id": "min-a", "name": {"fr": "Ministère A", "en": "Ministry A"}}


@pytest.fixture
def client(site: Site) -> Client:
    """Root, an administrator, signed in."""
    client = site(BODY)
    member(client, "root", "administrator")
    sign_in(client, "root")
    return client


def account(client: Client, email: str) -> Account | None:
    home: Path = client.application.config["SETTINGS"].home
    with opened(home) as workspace:
        return people.find_by_email(workspace.db, email)


def test_everybody_is_listed_and_found_by_words(client: Client) -> None:
    member(client, "ana", "sponsor", "reviewer", organizations=["min-a"])
    member(client, "zoe", password=None)
    page = client.get("/fr/personnes")
    said = text_of(page)
    for word in ("Ana", "ana@a.example", "Ministère A", "Zoe", "Invitation sans réponse"):
        assert word in said
    assert "3 comptes" in said
    found = text_of(client.get("/en/people?q=ZOÉ"))
    assert "One account" in found
    assert "ana@" not in found
    assert "No account has these words" in text_of(client.get("/en/people?q=nobody"))


def test_a_long_list_has_pages(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "SIZE", 2)
    for number in range(4):
        member(client, f"person{number}")
    assert "person3" in text_of(client.get("/en/people?page=2"))
    last = client.get("/en/people?q=a&page=99")
    assert "root@" in text_of(last)
    assert 'href="/en/people?q=a&amp;page=2"' in last.get_data(as_text=True)
    for strange in ("0", "-1", "x", "9" * 30, "²"):
        assert "person0" in text_of(client.get("/en/people", query_string={"page": strange}))


def test_an_administrator_adds_a_person_and_hands_over_a_link(client: Client) -> None:
    answer = send(
        client,
        "/en/people/add",
        name="Bo Diallo",
        email="Bo@A.example",
        **{"organizations-0": "ministère a", "roles[]": ["", "sponsor", "architect"]},
    )
    bo = account(client, "bo@a.example")
    assert bo
    assert {role.value for role in bo.person.roles} == {"sponsor", "architect"}
    assert bo.person.organizations == {"min-a"}
    assert path_of(answer) == f"/en/people/{bo.person.id}"
    page = client.get(path_of(answer))
    assert "One thing remains" in text_of(page)
    assert "Mail the invitation" not in text_of(page)
    shown = resend(client, page, act="show-link")
    assert shown.headers["Cache-Control"] == "no-store"
    address = next(word for word in text_of(shown).split() if "/password/" in word)
    stranger = client.application.test_client()
    assert isinstance(stranger, Client)
    assert path_of(
        send(stranger, address.removeprefix("http://localhost"), password=PHRASE, again=PHRASE)
    )
    assert sign_in(stranger, "bo").status_code == 303


def test_a_person_is_added_once_however_often_the_button_is_pressed(client: Client) -> None:
    page = client.get("/en/people/add")
    fields = {"name": "Bo", "email": "bo@a.example"}
    first, second = (resend(client, page, **fields) for _ in range(2))
    assert path_of(first) == path_of(second)


def test_what_is_wrong_is_said_beside_what_was_typed(client: Client) -> None:
    fields = {"name": "", "email": "root@a.example", "organizations-0": "Ministère Z"}
    answer = send(client, "/en/people/add", **{**fields, "roles[]": ["", "reviewer"]})
    assert answer.status_code == 422
    assert typed_in(answer)["organizations-0"] == "Ministère Z"
    assert typed_in(answer).getlist("roles[]") == ["", "reviewer"]
    answer = resend(client, answer, name="Root")
    said = text_of(answer)
    assert "E-mail address: an account has this address already" in said
    assert "Public bodies: “Ministère Z” does not exist" in said


def test_a_made_up_role_is_refused(client: Client) -> None:
    fields = {"name": "Bo", "email": "bo@a.example", "roles[]": ["", "emperor"]}
    answer = send(client, "/en/people/add", **fields)
    assert answer.status_code == 422
    assert "Roles: “emperor” is not a known value" in text_of(answer)


def test_a_person_is_changed(client: Client) -> None:
    ana = member(client, "ana", "sponsor", organizations=["min-a"])
    page = client.get(f"/fr/personnes/{ana.id}/modifier")
    assert typed_in(page)["organizations-0"] == "Ministère A"
    answer = resend(
        client, page, name="Anaïs", **{"organizations-0": "", "roles[]": ["", "reviewer"]}
    )
    assert path_of(answer) == f"/fr/personnes/{ana.id}"
    said = text_of(client.get(path_of(answer)))
    assert "Réviseure ou réviseur" in said
    assert "Aucun organisme" in said
    with opened(client.application.config["SETTINGS"].home) as workspace:
        entry = list(audit.entries(workspace.db))[-1]
    assert entry.subject == f"person/{ana.id}"


def test_two_bodies_of_one_name_are_told_apart(site: Site) -> None:
    client = site(BODY, {**BODY, "id": "min-b"})
    member(client, "root", "administrator")
    sign_in(client, "root")
    ana = member(client, "ana", organizations=["min-b"])
    page = client.get(f"/en/people/{ana.id}/edit")
    assert typed_in(page)["organizations-0"] == "min-b"


def test_who_is_overtaken_is_told_and_overwrites_nothing(client: Client) -> None:
    ana = member(client, "ana")
    page = client.get(f"/en/people/{ana.id}/edit")
    first = resend(client, page, name="First")
    assert first.status_code == 303
    second = resend(client, page, name="Second")
    assert second.status_code == 422
    assert "Stored now: First" in text_of(second)
    found = account(client, "ana@a.example")
    assert found
    assert found.person.name == "First"
    assert resend(client, second).status_code == 303
    found = account(client, "ana@a.example")
    assert found
    assert found.person.name == "Second"


@pytest.mark.parametrize("revision", ["", "x", "-1", "99"])
def test_a_made_up_revision_overwrites_nothing(client: Client, revision: str) -> None:
    ana = member(client, "ana")
    answer = send(client, f"/en/people/{ana.id}/edit", name="Sly", _revision=revision)
    assert answer.status_code == 422


def test_the_last_administrator_stays_one(client: Client) -> None:
    root = account(client, "root@a.example")
    assert root
    answer = send(client, f"/en/people/{root.person.id}/edit", **{"roles[]": [""]})
    assert answer.status_code == 422
    assert "Root is the last administrator" in text_of(answer)
    answer = send(client, f"/en/people/{root.person.id}/deactivate")
    assert answer.status_code == 422
    assert "Root is the last administrator" in text_of(answer)


def test_an_account_is_closed_after_a_second_thought_and_opened_again(client: Client) -> None:
    ana = member(client, "ana")
    other = client.application.test_client()
    assert isinstance(other, Client)
    sign_in(other)
    question = client.get(f"/en/people/{ana.id}/deactivate")
    assert "Deactivate the account of Ana?" in text_of(question)
    found = account(client, "ana@a.example")
    assert found
    assert found.person.active
    answer = resend(client, question)
    assert path_of(answer) == f"/en/people/{ana.id}"
    assert other.get("/en/account").status_code == 302
    assert sign_in(other).status_code == 422
    page = client.get(path_of(answer))
    assert "Account deactivated" in text_of(page)
    assert path_of(resend(client, page)) == f"/en/people/{ana.id}"
    assert sign_in(other).status_code == 303


def test_a_closed_account_gets_no_link(client: Client) -> None:
    ana = member(client, "ana")
    page = client.get(f"/en/people/{ana.id}")
    send(client, f"/en/people/{ana.id}/deactivate")
    token = typed_in(client.get(f"/en/people/{ana.id}"))["csrf_token"]
    answer = client.post(f"/en/people/{ana.id}/link", data={"csrf_token": token})
    assert answer.status_code == 422
    assert "Reactivate it first" in text_of(answer)
    assert page.status_code == 200


def test_one_is_warned_before_closing_ones_own_account(client: Client) -> None:
    root = account(client, "root@a.example")
    assert root
    page = client.get(f"/en/people/{root.person.id}/deactivate")
    assert "This is your own account" in text_of(page)


MAIL = MailServer("mail.example", "catalogue@mail.example")


@pytest.fixture
def mailing(site: Site) -> Client:
    client = site(mail=MAIL, base_url="http://catalogue.example")
    member(client, "root", "administrator")
    sign_in(client, "root")
    return client


def test_an_invitation_is_mailed(mailing: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[Letter] = []
    monkeypatch.setattr(mail, "send", lambda _server, letter: sent.append(letter))
    ana = member(mailing, "ana", password=None, language="fr")
    page = mailing.get(f"/en/people/{ana.id}")
    answer = resend(mailing, page, act="mail")
    assert path_of(answer) == f"/en/people/{ana.id}"
    [letter] = sent
    assert letter.to == "ana@a.example"
    assert "http://catalogue.example/fr/mot-de-passe/" in letter.text
    assert "on its way to ana@a.example" in mailing.get(path_of(answer)).get_data(as_text=True)


def test_mail_that_is_not_taken_is_said(mailing: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_server: MailServer, _letter: Letter) -> None:
        raise MailFailed(host="mail.example", reason="timed out")

    monkeypatch.setattr(mail, "send", fail)
    ana = member(mailing, "ana", password=None)
    answer = resend(mailing, mailing.get(f"/en/people/{ana.id}"), act="mail")
    assert answer.status_code == 422
    assert "mail.example did not take the message (no answer in time)" in text_of(answer)


def test_who_does_not_exist_is_not_found(client: Client) -> None:
    for page in ("", "/edit", "/deactivate"):
        assert client.get(f"/en/people/nobody{page}").status_code == 404
