"""Reading components."""

from __future__ import annotations

from catalogue.domain.component import Component
from catalogue.services.browsing import hits, select
from catalogue.services.comparing import revisions
from catalogue.services.likeness import similar
from catalogue.services.presenting import native
from catalogue.services.showing import details, stored_component

from . import cursors
from .asking import asked_for, search_request
from .context import workspace
from .operations import Answer, Operations
from .replies import Reply, version
from .shapes import (
    ComponentsPage,
    ComponentsQuery,
    Revisions,
    SimilarComponents,
)

operations = Operations("components")


@operations.add(
    "GET",
    "/components",
    {200: Answer(ComponentsPage, {"component_id": "$response.body#/items/0/id"})},
    public=True,
    query=ComponentsQuery,
)
def list_components(query: ComponentsQuery) -> Reply:
    """Every component that passes the filters."""
    selection = select(workspace(), search_request(query))
    ids, updated = selection.shelf.ids, selection.shelf.updated
    rows = [int(row) for row in selection.rows]
    if query.changed_since is not None:
        since = query.changed_since.isoformat()
        rows = [row for row in rows if updated[row] >= since]
    shown, following = cursors.page(
        rows, ids.__getitem__, query.cursor, query.limit, asked_for(query)
    )
    held = hits(workspace(), selection.shelf, shown)
    return Reply(
        {
            "items": [native(hit.component) for hit in held],
            "total": len(rows),
            "next": following,
        }
    )


@operations.add(
    "GET",
    "/components/<component_id>",
    {200: Answer(Component)},
    public=True,
    errors=("not_found",),
)
def read_component(component_id: str) -> Reply:
    """A component as it stands; its version is what ``If-Match`` takes to change it."""
    held = details(workspace(), component_id)
    return Reply(native(held.component), version=version("r", held.revision), changed=held.changed)


@operations.add(
    "GET",
    "/components/<component_id>/revisions",
    {200: Answer(Revisions)},
    public=True,
    errors=("not_found",),
)
def list_revisions(component_id: str) -> Reply:
    """What each revision of a component changed, the latest first."""
    found = [
        {
            "number": one.number,
            "at": one.at.isoformat(),
            "action": one.action,
            "changes": {name: list(pair) for name, pair in one.changes.items()},
        }
        for one in reversed(revisions(workspace(), component_id))
    ]
    return Reply({"items": found})


@operations.add(
    "GET",
    "/components/<component_id>/similar",
    {200: Answer(SimilarComponents)},
    public=True,
    errors=("not_found", "index_unavailable"),
)
def list_similar(component_id: str) -> Reply:
    """The components that resemble another, and in what."""
    found = similar(workspace(), stored_component(workspace(), component_id))
    return Reply(
        {
            "items": [
                {
                    "component": native(one.component),
                    "capabilities": list(one.capabilities),
                    "words": list(one.words[0][1]) if one.words else [],
                }
                for one in found
            ]
        }
    )
