"""What answers about proposals and their reviews look like."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from catalogue.domain.decision import Ruling
from catalogue.domain.match import Band
from catalogue.domain.proposal import Proposal, ProposalStatus
from catalogue.domain.quantities import Day
from catalogue.domain.response import Response
from catalogue.domain.verdict import Label

from .shapes import Chosen, MatchShape, Page, PageQuery, ProblemError, Shape

Kind = Literal["component", "proposal"]


class ListedProposal(Shape):
    """A draft or a proposal in short; ``cost`` in Canadian dollars, null where none is given."""

    id: str
    title: str
    organization: str
    status: ProposalStatus
    cost: float | None
    updated_at: datetime
    editable: bool


class ProposalsPage(Page):
    """What one's public bodies propose, the latest first."""

    items: tuple[ListedProposal, ...]


class DecisionShape(Shape):
    """A decision, when it was taken, and on which submission."""

    submission: int
    at: datetime
    ruling: Ruling
    reason: str
    conditions: str | None
    reuse: tuple[str, ...]


class Move(Shape):
    """When a proposal got a status."""

    status: ProposalStatus
    at: datetime


class Followed(Shape):
    """Where a proposal stands.

    ``proposal`` is what was last submitted, null for a mere draft; ``draft``
    what was typed, as typed, where one may go on with it. ``due_on`` is the day
    by which a decision should come.
    """

    id: str
    status: ProposalStatus
    organization: str | None
    proposal: Proposal | None
    draft: dict[str, Any] | None
    submissions: int
    decisions: tuple[DecisionShape, ...]
    moves: tuple[Move, ...]
    due_on: date | None


class Pair(Shape):
    """Something that the proposal resembles."""

    type: Kind
    id: str


class ReadinessShape(Shape):
    """What stands between a draft and its submission.

    ``flaws`` are to be corrected first, and leave nothing to check;
    ``unanswered`` are the warnings that wait for a response.
    """

    flaws: tuple[ProblemError, ...]
    matches: tuple[MatchShape, ...]
    hidden_overlap: bool
    unanswered: tuple[Pair, ...]
    responses: tuple[Response, ...]


class SubmissionShape(Shape):
    """What the check found when a proposal was submitted, and what was answered."""

    number: int
    at: datetime
    matches: tuple[MatchShape, ...]
    hidden_overlap: bool
    responses: tuple[Response, ...]
    model: str


class SubmissionsList(Shape):
    """All submissions of a proposal, in the order of time."""

    items: tuple[SubmissionShape, ...]


class CertificateShape(Shape):
    """Proof of a search: what was asked, of what, what came back, and what was answered.

    ``components`` counts those that the catalogue had then; ``encoders`` are
    those that read meaning. ``seal`` is the hash of entry number ``entry`` of
    the audit log, ``digest`` that of the words compared; ``whole`` says that
    nothing was altered since.
    """

    code: str
    proposal: str
    title: str
    organization: str | None
    revision: int
    submission: SubmissionShape
    components: int
    fresh: bool
    encoders: tuple[str, ...]
    digest: str
    entry: int
    seal: str
    whole: bool
    decision: DecisionShape | None


class AttestedShape(Shape):
    """What a certificate's code proves to whoever holds it: nothing that the proposal says."""

    code: str
    at: datetime
    components: int
    model: str
    whole: bool


class QueueQuery(PageQuery):
    """Which of the queue to list; ``mine`` keeps what the token's person has in hand."""

    status: ProposalStatus | None = None
    organization: Chosen | None = None
    band: Band | None = None
    due_by: Day | None = None
    mine: bool = False


class QueuedShape(Shape):
    """A proposal that waits for a decision; ``at_risk`` is probability times cost, in dollars."""

    id: str
    title: str
    organization: str | None
    status: ProposalStatus
    cost: float | None
    probability: float | None
    band: Band | None
    at_risk: float | None
    submitted_at: datetime | None
    due_on: date | None
    assigned_to: str | None


class QueuePage(Page):
    """What waits, the most money at risk first."""

    items: tuple[QueuedShape, ...]


class VerdictShape(Shape):
    """What a reviewer found about a pair; ``number`` tells this verdict from earlier ones."""

    number: Annotated[int, Field(ge=1)]
    label: Label
    note: str | None
    at: datetime


class Weighed(Shape):
    """Something that the check found, what the sponsor answered, and what a reviewer found."""

    match: MatchShape
    response: Response | None
    verdict: VerdictShape | None


class CaseShape(Shape):
    """All that a reviewer needs; ``submission`` is the number to decide on."""

    proposal: Proposal
    submission: int
    weighed: tuple[Weighed, ...]
    decisions: tuple[DecisionShape, ...]
    due_on: date | None
    assigned_to: str | None
    may_decide: bool
