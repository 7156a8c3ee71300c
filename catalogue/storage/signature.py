"""Who wrote something, and when."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple


class Signature(NamedTuple):
    """A person by id, and a time with its zone."""

    person: str
    at: datetime
