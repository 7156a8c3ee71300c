"""What exists already, told to a sponsor before submitting: warnings, answers, and the way on."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from catalogue.domain.errors import FieldError, InvalidRecord, NotFound
from catalogue.domain.pair import Matched
from catalogue.domain.response import Answer, Reason
from catalogue.services import following, responding, submitting
from catalogue.services.confidentiality import WARNED_OF
from catalogue.services.drafting import StaleDraft
from catalogue.services.fresh_check import CheckCouldNotRun
from catalogue.services.people import names
from catalogue.services.standing import NotEditable
from catalogue.services.submitting import Readiness, ResponsesMissing

from .addresses import page
from .evidence import Exhibit, exhibits
from .forms import Form, received, shown
from .keeping import keeps_typed
from .places import place
from .proposal_text import language_of, texts, told_flaws, told_title
from .reading import say
from .resources import actor, workspace

warnings = Blueprint("warnings", __name__)

_FIELDS = ("answer", "reason", "text")


@warnings.errorhandler(CheckCouldNotRun)
def _could_not_run(error: CheckCouldNotRun) -> ResponseReturnValue:
    """Not knowing is told as such: it is not the same as finding nothing."""
    return _unknown(error, (request.view_args or {})["proposal_id"])


def _unknown(
    error: CheckCouldNotRun, proposal_id: str, form: Form | None = None
) -> ResponseReturnValue:
    """The page that says so, with the answer that somebody typed where it is not stored yet."""
    said = render_template(
        "warnings/could_not_run.html",
        why=say(f"check_failure.{error.params['why']}"),
        proposal_id=proposal_id,
        form=form,
        **_choices(),
    )
    return said, 503, {"Cache-Control": "no-store"}


@warnings.errorhandler(NotEditable)
def _submitted_already(_error: NotEditable) -> ResponseReturnValue:
    """What is submitted is followed, not checked again."""
    flash(_("This proposal is submitted already: its answers stand as they were."))
    return redirect(url_for("follow.show", proposal_id=(request.view_args or {})["proposal_id"]))


@page(warnings, "/proposals/<proposal_id>/check", methods=["GET", "POST"])
@keeps_typed
def show(proposal_id: str) -> ResponseReturnValue:
    """What the check finds for a draft, strongest first, and the button that submits it."""
    form = received()
    found = None
    if form.sent:
        try:
            _submit(form, proposal_id)
        except ResponsesMissing as missing:
            found = missing.found
        else:
            if not form.failures:
                return redirect(url_for("warnings.submitted", proposal_id=proposal_id), 303)
    found = found or submitting.readiness(actor(), workspace(), proposal_id)
    form.revision = str(found.draft.revision)
    listed = _exhibits(found)
    if form.sent and not form.failures:
        form.errors += _missing(found, listed)
    return shown(
        form,
        "warnings/show.html",
        proposal_id=proposal_id,
        found=found,
        flaws=told_flaws(found.flaws),
        title=told_title(found.draft.typed),
        warned=[one for one in listed if one.match.band in WARNED_OF],
        related=[one for one in listed if one.match.band not in WARNED_OF],
        people=names(actor(), workspace(), [one.person for one in found.responses.values()]),
        editing=place("drafts.answers", proposal_id=proposal_id),
    )


def _submit(form: Form, proposal_id: str) -> None:
    """Submit what the page showed; what else keeps it from being submitted is said in the form.

    Raises ResponsesMissing.
    """
    revision = int(form.revision) if form.revision.isdecimal() else -1
    try:
        submitting.submit(actor(), workspace(), proposal_id, expected_revision=revision)
    except StaleDraft:
        changed = _(
            "The proposal was changed since you read this page. What stands here now is about its"
            " present text: read it, then submit it again."
        )
        form.failures.append(changed)
    except InvalidRecord:
        form.failures.append(_("The proposal is to be completed before it can be submitted."))


def _missing(found: Readiness, listed: list[Exhibit]) -> list[FieldError]:
    """The answers without which the proposal is not submitted."""
    waiting = {Matched(match.type, match.id) for match in found.unanswered}
    return [
        FieldError(("answers", one.number), "answer_missing")
        for one in listed
        if one.pair in waiting
    ]


@page(warnings, "/proposals/<proposal_id>/check/<kind>/<match_id>", methods=["GET", "POST"])
@keeps_typed
def match(proposal_id: str, kind: str, match_id: str) -> ResponseReturnValue:
    """The proposal and one thing that it resembles, side by side, and the sponsor's answer."""
    form = received()
    if form.sent:
        with form.refusals():
            typed = {name: form.data[name] for name in _FIELDS if name in form.data}
            data = {**typed, "type": kind, "id": match_id}
            responding.respond(actor(), workspace(), proposal_id, data)
            flash(_("Your answer is kept. You can change it until you submit the proposal."))
            return redirect(url_for("warnings.show", proposal_id=proposal_id), 303)
    try:
        found = submitting.readiness(actor(), workspace(), proposal_id)
    except CheckCouldNotRun as error:
        return _unknown(error, proposal_id, form if request.method == "POST" else None)
    it = next((one for one in _exhibits(found) if one.pair == (kind, match_id)), None)
    if it is None:
        raise NotFound(type=kind, id=match_id)
    given = found.responses.get(it.pair)
    if given and request.method == "GET":
        form.data = given.response.model_dump(mode="json", include=set(_FIELDS))
    return shown(
        form,
        "warnings/match.html",
        proposal_id=proposal_id,
        title=told_title(found.draft.typed),
        it=it,
        own=texts(found.draft.typed),
        given=given,
        asks=it.match.band in WARNED_OF,
        **_choices(),
    )


@page(warnings, "/proposals/<proposal_id>/submitted")
def submitted(proposal_id: str) -> ResponseReturnValue:
    """That the proposal is submitted, and what happens next."""
    it = following.follow(actor(), workspace(), proposal_id)
    if it.proposal is None or not it.submissions or it.due_on is None:
        return redirect(url_for("follow.show", proposal_id=proposal_id))
    return render_template("warnings/submitted.html", it=it, last=it.submissions[-1])


def _exhibits(found: Readiness) -> list[Exhibit]:
    draft = found.draft
    return exhibits(
        found.visible.matches if found.visible else (),
        asked_in=language_of(draft.typed),
        organization=draft.organization,
    )


def _choices() -> dict[str, Any]:
    """What can be answered, and why."""
    return {
        "answers": [(one.value, say(f"answer.{one.value}"), _meaning(one)) for one in Answer],
        "reasons": [(one.value, say(f"answer_reason.{one.value}")) for one in Reason],
    }


def _meaning(answer: Answer) -> str:
    """What an answer commits to."""
    meanings: dict[Answer, str] = {
        Answer.reuse: _("You take up what exists, in whole or in part, instead of building it."),
        Answer.extend: _("You build on what exists, with its owner, and add what you lack."),
        Answer.not_suitable: _("Say why below: a reviewer reads it beside the evidence."),
    }
    return meanings[answer]
