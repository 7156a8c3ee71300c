"""Pages of the tokens by which other software asks in a person's name."""

from __future__ import annotations

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from catalogue.domain.token import LONGEST_DAYS, Scope
from catalogue.services import tokens as keeping
from catalogue.services.people import names
from catalogue.services.permissions import SignInNeeded

from .addresses import page
from .forms import received, shown
from .keeping import keeps_typed
from .reading import say
from .resources import actor, now, workspace

tokens = Blueprint("tokens", __name__)

EVERYBODYS = "everybodys"
"""What a button says that stands in the list of everybody's tokens."""

_DAYS = 90


@tokens.before_request
def _signed_in_only() -> None:
    if not actor().signed_in:
        raise SignInNeeded(action="list_tokens")


@page(tokens, "/account/tokens", methods=["GET", "POST"])
@keeps_typed
def own() -> ResponseReturnValue:
    """One's own tokens, and a form that makes one; its secret is shown this once."""
    form = received({"scopes": [Scope.read.value, Scope.check.value], "days": str(_DAYS)})
    if form.sent:
        with form.refusals():
            made = keeping.make(actor(), workspace(), _typed(form.data))
            answer = make_response(render_template("tokens/secret.html", made=made))
            answer.headers["Cache-Control"] = "no-store"
            return answer
    return shown(
        form,
        "tokens/own.html",
        held=keeping.listed(actor(), workspace()),
        now=now(),
        scopes=[(one.value, say(f"scope.{one.value}"), _meaning(one)) for one in Scope],
        longest=LONGEST_DAYS,
    )


@page(tokens, "/tokens")
def overview() -> str:
    """Everybody's tokens, for administrators."""
    held = keeping.everybodys(actor(), workspace())
    called = names(actor(), workspace(), [one.person_id for one in held])
    return render_template("tokens/overview.html", held=held, people=called, now=now())


@page(tokens, "/tokens/<int:number>/revoke", methods=["POST"])
def revoke(number: int) -> ResponseReturnValue:
    """Let a token be good no more."""
    form = received()
    keeping.revoke(actor(), workspace(), number)
    flash(_("The token is revoked: what used it is refused from now on."))
    everybodys = form.act == EVERYBODYS
    return redirect(url_for("tokens.overview" if everybodys else "tokens.own"), 303)


def _typed(data: dict[str, object]) -> dict[str, object]:
    days = str(data.get("days") or "").strip()
    scopes = data.get("scopes") or []
    return {
        "name": data.get("name", ""),
        "scopes": [one for one in scopes if one] if isinstance(scopes, list) else scopes,
        "days": int(days) if days.isdecimal() and len(days) < 9 else days,
    }


def _meaning(scope: Scope) -> str:
    return say(f"scope_meaning.{scope.value}")
