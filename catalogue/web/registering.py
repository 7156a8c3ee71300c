"""Architects' pages: registering components, and keeping them up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from catalogue.domain.text import LANGUAGES, Language
from catalogue.services import registering as keeping
from catalogue.services.fresh_check import CheckCouldNotRun
from catalogue.services.likely_same import Lookalike, likely_same
from catalogue.services.naming import component_name, component_names
from catalogue.services.permissions import Action, require, require_somewhere
from catalogue.services.showing import details
from catalogue.services.upkeep import components_of, tended, waits

from .addresses import language, page
from .asking import suggested
from .describing import at_first, choices, fields_of, typed
from .forms import Form, once, received, shown
from .keeping import keeps_typed
from .lookalikes import (
    Unanswered,
    answers,
    ask_about,
    asked_before,
    beside,
    require_answers,
    same_as,
)
from .paging import Page
from .quoting import why
from .reading import today
from .resources import actor, workspace

registering = Blueprint("registering", __name__)

FROM_OVERVIEW = "overview"
"""What a button says that stands in the list of components rather than on a component's page."""


@page(registering, "/my-components")
def overview() -> str:
    """The components that the reader keeps up, those first that nobody confirmed for long."""
    listed = tended(actor(), workspace())
    due = [one for one in listed if waits(one, today())]
    found = Page.of(due if request.args.get("due") else listed)
    return render_template(
        "registering/overview.html",
        found=found,
        components=components_of(workspace(), found.items),
        total=len(listed),
        due={one.id for one in due},
        can_import="intake.upload" in current_app.view_functions,
    )


@page(registering, "/components/add", methods=["GET", "POST"])
@keeps_typed
def add() -> ResponseReturnValue:
    """A new component, once it is clear that it is not registered already."""
    require_somewhere(actor(), Action.register_component)
    form = received(at_first(request.args.get("proposal", ""), suggested("name")))
    if form.sent and (known := same_as(form)):
        flash(_("Nothing was registered: this component is in the catalogue already."))
        return redirect(_page_of(known), 303)
    alike: Sequence[Lookalike] = ()
    if form.sent:
        try:
            with form.refusals(CheckCouldNotRun):
                return once(lambda: _registered(form))
        except Unanswered as question:
            alike = question.alike
    if asked_before(form) and not alike and not form.failures:
        with form.refusals(CheckCouldNotRun):
            alike = likely_same(actor(), workspace(), typed(form))
            ask_about(form, alike)
    return shown(
        form,
        "registering/add.html",
        alike=alike,
        carried=[] if alike else answers(form),
        choices=choices(),
        why=partial(why, asked_in=_only_language(form)),
    )


def _registered(form: Form) -> str:
    # Looked for in here: who presses twice is not told that what they registered exists already.
    keeping.require_complete(actor(), workspace(), typed(form))
    require_answers(form, likely_same(actor(), workspace(), typed(form)))
    made = keeping.register(actor(), workspace(), typed(form), beside=beside(form), on=today())
    flash(_("The component is registered."))
    return _page_of(made.id)


def _vouching(form: Form) -> keeping.Vouching | None:
    if not form.data.get("still_true"):
        return None
    return keeping.Vouching(today(), form.data.get("verified_by"))


def _only_language(form: Form) -> Language | None:
    """The language of a component that has a name in one only; None where it has both."""
    named = typed(form).get("name")
    given = [one for one in LANGUAGES if isinstance(named, Mapping) and named.get(one)]
    return given[0] if len(given) == 1 else None


@page(registering, "/components/<component_id>/edit", methods=["GET", "POST"])
@keeps_typed
def edit(component_id: str) -> ResponseReturnValue:
    """Change a component."""
    held = keeping.editable(actor(), workspace(), component_id)
    form = received(fields_of(held.record), held.revision)
    if form.sent:
        with form.refusals():
            keeping.change(
                actor(),
                workspace(),
                component_id,
                typed(form),
                expected_revision=_revision(form) or 0,
                vouching=_vouching(form),
            )
            flash(_("The component is changed."))
            return redirect(_page_of(component_id), 303)
    return shown(form, "registering/edit.html", component=held.record, choices=choices())


@page(registering, "/components/<component_id>/confirm", methods=["POST"])
def confirm(component_id: str) -> ResponseReturnValue:
    """The entry is still true today."""
    form = received()
    revision = _revision(form)
    keeping.confirm(actor(), workspace(), component_id, expected_revision=revision, on=today())
    name = component_name(workspace(), component_id, language())
    flash(_("The entry of “%(name)s” is confirmed.", name=name))
    back = url_for("registering.overview") if form.act == FROM_OVERVIEW else _page_of(component_id)
    return redirect(back, 303)


@page(registering, "/components/<component_id>/retire", methods=["GET", "POST"])
@keeps_typed
def retire(component_id: str) -> ResponseReturnValue:
    """End a component's life, once its architect has read what that does."""
    held = details(workspace(), component_id)
    require(actor(), Action.retire_component, held.component)
    successor = held.component.replaced_by
    named = component_name(workspace(), successor, language()) if successor else ""
    form = received({"replaced_by": named}, held.revision)
    if form.sent:
        with form.refusals():
            keeping.retire(
                actor(),
                workspace(),
                component_id,
                str(form.data.get("replaced_by") or "").strip() or None,
                expected_revision=_revision(form) or 0,
            )
            flash(_("The component is retired."))
            return redirect(_page_of(component_id), 303)
    names = component_names(workspace(), language())
    return shown(form, "registering/retire.html", it=held, component=held.component, names=names)


def _page_of(component_id: str) -> str:
    return url_for("components.show", component_id=component_id)


def _revision(form: Form) -> int | None:
    return int(form.revision) if form.revision.isdecimal() else None
