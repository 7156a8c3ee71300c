"""A sponsor's proposals: which there are, a new one, and what is put away."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from catalogue.domain.errors import FieldError, InvalidRecord
from catalogue.domain.organization import Organization
from catalogue.services import drafting
from catalogue.services.listing import listed
from catalogue.services.permissions import Action, may, may_somewhere, require_somewhere
from catalogue.services.showing import bodies, stored_component
from catalogue.services.standing import of_body

from .addresses import language, page
from .forms import Form, once, received, shown
from .keeping import keeps_typed
from .paging import Page
from .reading import name_of
from .resources import actor, workspace

proposals = Blueprint("proposals", __name__)

_BEGUN_WITH = 200
"""Characters of a search that become a title."""


@page(proposals, "/proposals")
def overview() -> str:
    """What one's public bodies propose, or are about to."""
    found = Page.of(listed(actor(), workspace()))
    return render_template(
        "proposals/overview.html",
        found=found,
        bodies=bodies(workspace()),
        can_propose=may_somewhere(actor(), Action.create_proposal),
    )


@page(proposals, "/proposals/add", methods=["GET", "POST"])
@keeps_typed
def add() -> ResponseReturnValue:
    """The beginning of a proposal: for whom, and what it is called."""
    require_somewhere(actor(), Action.create_proposal)
    own = own_bodies()
    form = received(_known_already(own))
    if form.sent:
        with form.refusals():
            return once(lambda: _begun(form, own))
    return shown(form, "proposals/add.html", own=own)


@page(proposals, "/proposals/<proposal_id>/discard", methods=["GET", "POST"])
def discard(proposal_id: str) -> ResponseReturnValue:
    """Put a draft away, which can be taken out again."""
    draft = drafting.opened(actor(), workspace(), proposal_id)
    form = received()
    if form.sent:
        drafting.discard(actor(), workspace(), proposal_id)
        return render_template("proposals/discarded.html", draft=draft)
    return shown(form, "proposals/discard.html", draft=draft)


@page(proposals, "/proposals/<proposal_id>/restore", methods=["POST"])
def restore(proposal_id: str) -> ResponseReturnValue:
    """Take a discarded draft out again."""
    drafting.restore(actor(), workspace(), proposal_id)
    flash(_("The draft is back, as it was."))
    return redirect(url_for("drafts.need", proposal_id=proposal_id), 303)


@page(proposals, "/proposals/<proposal_id>/move", methods=["GET", "POST"])
@keeps_typed
def move(proposal_id: str) -> ResponseReturnValue:
    """Let another of one's public bodies propose it."""
    draft = drafting.opened(actor(), workspace(), proposal_id)
    own = own_bodies()
    form = received({"organization": draft.organization}, draft.revision)
    if form.sent:
        with form.refusals():
            chosen = _chosen(form, own)
            drafting.move(
                actor(), workspace(), proposal_id, chosen, expected_revision=form.expected
            )
            flash(_("The proposal is now that of the other public body."))
            return redirect(url_for("drafts.answers", proposal_id=proposal_id), 303)
    return shown(form, "proposals/move.html", draft=draft, own=own)


def own_bodies() -> dict[str, Organization]:
    """The public bodies that the reader sponsors for, by identifier, in the order of names."""
    known = bodies(workspace())
    may_propose = [
        one
        for one in actor().organizations
        if one in known and may(actor(), Action.create_proposal, of_body(one))
    ]
    return {one: known[one] for one in sorted(may_propose, key=lambda it: str(name_of(known[it])))}


def choices_of(own: dict[str, Organization]) -> list[tuple[str, str]]:
    """The public bodies to choose from, by name."""
    return [(one, str(name_of(body))) for one, body in own.items()]


def _known_already(own: dict[str, Organization]) -> dict[str, Any]:
    """What the address says of the proposal: words that were searched, or what is to be reused."""
    known: dict[str, Any] = {"language": language()}
    if len(own) == 1:
        known["organization"] = next(iter(own))
    if title := request.args.get("title", "").strip()[:_BEGUN_WITH]:
        known["title"] = title
    if reused := request.args.get("reuse"):
        component = stored_component(workspace(), reused)
        known["title"] = _("Adopt %(name)s", name=name_of(component).text)[:_BEGUN_WITH]
        known["capabilities"] = list(component.capabilities)
    return known


def _begun(form: Form, own: dict[str, Organization]) -> str:
    typed: dict[str, Any] = {
        name: form.data[name] for name in ("title", "language", "capabilities") if name in form.data
    }
    draft = drafting.begin(actor(), workspace(), _chosen(form, own), typed)
    return url_for("drafts.need", proposal_id=draft.proposal_id)


def _chosen(form: Form, own: dict[str, Organization]) -> str:
    """The public body that the form names. Raises InvalidRecord where it is none of one's own."""
    organization = form.data.get("organization")
    if organization not in own:
        raise InvalidRecord([FieldError(("organization",), "required")])
    return str(organization)
