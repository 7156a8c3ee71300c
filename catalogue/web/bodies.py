"""Administrators' pages about public bodies."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from catalogue.domain.organization import BodyKind
from catalogue.services import bodies as looking_after
from catalogue.services.permissions import Action, require

from .addresses import language, page
from .forms import Form, once, received, shown
from .keeping import keeps_typed
from .paging import Page
from .reading import say
from .resources import actor, workspace

bodies = Blueprint("bodies", __name__)

_FIELDS = ("name", "acronym", "kind")


@bodies.before_request
def _administrators_only() -> None:
    require(actor(), Action.manage_organizations)


@page(bodies, "/public-bodies")
def overview() -> str:
    """Every public body; those first that nobody has confirmed yet."""
    words = request.args.get("q", "")
    found = looking_after.listed(actor(), workspace(), words, language())
    return render_template("bodies/overview.html", words=words, found=Page.of(found))


@page(bodies, "/public-bodies/add", methods=["GET", "POST"])
@keeps_typed
def add() -> ResponseReturnValue:
    """A new public body."""
    form = received()
    if form.sent:
        with form.refusals():
            return once(lambda: _added(form))
    return shown(form, "bodies/add.html", kinds=_kinds())


@page(bodies, "/public-bodies/<organization_id>/edit", methods=["GET", "POST"])
@keeps_typed
def edit(organization_id: str) -> ResponseReturnValue:
    """Change a public body, or confirm one that was only met in records."""
    held = looking_after.body(actor(), workspace(), organization_id)
    stored = held.organization.model_dump(mode="json", exclude_none=True, include=set(_FIELDS))
    form = received(stored, held.revision)
    if form.sent:
        with form.refusals():
            looking_after.change(
                actor(), workspace(), organization_id, _typed(form), expected_revision=form.revision
            )
            flash(_("The public body is changed."))
            return redirect(url_for("bodies.overview"), 303)
    return shown(form, "bodies/edit.html", body=held, kinds=_kinds())


def _added(form: Form) -> str:
    looking_after.add(actor(), workspace(), _typed(form))
    flash(_("The public body is added."))
    return url_for("bodies.overview")


def _typed(form: Form) -> dict[str, Any]:
    return {name: form.data[name] for name in _FIELDS if name in form.data}


def _kinds() -> list[tuple[str, str]]:
    return [(kind.value, say(f"body_kind.{kind.value}")) for kind in BodyKind]
