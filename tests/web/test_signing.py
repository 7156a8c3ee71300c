from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from catalogue.services import links
from catalogue.services.demonstrating import found_demo_accounts
from catalogue.services.mailing import Letter, MailServer
from catalogue.services.people import deactivate
from catalogue.services.permissions import COMMAND_LINE
from catalogue.services.workspace import opened
from catalogue.web import mail
from catalogue.web.resources import SESSION
from tests.services.accounts import OTHER_PHRASE, PHRASE

from .builders import component
from .checking import Client
from .conftest import Site, application
from .visiting import form_of, member, path_of, resend, send, sign_in, text_of, typed_in


@pytest.fixture
def client(site: Site) -> Client:
    return site()


def home_of(client: Client) -> Path:
    home: Path = client.application.config["SETTINGS"].home
    return home


def test_who_signs_in_is_named_on_every_page_until_they_sign_out(client: Client) -> None:
    member(client)
    answer = sign_in(client)
    assert (answer.status_code, path_of(answer)) == (303, "/en/")
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    page = client.get("/fr/")
    assert "Ana" in page.get_data(as_text=True)
    assert page.headers["Cache-Control"] == "private, no-cache"
    token = client.get_cookie(SESSION)
    assert token
    out = sign_out(client)
    assert (out.status_code, path_of(out)) == (303, "/en/")
    page = client.get("/en/")
    assert "You are signed out." in page.get_data(as_text=True)
    assert "Ana" not in page.get_data(as_text=True)
    client.set_cookie(SESSION, token.value)
    assert "Ana" not in client.get("/en/").get_data(as_text=True)


def sign_out(client: Client) -> TestResponse:
    token = typed_in(client.get("/en/account"))["csrf_token"]
    return client.post("/en/sign-out", data={"csrf_token": token})


def test_another_site_can_sign_nobody_out(client: Client) -> None:
    member(client)
    sign_in(client)
    assert client.post("/en/sign-out").status_code == 400
    assert "Ana" in client.get("/en/").get_data(as_text=True)


@pytest.mark.parametrize("known", [True, False])
def test_whether_an_account_exists_is_not_told(client: Client, known: bool) -> None:
    if known:
        member(client)
    answer = sign_in(client, password=OTHER_PHRASE)
    assert answer.status_code == 422
    assert "The e-mail address or the password is not right" in text_of(answer)
    typed = typed_in(answer)
    assert typed["email"] == "ana@a.example"
    assert typed["password"] == ""


def test_who_tries_too_often_has_to_wait(client: Client) -> None:
    member(client)
    for _ in range(5):
        assert "not right" in text_of(sign_in(client, password=OTHER_PHRASE))
    answer = sign_in(client)
    assert answer.status_code == 422
    assert "Too many attempts. Try again in 15 min." in text_of(answer)
    french = send(client, "/fr/connexion", email="ana@a.example", password=PHRASE)
    assert "Trop de tentatives. Réessayez dans 15 min." in text_of(french)


def test_the_cookie_stays_on_https_where_there_is_https(site: Site) -> None:
    client = site(base_url="https://catalogue.example")
    member(client)
    base = "https://catalogue.example"
    page = client.get("/en/sign-in", base_url=base)
    fields = {**typed_in(page), "email": "ana@a.example", "password": PHRASE}
    answer = client.post("/en/sign-in", data=fields, base_url=base)
    assert answer.status_code == 303
    assert "Secure" in answer.headers["Set-Cookie"]


@pytest.mark.parametrize(
    ("wanted", "leads_to"),
    [
        ("/en/account", "/en/account"),
        ("/fr/?q=rendez-vous&page=2", "/fr/?q=rendez-vous&page=2"),
        ("/fr", "/fr"),
        ("//elsewhere.example", "/en/"),
        ("https://elsewhere.example/en/", "/en/"),
        ("/\\elsewhere.example", "/en/"),
        ("/en/\\elsewhere.example", "/en/"),
        ("/en\n//elsewhere.example", "/en/"),
        ("/enough", "/en/"),
        ("javascript:alert(1)", "/en/"),
        ("", "/en/"),
    ],
)
def test_signing_in_leads_on_within_the_site_only(
    client: Client, wanted: str, leads_to: str
) -> None:
    member(client)
    assert path_of(sign_in(client, next=wanted)) == leads_to
    assert path_of(client.get("/en/sign-in", query_string={"next": wanted})) == leads_to


