"""The proposed project, and the statuses it goes through."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from .errors import ForbiddenTransition
from .identifiers import CapabilityId, Identifier
from .quantities import Money, PlannedDay
from .text import Language, Line, Model, Prose


class ProposalStatus(str, Enum):
    """Where a proposal stands between a sponsor's draft and a delivered result."""

    draft = "draft"
    submitted = "submitted"
    in_review = "in_review"
    returned = "returned"
    approved = "approved"
    approved_with_conditions = "approved_with_conditions"
    redirected = "redirected"
    declined = "declined"
    withdrawn = "withdrawn"
    in_delivery = "in_delivery"
    delivered = "delivered"


S = ProposalStatus
TRANSITIONS: dict[ProposalStatus, frozenset[ProposalStatus]] = {
    S.draft: frozenset({S.submitted, S.withdrawn}),
    S.submitted: frozenset({S.in_review, S.withdrawn}),
    S.in_review: frozenset(
        {S.returned, S.approved, S.approved_with_conditions, S.redirected, S.declined, S.withdrawn}
    ),
    S.returned: frozenset({S.submitted, S.withdrawn}),
    S.approved: frozenset({S.in_delivery}),
    S.approved_with_conditions: frozenset({S.in_delivery}),
    S.in_delivery: frozenset({S.delivered}),
    S.redirected: frozenset(),
    S.declined: frozenset(),
    S.withdrawn: frozenset(),
    S.delivered: frozenset(),
}
"""From each status, the statuses a proposal may go to next."""

OPEN = frozenset({S.draft, S.submitted, S.in_review, S.returned})
"""Statuses that still await a decision."""


def move(current: ProposalStatus, wanted: ProposalStatus) -> ProposalStatus:
    """The wanted status, where the table allows it.

    Raises ForbiddenTransition where it does not.
    """
    if wanted not in TRANSITIONS[current]:
        raise ForbiddenTransition(current=current.value, wanted=wanted.value)
    return wanted


class YearCost(Model):
    """What a project costs in one fiscal year, in Canadian dollars."""

    fiscal_year: Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{4}$")]
    build: Money = 0
    run: Money = 0


class Proposal(Model):
    """A project that a public body asks money for."""

    type: Literal["proposal"] = "proposal"
    id: Identifier
    title: Line
    description: Prose
    problem: Prose | None = None
    outcomes: Prose | None = None
    capabilities: tuple[CapabilityId, ...] = ()
    language: Language | None = None
    organization: Line | None = None
    people: tuple[Line, ...] = ()
    estimated_cost: Money | None = None
    costs: tuple[YearCost, ...] = ()
    start: PlannedDay | None = None
    end: PlannedDay | None = None
    clientele: Prose | None = None
    status: ProposalStatus = ProposalStatus.draft

    @model_validator(mode="after")
    def _dates_in_order(self) -> Proposal:
        if self.start and self.end and self.end < self.start:
            raise PydanticCustomError("ends_before_start", "ends before it starts")
        return self

    @property
    def total_cost(self) -> float | None:
        """The stated cost, else the sum over fiscal years, in Canadian dollars."""
        if self.estimated_cost is not None:
            return self.estimated_cost
        if not self.costs:
            return None
        return sum(year.build + year.run for year in self.costs)
