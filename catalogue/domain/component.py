"""The shared component: what public bodies can use instead of building."""

from __future__ import annotations

from enum import Enum
from typing import Literal

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from .identifiers import CapabilityId, Email, Identifier, Repository, WebAddress
from .organization import BodyKind
from .quantities import Day, Days
from .text import (
    BilingualLine,
    BilingualList,
    BilingualProse,
    BilingualSummary,
    Language,
    Line,
    Model,
)


class ComponentKind(str, Enum):
    """What a component is."""

    service = "service"
    platform = "platform"
    software = "software"
    api = "api"
    dataset = "dataset"
    standard = "standard"
    infrastructure = "infrastructure"
    contract = "contract"
    expertise = "expertise"


class Lifecycle(str, Enum):
    """Where a component stands in its life."""

    planned = "planned"
    pilot = "pilot"
    available = "available"
    deprecated = "deprecated"
    retired = "retired"


class Classification(str, Enum):
    """The most sensitive information that a component may hold."""

    public = "public"
    internal = "internal"
    confidential = "confidential"
    restricted = "restricted"


class Hosting(str, Enum):
    """Where a component runs."""

    government_cloud = "government_cloud"
    public_cloud = "public_cloud"
    on_premises = "on_premises"
    hybrid = "hybrid"


class RelationKind(str, Enum):
    """How one component relates to another."""

    depends_on = "depends_on"
    part_of = "part_of"
    variant_of = "variant_of"
    similar_to = "similar_to"


class Contact(Model):
    """Whom to ask: a person or, better, a team."""

    name: Line
    email: Email | None = None
    phone: Line | None = None
    role: Line | None = None


class Onboarding(Model):
    """How a public body adopts a component. Lead time in calendar days."""

    how: BilingualProse | None = None
    lead_time_days: Days | None = None
    tariff: BilingualProse | None = None
    capacity: BilingualProse | None = None
    service_level: BilingualProse | None = None
    classification: Classification | None = None
    hosting: Hosting | None = None


class Links(Model):
    """Where to read more."""

    website: WebAddress | None = None
    documentation: WebAddress | None = None
    source: Repository | None = None
    api: WebAddress | None = None


class Relation(Model):
    """A tie to another component."""

    type: RelationKind
    target: Identifier


class Use(Model):
    """A public body that uses a component, and since when."""

    organization: Identifier
    since: Day | None = None


class Component(Model):
    """A shared component, as registered by its owner."""

    type: Literal["component"] = "component"
    id: Identifier
    name: BilingualLine
    aliases: tuple[Line, ...] = ()
    acronyms: tuple[Line, ...] = ()
    kind: ComponentKind = ComponentKind.software
    summary: BilingualSummary | None = None
    description: BilingualProse | None = None
    features: BilingualList = BilingualList()
    capabilities: tuple[CapabilityId, ...] = ()
    keywords: BilingualList = BilingualList()
    owner: Line | None = None
    contacts: tuple[Contact, ...] = ()
    lifecycle: Lifecycle = Lifecycle.available
    replaced_by: Identifier | None = None
    eligibility: tuple[BodyKind, ...] = ()
    onboarding: Onboarding | None = None
    links: Links = Links()
    licence: Line | None = None
    standards: tuple[Line, ...] = ()
    relations: tuple[Relation, ...] = ()
    used_by: tuple[Use, ...] = ()
    verified_on: Day | None = None
    verified_by: Line | None = None

    @model_validator(mode="after")
    def _says_what_it_is(self) -> Component:
        if self.summary is None and self.description is None:
            raise PydanticCustomError("no_summary_or_description", "has no summary or description")
        if self.replaced_by == self.id:
            raise PydanticCustomError("replaced_by_itself", "is replaced by itself")
        return self

    def languages(self) -> tuple[Language, ...]:
        """The languages in which this component is named or described."""
        texts = (self.name, self.summary, self.description)
        return tuple(
            language
            for language in ("fr", "en")
            if any(text is not None and getattr(text, language) for text in texts)
        )
