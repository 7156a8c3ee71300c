"""How an instance is served: every setting, in one place."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from catalogue.services.mailing import MailServer, server_from
from catalogue.services.reaching import Reach, reach_from
from catalogue.services.switches import BadSetting, switch

MEGABYTE = 1024 * 1024

LARGEST_UPLOAD = 20 * MEGABYTE
"""Bytes of a request; a file to import is the largest that comes."""

LARGEST_FORM = 2 * MEGABYTE
"""Bytes of the texts of a form: every text of a component at its longest, in both languages."""

TIME_ZONE = "America/Toronto"
"""Where days begin and end for those who read the pages."""


@dataclass(frozen=True)
class Settings:
    """What the application is made with.

    ``closed``: only people with an account read the catalogue. ``base_url``: the
    address that people reach the site at, for links that leave it; None takes
    that of the request. ``mail``: None where the instance sends none. ``reach``:
    how far messages to other systems go.
    """

    home: Path
    closed: bool = False
    base_url: str | None = None
    mail: MailServer | None = None
    proxies: int = 0
    reach: Reach = field(default_factory=Reach)

    @property
    def https(self) -> bool:
        """Whether the site is known to be reached by https."""
        return bool(self.base_url and self.base_url.startswith("https:"))


def settings_from(home: Path, environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings that ``CATALOGUE_…`` variables hold, for the instance in a folder.

    CATALOGUE_CLOSED (1 or 0), CATALOGUE_BASE_URL, CATALOGUE_PROXIES (0 to 9),
    CATALOGUE_WEBHOOK_LOOPBACK (1 or 0; see ``reach_from``), and those of a mail server, for
    which see ``server_from``. Raises BadSetting and BadMailSettings.
    """
    return Settings(
        home=home,
        closed=switch("CATALOGUE_CLOSED", environment.get("CATALOGUE_CLOSED") or "0"),
        base_url=_address("CATALOGUE_BASE_URL", environment.get("CATALOGUE_BASE_URL") or None),
        mail=server_from(environment),
        reach=reach_from(environment),
        proxies=_digit("CATALOGUE_PROXIES", environment.get("CATALOGUE_PROXIES") or "0"),
    )


def _digit(name: str, value: str) -> int:
    if value.strip() not in set("0123456789"):
        raise BadSetting(name=name, value=value)
    return int(value)


def _address(name: str, value: str | None) -> str | None:
    if value is None:
        return None
    try:
        parts = urlsplit(value.strip())
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        usable = False
    if not usable:
        raise BadSetting(name=name, value=value)
    return value.strip().rstrip("/")
