"""Sending mail through the public body's own mail server."""

from __future__ import annotations

import logging
import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import formatdate, make_msgid, parseaddr
from threading import Thread
from typing import Literal, cast, get_args

from catalogue.domain.errors import CatalogueError

_LOG = logging.getLogger(__name__)
_SECONDS = 20.0


Security = Literal["starttls", "tls", "none"]


class BadMailSettings(CatalogueError):
    """The mail server cannot be used as it is described: ``setting`` is missing or wrong."""

    code = "bad_mail_settings"


class MailFailed(CatalogueError):
    """The mail server did not take the mail; ``reason`` says why, without the mail's content."""

    code = "mail_failed"


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed over, and in whose name.

    ``security`` is ``starttls`` (usual on port 587), ``tls`` from the first
    byte (465), or ``none`` (25, within a trusted network).
    """

    host: str
    sender: str
    port: int = 587
    security: Security = "starttls"
    user: str | None = None
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Letter:
    """A mail in plain text. What it says may open an account, so ``repr`` does not show it."""

    to: str
    subject: str
    text: str = field(repr=False)


def server_from(settings: Mapping[str, str]) -> MailServer | None:
    """The mail server that settings describe; None where they name none.

    CATALOGUE_SMTP_HOST, CATALOGUE_SMTP_PORT (587), CATALOGUE_SMTP_SECURITY
    (starttls, tls or none), CATALOGUE_SMTP_USER, CATALOGUE_SMTP_PASSWORD, and
    CATALOGUE_MAIL_FROM (catalogue@ the host). Raises BadMailSettings.
    """
    host = settings.get("CATALOGUE_SMTP_HOST")
    if not host:
        return None
    sender = settings.get("CATALOGUE_MAIL_FROM") or f"catalogue@{host}"
    port = settings.get("CATALOGUE_SMTP_PORT") or "587"
    security = settings.get("CATALOGUE_SMTP_SECURITY") or "starttls"
    if "@" not in parseaddr(sender)[1]:
        raise BadMailSettings(setting="CATALOGUE_MAIL_FROM")
    if not port.isdecimal() or not 0 < int(port) < 65_536:
        raise BadMailSettings(setting="CATALOGUE_SMTP_PORT")
    if security not in get_args(Security):
        raise BadMailSettings(setting="CATALOGUE_SMTP_SECURITY")
    return MailServer(
        host,
        sender,
        int(port),
        cast(Security, security),
        settings.get("CATALOGUE_SMTP_USER") or None,
        settings.get("CATALOGUE_SMTP_PASSWORD") or None,
    )


def send(server: MailServer, letter: Letter) -> None:
    """Hand a letter over to the mail server. Raises MailFailed."""
    message = _message(server, letter)
    try:
        with _connected(server) as smtp:
            if server.user is not None:
                smtp.login(server.user, server.password or "")
            smtp.send_message(message)
    except (smtplib.SMTPException, OSError) as error:
        raise MailFailed(host=server.host, reason=_reason(error)) from None


def send_later(server: MailServer, letter: Letter) -> Thread:
    """Send a letter while the answer is given; a failure goes to the log.

    The thread comes back, for who wants to wait for it.
    """
    thread = Thread(target=_send_or_log, args=(server, letter), name="mail")
    thread.start()
    return thread


def _send_or_log(server: MailServer, letter: Letter) -> None:
    try:
        send(server, letter)
    except MailFailed as error:
        _LOG.error("mail not sent: %s", error)


def _connected(server: MailServer) -> smtplib.SMTP:
    if server.security == "tls":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(server.host, server.port, timeout=_SECONDS, context=context)
    smtp = smtplib.SMTP(server.host, server.port, timeout=_SECONDS)
    if server.security == "starttls":
        try:
            smtp.starttls(context=ssl.create_default_context())
        except BaseException:
            smtp.close()
            raise
    return smtp


def _message(server: MailServer, letter: Letter) -> EmailMessage:
    message = EmailMessage()
    message["From"] = server.sender
    message["To"] = letter.to
    message["Subject"] = letter.subject
    message["Date"] = formatdate(localtime=False)
    message["Message-ID"] = make_msgid(domain=parseaddr(server.sender)[1].rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    return message


def _reason(error: Exception) -> str:
    """What failed, without the addresses and texts that SMTP errors quote."""
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{type(error).__name__} {error.smtp_code}"
    if isinstance(error, TimeoutError):
        return "timed out"
    if isinstance(error, OSError) and not isinstance(error, smtplib.SMTPException):
        return error.strerror or type(error).__name__
    return type(error).__name__
