"""One's own account."""

from __future__ import annotations

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from catalogue.domain.errors import FieldError, NotFound
from catalogue.domain.password import LEAST
from catalogue.services import private_feeds, signing_in
from catalogue.services.limiting import TooManyAttempts
from catalogue.services.people import change_own, own_account
from catalogue.services.permissions import SignInNeeded
from catalogue.services.private_feeds import Feed
from catalogue.services.showing import bodies
from catalogue.services.signing_in import PasswordChange

from .addresses import outside, page
from .forms import received, shown
from .keeping import keeps_typed
from .resources import SESSION, actor, workspace

account = Blueprint("account", __name__)


@account.before_request
def _signed_in_only() -> None:
    if not actor().signed_in:
        raise SignInNeeded(action="own_account")


@page(account, "/account", methods=["GET", "POST"])
@keeps_typed
def own() -> ResponseReturnValue:
    """One's name, language, roles and public bodies; the first two can be changed."""
    person = own_account(actor(), workspace()).person
    form = received({"name": person.name, "language": person.language})
    if form.sent:
        with form.refusals():
            change_own(
                actor(),
                workspace(),
                name=str(form.data.get("name", "")),
                language=str(form.data.get("language", "")),
            )
            flash(_("Your account is changed."))
            return redirect(url_for("account.own"), 303)
    held = bodies(workspace())
    member_of = [held[one] for one in sorted(person.organizations) if one in held]
    feeds = private_feeds.offered(actor(), workspace())
    return shown(form, "account/own.html", person=person, member_of=member_of, feeds=feeds)


@page(account, "/account/password", methods=["GET", "POST"])
def password() -> ResponseReturnValue:
    """Another password, for who knows the present one."""
    form = received()
    if form.sent:
        current, new, again = (
            str(form.data.get(name, "")) for name in ("current", "password", "again")
        )
        with form.refusals(TooManyAttempts):
            if new == again:
                change = PasswordChange(current, new, request.cookies.get(SESSION, ""))
                signing_in.change_password(actor(), workspace(), change, request.remote_addr or "")
                flash(_("Your password is changed, and you are signed out everywhere else."))
                return redirect(url_for("account.own"), 303)
            form.errors.append(FieldError(("again",), "passwords_differ"))
    email = own_account(actor(), workspace()).person.email
    return shown(form, "account/password.html", email=email, least=LEAST)


@page(account, "/account/sign-out-elsewhere", methods=["POST"])
def sign_out_elsewhere() -> ResponseReturnValue:
    """End one's other sessions, on machines that one forgot to sign out of."""
    token = request.cookies.get(SESSION, "")
    ended = signing_in.sign_out_elsewhere(actor(), workspace(), token)
    flash(
        ngettext("One other session is ended.", "%(num)s other sessions are ended.", ended)
        if ended
        else _("You were signed in nowhere else.")
    )
    return redirect(url_for("account.own"), 303)


@page(account, "/account/feeds/<kind>/renew", methods=["POST"])
def renew_feed(kind: str) -> ResponseReturnValue:
    """A new secret address for one of one's feeds, shown this once."""
    feed = _feed(kind)
    token = private_feeds.renew(actor(), workspace(), feed)
    address = outside(f"private_feeds.{feed.value}", token=token)
    answer = make_response(render_template("account/feed.html", feed=feed, address=address))
    answer.headers["Cache-Control"] = "no-store"
    return answer


@page(account, "/account/feeds/<kind>/revoke", methods=["POST"])
def revoke_feed(kind: str) -> ResponseReturnValue:
    """Let the secret address of one of one's feeds open nothing any more."""
    private_feeds.revoke(actor(), workspace(), _feed(kind))
    flash(_("The feed’s address is revoked."))
    return redirect(url_for("account.own", _anchor="feeds"), 303)


def _feed(kind: str) -> Feed:
    """The feed of a name in an address. Raises NotFound."""
    found = next((feed for feed in Feed if feed.value == kind), None)
    if found is None:
        raise NotFound(type="feed", id=kind)
    return found
