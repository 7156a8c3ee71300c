"""Getting a link to its person: by mail where a mail server is known, else by printing it."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import click

from catalogue.services.links import VALID_FOR, Link
from catalogue.services.mailing import Letter, MailFailed, MailServer, send, server_from
from catalogue.wording.errors import error_sentence
from catalogue.wording.letters import link_letter

from .failures import COULD_NOT_RUN, Refused
from .speech import language, remark, tell

F = TypeVar("F", bound=Callable[..., Any])

_HERE = "http://127.0.0.1:8000"


def handing_options(function: F) -> F:
    """The options ``--base-url`` and ``--print``."""
    for option in (
        click.option("--print", "print_", is_flag=True, help="Print the link, do not mail it."),
        click.option(
            "--base-url",
            envvar="CATALOGUE_BASE_URL",
            metavar="ADDRESS",
            help="Where the catalogue is served; also CATALOGUE_BASE_URL.",
        ),
    ):
        function = option(function)
    return function


@dataclass(frozen=True)
class Handing:
    """How links are handed over: by this mail server or none, leading to this site."""

    server: MailServer | None
    base_url: str | None

    @classmethod
    def chosen(cls, base_url: str | None, print_: bool) -> Handing:
        """As options and environment say. Raises BadMailSettings, and Refused for a bad address."""
        server = None if print_ else server_from(os.environ)
        if server is not None and base_url is None:
            raise Refused("base_url_needed")
        if base_url is not None and not base_url.startswith(("https://", "http://")):
            raise Refused("bad_base_url", value=base_url)
        return cls(server, base_url)

    def over(self, link: Link) -> None:
        """Mail the link, or print it: alone on standard output, what it is beside it.

        Prints it too where the mail server refuses, and ends with status 1.
        """
        address = link.address(self.base_url or _HERE)
        if self.server is None:
            self._print(link, address)
            return
        words = link_letter(link.purpose.value, link.person, address, VALID_FOR[link.purpose])
        try:
            send(self.server, Letter(link.person.email, words.subject, words.text))
        except MailFailed as error:
            click.echo(error_sentence(error, language()), err=True)
            self._print(link, address)
            raise click.exceptions.Exit(COULD_NOT_RUN) from error
        tell("user.mailed", email=link.person.email)

    def _print(self, link: Link, address: str) -> None:
        remark(f"user.{link.purpose.value}", name=link.person.name, email=link.person.email)
        click.echo(address)
        if self.base_url is None:
            remark("user.base_url_hint")
