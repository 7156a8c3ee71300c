from __future__ import annotations

import base64
import hashlib
import hmac
import json
import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from threading import Event, Thread
from typing import Any

import pytest

from catalogue.domain.errors import EditConflict, InvalidRecord, NotFound
from catalogue.domain.happening import Happening
from catalogue.services import deciding, delivering, posting, registering, webhooks
from catalogue.services.delivering import Round, deliver_due, wait_before
from catalogue.services.delivery_rounds import Messenger
from catalogue.services.permissions import (
    ANONYMOUS,
    COMMAND_LINE,
    NotAllowed,
    SignInNeeded,
)
from catalogue.services.reaching import Reach
from catalogue.services.webhooks import DeliveryState, SecretHandedOver, TargetPaused
from catalogue.services.workspace import Workspace
from catalogue.storage import audit
from catalogue.storage.connection import transaction

from .accounts import MINUTE, NOON
from .builders import component, content, stored
from .proposing import ANA, REVIEWER, handed_in
from .web_receiver import Receiver, receiving

TRIALS = Reach(loopback=True)
EVERYTHING = [event.value for event in Happening]
MESSAGE = {"name": {"en": "Ferries"}, "summary": {"en": "Ferries on time"}, "owner": "lac"}


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as found:
        yield found


Named = Callable[..., str]


@pytest.fixture
def named(workspace: Workspace, receiver: Receiver) -> Named:
    """Names the receiver as a target; its id."""

    def name(events: list[str] | None = None, **fields: Any) -> str:
        data = {"address": receiver.address, "events": events or EVERYTHING, **fields}
        return webhooks.add(COMMAND_LINE, workspace, data, TRIALS, NOON).id

    return name


def sent(workspace: Workspace, at: datetime = NOON, reach: Reach = TRIALS) -> Round:
    return deliver_due(COMMAND_LINE, workspace, reach, clock=lambda: at, chance=lambda: 0.0)


def trial(workspace: Workspace, webhook_id: str) -> None:
    webhooks.send_trial(COMMAND_LINE, workspace, webhook_id, NOON)


