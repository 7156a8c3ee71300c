"""Reports for those who keep the catalogue up."""

from __future__ import annotations

from typing import Any

from catalogue.services.searches import Tally, search_log
from catalogue.services.upkeep import Tended, tended, waits

from . import cursors
from .context import actor, today, workspace
from .operations import Answer, Operations
from .replies import Reply
from .report_shapes import SearchesReport, UpkeepReport
from .shapes import PageQuery

operations = Operations("reports")


@operations.add("GET", "/reports/searches", {200: Answer(SearchesReport)}, errors=("not_allowed",))
def report_searches() -> Reply:
    """What people look for, counted without saying who."""
    found = search_log(actor(), workspace(), today())
    return Reply(
        {
            "since": found.since.isoformat(),
            "total": found.total,
            "frequent": [_tally(one) for one in found.frequent],
            "in_vain": [_tally(one) for one in found.in_vain],
            "unopened": [_tally(one) for one in found.unopened],
        }
    )


@operations.add(
    "GET",
    "/reports/upkeep",
    {200: Answer(UpkeepReport, {"component_id": "$response.body#/items/0/id"})},
    query=PageQuery,
    errors=("not_allowed",),
)
def report_upkeep(query: PageQuery) -> Reply:
    """The components in one's care, those first that wait longest to be confirmed."""
    every = tended(actor(), workspace())
    shown, following = cursors.page(every, lambda one: one.id, query.cursor, query.limit, "upkeep")
    return Reply(
        {
            "items": [_kept_up(one) for one in shown],
            "total": len(every),
            "due": sum(waits(one, today()) for one in every),
            "next": following,
        }
    )


def _kept_up(one: Tended) -> dict[str, Any]:
    return {
        "id": one.id,
        "retired": one.retired,
        "verified_on": one.verified_on.isoformat() if one.verified_on else None,
        "due": waits(one, today()),
    }


def _tally(one: Tally) -> dict[str, Any]:
    return {
        "words": one.words,
        "asked": one.asked,
        "without_answer": one.without_answer,
        "opened": one.opened,
    }
