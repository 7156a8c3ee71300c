"""A component: what it is, how to adopt it, what is like it, and how it came to be so."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, render_template

from catalogue.services.comparing import history as revisions
from catalogue.services.likeness import similar
from catalogue.services.publishing import NotPublishable, publiccode
from catalogue.services.showing import (
    component_for_machines,
    details,
    stored_component,
)
from catalogue.services.upkeep import is_due
from catalogue.wording.errors import field_reason

from .addresses import language, page
from .component_text import spoken
from .reading import today
from .resources import readers_only, workspace

components = Blueprint("components", __name__)
components.before_request(readers_only)


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
    return render_template(
        "components/history.html",
        component=stored_component(workspace(), component_id),
        revisions=revisions(workspace(), component_id, spoken()),
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
