"""A draft is set aside, taken out again, or handed to another public body of its author's."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from catalogue.domain.errors import FieldError
from catalogue.services import drafting
from catalogue.services.listing import put_away
from catalogue.services.showing import bodies
from catalogue.services.standing import NotEditable

from .addresses import page
from .drafts import elsewhere
from .forms import received, shown
from .keeping import keeps_typed
from .proposal_text import language_of
from .proposals import body_choices, own_bodies
from .reading import name_of
from .resources import actor, sponsors_only, workspace

draft_moves = Blueprint("draft_moves", __name__)
draft_moves.before_request(sponsors_only)


@draft_moves.errorhandler(NotEditable)
def _no_draft_any_more(error: NotEditable) -> ResponseReturnValue:
    return elsewhere((request.view_args or {})["proposal_id"], error)


@page(draft_moves, "/proposals/<proposal_id>/discard", methods=["GET", "POST"])
def discard(proposal_id: str) -> ResponseReturnValue:
    """Set a draft aside, once its author has read what that means."""
    if proposal_id in {one.id for one in put_away(actor(), workspace())}:
        return redirect(url_for("proposals.overview"), 303)
    draft = drafting.opened(actor(), workspace(), proposal_id)
    form = received()
    if form.sent:
        drafting.discard(actor(), workspace(), proposal_id)
        flash(_("The draft is set aside. You find it at the end of this page."))
        return redirect(url_for("proposals.overview"), 303)
    written_in = language_of(draft.typed)
    return shown(form, "proposals/discard.html", draft=draft, written_in=written_in)


@page(draft_moves, "/proposals/<proposal_id>/restore", methods=["POST"])
def restore(proposal_id: str) -> ResponseReturnValue:
    """Take a draft out again that was set aside."""
    drafting.restore(actor(), workspace(), proposal_id)
    flash(_("The draft is back, as you left it."))
    return redirect(url_for("drafts.answers", proposal_id=proposal_id), 303)


@page(draft_moves, "/proposals/<proposal_id>/move", methods=["GET", "POST"])
@keeps_typed
def move(proposal_id: str) -> ResponseReturnValue:
    """Let another public body of one's own propose it."""
    draft = drafting.opened(actor(), workspace(), proposal_id)
    own = own_bodies()
    form = received({"organization": draft.organization}, draft.revision)
    chosen = str(form.data.get("organization", ""))
    if form.sent and chosen not in own:
        form.errors.append(FieldError(("organization",), "required"))
    elif form.sent:
        with form.refusals():
            if chosen != draft.organization:
                revision = int(form.revision) if form.revision.isdecimal() else 0
                drafting.move(actor(), workspace(), proposal_id, chosen, expected_revision=revision)
                flash(_("The draft is now that of %(body)s.", body=str(name_of(own[chosen]))))
            return redirect(url_for("drafts.answers", proposal_id=proposal_id), 303)
    body = bodies(workspace()).get(draft.organization)
    choices = body_choices(own)
    return shown(form, "proposals/move.html", draft=draft, choices=choices, body=body)
