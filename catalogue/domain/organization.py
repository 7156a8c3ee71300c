"""Public bodies and the capabilities they need."""

from __future__ import annotations

from enum import Enum
from typing import Literal

from .identifiers import CapabilityId, Identifier
from .text import BilingualLine, BilingualProse, Model


class BodyKind(str, Enum):
    """The kinds of public body, which eligibility rules speak of."""

    ministry = "ministry"
    agency = "agency"
    health = "health"
    education = "education"
    municipal = "municipal"
    crown = "crown"


class Organization(Model):
    """A public body. ``kind`` is unknown for bodies first met in an imported file."""

    type: Literal["organization"] = "organization"
    id: Identifier
    name: BilingualLine
    acronym: BilingualLine | None = None
    kind: BodyKind | None = None


class Capability(Model):
    """One node of the controlled two-level list of business capabilities."""

    type: Literal["capability"] = "capability"
    id: CapabilityId
    parent: CapabilityId | None = None
    name: BilingualLine
    definition: BilingualProse | None = None
