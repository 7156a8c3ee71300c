"""What becomes of a submitted proposal, and why."""

from __future__ import annotations

from enum import Enum

from pydantic import ConfigDict, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from .identifiers import Identifier
from .proposal import ProposalStatus
from .text import Model, Prose


class Ruling(str, Enum):
    """The ways in which a review ends; each is also the proposal's next status."""

    approved = "approved"
    approved_with_conditions = "approved_with_conditions"
    redirected = "redirected"
    returned = "returned"
    declined = "declined"

    @property
    def status(self) -> ProposalStatus:
        """Where it leads the proposal."""
        return ProposalStatus(self.value)


class Decision(Model):
    """A ruling with its reason.

    ``conditions`` go with an approval that has some, and only with it.
    ``reuse`` names the components that a redirected proposal is sent to; none
    where what it should join is no component yet.
    """

    model_config = ConfigDict(validate_default=True)

    ruling: Ruling
    reason: Prose
    conditions: Prose | None = None
    reuse: tuple[Identifier, ...] = ()

    @field_validator("conditions")
    @classmethod
    def _conditions_where_there_are_some(cls, value: object, info: ValidationInfo) -> object:
        conditional = info.data.get("ruling") is Ruling.approved_with_conditions
        if conditional and value is None:
            raise PydanticCustomError("required", "is required")
        if value is not None and "ruling" in info.data and not conditional:
            raise PydanticCustomError("conditions_without_need", "goes with conditional approval")
        return value

    @field_validator("reuse")
    @classmethod
    def _reuse_where_redirected(
        cls, value: tuple[str, ...], info: ValidationInfo
    ) -> tuple[str, ...]:
        if value and info.data.get("ruling") not in (None, Ruling.redirected):
            raise PydanticCustomError("reuse_without_redirection", "goes with redirection")
        return value
