"""Reports for those who keep the catalogue up."""

from __future__ import annotations

from typing import Any

from catalogue.services.demand import Proposed, Unmet, unmet_demand
from catalogue.services.searches import Tally, search_log
from catalogue.services.upkeep import Tended, tended, waits

from . import cursors
from .context import actor, today, workspace
from .operations import Answer, Operations
from .replies import Reply
from .report_shapes import DemandReport, SearchesReport, UpkeepReport
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
            "by_software": [_tally(one) for one in found.by_software],
        }
    )


@operations.add("GET", "/reports/demand", {200: Answer(DemandReport)}, errors=("not_allowed",))
def report_demand() -> Reply:
    """What people look for and propose that no component does yet, most asked for first."""
    found = unmet_demand(actor(), workspace(), today())
    return Reply(
        {
            "since": found.since.isoformat(),
            "items": [_unmet(one) for one in found.unmet],
            "unchecked": found.unchecked,
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
        "by_software": one.by_software,
        "software_without_answer": one.software_without_answer,
    }


def _unmet(one: Unmet) -> dict[str, Any]:
    return {
        "concept": one.concept.id if one.concept else None,
        "name": one.concept.preferred.model_dump(exclude_none=True) if one.concept else None,
        "words": list(one.words),
        "looked_for": one.looked_for,
        "by_software": one.by_software,
        "proposed": _proposed(one.proposed) if one.proposed else None,
    }


def _proposed(one: Proposed) -> dict[str, Any]:
    return {
        "proposals": one.proposals,
        "bodies": one.bodies,
        "cost": one.cost,
        "rounded": one.rounded,
        "items": [wanted.id for wanted in one.wanted],
    }
