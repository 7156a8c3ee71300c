"""What other software may do with the catalogue in a person's name, and until when."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

from pydantic import Field

from .quantities import Days
from .text import Line, Model

LONGEST_DAYS = 365


class Scope(str, Enum):
    """What a token is good for, within what its person may do."""

    read = "read"
    check = "check"
    write = "write"
    decide = "decide"


class NewToken(Model):
    """What is asked for when a token is made; ``days`` until it ends."""

    name: Annotated[Line, Field(max_length=80)]
    scopes: Annotated[frozenset[Scope], Field(min_length=1)]
    days: Annotated[Days, Field(ge=1, le=LONGEST_DAYS)] = 90
