"""What identifiers and addresses look like, and how an identifier is made from a name."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo
from pydantic_core import PydanticCustomError

from .text import Line, clean

_IDENTIFIER = re.compile(r"[A-Za-z0-9][^\s/?#%&\"'<>\\]{0,127}")
_CAPABILITY = re.compile(r"[a-z0-9][a-z0-9-]{0,63}(/[a-z0-9][a-z0-9-]{0,63})?")
WORDS_OF_PAGES = frozenset(
    {"add", "advice", "ajouter", "compare", "comparer", "conseils", "import", "importation"}
)
"""Words that stand in addresses where identifiers do; no record can be found under them."""

_LONGEST_NUMBER = 425
"""Bits of the largest number that has 128 digits."""
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def _number_as_text(value: object, info: ValidationInfo) -> object:
    """Spreadsheets and other tools make numbers of identifiers; who sends JSON can say a text."""
    if info.mode == "json" or not isinstance(value, int) or isinstance(value, bool):
        return value
    if value.bit_length() > _LONGEST_NUMBER:
        raise PydanticCustomError("bad_identifier", "is not an identifier")
    return str(value)


def _identifier(value: str) -> str:
    if not _IDENTIFIER.fullmatch(value) or not value.isprintable():
        raise PydanticCustomError("bad_identifier", "is not an identifier")
    return value


def _capability(value: str) -> str:
    if not _CAPABILITY.fullmatch(value):
        raise PydanticCustomError("bad_identifier", "is not a capability's identifier")
    return value


def _address(value: str, schemes: tuple[str, ...]) -> str:
    try:
        parts = urlsplit(value)
        whole = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError as error:
        raise PydanticCustomError("bad_address", "is not a web address") from error
    if parts.scheme not in schemes or not whole or re.search(r"\s", value):
        raise PydanticCustomError("bad_address", "is not a web address")
    return value


def _web_address(value: str) -> str:
    return _address(value, ("http", "https"))


def _repository(value: str) -> str:
    return _address(value, ("http", "https", "git", "ssh", "svn"))


def _email(value: str) -> str:
    if not _EMAIL.fullmatch(value):
        raise PydanticCustomError("bad_email", "is not an e-mail address")
    return value


Identifier = Annotated[
    str,
    BeforeValidator(_number_as_text),
    Field(strict=True, json_schema_extra={"pattern": f"^{_IDENTIFIER.pattern}$"}),
    AfterValidator(_identifier),
]
"""At most 128 characters that need no escape in an address; the first a letter or digit."""

CapabilityId = Annotated[
    str,
    Field(strict=True, json_schema_extra={"pattern": f"^{_CAPABILITY.pattern}$"}),
    AfterValidator(_capability),
]
"""``domain`` or ``domain/capability``, in lower-case letters, digits and hyphens."""

WebAddress = Annotated[
    str,
    BeforeValidator(clean),
    Field(strict=True, max_length=2000, json_schema_extra={"pattern": "^https?://"}),
    AfterValidator(_web_address),
]
"""An absolute http or https address."""

Repository = Annotated[
    str,
    BeforeValidator(clean),
    Field(strict=True, max_length=2000, json_schema_extra={"pattern": "^(https?|git|ssh|svn)://"}),
    AfterValidator(_repository),
]
"""Where source code is kept: an http, https, git, ssh or svn address."""

Email = Annotated[Line, AfterValidator(_email)]


def slug(name: str) -> str:
    """An identifier made from a name: folded, lower case, words joined by hyphens.

    Returns at most 80 characters, and ``"sans-nom"`` where the name has no
    letter or digit that survives folding.
    """
    folded = unicodedata.normalize("NFKD", name.casefold().replace("œ", "oe").replace("æ", "ae"))
    plain = "".join(c for c in folded if not unicodedata.combining(c)).lower()
    words = re.findall(r"[a-z0-9]+", plain)
    return "-".join(words)[:80].strip("-") or "sans-nom"
