"""What a reviewer finds about a pair of records."""

from __future__ import annotations

from enum import Enum
from typing import Literal

from .identifiers import Identifier
from .pair import Matched
from .text import Model, Prose


class Label(str, Enum):
    """Whether both sides are the same thing, share some of it, or none."""

    duplicate = "duplicate"
    overlap = "overlap"
    distinct = "distinct"


class Verdict(Model):
    """A reviewer's label on a proposal and one record that it resembles."""

    type: Literal["component", "proposal"]
    id: Identifier
    label: Label
    note: Prose | None = None

    @property
    def matched(self) -> Matched:
        """The other side of the pair."""
        return Matched(self.type, self.id)
