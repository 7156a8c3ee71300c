"""What requests and answers of the API look like, beside the records themselves."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from catalogue.domain.component import Component, ComponentKind, Lifecycle
from catalogue.domain.identifiers import Identifier
from catalogue.domain.match import Alike, Band, Evidence
from catalogue.domain.organization import BodyKind, Capability, Organization
from catalogue.domain.quantities import Day
from catalogue.domain.text import Language

MOST_A_PAGE = 100

Searched = Annotated[str, Field(min_length=1, max_length=500)]
Chosen = Annotated[str, Field(min_length=1, max_length=200)]


class Shape(BaseModel):
    """Parent of them all: unknown members are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class PageQuery(Shape):
    """Which part of a list: at most ``limit`` items after the cursor."""

    limit: Annotated[int, Field(ge=1, le=MOST_A_PAGE)] = 20
    cursor: Annotated[str, Field(min_length=1, max_length=1000)] | None = None


class Filtered(PageQuery):
    """Components that have any of the values of each filter."""

    kind: tuple[ComponentKind, ...] = ()
    capability: tuple[Chosen, ...] = ()
    owner: tuple[Chosen, ...] = ()
    lifecycle: tuple[Lifecycle, ...] = ()
    eligibility: tuple[BodyKind, ...] = ()
    lang: tuple[Language, ...] = ()


class ComponentsQuery(Filtered):
    """The components to list; ``changed_since`` keeps those changed on that day or later (UTC)."""

    sort: Literal["newest", "name", "used"] = "name"
    changed_since: Day | None = None


class SearchQuery(Filtered):
    """What to look for, in French or English, in the words of the search page."""

    q: Searched
    sort: Literal["relevance", "newest", "name", "used"] = "relevance"


class SuggestQuery(Shape):
    """The beginning of a search."""

    q: Searched


class Page(Shape):
    """A part of a list. ``next`` is the cursor of the part that follows, null at the end."""

    total: int
    next: str | None


class ComponentsPage(Page):
    """Components as they stand."""

    items: tuple[Component, ...]


class OrganizationsPage(Page):
    """Public bodies."""

    items: tuple[Organization, ...]


class CapabilitiesPage(Page):
    """Business capabilities: each domain, then what is in it."""

    items: tuple[Capability, ...]


class Piece(Shape):
    """A stretch of text; ``marked`` where it is one of the words looked for."""

    text: str
    marked: bool


class Hit(Shape):
    """A component that answers, when it was registered and last changed, and why it answers."""

    component: Component
    registered: datetime
    changed: datetime
    extract: tuple[Piece, ...]
    extract_language: Language


class FacetCount(Shape):
    """A value to filter by, and how many components would answer with it."""

    value: str
    count: int


class SearchResults(Page):
    """Components that answer, the best first.

    ``meant`` is what was looked for instead of ``q``, where that had slips.
    ``fresh`` is false where the latest changes are not searched yet.
    """

    items: tuple[Hit, ...]
    facets: dict[str, tuple[FacetCount, ...]]
    meant: str | None
    fresh: bool


class Suggestions(Shape):
    """Searches that begin as typed."""

    items: tuple[str, ...]


class Similar(Shape):
    """A component like another: the capabilities and the words that both have."""

    component: Component
    capabilities: tuple[str, ...]
    words: tuple[str, ...]


class SimilarComponents(Shape):
    """The components like another, the most alike first."""

    items: tuple[Similar, ...]


class Revision(Shape):
    """One saved state of a component: for each field that changed, what it was and is."""

    number: int
    at: datetime
    action: str
    changes: dict[str, tuple[Any, Any]]


class Revisions(Shape):
    """All of them, the latest first."""

    items: tuple[Revision, ...]


class MatchShape(Shape):
    """A record that the draft may duplicate; prior and contributions add up to the log-odds."""

    id: str
    type: Literal["component", "proposal"]
    name: str
    language: Language
    probability: Annotated[float, Field(ge=0, le=1)]
    band: Band
    log_odds: float
    prior: float
    rivals: float
    evidence: tuple[Evidence, ...]
    only_in_proposal: tuple[str, ...]
    only_in_match: tuple[str, ...]
    lacking_in_match: tuple[str, ...]
    lacking_in_proposal: tuple[str, ...]
    alike: tuple[Alike, ...]


class IndexShape(Shape):
    """What the answer rests on: components compared, whether all changes, and which encoders."""

    records: int
    fresh: bool
    meaning: bool
    encoders: tuple[str, ...]


class CheckQuery(Shape):
    """How much to answer: the best ``top`` matches, or those worth a person's time.

    ``minimum`` is the least probability of a match.
    """

    top: Annotated[int, Field(ge=1, le=50)] | None = None
    minimum: Annotated[float, Field(ge=0, le=1)] | None = None


class CheckAnswer(Shape):
    """What exists already, the most probable first.

    ``hidden_overlap`` says that another body's unpublished proposal resembles
    the draft, and nothing else of it.
    """

    id: str | None
    title: str
    matches: tuple[MatchShape, ...]
    hidden_overlap: bool
    index: IndexShape
    model: str


class Retirement(Shape):
    """The end of a component; ``successor``, by identifier, takes its place if any does."""

    successor: Identifier | None = None


class ProblemError(Shape):
    """One thing wrong, by its place in what was sent (RFC 6901)."""

    pointer: str
    code: str
    detail: str


class Problem(BaseModel):
    """What went wrong (RFC 9457), in the language asked for; ``code`` never changes."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    code: str
    errors: tuple[ProblemError, ...] = ()
