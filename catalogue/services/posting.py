"""Handing a message to a web server, within a few seconds, and hearing only whether it took it."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Timer

from .reaching import Place

CONNECT_SECONDS = 5.0
"""How long a server may take to answer the telephone."""

WHOLE_SECONDS = 15.0
"""How long the whole may take; Standard Webhooks advises 15 to 30 seconds."""


@dataclass(frozen=True)
class Answer:
    """What a server said: its HTTP status, or the code of why there is none."""

    status: int | None
    failure: str | None = None

    @property
    def taken(self) -> bool:
        """Whether the message arrived."""
        return self.status is not None and 200 <= self.status < 300


def post(place: Place, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Send the body to a place that was judged, by its number and not by its name again.

    Nothing is followed that the server answers, and nothing of it is read but
    the status and the headers.
    """
    try:
        connection = _connected(place)
    except TimeoutError:
        return Answer(None, "no_answer")
    except ssl.SSLCertVerificationError:
        return Answer(None, "not_trusted")
    except ssl.SSLError:
        return Answer(None, "bad_answer")
    except OSError:
        return Answer(None, "no_connection")
    watchdog = Timer(WHOLE_SECONDS, _cut, [connection])
    watchdog.daemon = True
    watchdog.start()
    try:
        connection.request("POST", place.path, body, dict(headers))
        return Answer(connection.getresponse().status)
    except TimeoutError:
        return Answer(None, "no_answer")
    except (HTTPException, OSError, ValueError):  # the last where it is cut while being read
        return Answer(None, "bad_answer")
    finally:
        watchdog.cancel()
        connection.close()


def _connected(place: Place) -> HTTPConnection:
    """A connection to the first of the place's numbers that answers. Raises OSError."""
    failure: OSError = OSError("no number")
    for number in place.numbers:
        try:
            plain = socket.create_connection((number, place.port), CONNECT_SECONDS)
        except OSError as error:
            failure = error
            continue
        plain.settimeout(WHOLE_SECONDS)
        return _speaking(place, plain)
    raise failure


def _speaking(place: Place, plain: socket.socket) -> HTTPConnection:
    try:
        if not place.encrypted:
            connection = HTTPConnection(place.host, place.port)
            connection.sock = plain
            return connection
        secured = HTTPSConnection(place.host, place.port)
        # The certificate has to be that of the name, wherever the number leads.
        secured.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=place.host)
        return secured
    except BaseException:
        plain.close()
        raise


def _cut(connection: HTTPConnection) -> None:
    """End a conversation that a server draws out a byte at a time."""
    with suppress(OSError):
        connection.sock.shutdown(socket.SHUT_RDWR)
