from __future__ import annotations

import logging
import smtplib
from typing import Any

import pytest

from catalogue.services import mailing
from catalogue.services.mailing import (
    BadMailSettings,
    Letter,
    MailFailed,
    MailServer,
    send,
    send_later,
    server_from,
)

from .mail_server import listening

LINK = "https://catalogue.example/fr/mot-de-passe/" + "jeton" * 40
LETTER = Letter("ana@a.example", "Choisir un mot de passe", f"Bonjour Élise,\n\n{LINK}\n\nMerci")


def test_a_letter_arrives_as_it_was_written() -> None:
    with listening() as server:
        send(server.described, LETTER)
    [letter] = server.letters
    assert letter["To"] == "ana@a.example"
    assert letter["From"] == "Catalogue <no-reply@a.example>"
    assert letter["Subject"] == "Choisir un mot de passe"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Message-ID"].endswith("@a.example>")
    assert letter["Date"]
    assert letter.get_content_type() == "text/plain"
    assert letter.get_content().splitlines() == LETTER.text.splitlines()


def test_a_letter_is_sent_while_the_answer_is_given() -> None:
    with listening() as server:
        send_later(server.described, LETTER).join()
    assert len(server.letters) == 1


def test_nothing_of_the_letter_is_told_when_it_fails(caplog: pytest.LogCaptureFixture) -> None:
    with listening(refusing=True) as server:
        with pytest.raises(MailFailed) as caught:
            send(server.described, LETTER)
        with caplog.at_level(logging.DEBUG):
            send_later(server.described, LETTER).join()
    assert caught.value.params == {"host": "127.0.0.1", "reason": "SMTPRecipientsRefused"}
    assert caught.value.__cause__ is None
    [record] = caplog.records
    assert record.levelno == logging.ERROR
    for told in (str(caught.value), repr(LETTER), caplog.text):
        assert "jeton" not in told
    assert "ana@a.example" not in caplog.text


def test_a_server_that_is_not_there_is_told() -> None:
    with listening() as server:
        described = server.described
    with pytest.raises(MailFailed) as caught:
        send(described, LETTER)
    assert caught.value.params["reason"] == "Connection refused"


def test_a_server_that_does_not_encrypt_gets_no_letter() -> None:
    with listening() as server:
        described = MailServer("127.0.0.1", "no-reply@a.example", server.port, user="u")
        with pytest.raises(MailFailed) as caught:
            send(described, LETTER)
    assert caught.value.params["reason"] == "SMTPNotSupportedError"
    assert server.letters == []
    assert not [line for line in server.heard if line.startswith(("AUTH", "MAIL"))]


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (smtplib.SMTPAuthenticationError(535, b"no such ana"), "SMTPAuthenticationError 535"),
        (TimeoutError("timed out"), "timed out"),
        (smtplib.SMTPServerDisconnected("while sending to ana"), "SMTPServerDisconnected"),
    ],
)
def test_reasons_quote_nothing_of_the_letter(
    monkeypatch: pytest.MonkeyPatch, error: Exception, reason: str
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr(mailing, "_connected", fail)
    with pytest.raises(MailFailed) as caught:
        send(MailServer("mail.example", "no-reply@a.example"), LETTER)
    assert caught.value.params["reason"] == reason


def test_the_server_is_read_from_settings() -> None:
    assert server_from({}) is server_from({"CATALOGUE_SMTP_HOST": ""}) is None
    least = server_from({"CATALOGUE_SMTP_HOST": "mail.example"})
    assert least == MailServer("mail.example", "catalogue@mail.example", 587, "starttls")
    key = "a secret of some length"
    full = server_from(
        {
            "CATALOGUE_SMTP_HOST": "mail.example",
            "CATALOGUE_SMTP_PORT": "465",
            "CATALOGUE_SMTP_SECURITY": "tls",
            "CATALOGUE_SMTP_USER": "u",
            "CATALOGUE_SMTP_PASSWORD": key,
            "CATALOGUE_MAIL_FROM": "Catalogue <c@a.example>",
        }
    )
    assert full == MailServer("mail.example", "Catalogue <c@a.example>", 465, "tls", "u", key)
    assert key not in repr(full)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CATALOGUE_MAIL_FROM", "Catalogue"),
        ("CATALOGUE_SMTP_PORT", "mail"),
        ("CATALOGUE_SMTP_PORT", "0"),
        ("CATALOGUE_SMTP_PORT", "65536"),
        ("CATALOGUE_SMTP_SECURITY", "perhaps"),
    ],
)
def test_a_wrong_setting_is_named(name: str, value: str) -> None:
    with pytest.raises(BadMailSettings) as caught:
        server_from({"CATALOGUE_SMTP_HOST": "mail.example", name: value})
    assert caught.value.params == {"setting": name}
