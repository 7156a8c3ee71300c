"""What a sponsor answers when told that something like it exists."""

from __future__ import annotations

from enum import Enum
from typing import Literal

from pydantic import ConfigDict, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from .identifiers import Identifier
from .pair import Matched
from .text import Model, Prose


class Answer(str, Enum):
    """What the sponsor will do about what exists."""

    reuse = "reuse"
    extend = "extend"
    not_suitable = "not_suitable"


class Reason(str, Enum):
    """Why what exists does not suit."""

    functional_gap = "functional_gap"
    capacity = "capacity"
    law = "law"
    security = "security"
    language = "language"
    cost = "cost"
    timing = "timing"
    other = "other"


class Response(Model):
    """The answer to one warning. Who finds something unsuitable says why, in code and in words."""

    model_config = ConfigDict(validate_default=True)

    type: Literal["component", "proposal"]
    id: Identifier
    answer: Answer
    reason: Reason | None = None
    text: Prose | None = None

    @field_validator("reason", "text")
    @classmethod
    def _refusals_are_argued(cls, value: object, info: ValidationInfo) -> object:
        if value is None and info.data.get("answer") is Answer.not_suitable:
            raise PydanticCustomError("required", "is required")
        return value

    @property
    def matched(self) -> Matched:
        """What the warning was about."""
        return Matched(self.type, self.id)