def test_a_page_that_needs_an_account_leads_to_signing_in_and_back(client: Client) -> None:
    member(client)
    answer = client.get("/en/account?a=1")
    assert answer.status_code == 302
    assert path_of(answer) == "/en/sign-in?next=/en/account?a%3D1"
    page = client.get(path_of(answer))
    assert typed_in(page)["next"] == "/en/account?a=1"
    assert path_of(resend(client, page, email="ana@a.example", password=PHRASE)) == (
        "/en/account?a=1"
    )


def test_a_closed_catalogue_asks_to_sign_in_first(site: Site) -> None:
    client = site(component(), closed=True)
    member(client)
    answer = client.get("/fr/composantes/booking")
    assert path_of(answer) == "/fr/connexion?next=/fr/composantes/booking"
    assert "réservé aux personnes qui ont un compte" in text_of(client.get(path_of(answer)))
    assert client.get("/en/?q=b", headers={"X-Fragment": "results"}).status_code == 401
    sign_in(client)
    assert client.get("/fr/composantes/booking").status_code == 200


def test_what_was_typed_survives_the_end_of_a_session(client: Client) -> None:
    member(client)
    sign_in(client)
    page = client.get("/en/account")
    client.delete_cookie(SESSION)
    late = resend(client, page, name="Ana Maria")
    assert late.status_code == 401
    assert "Your session has ended" in text_of(late)
    wrong = resend(client, late, email="ana@a.example", password=OTHER_PHRASE)
    assert wrong.status_code == 422
    back = resend(client, wrong, password=PHRASE)
    assert back.status_code == 200
    assert "What you had typed is still here" in text_of(back)
    assert form_of(back).get("action") == "/en/account"
    form = resend(client, back, act="show")
    assert form.status_code == 200
    assert "Nothing was stored yet" in text_of(form)
    assert typed_in(form)["name"] == "Ana Maria"
    assert path_of(resend(client, form)) == "/en/account"
    assert typed_in(client.get("/en/account"))["name"] == "Ana Maria"


def test_it_survives_when_the_browser_forgot_everything(client: Client) -> None:
    member(client)
    sign_in(client)
    page = client.get("/en/account")
    client.delete_cookie(SESSION)
    client.delete_cookie("catalogue_form")
    late = resend(client, page, name="Ana Maria")
    assert late.status_code == 401
    back = resend(client, late, email="ana@a.example", password=PHRASE)
    assert typed_in(resend(client, back, act="show"))["name"] == "Ana Maria"


def test_a_password_is_never_kept(client: Client) -> None:
    member(client)
    sign_in(client)
    page = client.get("/en/account/password")
    client.delete_cookie(SESSION)
    late = resend(client, page, current=PHRASE, password=OTHER_PHRASE, again=OTHER_PHRASE)
    assert late.status_code == 302
    assert OTHER_PHRASE not in late.get_data(as_text=True)


def test_a_demonstration_shows_its_accounts_and_fills_them_in(sample_copy: Path) -> None:
    with opened(sample_copy) as workspace:
        accounts = found_demo_accounts(workspace)
    client = application(sample_copy).test_client()
    assert isinstance(client, Client)
    page = client.get("/fr/connexion?next=/fr/compte")
    for one in accounts:
        assert one.email in text_of(page)
    filled = client.get("/fr/connexion?next=/fr/compte&as=rowan@demo.example")
    assert path_of(resend(client, filled)) == "/fr/compte"


def test_a_real_catalogue_shows_no_accounts(client: Client) -> None:
    member(client)
    page = client.get("/en/sign-in?as=ana@a.example")
    assert "Demonstration" not in text_of(page)
    assert typed_in(page)["email"] == ""


MAIL = MailServer("mail.example", "catalogue@mail.example")


@pytest.fixture
def letters(monkeypatch: pytest.MonkeyPatch) -> list[Letter]:
    """What would be mailed."""
    sent: list[Letter] = []
    for name in ("send", "send_later"):
        monkeypatch.setattr(mail, name, lambda _server, letter: sent.append(letter))
    return sent


def test_who_forgot_their_password_gets_a_link_by_mail(site: Site, letters: list[Letter]) -> None:
    client = site(mail=MAIL, base_url="http://catalogue.example")
    member(client)
    answer = send(client, "/en/password", email="ana@a.example")
    assert answer.status_code == 200
    assert "ana@a.example" in text_of(answer)
    [letter] = letters
    assert letter.to == "ana@a.example"
    address = next(word for word in letter.text.split() if word.startswith("http"))
    assert address.startswith("http://catalogue.example/en/password/")
    path = address.removeprefix("http://catalogue.example")
    assert "Hello Ana" in text_of(client.get(path))


