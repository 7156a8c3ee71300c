"""Which addresses the catalogue may send to: public ones, and never its own surroundings.

Who names an address could otherwise have the server ask, in their place, what
only the server can reach. A name is looked up and every address behind it is
judged; the connection then goes to what was judged, so that a name which
answers differently the next time gains nothing.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from catalogue.domain.errors import CatalogueError

SETTING = "CATALOGUE_WEBHOOK_LOOPBACK"

_UNICAST = IPv6Network("2000::/3")
"""What IANA has given out of IPv6 so far; what only wraps an IPv4 address lies outside of it,
save for the two networks of ``_TUNNELS``."""

_TUNNELS = (IPv6Network("2001::/32"), IPv6Network("2002::/16"))
"""Teredo (RFC 4380) and 6to4 (RFC 3056), which lead on to any IPv4 address."""

_MOST_NUMBERS = 3
"""Addresses of one name that are tried, one after another."""

_OF_MACHINES = frozenset({IPv4Address("168.63.129.16")})
"""A public address by which machines in Azure reach what runs them."""


class OutOfReach(CatalogueError):
    """The catalogue does not send there: ``code`` says why."""

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        super().__init__(**params)


@dataclass(frozen=True)
class Reach:
    """How far the catalogue sends; ``loopback`` adds its own machine, by http too, for trials."""

    loopback: bool = False


@dataclass(frozen=True)
class Place:
    """Where a message goes: the name to ask for, and the numbers that the name may stand for."""

    host: str
    port: int
    encrypted: bool
    path: str
    numbers: tuple[str, ...]


def reach_from(settings: Mapping[str, str] = os.environ) -> Reach:
    """What CATALOGUE_WEBHOOK_LOOPBACK says: 1 lets trials reach this machine."""
    return Reach(loopback=settings.get(SETTING) == "1")


def located(address: str, reach: Reach) -> Place:
    """Where an address leads now, looked up once and judged.

    Raises OutOfReach: ``not_https``, ``host_unknown`` or ``private_target``.
    """
    parts = urlsplit(address)
    host, encrypted = parts.hostname or "", parts.scheme == "https"
    if not encrypted and not reach.loopback:
        raise OutOfReach("not_https")
    port = parts.port or (443 if encrypted else 80)
    numbers = _numbers(host, port)
    if not all(_allowed(ip_address(one), reach, encrypted=encrypted) for one in numbers):
        raise OutOfReach("private_target", host=host)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Place(host, port, encrypted, path, numbers)


def _numbers(host: str, port: int) -> tuple[str, ...]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise OutOfReach("host_unknown", host=host) from error
    if not found:
        raise OutOfReach("host_unknown", host=host)
    # Link-local addresses come with the name of a network card.
    return tuple(dict.fromkeys(str(one[4][0]).partition("%")[0] for one in found))[:_MOST_NUMBERS]


def _allowed(number: IPv4Address | IPv6Address, reach: Reach, *, encrypted: bool) -> bool:
    if number.is_loopback:
        return reach.loopback
    return encrypted and is_public(number)


def is_public(number: IPv4Address | IPv6Address) -> bool:
    """Whether anybody on the Internet could reach this address as well."""
    if not number.is_global or number.is_multicast or number.is_reserved:
        return False
    if isinstance(number, IPv4Address):
        return number not in _OF_MACHINES
    return number in _UNICAST and not any(number in net for net in _TUNNELS)
