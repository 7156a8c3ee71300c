from __future__ import annotations

import pytest

from catalogue.services.workspace import opened
from catalogue.storage import people, sessions
from catalogue.web.resources import SESSION
from tests.services.accounts import OTHER_PHRASE, PHRASE

from .checking import Client
from .conftest import Site
from .visiting import member, path_of, resend, send, sign_in, text_of, typed_in


@pytest.fixture
def client(site: Site) -> Client:
    """Ana, signed in."""
    client = site()
    member(client)
    sign_in(client)
    return client


def elsewhere(client: Client) -> Client:
    """Ana on another machine."""
    other = client.application.test_client()
    assert isinstance(other, Client)
    sign_in(other)
    return other


def test_people_change_their_own_name_and_language(client: Client) -> None:
    answer = send(client, "/en/account", name="Ana Îlot", language="fr")
    assert path_of(answer) == "/en/account"
    page = client.get("/en/account")
    assert "Your account is changed." in page.get_data(as_text=True)
    assert (typed_in(page)["name"], typed_in(page)["language"]) == ("Ana Îlot", "fr")


def test_what_an_administrator_decides_cannot_be_changed_here(client: Client) -> None:
    send(client, "/en/account", **{"roles[]": "administrator", "email": "root@a.example"})
    with opened(client.application.config["SETTINGS"].home) as workspace:
        account = people.find_by_email(workspace.db, "ana@a.example")
    assert account
    assert account.person.roles == frozenset()


def test_a_name_cannot_be_empty(client: Client) -> None:
    answer = send(client, "/fr/compte", name=" ")
    assert answer.status_code == 422
    assert "Nom : est vide" in text_of(answer).replace("\u00a0", " ")


def test_a_new_password_ends_the_other_sessions(client: Client) -> None:
    other = elsewhere(client)
    fields = {"current": PHRASE, "password": OTHER_PHRASE, "again": OTHER_PHRASE}
    answer = send(client, "/en/account/password", **fields)
    assert path_of(answer) == "/en/account"
    assert client.get("/en/account").status_code == 200
    assert other.get("/en/account").status_code == 302
    assert sign_in(other, password=PHRASE).status_code == 422
    assert sign_in(other, password=OTHER_PHRASE).status_code == 303


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"current": OTHER_PHRASE}, "Present password: is not your present password"),
        ({"again": PHRASE}, "The same once more: the two passwords differ"),
        ({"password": "short", "again": "short"}, "New password: too short"),
    ],
)
def test_a_password_is_not_changed_by_mistake(
    client: Client, changes: dict[str, str], said: str
) -> None:
    fields = {"current": PHRASE, "password": OTHER_PHRASE, "again": OTHER_PHRASE, **changes}
    answer = send(client, "/en/account/password", **fields)
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert not set(fields.values()) & set(typed_in(answer).values())


def test_guessing_the_present_password_is_limited(client: Client) -> None:
    fields = {"current": OTHER_PHRASE, "password": OTHER_PHRASE, "again": OTHER_PHRASE}
    page = client.get("/en/account/password")
    for _ in range(6):
        answer = resend(client, page, **fields)
    assert "Too many attempts" in text_of(answer)


def test_other_sessions_are_ended_from_here(client: Client) -> None:
    other = elsewhere(client)
    token = typed_in(client.get("/en/account"))["csrf_token"]
    for said in ("One other session is ended.", "You were signed in nowhere else."):
        answer = client.post("/en/account/sign-out-elsewhere", data={"csrf_token": token})
        assert path_of(answer) == "/en/account"
        assert said in client.get("/en/account").get_data(as_text=True)
    assert other.get("/en/account").status_code == 302


def test_a_session_ends_by_itself(client: Client) -> None:
    cookie = client.get_cookie(SESSION)
    assert cookie
    with opened(client.application.config["SETTINGS"].home) as workspace:
        session = sessions.find(workspace.db, cookie.value)
        assert session
        workspace.db.execute("UPDATE session SET seen_at = '2018-05-21T12:00:00.000000+00:00'")
    assert client.get("/en/account").status_code == 302
