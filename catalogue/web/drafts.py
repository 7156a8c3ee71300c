"""A proposal is written, one short page after another; each page saves its own fields."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from catalogue.domain.errors import NotFound
from catalogue.domain.proposal import ProposalStatus
from catalogue.services import drafting
from catalogue.services.drafting import Draft, StaleDraft
from catalogue.services.following import follow
from catalogue.services.showing import bodies, capability_tree
from catalogue.services.standing import NotEditable
from catalogue.services.suggesting import suggested_for
from catalogue.wording.errors import error_sentence

from .addresses import language, page
from .advice import ADVISE, Advised, TooFast, advice_on
from .answers import answers_of, flaws_told
from .capabilities import capability_groups
from .fiscal import coming_years
from .forms import Form, received, shown
from .keeping import keeps_typed
from .proposal_places import check_of, page_of
from .resources import actor, sponsors_only, workspace
from .steps import STEPS, Step, after, before, progress, step_named, to_show

drafts = Blueprint("drafts", __name__)
drafts.before_request(sponsors_only)

BACK, LATER = "back", "later"
"""Buttons that save, and then lead elsewhere than to the next page."""

_NOBODY_SAW = -1
"""A revision that no draft has."""

_SAVED = lazy_gettext(
    "What you typed is saved. Correct this now, or go on and come back to it before you submit."
)


@page(drafts, "/proposals/<proposal_id>/edit/need", methods=["GET", "POST"])
@keeps_typed
def need(proposal_id: str) -> ResponseReturnValue:
    """What the project is, beside what exists already."""
    return _step(step_named("need"), proposal_id)


@page(drafts, "/proposals/<proposal_id>/edit/context", methods=["GET", "POST"])
@keeps_typed
def context(proposal_id: str) -> ResponseReturnValue:
    """The problem, what is expected, and for whom."""
    return _step(step_named("context"), proposal_id)


@page(drafts, "/proposals/<proposal_id>/edit/capabilities", methods=["GET", "POST"])
@keeps_typed
def capabilities(proposal_id: str) -> ResponseReturnValue:
    """What the project makes the public body able to do, from the controlled list."""
    return _step(step_named("capabilities"), proposal_id)


@page(drafts, "/proposals/<proposal_id>/edit/costs", methods=["GET", "POST"])
@keeps_typed
def costs(proposal_id: str) -> ResponseReturnValue:
    """What the project costs, in all and by fiscal year."""
    return _step(step_named("costs"), proposal_id)


@page(drafts, "/proposals/<proposal_id>/edit/schedule", methods=["GET", "POST"])
@keeps_typed
def schedule(proposal_id: str) -> ResponseReturnValue:
    """When the project begins and ends, and who is in charge."""
    return _step(step_named("schedule"), proposal_id)


@page(drafts, "/proposals/<proposal_id>/edit")
def answers(proposal_id: str) -> ResponseReturnValue:
    """Everything that was typed, and what is still to complete before the check."""
    try:
        draft = drafting.opened(actor(), workspace(), proposal_id)
    except NotEditable as error:
        return elsewhere(proposal_id, error)
    steps = progress(draft.typed, drafting.flaws(actor(), workspace(), draft))
    followed = follow(actor(), workspace(), proposal_id)
    return render_template(
        "proposals/answers.html",
        draft=draft,
        body=bodies(workspace()).get(draft.organization),
        status=followed.status,
        discardable=followed.status is ProposalStatus.draft,
        movable=followed.proposal is None and len(actor().organizations) > 1,
        steps=steps,
        answers=answers_of(draft.typed, capability_tree(workspace())),
        flaws=flaws_told(steps, draft.proposal_id),
        check=check_of(proposal_id),
        page=page_of(proposal_id),
    )


def overtaken(error: StaleDraft, form: Form) -> ResponseReturnValue:
    """The first page of a draft that went on elsewhere since this form began it."""
    first, current = STEPS[0], error.current
    form.stored = (first.stored(current.typed), first.seen(current.typed))
    form.refuse(error)
    return _page(first, current, form)


def onward(step: Step, draft: Draft, *, act: str, fresh: bool) -> str:
    """Where to go once a step is saved.

    What is wrong with ``fresh`` input is shown first, once: who sends it again
    as it is wants to go on.
    """
    if act == LATER:
        flash(_("Your draft is saved."))
        return url_for("proposals.overview")
    then = _then()
    if act != BACK and fresh and _wrong(step, draft):
        return step.address(draft.proposal_id, **then)
    following = before(step) if act == BACK else after(step)
    if then or following is None:
        return url_for("drafts.answers", proposal_id=draft.proposal_id)
    return following.address(draft.proposal_id)


def _step(step: Step, proposal_id: str) -> ResponseReturnValue:
    try:
        draft = _opened(proposal_id)
    except NotEditable as error:
        return _too_late(step, proposal_id, error)
    form = received(step.stored(draft.typed), step.seen(draft.typed))
    if request.method == "GET":
        form.errors = _wrong(step, draft)
        form.note = _SAVED if form.errors else None
        return _page(step, draft, form)[0]
    advised = None
    if form.sent and form.act == ADVISE:
        with form.refusals(TooFast):
            advised = advice_on(form.data, proposal_id)
    elif form.sent:
        with form.refusals(NotEditable):
            saved = _saved(step, draft, form)
            fresh = saved.revision != draft.revision
            return redirect(onward(step, saved, act=form.act, fresh=fresh), 303)
    return _page(step, draft, form, advised)


def _opened(proposal_id: str) -> Draft:
    """The draft; one that was discarded while its author went on writing is taken out again."""
    try:
        return drafting.opened(actor(), workspace(), proposal_id)
    except NotFound:
        if request.method == "GET" or g.get("token_expired"):
            raise
        drafting.restore(actor(), workspace(), proposal_id)
        flash(_("This draft had been set aside meanwhile. It is back, since you went on writing."))
        return drafting.opened(actor(), workspace(), proposal_id)


def _saved(step: Step, draft: Draft, form: Form) -> Draft:
    unchanged = form.revision == step.seen(draft.typed)
    return drafting.save(
        actor(),
        workspace(),
        draft.proposal_id,
        step.given(form.data, draft.typed),
        expected_revision=draft.revision if unchanged else _NOBODY_SAW,
    )


def _wrong(step: Step, draft: Draft) -> list[Any]:
    found = progress(draft.typed, drafting.flaws(actor(), workspace(), draft))
    return next(to_show(one.flaws) for one in found if one.step == step)


def _page(step: Step, draft: Draft, form: Form, advised: Advised | None = None) -> tuple[str, int]:
    """The step's page, as it stands between the others."""
    return shown(
        form,
        f"proposals/{step.name}.html",
        step=step,
        draft=draft,
        body=bodies(workspace()).get(draft.organization),
        steps=progress(draft.typed, drafting.flaws(actor(), workspace(), draft)),
        number=STEPS.index(step) + 1,
        action=step.address(draft.proposal_id, **_then()),
        to_answers=bool(_then()),
        advised=advised,
        **_choices(step, draft),
    )


def _choices(step: Step, draft: Draft) -> dict[str, Any]:
    """What there is to choose from on the step."""
    if step.name == "capabilities":
        near = suggested_for(actor(), workspace(), draft.typed)
        return {"groups": capability_groups(capability_tree(workspace()), near), "near": near}
    if step.name == "costs":
        return {"years": coming_years()}
    return {}


def _then() -> dict[str, str]:
    """The argument of addresses that leads back to the answers, where one came from there."""
    return {"then": "answers"} if request.args.get("then") == "answers" else {}


def _too_late(step: Step, proposal_id: str, error: NotEditable) -> ResponseReturnValue:
    """What was typed, where the proposal was submitted meanwhile; else on to its page."""
    if request.method == "GET":
        return elsewhere(proposal_id, error)
    form = received()
    form.refuse(error)
    typed = answers_of(step.given(form.data, {}), capability_tree(workspace()))
    held = [typed[name] for name in step.fields]
    return shown(form, "proposals/too_late.html", answers=held, page=page_of(proposal_id))


def elsewhere(proposal_id: str, error: NotEditable) -> ResponseReturnValue:
    """On to the page of a proposal that does not change any more."""
    flash(error_sentence(error, language()))
    return redirect(page_of(proposal_id), 303)
