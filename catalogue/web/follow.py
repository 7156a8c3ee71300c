"""A proposal, for the people who proposed it: where it stands, and what can be done about it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from catalogue.domain.errors import ForbiddenTransition, NotFound
from catalogue.domain.proposal import OPEN, ProposalStatus
from catalogue.services import discussing, following, moving_on, resubmissions
from catalogue.services.following import Followed
from catalogue.services.people import names
from catalogue.services.permissions import Action, may, require
from catalogue.services.showing import bodies
from catalogue.services.standing import NotEditable, of_body
from catalogue.services.submitting import Submitted

from .addresses import page
from .evidence import Exhibit, exhibits
from .forms import once, received, shown
from .keeping import keeps_typed
from .places import place
from .proposal_text import facts, language_of, reused, spoken, texts, title_of
from .resources import actor, workspace

follow = Blueprint("follow", __name__)

_APPROVED = {ProposalStatus.approved, ProposalStatus.approved_with_conditions}


@page(follow, "/proposals/<proposal_id>", methods=["GET", "POST"])
@keeps_typed
def show(proposal_id: str) -> ResponseReturnValue:
    """Everything that happened to a proposal; what is typed here is said to its reviewers."""
    form = received()
    if form.sent:
        with form.refusals(NotEditable):
            return once(lambda: _said(proposal_id, form.data.get("text", "")))
    it = following.follow(actor(), workspace(), proposal_id)
    data = _data(it)
    last = it.submissions[-1] if it.submissions else None
    return shown(
        form,
        "follow/show.html",
        it=it,
        title=title_of(data),
        written_in=language_of(data),
        body=bodies(workspace()).get(it.organization or ""),
        texts=texts(data),
        facts=facts(data),
        last=last,
        found=_exhibits(it, last) if last else [],
        answers={one.matched: one for one in last.responses} if last else {},
        people=names(actor(), workspace(), _people(it)),
        reused=reused(it.decisions),
        can=_possible(it),
        editing=place("drafts.answers", proposal_id=proposal_id),
        overview=place("proposals.overview"),
        registering=place("registering.add", proposal=proposal_id),
    )


@page(follow, "/proposals/<proposal_id>/submissions/<int:number>/<kind>/<match_id>")
def match(proposal_id: str, number: int, kind: str, match_id: str) -> str:
    """A submitted proposal and one thing that the check found, with the answer it got."""
    it = following.follow(actor(), workspace(), proposal_id)
    made = next((one for one in it.submissions if one.number == number), None)
    found = _exhibits(it, made) if made else []
    exhibit = next((one for one in found if one.pair == (kind, match_id)), None)
    if made is None or exhibit is None:
        raise NotFound(type=kind, id=match_id)
    return render_template(
        "follow/match.html",
        proposal_id=proposal_id,
        title=it.proposal.title if it.proposal else proposal_id,
        made=made,
        it=exhibit,
        own=texts(_data(it)),
        answer=next((one for one in made.responses if one.matched == exhibit.pair), None),
    )


@page(follow, "/proposals/<proposal_id>/compare/<int:older>/<int:newer>")
def compare(proposal_id: str, older: int, newer: int) -> str:
    """What the sponsor changed from one submission to another."""
    it = following.follow(actor(), workspace(), proposal_id)
    changes = resubmissions.compare(
        actor(), workspace(), proposal_id, (older, newer), spoken=spoken()
    )
    made = {one.number: one for one in it.submissions}
    return render_template(
        "follow/compare.html", it=it, changes=changes, older=made[older], newer=made[newer]
    )


@page(follow, "/proposals/<proposal_id>/withdraw", methods=["GET", "POST"])
@keeps_typed
def withdraw(proposal_id: str) -> ResponseReturnValue:
    """Take a proposal back, once the sponsor has read what that does."""
    form = received()
    if form.sent:
        with form.refusals(ForbiddenTransition, NotEditable):
            moving_on.withdraw(actor(), workspace(), proposal_id)
            flash(_("The proposal is withdrawn."))
            return redirect(_page_of(proposal_id), 303)
    it = following.follow(actor(), workspace(), proposal_id)
    require(actor(), Action.withdraw_proposal, of_body(it.organization))
    if not form.refused and not _possible(it)["withdraw"]:
        return redirect(_page_of(proposal_id))
    return shown(form, "follow/withdraw.html", it=it)


@page(follow, "/proposals/<proposal_id>/start", methods=["POST"])
def start(proposal_id: str) -> ResponseReturnValue:
    """Say that what was approved has begun."""
    moving_on.start_delivery(actor(), workspace(), proposal_id)
    flash(_("The project is in delivery."))
    return redirect(_page_of(proposal_id), 303)


@page(follow, "/proposals/<proposal_id>/finish", methods=["POST"])
def finish(proposal_id: str) -> ResponseReturnValue:
    """Say that what was approved is there."""
    moving_on.finish_delivery(actor(), workspace(), proposal_id)
    flash(_("The project is delivered."))
    return redirect(_page_of(proposal_id), 303)


def _page_of(proposal_id: str) -> str:
    return url_for("follow.show", proposal_id=proposal_id)


def _said(proposal_id: str, text: Any) -> str:
    discussing.comment(actor(), workspace(), proposal_id, {"text": text})
    flash(_("Your message is kept. The reviewers read it here."))
    return f"{_page_of(proposal_id)}#discussion"


def _data(it: Followed) -> dict[str, Any]:
    """What was last submitted, else what was typed so far."""
    if it.proposal is not None:
        return it.proposal.model_dump(mode="json")
    return it.draft.typed if it.draft else {}


def _exhibits(it: Followed, made: Submitted) -> list[Exhibit]:
    return exhibits(
        made.visible.matches, asked_in=language_of(_data(it)), organization=it.organization
    )


def _possible(it: Followed) -> dict[str, bool]:
    """What the reader can do about the proposal now."""

    def allowed(action: Action) -> bool:
        return may(actor(), action, of_body(it.organization))

    submitted = it.proposal is not None
    drafted = it.status is ProposalStatus.draft
    delivering = allowed(Action.deliver_proposal)
    return {
        "check": it.draft is not None and allowed(Action.submit_proposal),
        "discard": drafted and allowed(Action.edit_proposal),
        "withdraw": not drafted and it.status in OPEN and allowed(Action.withdraw_proposal),
        "start": it.status in _APPROVED and delivering,
        "register": allowed(Action.register_component),
        "finish": it.status is ProposalStatus.in_delivery and delivering,
        "speak": submitted and allowed(Action.answer_reviewers),
    }


def _people(it: Followed) -> set[str]:
    """Everybody who is named on the page."""
    moved = {one.person for one in it.moves}
    return moved | {one.person for one in it.decisions} | {one.person for one in it.comments}
