"""Searching, and the lists that components name."""

from __future__ import annotations

from collections.abc import Iterable

from catalogue.domain.organization import Capability, Organization
from catalogue.services.browsing import Hit, hits, select
from catalogue.services.completing import complete
from catalogue.services.extracts import Sought, extract, sought
from catalogue.services.presenting import native
from catalogue.services.searches import note_search_of_software
from catalogue.services.showing import bodies, capability, capability_tree, organization

from . import cursors
from .asking import asked_for, search_request
from .context import caller, language, today, workspace
from .operations import Answer, Operations
from .replies import Reply
from .shapes import (
    CapabilitiesPage,
    OrganizationsPage,
    PageQuery,
    SearchQuery,
    SearchResults,
    Suggestions,
    SuggestQuery,
)

operations = Operations("search")


@operations.add(
    "GET",
    "/search",
    {200: Answer(SearchResults)},
    public=True,
    query=SearchQuery,
    errors=("index_unavailable",),
)
def search(query: SearchQuery) -> Reply:
    """Components that answer words in either language, the best first."""
    asked = search_request(query)
    selection = select(workspace(), asked)
    rows = [int(row) for row in selection.rows]
    shown, following = cursors.page(
        rows, selection.shelf.ids.__getitem__, query.cursor, query.limit, asked_for(query)
    )
    looked_for = sought(selection.meant or asked.words)
    facets = selection.facets(asked.filters)
    if query.cursor is None and not asked.filters:
        note_search_of_software(workspace(), query.q, bool(rows), caller().key, today())
    return Reply(
        {
            "items": [_hit(one, looked_for) for one in hits(workspace(), selection.shelf, shown)],
            "total": len(rows),
            "next": following,
            "facets": {
                facet.value: [{"value": one.value, "count": one.count} for one in values]
                for facet, values in facets.items()
            },
            "meant": selection.meant,
            "fresh": selection.fresh,
        }
    )


@operations.add(
    "GET",
    "/suggest",
    {200: Answer(Suggestions)},
    public=True,
    query=SuggestQuery,
)
def suggest(query: SuggestQuery) -> Reply:
    """What a search that is being typed may become."""
    return Reply({"items": complete(workspace(), query.q, today())})


@operations.add(
    "GET",
    "/organizations",
    {200: Answer(OrganizationsPage, {"organization_id": "$response.body#/items/0/id"})},
    public=True,
    query=PageQuery,
)
def list_organizations(query: PageQuery) -> Reply:
    """Every public body that a record names, by identifier."""
    return _listed(bodies(workspace()).values(), query, "organizations")


@operations.add(
    "GET",
    "/organizations/<organization_id>",
    {200: Answer(Organization)},
    public=True,
    errors=("not_found",),
)
def read_organization(organization_id: str) -> Reply:
    """One public body."""
    return Reply(native(organization(workspace(), organization_id)))


@operations.add(
    "GET",
    "/capabilities",
    {200: Answer(CapabilitiesPage, {"capability_id": "$response.body#/items/0/id"})},
    public=True,
    query=PageQuery,
)
def list_capabilities(query: PageQuery) -> Reply:
    """The two levels of business capabilities: each domain, then what is in it."""
    return _listed(capability_tree(workspace()).values(), query, "capabilities")


@operations.add(
    "GET",
    "/capabilities/<path:capability_id>",
    {200: Answer(Capability)},
    public=True,
    errors=("not_found",),
)
def read_capability(capability_id: str) -> Reply:
    """One business capability."""
    return Reply(native(capability(workspace(), capability_id)))


def _listed(
    found: Iterable[Organization] | Iterable[Capability], query: PageQuery, name: str
) -> Reply:
    every: list[Organization | Capability] = list(found)
    shown, following = cursors.page(every, lambda one: one.id, query.cursor, query.limit, name)
    return Reply({"items": [native(one) for one in shown], "total": len(every), "next": following})


def _hit(one: Hit, looked_for: Sought) -> dict[str, object]:
    shown = extract(one.component, looked_for, language())
    return {
        "component": native(one.component),
        "registered": one.registered.isoformat(),
        "changed": one.changed.isoformat(),
        "extract": [{"text": piece.text, "marked": piece.marked} for piece in shown.pieces],
        "extract_language": shown.language,
    }
