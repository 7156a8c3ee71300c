"""Administrators' pages about the systems that are told of what happens."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from catalogue.domain.happening import Happening
from catalogue.services import webhooks as looking_after
from catalogue.services.permissions import Action, require
from catalogue.services.webhooks import SecretHandedOver, TargetPaused

from .addresses import page
from .forms import Form, once, received, shown
from .keeping import keeps_typed
from .reading import say
from .resources import actor, settings, workspace

webhooks = Blueprint("webhooks", __name__)

_FIELDS = ("address", "note", "events")
_ALL = "all"


@webhooks.before_request
def _administrators_only() -> None:
    require(actor(), Action.manage_webhooks)


@page(webhooks, "/webhooks")
def overview() -> str:
    """Every system that is told of what happens."""
    found = looking_after.overseen(actor(), workspace())
    return render_template("webhooks/overview.html", found=found, events=_events())


@page(webhooks, "/webhooks/add", methods=["GET", "POST"])
@keeps_typed
def add() -> ResponseReturnValue:
    """Another system to tell."""
    form = received()
    if form.sent:
        with form.refusals():
            return once(lambda: _page_of(_added(form)))
    return shown(form, "webhooks/add.html", events=_events())


@page(webhooks, "/webhooks/<webhook_id>")
def show(webhook_id: str) -> str:
    """A system, what can be done about it, and the messages that it got or did not get."""
    return _shown(webhook_id, Form())


@page(webhooks, "/webhooks/<webhook_id>/edit", methods=["GET", "POST"])
@keeps_typed
def edit(webhook_id: str) -> ResponseReturnValue:
    """Change where a system is told, and of what."""
    held = looking_after.webhook(actor(), workspace(), webhook_id).webhook
    stored = held.target.model_dump(mode="json", include=set(_FIELDS))
    form = received(stored, held.revision)
    if form.sent:
        with form.refusals():
            looking_after.change(
                actor(),
                workspace(),
                webhook_id,
                _typed(form),
                settings().reach,
                expected_revision=form.expected,
            )
            flash(_("The webhook is changed."))
            return redirect(_page_of(webhook_id), 303)
    return shown(form, "webhooks/edit.html", target=held.target, events=_events())


@page(webhooks, "/webhooks/<webhook_id>/remove", methods=["GET", "POST"])
def remove(webhook_id: str) -> ResponseReturnValue:
    """Tell a system nothing more, once the administrator has read what that does."""
    held = looking_after.webhook(actor(), workspace(), webhook_id)
    form = received()
    if form.sent:
        looking_after.remove(actor(), workspace(), webhook_id)
        flash(_("The webhook is removed."))
        return redirect(url_for("webhooks.overview"), 303)
    return shown(form, "webhooks/remove.html", it=held)


@page(webhooks, "/webhooks/<webhook_id>/pause", methods=["POST"])
def pause(webhook_id: str) -> ResponseReturnValue:
    """Send nothing for a while."""
    looking_after.set_active(actor(), workspace(), webhook_id, active=False)
    flash(_("Sending is paused."))
    return redirect(_page_of(webhook_id), 303)


@page(webhooks, "/webhooks/<webhook_id>/resume", methods=["POST"])
def resume(webhook_id: str) -> ResponseReturnValue:
    """Go on sending."""
    looking_after.set_active(actor(), workspace(), webhook_id, active=True)
    flash(_("Sending goes on."))
    return redirect(_page_of(webhook_id), 303)


@page(webhooks, "/webhooks/<webhook_id>/test", methods=["POST"])
def test(webhook_id: str) -> ResponseReturnValue:
    """A message to try whether messages arrive."""
    form = received()
    with form.refusals(TargetPaused):
        looking_after.send_trial(actor(), workspace(), webhook_id)
        flash(
            _("A test message is on its way. Reload this page in a moment to see what came of it.")
        )
        return redirect(_page_of(webhook_id), 303)
    return _shown(webhook_id, form), 422


@page(webhooks, "/webhooks/<webhook_id>/secret", methods=["POST"])
def secret(webhook_id: str) -> ResponseReturnValue:
    """The secret that messages are signed with, shown this once."""
    form = received()
    with form.refusals(SecretHandedOver):
        return _handed(webhook_id, looking_after.reveal_secret(actor(), workspace(), webhook_id))
    return _shown(webhook_id, form), 422


@page(webhooks, "/webhooks/<webhook_id>/new-secret", methods=["POST"])
def new_secret(webhook_id: str) -> ResponseReturnValue:
    """Another secret, shown this once; the former one is good for a day more."""
    return _handed(webhook_id, looking_after.renew_secret(actor(), workspace(), webhook_id))


@page(webhooks, "/webhooks/<webhook_id>/send-again", methods=["POST"])
def send_again(webhook_id: str) -> ResponseReturnValue:
    """Try a message anew that was given up, or all of them."""
    asked = received().act
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 19 else None
    if number is None and asked != _ALL:
        looking_after.webhook(actor(), workspace(), webhook_id)
        return redirect(_page_of(webhook_id), 303)
    sent = looking_after.send_again(actor(), workspace(), webhook_id, number)
    flash(ngettext("One message is sent again.", "%(num)s messages are sent again.", sent))
    return redirect(_page_of(webhook_id), 303)


def _shown(webhook_id: str, form: Form) -> str:
    it = looking_after.webhook(actor(), workspace(), webhook_id)
    return render_template(
        "webhooks/show.html",
        it=it,
        target=it.webhook.target,
        host=urlsplit(it.webhook.target.address).netloc,
        traffic=looking_after.traffic(actor(), workspace(), webhook_id),
        events=_events(),
        form=form,
    )


def _handed(webhook_id: str, made: str) -> Response:
    it = looking_after.webhook(actor(), workspace(), webhook_id)
    answer = make_response(render_template("webhooks/secret.html", it=it, secret=made))
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _added(form: Form) -> str:
    made = looking_after.add(actor(), workspace(), _typed(form), settings().reach)
    return made.id


def _page_of(webhook_id: str) -> str:
    return url_for("webhooks.show", webhook_id=webhook_id)


def _typed(form: Form) -> dict[str, Any]:
    return {name: form.data[name] for name in _FIELDS if name in form.data}


def _events() -> list[tuple[str, str, str]]:
    told = {
        Happening.component_registered: _("A new component stands in the catalogue."),
        Happening.component_changed: _("Something in its entry is new, or it was confirmed."),
        Happening.component_retired: _(
            "It is out of service; its successor is named if it has one."
        ),
        Happening.proposal_submitted: _("A public body hands in a proposal, or hands it in again."),
        Happening.proposal_decided: _("A review has ended. What was decided is not told."),
    }
    return [(one.value, say(f"event.{one.value}"), hint) for one, hint in told.items()]
