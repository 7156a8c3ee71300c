"""Another system that wants to be told of what happens, and where it is told."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from .happening import Happening
from .identifiers import Identifier
from .text import Line, Model

_LONGEST = 2_000
_PLAIN = re.compile(r"[\x21-\x7e]+")


def _web_address(value: str) -> str:
    """An address that a message can be sent to; raises PydanticCustomError."""
    try:
        parts = urlsplit(value)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable or not _PLAIN.fullmatch(value) or len(value) > _LONGEST:
        raise PydanticCustomError("bad_target", "is not a web address")
    if parts.username is not None or parts.password is not None:
        raise PydanticCustomError("target_with_password", "holds a user name or a password")
    if parts.fragment:
        raise PydanticCustomError("bad_target", "is not a web address")
    return value


TargetAddress = Annotated[str, Field(strict=True), AfterValidator(_web_address)]


class Target(Model):
    """A system by the address where it takes messages, and what it wants to be told of.

    ``note`` says to administrators whose it is.
    """

    id: Identifier
    address: TargetAddress
    note: Line | None = None
    events: Annotated[frozenset[Happening], Field(min_length=1)]
    active: bool = True
