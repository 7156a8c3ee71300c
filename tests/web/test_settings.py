from __future__ import annotations

from pathlib import Path

import pytest

from catalogue.services.mailing import BadMailSettings
from catalogue.web.settings import BadSetting, settings_from

HOME = Path("somewhere")


def test_without_variables_the_catalogue_is_open() -> None:
    found = settings_from(HOME, {})
    assert (found.home, found.closed, found.base_url, found.mail) == (HOME, False, None, None)
    assert not found.https
    assert not found.reach.loopback


def test_variables_are_read() -> None:
    found = settings_from(
        HOME,
        {
            "CATALOGUE_CLOSED": " Yes ",
            "CATALOGUE_WEBHOOK_LOOPBACK": "1",
            "CATALOGUE_BASE_URL": "https://catalogue.example/ ",
            "CATALOGUE_SMTP_HOST": "mail.example",
            "CATALOGUE_MAIL_FROM": "catalogue@example.org",
        },
    )
    assert found.closed
    assert found.reach.loopback
    assert found.base_url == "https://catalogue.example"
    assert found.https
    assert found.mail
    assert found.mail.host == "mail.example"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CATALOGUE_CLOSED", "maybe"),
        ("CATALOGUE_BASE_URL", "catalogue.example"),
        ("CATALOGUE_BASE_URL", "ftp://catalogue.example"),
        ("CATALOGUE_BASE_URL", "http://[::1"),
    ],
)
def test_what_makes_no_sense_is_named(name: str, value: str) -> None:
    with pytest.raises(BadSetting) as caught:
        settings_from(HOME, {name: value})
    assert caught.value.params == {"name": name, "value": value}


def test_a_mail_server_that_cannot_be_used_is_refused() -> None:
    with pytest.raises(BadMailSettings):
        settings_from(HOME, {"CATALOGUE_SMTP_HOST": "mail.example", "CATALOGUE_SMTP_PORT": "x"})