def test_strangers_get_the_same_answer_and_no_mail(site: Site, letters: list[Letter]) -> None:
    client = site(mail=MAIL, base_url="http://catalogue.example")
    member(client)
    told = [
        text_of(send(client, "/en/password", email=email)).replace(email, "…")
        for email in ("ana@a.example", "nobody@a.example")
    ]
    assert told[0] == told[1]
    assert len(letters) == 1
    for _ in range(5):
        last = send(client, "/en/password", email="nobody@a.example")
    assert "Too many attempts" in text_of(last)


@pytest.mark.parametrize("settings", [{}, {"mail": MAIL}, {"base_url": "http://c.example"}])
def test_without_mail_an_administrator_is_to_be_asked(
    site: Site, letters: list[Letter], settings: dict[str, object]
) -> None:
    client = site(**settings)
    member(client)
    page = client.get("/fr/mot-de-passe")
    assert "Demandez un lien à l’administration" in text_of(page)
    token = typed_in(client.get("/en/sign-in"))["csrf_token"]
    client.post("/en/password", data={"email": "ana@a.example", "csrf_token": token})
    assert letters == []


def invitation(client: Client, person_id: str, at: datetime | None = None) -> str:
    with opened(home_of(client)) as workspace:
        return links.link_for(COMMAND_LINE, workspace, person_id, at).address("")


def test_an_invited_person_chooses_a_password_and_signs_in(client: Client) -> None:
    person = member(client, password=None)
    path = invitation(client, person.id)
    page = client.get(path)
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store"
    differ = resend(client, page, password=PHRASE, again=OTHER_PHRASE)
    assert differ.status_code == 422
    assert "The same once more: the two passwords differ" in text_of(differ)
    short = resend(client, page, **dict.fromkeys(("password", "again"), "a b"))
    assert "too short: at least 12 characters" in text_of(short)
    assert "a b" not in typed_in(short).values()
    chosen = resend(client, page, password=PHRASE, again=PHRASE)
    assert path_of(chosen) == "/en/sign-in"
    page = client.get("/en/sign-in")
    assert "Your password is chosen" in page.get_data(as_text=True)
    assert typed_in(page)["email"] == "ana@a.example"
    assert path_of(resend(client, page, password=PHRASE)) == "/en/"
    assert client.get(path).status_code == 410


def test_over_https_too_although_the_page_sends_no_referer(site: Site) -> None:
    client = site(base_url="https://catalogue.example")
    person = member(client, password=None)
    path, base = invitation(client, person.id), "https://catalogue.example"
    fields = {**typed_in(client.get(path, base_url=base)), "password": PHRASE, "again": PHRASE}
    assert client.post(path, data=fields, base_url=base).status_code == 303


@pytest.mark.parametrize("what", ["changed", "old", "closed"])
def test_a_link_that_does_not_work_says_what_to_do(client: Client, what: str) -> None:
    person = member(client, password=None)
    long_ago = datetime.now(timezone.utc) - timedelta(days=30)
    path = invitation(client, person.id, long_ago if what == "old" else None)
    if what == "changed":
        path = path[:-2]
    if what == "closed":
        with opened(home_of(client)) as workspace:
            deactivate(COMMAND_LINE, workspace, person.id)
    answer = client.get(path)
    assert answer.status_code == 410
    assert "another" in text_of(answer)
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_a_secret_address_is_not_logged(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    path = invitation(client, member(client, password=None).id)
    with caplog.at_level(0):
        client.get(path)
        client.post(path)
    assert path.rpartition("/")[2] not in caplog.text


def test_who_asks_is_known_behind_a_proxy(site: Site) -> None:
    client = site(proxies=1)
    member(client)
    for number in range(21):
        member(client, f"bo{number}")
        page = client.get("/en/sign-in")
        fields = {**typed_in(page), "email": f"bo{number}@a.example", "password": OTHER_PHRASE}
        client.post("/en/sign-in", data=fields, headers={"X-Forwarded-For": "192.0.2.1"})
    page = client.get("/en/sign-in")
    fields = {**typed_in(page), "email": "ana@a.example", "password": PHRASE}
    near = client.post("/en/sign-in", data=fields, headers={"X-Forwarded-For": "192.0.2.1"})
    assert "Too many attempts" in text_of(near)
    far = client.post("/en/sign-in", data=fields, headers={"X-Forwarded-For": "198.51.100.1"})
    assert far.status_code == 303


def test_a_strange_session_is_nobodys(client: Client) -> None:
    client.set_cookie(SESSION, "\x00 not a token \u00e9")
    assert "Sign in" in client.get("/en/").get_data(as_text=True)