def verified(secret: str, headers: dict[str, str], body: bytes) -> bool:
    """What the libraries of Standard Webhooks do."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    wanted = base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
    return f"v1,{wanted}" in headers["webhook-signature"].split(" ")


def test_a_component_s_life_is_told(house: Workspace, named: Named, receiver: Receiver) -> None:
    webhook_id = named()
    made = registering.register(COMMAND_LINE, house, MESSAGE)
    registering.change(
        COMMAND_LINE, house, made.id, {"summary": {"en": "Ferries!"}}, expected_revision=1
    )
    registering.retire(COMMAND_LINE, house, made.id, None, expected_revision=2)
    assert deliver_due(COMMAND_LINE, house, TRIALS) == Round(delivered=3)
    said = [json.loads(one.body) for one in receiver.messages]
    assert [one["type"] for one in said] == [
        "component.registered",
        "component.changed",
        "component.retired",
    ]
    assert [one["data"]["revision"] for one in said] == [1, 2, 3]
    assert {one["data"]["component"] for one in said} == {made.id}
    assert said[2]["data"]["lifecycle"] == "retired"
    [newest, *_] = webhooks.traffic(COMMAND_LINE, house, webhook_id).latest
    assert (newest.state, newest.status, newest.attempts) == (DeliveryState.delivered, 204, 1)


def test_of_a_proposal_nothing_confidential_leaves(
    house: Workspace, named: Named, receiver: Receiver
) -> None:
    named(["proposal.submitted", "proposal.decided"])
    proposal_id = handed_in(house)
    declined = {"ruling": "declined", "reason": "There is one."}
    deciding.decide(REVIEWER, house, proposal_id, declined, expected_submission=1)
    deliver_due(COMMAND_LINE, house, TRIALS)
    said = [json.loads(one.body) for one in receiver.messages]
    assert [(one["type"], one["data"]) for one in said] == [
        ("proposal.submitted", {"proposal": proposal_id}),
        ("proposal.decided", {"proposal": proposal_id}),
    ]
    assert all(set(one) == {"type", "timestamp", "data"} for one in said)


def test_a_target_is_told_only_what_it_asked_for(
    house: Workspace, named: Named, receiver: Receiver
) -> None:
    named(["component.retired"])
    registering.register(COMMAND_LINE, house, MESSAGE)
    assert sent(house, NOON + 9999 * MINUTE) == Round()
    assert receiver.messages == []


def test_a_change_that_fails_is_not_told(house: Workspace, named: Named) -> None:
    webhook_id = named()
    stored(house, component("good"), dry_run=True)
    with pytest.raises(InvalidRecord):
        registering.register(COMMAND_LINE, house, {"name": {"en": "No summary"}, "owner": "lac"})
    with pytest.raises(RuntimeError, match="on purpose"), transaction(house.db):
        raise RuntimeError("on purpose")
    assert webhooks.traffic(COMMAND_LINE, house, webhook_id).latest == []


def test_messages_are_signed_as_standard_webhooks_has_it(
    workspace: Workspace, named: Named, receiver: Receiver
) -> None:
    webhook_id = named()
    secret = webhooks.reveal_secret(COMMAND_LINE, workspace, webhook_id)
    assert len(base64.b64decode(secret.removeprefix("whsec_"))) == 32
    trial(workspace, webhook_id)
    sent(workspace, NOON + MINUTE)
    [message] = receiver.messages
    assert message.path == "/hook?of=tests"
    assert message.headers["host"] == f"127.0.0.1:{receiver.port}"
    assert message.headers["content-type"] == "application/json; charset=utf-8"
    assert message.headers["webhook-id"].startswith("msg_")
    assert int(message.headers["webhook-timestamp"]) == (NOON + MINUTE).timestamp()
    assert verified(secret, message.headers, message.body)
    assert not verified(secret, message.headers, message.body + b" ")
    assert json.loads(message.body)["type"] == "webhook.test"
    assert secret.removeprefix("whsec_") not in content(workspace)


def test_a_secret_is_shown_once_and_the_former_one_is_good_for_a_day(
    workspace: Workspace, named: Named, receiver: Receiver
) -> None:
    webhook_id = named()
    first = webhooks.reveal_secret(COMMAND_LINE, workspace, webhook_id)
    with pytest.raises(SecretHandedOver):
        webhooks.reveal_secret(COMMAND_LINE, workspace, webhook_id)
    second = webhooks.renew_secret(COMMAND_LINE, workspace, webhook_id, NOON)
    assert first != second
    for at in (NOON + timedelta(hours=23), NOON + timedelta(hours=25)):
        trial(workspace, webhook_id)
        sent(workspace, at)
    soon, late = receiver.messages
    assert verified(first, soon.headers, soon.body)
    assert verified(second, soon.headers, soon.body)
    assert not verified(first, late.headers, late.body)
    assert verified(second, late.headers, late.body)


def test_two_targets_have_two_secrets(workspace: Workspace, named: Named) -> None:
    one, other = (webhooks.reveal_secret(COMMAND_LINE, workspace, named()) for _ in range(2))
    assert one != other


def test_what_fails_is_tried_again_less_and_less_often_and_given_up(
    workspace: Workspace, named: Named, receiver: Receiver
) -> None:
    receiver.status = 503
    webhook_id = named()
    trial(workspace, webhook_id)
    at, waits = NOON, []
    while not webhooks.traffic(COMMAND_LINE, workspace, webhook_id).dead:
        sent(workspace, at)
        [one] = webhooks.traffic(COMMAND_LINE, workspace, webhook_id).latest
        assert sent(workspace, at) == Round()  # not before its time
        waits.append(one.due_at - at)
        at = one.due_at
    minutes = [round(wait / MINUTE, 1) for wait in waits]
    assert minutes == [0.5, 2, 8, 32, 128, 512, 1440, 1440, 0]
    assert len(receiver.messages) == delivering.MOST_ATTEMPTS
    assert len({one.headers["webhook-id"] for one in receiver.messages}) == 1
    assert (one.state, one.status, one.failure) == (DeliveryState.dead, 503, "not_taken")
    receiver.status = 200
    assert webhooks.send_again(COMMAND_LINE, workspace, webhook_id, one.number, at) == 1
    assert webhooks.send_again(COMMAND_LINE, workspace, webhook_id, one.number, at) == 0
    assert sent(workspace, at) == Round(delivered=1)
    assert webhooks.webhook(COMMAND_LINE, workspace, webhook_id).dead == 0


def test_waits_are_spread_by_a_quarter_at_most() -> None:
    assert wait_before(1, 0.0) == timedelta(seconds=30)
    assert wait_before(1, 1.0) == timedelta(seconds=37.5)
    assert wait_before(50, 0.0) == timedelta(hours=24)


def test_one_that_fails_does_not_hold_up_the_others(
    workspace: Workspace, named: Named, receiver: Receiver
) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        dead_end = named(address=f"http://127.0.0.1:{closed.getsockname()[1]}/")
        good = named()
        for webhook_id in (dead_end, dead_end, good):
            trial(workspace, webhook_id)
        assert sent(workspace) == Round(delivered=1, postponed=1)
        assert sent(workspace) == Round(postponed=1)
    latest = webhooks.traffic(COMMAND_LINE, workspace, dead_end).latest
    assert {one.failure for one in latest} == {"no_connection"}


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_nothing_is_followed(
    workspace: Workspace, named: Named, receiver: Receiver, status: int
) -> None:
    receiver.status = status
    trial(workspace, named())
    assert sent(workspace) == Round(postponed=1)
    assert [one.path for one in receiver.messages] == ["/hook?of=tests"]


def test_who_is_gone_is_asked_no_more(
    workspace: Workspace, named: Named, receiver: Receiver
) -> None:
    receiver.status = 410
    webhook_id = named()
    trial(workspace, webhook_id)
    trial(workspace, webhook_id)
    assert sent(workspace) == Round(dead=1)
    found = webhooks.webhook(COMMAND_LINE, workspace, webhook_id)
    assert not found.webhook.target.active
    assert sent(workspace, NOON + MINUTE) == Round()
    assert [entry.action for entry in audit.entries(workspace.db)][-1] == "gone"


def test_an_address_is_judged_anew_each_time(
    workspace: Workspace, named: Named, receiver: Receiver
) -> None:
    webhook_id = named()
    trial(workspace, webhook_id)
    assert sent(workspace, reach=Reach()) == Round(postponed=1)
    [one] = webhooks.traffic(COMMAND_LINE, workspace, webhook_id).latest
    assert (one.failure, one.status) == ("not_https", None)
    assert receiver.messages == []


def test_the_connection_goes_to_the_number_that_was_judged(
    workspace: Workspace, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that answers differently the second time is not asked a second time."""
    asked: list[str] = []

    def once(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    real = socket.getaddrinfo

    def only_names(host: str, *given: Any, **more: Any) -> list[Any]:
        return (once if host == "hooks.example" else real)(host, *given, **more)

    monkeypatch.setattr(socket, "getaddrinfo", only_names)
    data = {"address": f"http://hooks.example:{receiver.port}/", "events": EVERYTHING}
    target = webhooks.add(COMMAND_LINE, workspace, data, TRIALS)
    asked.clear()
    trial(workspace, target.id)
    assert sent(workspace) == Round(delivered=1)
    assert asked == ["hooks.example"]
    assert receiver.messages[0].headers["host"] == f"hooks.example:{receiver.port}"


def test_who_draws_an_answer_out_is_cut_off(
    workspace: Workspace, named: Named, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posting, "WHOLE_SECONDS", 0.2)
    cut_off = Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            caller, _ = server.accept()
            with caller, suppress(OSError):
                while not cut_off.wait(0.01):
                    caller.sendall(b"HTTP/1.1 ")

        slow = Thread(target=drip, daemon=True)
        slow.start()
        trial(workspace, named(address=f"http://127.0.0.1:{server.getsockname()[1]}/"))
        assert sent(workspace) == Round(postponed=1)
        cut_off.set()
        slow.join()


def test_two_processes_do_not_send_the_same(
    workspace: Workspace, named: Named, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    trial(workspace, named())
    inner: list[Round] = []
    send = delivering.post

    def meanwhile(*given: Any) -> Any:
        inner.append(sent(workspace))
        return send(*given)

    monkeypatch.setattr(delivering, "post", meanwhile)
    assert sent(workspace) == Round(delivered=1)
    assert inner == [Round()]
    assert len(receiver.messages) == 1


def test_what_was_being_sent_by_who_died_is_sent_by_another(
    workspace: Workspace, named: Named, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    trial(workspace, named())

    class Killed(BaseException):
        pass

    def die(*_: Any) -> Any:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(delivering, "post", die)
        with pytest.raises(Killed):
            sent(workspace)
    assert sent(workspace, NOON + MINUTE) == Round()
    assert sent(workspace, NOON + 3 * MINUTE) == Round(delivered=1)


def test_a_pause_keeps_what_waits_and_no_more(
    house: Workspace, named: Named, receiver: Receiver
) -> None:
    webhook_id = named()
    trial(house, webhook_id)
    webhooks.set_active(COMMAND_LINE, house, webhook_id, active=False)
    registering.register(COMMAND_LINE, house, MESSAGE)
    with pytest.raises(TargetPaused):
        trial(house, webhook_id)
    assert sent(house) == Round()
    webhooks.set_active(COMMAND_LINE, house, webhook_id, active=True)
    assert sent(house) == Round(delivered=1)


def test_what_arrived_is_forgotten_after_a_month(
    workspace: Workspace, named: Named, receiver: Receiver
) -> None:
    webhook_id = named()
    for days in (0, 31):
        webhooks.send_trial(COMMAND_LINE, workspace, webhook_id, NOON)
        sent(workspace, NOON + timedelta(days=days))
    [left] = webhooks.traffic(COMMAND_LINE, workspace, webhook_id).latest
    assert left.tried_at == NOON + timedelta(days=31)


def test_a_target_that_is_removed_leaves_nothing_but_its_entries(
    workspace: Workspace, named: Named
) -> None:
    webhook_id = named()
    trial(workspace, webhook_id)
    webhooks.remove(COMMAND_LINE, workspace, webhook_id)
    assert webhooks.overseen(COMMAND_LINE, workspace) == []
    assert sent(workspace) == Round()
    actions = [entry.action for entry in audit.entries(workspace.db)]
    assert actions[-2:] == ["created", "removed"]
    with pytest.raises(NotFound):
        webhooks.webhook(COMMAND_LINE, workspace, webhook_id)


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("ftp://a.example/", "bad_target"),
        ("//a.example/", "bad_target"),
        ("https:///", "bad_target"),
        ("https://a.example:99999/", "bad_target"),
        ("https://a.example/ x", "bad_target"),
        ("https://a.example/#part", "bad_target"),
        ("https://é.example/", "bad_target"),
        (f"https://a.example/{'a' * 2000}", "bad_target"),
        ("https://a:b@a.example/", "target_with_password"),
        ("https://10.0.0.1/", "private_target"),
        ("https://169.254.169.254/latest/meta-data", "private_target"),
        ("https://[fe80::1]/", "private_target"),
        ("http://93.184.216.34/", "private_target"),
        ("", "required"),
    ],
)
def test_an_address_that_will_not_do_is_refused(
    workspace: Workspace, address: str, code: str
) -> None:
    data = {"address": address, "events": EVERYTHING}
    with pytest.raises(InvalidRecord) as caught:
        webhooks.add(COMMAND_LINE, workspace, data, TRIALS)
    assert [(one.path, one.code) for one in caught.value.errors] == [(("address",), code)]
    assert webhooks.overseen(COMMAND_LINE, workspace) == []


@pytest.mark.parametrize("events", [[], [""], ["component.exploded"]])
def test_a_target_asks_for_something_that_there_is(workspace: Workspace, events: list[str]) -> None:
    data = {"address": "https://93.184.216.34/", "events": events}
    with pytest.raises(InvalidRecord) as caught:
        webhooks.add(COMMAND_LINE, workspace, data, TRIALS)
    assert caught.value.errors[0].path[0] == "events"


def test_a_target_is_changed_by_who_read_it_last(workspace: Workspace, named: Named) -> None:
    webhook_id = named(note="Ours")
    data = {"events": ["component.changed"], "note": ""}
    webhooks.change(COMMAND_LINE, workspace, webhook_id, data, TRIALS, expected_revision=1)
    found = webhooks.webhook(COMMAND_LINE, workspace, webhook_id).webhook
    assert found.target.events == {Happening.component_changed}
    assert found.target.note is None
    with pytest.raises(EditConflict):
        webhooks.change(COMMAND_LINE, workspace, webhook_id, data, TRIALS, expected_revision=1)
    private = {"address": "https://192.168.0.1/"}
    with pytest.raises(InvalidRecord):
        webhooks.change(COMMAND_LINE, workspace, webhook_id, private, TRIALS, expected_revision=2)


def test_only_administrators_look_after_targets(workspace: Workspace, named: Named) -> None:
    webhook_id = named()
    data = {"address": "https://93.184.216.34/", "events": EVERYTHING}
    for actor, refusal in ((ANA, NotAllowed), (REVIEWER, NotAllowed), (ANONYMOUS, SignInNeeded)):
        for ask in (
            lambda who: webhooks.overseen(who, workspace),
            lambda who: webhooks.webhook(who, workspace, webhook_id),
            lambda who: webhooks.traffic(who, workspace, webhook_id),
            lambda who: webhooks.add(who, workspace, data, TRIALS),
            lambda who: webhooks.change(
                who, workspace, webhook_id, data, TRIALS, expected_revision=1
            ),
            lambda who: webhooks.set_active(who, workspace, webhook_id, active=False),
            lambda who: webhooks.remove(who, workspace, webhook_id),
            lambda who: webhooks.reveal_secret(who, workspace, webhook_id),
            lambda who: webhooks.renew_secret(who, workspace, webhook_id),
            lambda who: webhooks.send_trial(who, workspace, webhook_id),
            lambda who: webhooks.send_again(who, workspace, webhook_id),
            lambda who: deliver_due(who, workspace, TRIALS),
        ):
            with pytest.raises(refusal):
                ask(actor)


def test_a_serving_process_sends_by_itself(
    workspace: Workspace, named: Named, receiver: Receiver
) -> None:
    trial(workspace, named())
    messenger = Messenger(workspace.home, TRIALS).start()
    assert receiver.came.wait(20)
    messenger.stop()
    assert not deliver_due(COMMAND_LINE, workspace, TRIALS).delivered
