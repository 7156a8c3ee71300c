"""The mails that people get, in their language."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from catalogue.domain.person import Person

from .sentences import say


class Words(NamedTuple):
    """A mail's subject and its plain text."""

    subject: str
    text: str


def link_letter(purpose: str, person: Person, address: str, valid_for: timedelta) -> Words:
    """The mail that brings a link, an ``invitation`` or a ``reset``, to its person."""
    hours = valid_for // timedelta(hours=1)
    unit, count = ("days", hours // 24) if hours >= 48 else ("hours", hours)
    length = say(f"letter.{unit}", person.language, count=count)
    return Words(
        say(f"letter.{purpose}.subject", person.language),
        say(
            f"letter.{purpose}.text",
            person.language,
            name=person.name,
            address=address,
            email=person.email,
            length=length,
        ),
    )
