from __future__ import annotations

from collections.abc import Iterator

import pytest

from catalogue.services import webhooks
from catalogue.services.delivering import MOST_ATTEMPTS, Round, deliver_due
from catalogue.services.permissions import COMMAND_LINE
from catalogue.services.reaching import Reach
from catalogue.services.workspace import opened
from tests.services.accounts import DAY, NOON
from tests.services.web_receiver import Receiver, receiving

from .checking import Client
from .conftest import Site
from .visiting import member, path_of, resend, send, sign_in, text_of, typed_in

TRIALS = Reach(loopback=True)


@pytest.fixture
def client(site: Site) -> Client:
    """Root, an administrator, signed in, where messages may reach this machine."""
    client = site(reach=TRIALS)
    member(client, "root", "administrator")
    sign_in(client, "root")
    return client


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as found:
        yield found


def added(client: Client, address: str, *events: str) -> str:
    """The page of a new webhook."""
    chosen = ["", *(events or ("component.changed",))]
    answer = send(client, "/en/webhooks/add", address=address, **{"events[]": chosen})
    assert answer.status_code == 303, text_of(answer)
    return path_of(answer)


def delivered(client: Client, day: int = 0) -> Round:
    """Send what is due so many days later than it was asked for."""
    with opened(client.application.config["SETTINGS"].home) as workspace:
        return deliver_due(
            COMMAND_LINE, workspace, TRIALS, clock=lambda: NOON + 4000 * DAY + day * DAY
        )


def token(client: Client, page: str) -> dict[str, str]:
    return {"csrf_token": typed_in(client.get(page))["csrf_token"]}


def test_an_administrator_names_a_system_and_gets_its_secret_once(
    client: Client, receiver: Receiver
) -> None:
    assert "No system is told" in text_of(client.get("/en/webhooks"))
    page = added(client, receiver.address, "component.changed", "proposal.decided")
    opened_page = client.get(page)
    assert "One thing remains" in text_of(opened_page)
    shown = resend(client, opened_page)
    assert shown.headers["Cache-Control"] == "no-store"
    [secret] = [word for word in text_of(shown).split() if word.startswith("whsec_")]
    again = client.post(f"{page}/secret", data=token(client, page))
    assert again.status_code == 422
    assert secret not in text_of(again)
    assert "One thing remains" not in text_of(client.get(page))
    renewed = client.post(f"{page}/new-secret", data=token(client, page))
    assert "Messages are also signed with the former secret until" in text_of(renewed)
    assert secret not in text_of(renewed)
    listed = text_of(client.get("/fr/crochets-web"))
    for said in (receiver.address, "Composante modifiée", "Décision rendue", "Actif"):
        assert said in listed


def test_a_system_is_named_once_however_often_the_button_is_pressed(
    client: Client, receiver: Receiver
) -> None:
    page = client.get("/en/webhooks/add")
    fields = {"address": receiver.address, "events[]": ["", "component.changed"]}
    first, second = (resend(client, page, **fields) for _ in range(2))
    assert path_of(first) == path_of(second)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("", "Address: this field is required"),
        ("intranet", "Address: is not a web address that can be used"),
        ("https://10.1.2.3/hook", "10.1.2.3 is on a private network or on this machine"),
        ("https://a:b@192.0.2.1/", "holds a user name or a password"),
    ],
)
def test_an_address_that_will_not_do_is_explained(client: Client, address: str, said: str) -> None:
    chosen = {"events[]": ["", "component.changed"]}
    answer = send(client, "/en/webhooks/add", address=address, **chosen)
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert typed_in(answer)["address"] == address
    assert typed_in(answer).getlist("events[]") == ["", "component.changed"]


def test_a_system_that_is_to_be_told_of_nothing_is_no_target(client: Client) -> None:
    answer = send(client, "/en/webhooks/add", address="https://10.1.2.3/")
    assert answer.status_code == 422
    said = text_of(answer)
    assert "What it is told of: this field is required" in said
    assert "Address: 10.1.2.3 is on a private network" in said


