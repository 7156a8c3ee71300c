"""Signing in and out, and choosing a password through a link."""

from __future__ import annotations

import re

from flask import (
    Blueprint,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from catalogue.domain.errors import CatalogueError, FieldError
from catalogue.domain.password import LEAST
from catalogue.services import signing_in
from catalogue.services.demonstrating import demo_accounts
from catalogue.services.limiting import TooManyAttempts
from catalogue.services.links import LinkUnusable, choose_password, holder, link_for_forgetful
from catalogue.services.signing_in import SignedIn, SignInRefused
from catalogue.wording.errors import error_sentence

from . import keeping
from .addresses import language, page
from .forms import Form, received, shown
from .mail import post
from .resources import SESSION, actor, settings, workspace

signing = Blueprint("signing", __name__)

_LOCAL = re.compile(r"/(?:fr|en)(?:/[!-\[\]-~]*)?")
"""An address of a page of ours: it cannot be read as another site's."""

_NAME = "signing_in_as"


@page(signing, "/sign-in", methods=["GET", "POST"])
def sign_in() -> Response:
    """Who has an account says so, and goes on to where they wanted to be."""
    wanted = local(request.values.get("next"))
    if request.method == "GET":
        return redirect(wanted) if actor().signed_in else sign_in_page(_prefilled(), wanted, [])
    form, kept = received(), keeping.kept()
    with form.refusals(SignInRefused, TooManyAttempts):
        email, password = (str(form.data.get(name, "")) for name in ("email", "password"))
        begun = signing_in.sign_in(workspace(), email, password, request.remote_addr or "")
        return _signed_in(begun, _back_to_form(wanted) if kept else redirect(wanted, 303))
    return sign_in_page(form, wanted, kept)


def sign_in_page(form: Form, wanted: str, kept: list[tuple[str, str]]) -> Response:
    """The page to sign in on. ``kept`` are fields of a form to go back to at ``wanted``."""
    text, status = shown(
        form,
        "signing/sign_in.html",
        accounts=demo_accounts(workspace()),
        closed=settings().closed,
        kept=kept,
        wanted=wanted,
    )
    return _private(make_response(text, status))


def sign_in_first() -> Response:
    """To the page to sign in on, from one that needs it, with all that was typed there."""
    if keeping.to_be_shown_again():
        answer = sign_in_page(Form(), local(request.path), keeping.to_keep())
        answer.status_code = 401
        return answer
    wanted = request.full_path.removesuffix("?") if request.method == "GET" else ""
    known = wanted if local(wanted) == wanted else None
    return redirect(url_for("signing.sign_in", next=known))


@page(signing, "/sign-out", methods=["POST"])
def sign_out() -> Response:
    """Whoever was here is gone."""
    signing_in.sign_out(workspace(), request.cookies.get(SESSION, ""))
    session.clear()
    flash(_("You are signed out."))
    answer = redirect(url_for("home.search"), 303)
    answer.delete_cookie(SESSION)
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


@page(signing, "/password", methods=["GET", "POST"])
def forgotten() -> Response:
    """A link by mail for who forgot their password; the answer is the same for strangers."""
    form, way = received(), post()
    if form.sent and way:
        with form.refusals(TooManyAttempts):
            email = str(form.data.get("email", ""))
            link = link_for_forgetful(workspace(), email, request.remote_addr or "")
            if link is not None:
                way.send_later(link)
            return _private(make_response(render_template("signing/sent.html", email=email)))
    return _private(make_response(shown(form, "signing/forgotten.html", can_mail=way is not None)))


@page(signing, "/password/<token>", methods=["GET", "POST"])
def choose(token: str) -> Response:
    """Whoever holds the link chooses a password."""
    try:
        person = holder(workspace(), token)
        form = received()
        if form.sent:
            with form.refusals():
                password, again = (str(form.data.get(name, "")) for name in ("password", "again"))
                if password == again:
                    choose_password(workspace(), token, password)
                    session[_NAME] = person.email
                    flash(_("Your password is chosen. Sign in with it."))
                    return redirect(url_for("signing.sign_in"), 303)
                form.errors.append(FieldError(("again",), "passwords_differ"))
        text, status = shown(form, "signing/choose.html", person=person, least=LEAST)
    except LinkUnusable as error:
        text, status = _unusable(error), 410
    answer = _private(make_response(text, status))
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


def local(address: str | None) -> str:
    """The address where it is one of this site's pages; else the first page."""
    if address and _LOCAL.fullmatch(address):
        return address
    return url_for("home.search")


def _prefilled() -> Form:
    chosen = request.args.get("as", "")
    known = {one.email: one for one in demo_accounts(workspace())} if chosen else {}
    if chosen in known:
        return Form({"email": chosen, "password": known[chosen].password})
    return Form({"email": session.pop(_NAME, "")} if _NAME in session else {})


def _signed_in(begun: SignedIn, answer: Response) -> Response:
    answer.set_cookie(
        SESSION,
        begun.token,
        httponly=True,
        samesite="Lax",
        secure=settings().https or request.is_secure,
    )
    return answer


def _back_to_form(address: str) -> Response:
    fields = keeping.restored()
    return _private(
        make_response(render_template("signing/back.html", address=address, fields=fields))
    )


def _unusable(error: CatalogueError) -> str:
    sentence = error_sentence(error, language())
    return render_template("signing/unusable.html", sentence=sentence, can_mail=post() is not None)


def _private(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "no-store"
    return answer
