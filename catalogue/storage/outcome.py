"""What saving a record came to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Outcome(str, Enum):
    """Whether a save made, changed or left a record."""

    created = "created"
    changed = "changed"
    unchanged = "unchanged"


@dataclass(frozen=True)
class Saved:
    """The outcome of a save, and the revision that the record now has."""

    outcome: Outcome
    revision: int
