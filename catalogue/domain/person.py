"""The people who sign in, and what they are to the catalogue."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from .identifiers import Identifier
from .text import Language, Line, Model

_LONGEST_EMAIL = 254
"""Characters that an address may have in a mail's envelope (RFC 5321, 4.5.3.1.3, erratum 1690)."""

_LOCAL = r"[^\s@,;:<>()\[\]\\\"]{1,64}"
_LABEL = r"[^\W_](?:[^\W_]|-(?!\.|$)){0,62}"
_ACCOUNT = re.compile(rf"{_LOCAL}@{_LABEL}(?:\.{_LABEL})+")


class Role(str, Enum):
    """What a person may be; one person may be several."""

    sponsor = "sponsor"
    reviewer = "reviewer"
    architect = "architect"
    administrator = "administrator"


def account_name(text: str) -> str:
    """An e-mail address as the name of an account: without outer spaces or case.

    Caseless as Unicode has it (D145), so that the same name comes out of itself.
    """
    whole = text.encode("utf-8", "replace").decode("utf-8")
    folded = unicodedata.normalize("NFD", whole.strip()).casefold()
    return unicodedata.normalize("NFC", folded)


def _account(value: str) -> str:
    name = account_name(value)
    if len(name) > _LONGEST_EMAIL or not _ACCOUNT.fullmatch(name):
        raise PydanticCustomError("bad_email", "is not an e-mail address")
    return name


AccountEmail = Annotated[Line, AfterValidator(_account)]
"""An address that mail can be sent to and that no mail header can mistake; case-folded."""


class Person(Model):
    """Somebody with an account. ``email`` names it; ``id`` stays when everything else changes.

    People are deactivated, never deleted: decisions and histories name them.
    ``organizations`` are the identifiers of the public bodies they speak for.
    """

    id: Identifier
    email: AccountEmail
    name: Line
    language: Language = "fr"
    roles: frozenset[Role] = frozenset()
    organizations: frozenset[Identifier] = frozenset()
    active: bool = True
