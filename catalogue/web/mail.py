"""Links to accounts, on their way to the people they are for."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request

from catalogue.services.links import VALID_FOR, Link
from catalogue.services.mailing import Letter, MailServer, send, send_later
from catalogue.wording.letters import link_letter

from .resources import settings


@dataclass(frozen=True)
class Post:
    """A mail server to hand links over to, and the address that they lead to."""

    server: MailServer
    base_url: str

    def send(self, link: Link) -> None:
        """Mail the link to its person. Raises MailFailed."""
        send(self.server, self._letter(link))

    def send_later(self, link: Link) -> None:
        """Mail the link while the answer is given, which must not tell that there is one."""
        send_later(self.server, self._letter(link))

    def _letter(self, link: Link) -> Letter:
        address = link.address(self.base_url)
        words = link_letter(link.purpose.value, link.person, address, VALID_FOR[link.purpose])
        return Letter(link.person.email, words.subject, words.text)


def post() -> Post | None:
    """The way by which links are mailed; None where the site has no mail server, or no address.

    The address of the request will not do: whoever asks for a link could have it
    lead somewhere else.
    """
    server, base_url = settings().mail, settings().base_url
    return Post(server, base_url) if server and base_url else None


def address_of(link: Link) -> str:
    """The link's whole address, for the browser that asks now."""
    return link.address(settings().base_url or request.host_url)
