"""Sending by https: to the number that was judged, with a certificate that is the name's."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from catalogue.services import posting
from catalogue.services.posting import Answer, post
from catalogue.services.reaching import Place

from .web_receiver import Receiver, receiving

OPENSSL = shutil.which("openssl")
needs_openssl = pytest.mark.skipif(OPENSSL is None, reason="makes its certificate with openssl")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of hooks.example that nobody vouches for, and its key, in one file."""
    folder = tmp_path_factory.mktemp("certificate")
    key, made = folder / "key.pem", folder / "made.pem"
    asked = ["-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", made, "-days", "2"]
    named = ["-subj", "/CN=hooks.example", "-addext", "subjectAltName=DNS:hooks.example"]
    subprocess.run([str(OPENSSL), "req", "-x509", *asked, *named], check=True, capture_output=True)
    both = folder / "both.pem"
    both.write_text(key.read_text() + made.read_text())
    return both


@contextmanager
def secured(certificate: Path) -> Iterator[Receiver]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with receiving() as receiver:
        receiver.socket = context.wrap_socket(receiver.socket, server_side=True)
        yield receiver


def trusting(monkeypatch: pytest.MonkeyPatch, certificate: Path) -> None:
    context = ssl.create_default_context(cafile=str(certificate))
    monkeypatch.setattr(posting.ssl, "create_default_context", lambda: context)


def place(receiver: Receiver, host: str = "hooks.example") -> Place:
    return Place(host, receiver.port, True, "/hook", ("127.0.0.1",))


@needs_openssl
def test_a_message_goes_by_https(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trusting(monkeypatch, certificate)
    with secured(certificate) as receiver:
        assert post(place(receiver), b"{}", {"webhook-id": "msg_1"}) == Answer(204)
        [message] = receiver.messages
    assert (message.path, message.body) == ("/hook", b"{}")
    assert message.headers["host"] == f"hooks.example:{receiver.port}"
    assert message.headers["webhook-id"] == "msg_1"


@needs_openssl
def test_a_certificate_has_to_be_that_of_the_name(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with secured(certificate) as receiver:
        assert post(place(receiver), b"{}", {}) == Answer(None, "not_trusted")
        trusting(monkeypatch, certificate)
        assert post(place(receiver, "other.example"), b"{}", {}) == Answer(None, "not_trusted")
        assert receiver.messages == []


def test_who_does_not_speak_https_is_not_spoken_to() -> None:
    with receiving() as receiver:
        assert post(place(receiver), b"{}", {}) == Answer(None, "bad_answer")
        assert receiver.messages == []


def test_the_next_number_is_tried_where_one_does_not_answer() -> None:
    with receiving() as receiver:
        there = Place("hooks.example", receiver.port, False, "/", ("127.0.0.2", "127.0.0.1"))
        assert post(there, b"{}", {}).taken


def test_who_hangs_up_has_not_taken_it(monkeypatch: pytest.MonkeyPatch) -> None:
    with receiving() as receiver:
        monkeypatch.setattr(receiver.RequestHandlerClass, "do_POST", lambda _self: None)
        there = Place("hooks.example", receiver.port, False, "/", ("127.0.0.1",))
        assert post(there, b"{}", {}) == Answer(None, "bad_answer")
