"""What one's public bodies propose, and the beginning of a new proposal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from catalogue.domain.component import Component
from catalogue.domain.errors import FieldError, NotFound
from catalogue.domain.identifiers import slug
from catalogue.domain.organization import Organization
from catalogue.domain.proposal import ProposalStatus
from catalogue.services import drafting
from catalogue.services.drafting import StaleDraft
from catalogue.services.listing import Listed, listed, put_away
from catalogue.services.permissions import Action, may, require_somewhere
from catalogue.services.responding import respond
from catalogue.services.showing import bodies, stored_component
from catalogue.services.standing import of_body
from catalogue.services.typed import without_blanks

from .addresses import language, page
from .advice import ADVISE, TooFast, advice_on
from .asking import LONGEST_SUGGESTED, suggested
from .drafts import onward, overtaken
from .forms import Form, once, received, shown
from .keeping import keeps_typed
from .proposal_places import page_of
from .reading import name_of
from .resources import actor, sponsors_only, workspace
from .steps import STEPS

proposals = Blueprint("proposals", __name__)

_FIRST = STEPS[0]


@page(proposals, "/proposals")
def overview() -> str:
    """The drafts and proposals of one's public bodies."""
    require_somewhere(actor(), Action.see_draft)
    found = listed(actor(), workspace())
    return render_template(
        "proposals/overview.html",
        waiting=[one for one in found if one.editable],
        handed_in=[one for one in found if not one.editable],
        discarded=put_away(actor(), workspace()),
        bodies=bodies(workspace()),
        address_of=_address_of,
    )


@page(proposals, "/proposals/add", methods=["GET", "POST"])
@keeps_typed
def add() -> ResponseReturnValue:
    """A new proposal, of which a first page is typed beside what exists already."""
    sponsors_only()
    own, reused = own_bodies(), _reused(request.values.get("reuse", ""))
    form, advised = received(_suggested(reused)), None
    if form.sent and form.act == ADVISE:
        with form.refusals(TooFast):
            advised = advice_on(form.data)
    elif form.sent and (body := _body(form, own)):
        try:
            return once(lambda: _begun(form, body, reused))
        except StaleDraft as error:
            return overtaken(error, form)
    choices = body_choices(own)
    return shown(
        form, "proposals/add.html", own=own, choices=choices, reused=reused, advised=advised
    )


def _address_of(one: Listed) -> str:
    """Where to go on with a proposal, or to read how it stands."""
    writable = may(actor(), Action.edit_proposal, of_body(one.organization))
    if writable and one.status is ProposalStatus.draft:
        return url_for("drafts.answers", proposal_id=one.id)
    return page_of(one.id)


def own_bodies() -> dict[str, Organization]:
    """The public bodies that one may propose for, by name."""
    own = [one for one in bodies(workspace()).values() if _may_propose_for(one)]
    return {one.id: one for one in sorted(own, key=lambda one: slug(str(name_of(one))))}


def body_choices(own: Mapping[str, Organization]) -> list[tuple[str, str]]:
    """Public bodies as what one chooses from."""
    return [(one, str(name_of(body))) for one, body in own.items()]


def _may_propose_for(body: Organization) -> bool:
    return may(actor(), Action.create_proposal, of_body(body.id))


def _reused(component_id: str) -> Component | None:
    """The component that one comes from, to propose that it be reused."""
    try:
        return stored_component(workspace(), component_id)
    except NotFound:
        return None


def _suggested(reused: Component | None) -> dict[str, Any]:
    """What is known before anything is typed."""
    title = suggested("title")
    if not title and reused:
        title = _("Reuse of “%(name)s”", name=str(name_of(reused)))
    return {"title": title[:LONGEST_SUGGESTED], "language": language()}


def _body(form: Form, own: Mapping[str, Organization]) -> str | None:
    """The public body to propose for; None, told in the form, where it cannot be begun yet."""
    if without_blanks([form.data.get("title"), form.data.get("description")]) is None:
        form.errors.append(FieldError(("title",), "required"))
    chosen = form.data.get("organization", next(iter(own)) if len(own) == 1 else "")
    if chosen not in own:
        form.errors.append(FieldError(("organization",), "required"))
    return None if form.errors else str(chosen)


def _begun(form: Form, body: str, reused: Component | None) -> str:
    typed = _FIRST.given(form.data, {})
    if reused is not None:
        typed["capabilities"] = list(reused.capabilities)
    draft = drafting.begin(actor(), workspace(), body, typed, key=request.form.get("_once"))
    if reused is not None:
        said = {"type": "component", "id": reused.id, "answer": "reuse"}
        respond(actor(), workspace(), draft.proposal_id, said)
    flash(_("Your draft is begun, and kept until you submit it or set it aside."))
    return onward(_FIRST, draft, act=form.act, fresh=True)
