"""The fields that people type, as bodies of requests: the rules are those of the records."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated, Any, get_type_hints

from pydantic import BaseModel, Field, RootModel, create_model

from catalogue.domain.component import Component
from catalogue.domain.decision import Ruling
from catalogue.domain.identifiers import Identifier
from catalogue.domain.proposal import Proposal
from catalogue.domain.response import Response
from catalogue.domain.text import Model, Prose
from catalogue.domain.verdict import Label
from catalogue.services.describing import TYPED as OF_COMPONENTS
from catalogue.services.typed import TYPED as OF_PROPOSALS

from .shapes import Shape


def _fields(
    name: str, doc: str, model: type[BaseModel], wanted: Collection[str], required: Collection[str]
) -> type[Model]:
    """A model of some fields of another, of which those that are not required may be null."""
    written = get_type_hints(model, include_extras=True)
    fields: dict[str, Any] = {
        field: (written[field], ...) if field in required else (written[field] | None, None)
        for field in model.model_fields
        if field in wanted
    }
    made: type[Model] = create_model(name, __base__=Model, __doc__=doc, **fields)
    return made


ComponentFields = _fields(
    "ComponentFields",
    "What is to be registered; public bodies and components may be named by name, too.",
    Component,
    OF_COMPONENTS,
    {"name"},
)
ComponentChanges = _fields(
    "ComponentChanges",
    "The fields to change: each takes the place of the whole field, null empties it.",
    Component,
    OF_COMPONENTS,
    (),
)
ProposalFields = _fields(
    "ProposalFields",
    "What was written so far of a proposal; any field may still be missing.",
    Proposal,
    OF_PROPOSALS,
    (),
)
ProposalDraft = _fields(
    "ProposalDraft",
    "A proposed project, to be checked and not stored.",
    Proposal,
    Proposal.model_fields,
    {"type", "title", "description"},
)
ComponentDraft = _fields(
    "ComponentDraft",
    "A component, to be checked and not stored.",
    Component,
    Component.model_fields,
    {"type", "name"},
)


class Draft(RootModel[Annotated[ProposalDraft | ComponentDraft, Field(discriminator="type")]]):  # type: ignore[valid-type]
    """A record to be checked; it needs no identifier."""


ResponseFields = _fields(
    "ResponseFields",
    "The answer to a warning: who finds something unsuitable says why, in code and in words.",
    Response,
    {"answer", "reason", "text"},
    {"answer"},
)
Because = Annotated[Prose, Field(max_length=2000)]


class Registration(Shape):
    """A component to register, and what it is to those that it resembles.

    ``variant_of`` names components that it is a variant of; ``different_from``
    those that it is another one than, each with the reason.
    """

    component: ComponentFields  # type: ignore[valid-type]
    variant_of: Annotated[tuple[Identifier, ...], Field(max_length=20)] = ()
    different_from: dict[str, Because] = Field(default_factory=dict)


class NewProposal(Shape):
    """The beginning of a proposal of a public body, named by identifier."""

    organization: Identifier
    fields: ProposalFields  # type: ignore[valid-type]


class NewDecision(Shape):
    """A ruling on the submission of that number, with its reason (0: one never checked)."""

    submission: Annotated[int, Field(ge=0, le=10_000)]
    ruling: Ruling
    reason: Prose
    conditions: Prose | None = None
    reuse: Annotated[tuple[Identifier, ...], Field(max_length=20)] = ()


class NewVerdict(Shape):
    """What a reviewer finds about a pair.

    ``expected`` is the ``number`` of the verdict that was read, 0 for none; null
    for whatever it is.
    """

    label: Label
    note: Prose | None = None
    expected: Annotated[int, Field(ge=0, le=2**53)] | None = None


def typed(body: BaseModel) -> dict[str, Any]:
    """What a body holds, as plain data: only what was sent."""
    return body.model_dump(mode="json", exclude_unset=True)
