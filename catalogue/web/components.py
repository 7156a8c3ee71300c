"""A component: what it is, how to adopt it, what is like it, and how it came to be so."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, Response, jsonify, render_template

from catalogue.services.comparing import history as revisions
from catalogue.services.likeness import similar
from catalogue.services.publishing import NotPublishable, publiccode
from catalogue.services.showing import (
    bodies,
    component_for_machines,
    details,
    stored_component,
)
from catalogue.services.upkeep import is_due
from catalogue.wording.errors import field_reason

from .addresses import language, page
from .reading import day, name_of, say, today
from .resources import readers_only, workspace

components = Blueprint("components", __name__)
components.before_request(readers_only)

_CODES = {
    "kind": "kind",
    "lifecycle": "lifecycle",
    "eligibility": "eligibility",
    "onboarding.classification": "classification",
    "onboarding.hosting": "hosting",
    "relations.type": "relation",
}
"""Fields whose values are codes, and what their labels' codes begin with."""

_BODIES = {"owner", "used_by.organization"}
_DAYS = {"used_by.since", "verified_on"}


@page(components, "/components/<component_id>")
def show(component_id: str) -> str:
    """The component's page."""
    held = details(workspace(), component_id)
    return render_template(
        "components/show.html",
        it=held,
        component=held.component,
        similar=similar(workspace(), held.component),
        stale=is_due(held.component.verified_on, today()),
    )


@page(components, "/components/<component_id>/history")
def history(component_id: str) -> str:
    """What each revision changed, the latest first."""
    named = bodies(workspace())

    def spoken(field: str, value: Any) -> str:
        if field in _CODES:
            return say(f"{_CODES[field]}.{value}")
        if field in _BODIES and value in named:
            return str(name_of(named[value]))
        if field in _DAYS:
            return day(date.fromisoformat(value))
        return str(value)

    return render_template(
        "components/history.html",
        component=stored_component(workspace(), component_id),
        revisions=revisions(workspace(), component_id, spoken),
    )


@page(components, "/components/<component_id>/export.json")
def export(component_id: str) -> Response:
    """The component as the native record that an import reads."""
    response = jsonify(component_for_machines(workspace(), component_id))
    response.headers["Content-Disposition"] = "attachment"
    return response


@page(components, "/components/<component_id>/export.yml")
def as_publiccode(component_id: str) -> Response:
    """The component as publiccode.yml, or what is missing for it to be one."""
    try:
        text = publiccode(workspace(), component_id)
    except NotPublishable as lacking:
        component = stored_component(workspace(), component_id)
        reasons = [
            (error.dotted, field_reason(error.code, error.params, language()))
            for error in lacking.errors
        ]
        page_ = render_template("components/incomplete.html", component=component, reasons=reasons)
        return Response(page_, status=404)
    response = Response(text, mimetype="application/yaml")
    response.headers["Content-Disposition"] = "attachment; filename=publiccode.yml"
    return response
