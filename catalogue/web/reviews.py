"""What waits for reviewers, and the whole file of a proposal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from catalogue.domain.discussion import Visibility
from catalogue.domain.match import BANDS, Band
from catalogue.domain.proposal import ProposalStatus
from catalogue.services import deciding, discussing, queueing, resubmissions
from catalogue.services.people import names
from catalogue.services.permissions import Action, require_somewhere
from catalogue.services.queueing import Filters, Queued
from catalogue.services.reviewing import Case, case
from catalogue.services.showing import bodies
from catalogue.services.standing import NotEditable

from .addresses import page
from .evidence import Exhibit, exhibits
from .forms import once, received, shown
from .keeping import keeps_typed
from .paging import Page
from .proposal_text import facts, language_of, reused, spoken, texts
from .reading import name_of, say, today
from .resources import actor, workspace

reviews = Blueprint("reviews", __name__)

WAITING = (ProposalStatus.submitted, ProposalStatus.in_review)
"""The statuses in which a proposal awaits a decision."""

_SOON = timedelta(days=7)


@page(reviews, "/reviews")
def overview() -> str:
    """What waits for a decision, the most money at risk first."""
    require_somewhere(actor(), Action.see_review)
    asked = _filters()
    everything = queueing.queue(actor(), workspace())
    found = queueing.queue(actor(), workspace(), asked)
    known = bodies(workspace())
    waiting_bodies = {one.organization for one in everything if one.organization in known}
    return render_template(
        "reviews/overview.html",
        found=Page.of(found),
        total=len(everything),
        at_risk=sum(one.at_risk or 0 for one in found),
        asked=asked,
        bodies=known,
        choices=sorted(
            ((one, str(name_of(known[one]))) for one in waiting_bodies if one), key=lambda it: it[1]
        ),
        bands=[(band.value, say(f"band.{band.value}")) for band in BANDS],
        statuses=[(one.value, say(f"status.{one.value}")) for one in WAITING],
        people=names(actor(), workspace(), _in_hand(found)),
        today=today(),
    )


@page(reviews, "/reviews/<proposal_id>", methods=["GET", "POST"])
@keeps_typed
def show(proposal_id: str) -> ResponseReturnValue:
    """Everything about a proposal; what is typed here goes into its discussion."""
    form = received({"visibility": Visibility.shared.value})
    if form.sent:
        with form.refusals(NotEditable):
            return once(lambda: _said(proposal_id, form.data))
    it = case(actor(), workspace(), proposal_id)
    data = it.proposal.model_dump(mode="json")
    return shown(
        form,
        "reviews/show.html",
        it=it,
        body=bodies(workspace()).get(it.proposal.organization or ""),
        texts=texts(data),
        facts=facts(data),
        weighed=list(zip(_shown(it), it.weighed, strict=True)),
        waiting=it.proposal.status in WAITING,
        people=names(actor(), workspace(), _people(it)),
        reused=reused(it.decisions),
        visibilities=[(one.value, say(f"visibility.{one.value}")) for one in Visibility],
        today=today(),
    )


@page(reviews, "/reviews/<proposal_id>/take-up", methods=["POST"])
def take_up(proposal_id: str) -> ResponseReturnValue:
    """Begin the review."""
    deciding.take_up(actor(), workspace(), proposal_id)
    flash(_("The review has begun; the sponsor sees that it is read."))
    return redirect(url_for("reviews.show", proposal_id=proposal_id), 303)


@page(reviews, "/reviews/<proposal_id>/compare/<int:older>/<int:newer>")
def compare(proposal_id: str, older: int, newer: int) -> str:
    """What the sponsor changed from one submission to another."""
    it = case(actor(), workspace(), proposal_id)
    changes = resubmissions.compare(
        actor(), workspace(), proposal_id, (older, newer), spoken=spoken()
    )
    made = {one.number: one for one in it.submissions}
    return render_template(
        "reviews/compare.html", it=it, changes=changes, older=made[older], newer=made[newer]
    )


def _filters() -> Filters:
    """What the address asks for; what it says oddly is left open."""
    asked = request.args
    soon = {"overdue": today() - timedelta(days=1), "week": today() + _SOON}
    due: date | None = soon.get(asked.get("due", ""))
    return Filters(
        status=next((one for one in WAITING if one.value == asked.get("status")), None),
        organization=asked.get("organization") or None,
        band=next((band for band in Band if band.value == asked.get("band")), None),
        due_by=due,
        mine=asked.get("mine") == "1",
    )


def _shown(it: Case) -> list[Exhibit]:
    data = it.proposal.model_dump(mode="json")
    return exhibits(
        [one.match for one in it.weighed],
        asked_in=language_of(data),
        organization=it.proposal.organization,
        proposals="reviews.show",
    )


def _said(proposal_id: str, data: dict[str, object]) -> str:
    said = {"text": data.get("text", ""), "visibility": data.get("visibility", "")}
    discussing.comment(actor(), workspace(), proposal_id, said)
    flash(_("Your message is kept."))
    return url_for("reviews.show", proposal_id=proposal_id, _anchor="discussion")


def _in_hand(found: Iterable[Queued]) -> list[str]:
    return [one.assigned_to for one in found if one.assigned_to]


def _people(it: Case) -> list[str]:
    """Everybody who is named on the page."""
    in_hand = it.review.assigned_to if it.review else None
    return [
        *(taken.person for taken in it.decisions),
        *(said.person for said in it.comments),
        *(made.person for made in it.submissions),
        *(judged.person for judged in it.verdicts.values()),
        *([in_hand] if in_hand else []),
    ]
