"""What a proposal is compared with, one record at a time."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Matched(NamedTuple):
    """The record that a proposal resembles: the other side of a pair."""

    type: Literal["component", "proposal"]
    id: str
