"""What reviewers do about a proposal: a verdict on each pair, who has it in hand, the decision."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from catalogue.domain.decision import Ruling
from catalogue.domain.errors import FieldError, ForbiddenTransition, InvalidRecord, NotFound
from catalogue.domain.verdict import Label
from catalogue.services import deciding, judging, organizing
from catalogue.services.deciding import DecidedMeanwhile, ResubmittedMeanwhile
from catalogue.services.judging import JudgedMeanwhile
from catalogue.services.organizing import UnsuitableReviewer, suitable_reviewers
from catalogue.services.people import names
from catalogue.services.permissions import Action, NotAllowed
from catalogue.services.reviewing import Case, case
from catalogue.services.standing import NotEditable

from .addresses import page
from .evidence import exhibits
from .forms import Form, received, shown
from .keeping import keeps_typed
from .proposal_text import language_of, texts
from .reading import say
from .resources import actor, workspace

rulings = Blueprint("rulings", __name__)


@page(rulings, "/reviews/<proposal_id>/evidence/<kind>/<match_id>", methods=["GET", "POST"])
@keeps_typed
def verdict(proposal_id: str, kind: str, match_id: str) -> ResponseReturnValue:
    """A proposal and what it resembles, side by side, and the reviewer's verdict on both."""
    it = case(actor(), workspace(), proposal_id)
    data = it.proposal.model_dump(mode="json")
    listed = exhibits(
        [one.match for one in it.weighed],
        asked_in=language_of(data),
        organization=it.proposal.organization,
        proposals="reviews.show",
    )
    pairs = list(zip(listed, it.weighed, strict=True))
    found = next(
        (one for one in pairs if (one[1].match.type, one[1].match.id) == (kind, match_id)), None
    )
    if found is None:
        raise NotFound(type=kind, id=match_id)
    exhibit, weighed = found
    held = weighed.verdict
    stored = held.verdict.model_dump(mode="json", exclude_none=True) if held else {}
    form = received(stored, held.seq if held else 0)
    if form.sent and not it.may_decide:
        raise NotAllowed(action=Action.give_verdict.value)
    if form.sent:
        given = {name: form.data.get(name, "") for name in ("label", "note")}
        with form.refusals(JudgedMeanwhile):
            judging.judge(
                actor(),
                workspace(),
                proposal_id,
                {"type": kind, "id": match_id, **given},
                expected=form.expected,
            )
            flash(_("Your verdict is kept."))
            return redirect(_page_of(proposal_id, f"match-{exhibit.number}"), 303)
    return shown(
        form,
        "reviews/verdict.html",
        case=it,
        it=exhibit,
        weighed=weighed,
        own=texts(data),
        labels=[(one.value, say(f"verdict.{one.value}")) for one in Label],
        people=names(actor(), workspace(), [held.person] if held else []),
    )


@page(rulings, "/reviews/<proposal_id>/organize", methods=["GET", "POST"])
@keeps_typed
def organize(proposal_id: str) -> ResponseReturnValue:
    """Who has the review in hand, and by when it should end."""
    it = case(actor(), workspace(), proposal_id)
    suitable = suitable_reviewers(actor(), workspace(), proposal_id)
    review = it.review
    stored = {
        "assigned_to": (review.assigned_to or "") if review else "",
        "due_on": review.due_on.isoformat() if review else "",
    }
    form = received(stored)
    if form.sent:
        with form.refusals(UnsuitableReviewer, NotEditable):
            _organized(proposal_id, form, stored)
            flash(_("The review is organized."))
            return redirect(_page_of(proposal_id), 303)
    return shown(
        form,
        "reviews/organize.html",
        case=it,
        suitable=sorted(suitable.items(), key=lambda one: one[1]),
    )


@page(rulings, "/reviews/<proposal_id>/decide", methods=["GET", "POST"])
@keeps_typed
def decide(proposal_id: str) -> ResponseReturnValue:
    """The decision, its reason and its conditions."""
    it = case(actor(), workspace(), proposal_id)
    if not it.may_decide:
        raise NotAllowed(action=Action.decide_proposal.value)
    form = received({}, it.number)
    meanwhile = None
    if form.sent:
        with form.refusals(ForbiddenTransition):
            try:
                deciding.decide(
                    actor(),
                    workspace(),
                    proposal_id,
                    _decision(form.data),
                    expected_submission=form.expected,
                )
            except (DecidedMeanwhile, ResubmittedMeanwhile) as error:
                meanwhile = error
            else:
                flash(_("The decision is taken, and its reason kept."))
                return redirect(_page_of(proposal_id), 303)
    if meanwhile is not None:
        form.refuse_plainly(meanwhile)
    return shown(
        form,
        "reviews/decide.html",
        case=it,
        rulings=_ruling_choices(),
        components=_components(it),
        unanswered=_without_verdict(it),
    )


def _organized(proposal_id: str, form: Form, stored: dict[str, str]) -> None:
    assigned, due = str(form.data.get("assigned_to", "")), str(form.data.get("due_on", ""))
    if due != stored["due_on"]:
        organizing.set_due(actor(), workspace(), proposal_id, _day(due))
    if assigned != stored["assigned_to"]:
        organizing.assign(actor(), workspace(), proposal_id, assigned or None)


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise InvalidRecord([FieldError(("due_on",), "not_a_date")]) from None


def _decision(data: dict[str, Any]) -> dict[str, Any]:
    """The fields of a Decision, without those that do not go with the ruling."""
    ruling = data.get("ruling", "")
    given = {"ruling": ruling, "reason": data.get("reason", "")}
    if ruling == Ruling.approved_with_conditions.value:
        given["conditions"] = data.get("conditions", "")
    if ruling == Ruling.redirected.value:
        given["reuse"] = data.get("reuse", [])
    return given


def _ruling_choices() -> list[tuple[str, str, str]]:
    told = {
        Ruling.approved: _("The project may begin as it is proposed."),
        Ruling.approved_with_conditions: _("It may begin once the conditions below are met."),
        Ruling.redirected: _("The need is answered by what exists: the body adopts it."),
        Ruling.returned: _("The sponsor changes the proposal and submits it again."),
        Ruling.declined: _("The project does not begin."),
    }
    return [(one.value, say(f"ruling.{one.value}"), text) for one, text in told.items()]


def _components(it: Case) -> list[tuple[str, str]]:
    """The components that the check found, to send the proposal to."""
    return [(one.match.id, one.match.name) for one in it.weighed if one.match.type == "component"]


def _without_verdict(it: Case) -> int:
    return sum(one.verdict is None for one in it.weighed)


def _page_of(proposal_id: str, anchor: str | None = None) -> str:
    return url_for("reviews.show", proposal_id=proposal_id, _anchor=anchor)