def test_this_machine_is_refused_unless_trials_are_asked_for(site: Site) -> None:
    client = site()
    member(client, "root", "administrator")
    sign_in(client, "root")
    for address, said in (
        ("http://127.0.0.1:9/", "doit commencer par https://"),
        ("https://127.0.0.1:9/", "127.0.0.1 est sur un réseau privé"),
    ):
        answer = send(
            client, "/fr/crochets-web/ajouter", address=address, **{"events[]": "component.changed"}
        )
        assert answer.status_code == 422
        assert said in text_of(answer)


def test_a_test_message_is_sent_outside_of_the_request(client: Client, receiver: Receiver) -> None:
    page = added(client, receiver.address)
    answer = client.post(f"{page}/test", data=token(client, page))
    assert path_of(answer) == page
    assert receiver.messages == []
    said = text_of(client.get(page))
    assert "Test message" in said
    assert delivered(client) == Round(delivered=1)
    assert "Reçu" in text_of(client.get(page.replace("/en/webhooks", "/fr/crochets-web")))


def test_what_was_given_up_is_listed_and_sent_again(client: Client, receiver: Receiver) -> None:
    receiver.status = 500
    page = added(client, receiver.address)
    for _ in range(2):
        client.post(f"{page}/test", data=token(client, page))
    for day in range(2 * MOST_ATTEMPTS):
        delivered(client, 2 * day)
    said = text_of(client.get(page))
    assert "2 messages were given up" in said
    assert "not accepted by the receiver (answer 500)" in said
    assert "2 messages abandonnés" in text_of(client.get(f"/fr/crochets-web/{page[-10:]}"))
    receiver.status = 200
    answer = client.post(f"{page}/send-again", data={**token(client, page), "_act": "1"})
    assert path_of(answer) == page
    assert "One message was given up" in text_of(client.get(page))
    client.post(f"{page}/send-again", data={**token(client, page), "_act": "all"})
    assert delivered(client, 99) == Round(delivered=2)
    for strange in ("", "x", "9" * 40, "-1"):
        data = {**token(client, page), "_act": strange}
        assert path_of(client.post(f"{page}/send-again", data=data)) == page


def test_a_system_is_paused_and_resumed(client: Client, receiver: Receiver) -> None:
    page = added(client, receiver.address)
    client.post(f"{page}/pause", data=token(client, page))
    said = text_of(client.get(page))
    assert "Paused" in said
    assert "Send a test message" not in said
    refused = client.post(f"{page}/test", data=token(client, page))
    assert refused.status_code == 422
    assert "This receiver is paused" in text_of(refused)
    client.post(f"{page}/resume", data=token(client, page))
    assert "Active" in text_of(client.get(page))


def test_a_system_is_changed(client: Client, receiver: Receiver) -> None:
    page = added(client, receiver.address)
    opened_page = client.get(f"{page}/edit")
    assert typed_in(opened_page).getlist("events[]") == ["", "component.changed"]
    first = resend(client, opened_page, note="Desk", **{"events[]": ["", "component.retired"]})
    assert path_of(first) == page
    said = text_of(client.get(page))
    assert "Desk" in said
    assert "Component retired" in said
    second = resend(client, opened_page, note="Other")
    assert second.status_code == 422
    assert "Stored now: Desk" in text_of(second)


def test_a_system_is_removed_after_a_second_thought(client: Client, receiver: Receiver) -> None:
    page = added(client, receiver.address)
    client.post(f"{page}/test", data=token(client, page))
    question = client.get(f"{page}/remove")
    assert "One message that waits is lost" in text_of(question)
    assert path_of(resend(client, question)) == "/en/webhooks"
    assert client.get(page).status_code == 404
    with opened(client.application.config["SETTINGS"].home) as workspace:
        assert webhooks.overseen(COMMAND_LINE, workspace) == []


def test_what_proposals_keep_to_themselves_is_said(client: Client) -> None:
    for page in ("/en/webhooks", "/en/webhooks/add"):
        assert "neither its title, nor its public body, nor its cost" in text_of(client.get(page))
