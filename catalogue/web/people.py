"""Administrators' pages about people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from catalogue.domain.organization import Organization
from catalogue.domain.person import Person, Role
from catalogue.services import people as looking_after
from catalogue.services.links import AccountInactive, link_for
from catalogue.services.mailing import MailFailed
from catalogue.services.people import Account, LastAdministrator
from catalogue.services.permissions import Action, require
from catalogue.services.showing import bodies

from .addresses import language, page
from .forms import Form, once, received, shown
from .keeping import keeps_typed
from .mail import address_of, post
from .paging import Page
from .reading import name_of, say
from .resources import actor, workspace

people = Blueprint("people", __name__)

_FIELDS = ("email", "name", "language", "roles", "organizations")


@people.before_request
def _administrators_only() -> None:
    require(actor(), Action.manage_people)


@page(people, "/people")
def overview() -> str:
    """Everybody with an account."""
    words = request.args.get("q", "")
    found = looking_after.accounts(actor(), workspace(), words)
    return render_template(
        "people/overview.html", words=words, found=Page.of(found), bodies=bodies(workspace())
    )


@page(people, "/people/add", methods=["GET", "POST"])
@keeps_typed
def add() -> ResponseReturnValue:
    """A new account, whose person chooses a password through a link."""
    form = received({"language": language()})
    if form.sent:
        with form.refusals():
            return once(lambda: _page_of(looking_after.add(actor(), workspace(), _typed(form)).id))
    return shown(form, "people/add.html", bodies=bodies(workspace()), roles=_roles())


@page(people, "/people/<person_id>")
def show(person_id: str) -> str:
    """A person, and what can be done about their account."""
    found = looking_after.account(actor(), workspace(), person_id)
    return _shown(found, Form())


@page(people, "/people/<person_id>/edit", methods=["GET", "POST"])
@keeps_typed
def edit(person_id: str) -> ResponseReturnValue:
    """Change a person's name, address, language, roles or public bodies."""
    held = looking_after.account(actor(), workspace(), person_id)
    known = bodies(workspace())
    form = received(_fields(held.person, known), held.revision)
    if form.sent:
        with form.refusals(LastAdministrator):
            looking_after.change(
                actor(),
                workspace(),
                person_id,
                _typed(form),
                expected_revision=form.expected,
            )
            flash(_("The account is changed."))
            return redirect(_page_of(person_id), 303)
    return shown(form, "people/edit.html", account=held, bodies=known, roles=_roles())


@page(people, "/people/<person_id>/deactivate", methods=["GET", "POST"])
def deactivate(person_id: str) -> ResponseReturnValue:
    """Close an account, once the administrator has read what that does."""
    held = looking_after.account(actor(), workspace(), person_id)
    form = received()
    if form.sent:
        with form.refusals(LastAdministrator):
            looking_after.deactivate(actor(), workspace(), person_id)
            flash(_("The account is deactivated."))
            return redirect(_page_of(person_id), 303)
    return shown(form, "people/deactivate.html", account=held)


@page(people, "/people/<person_id>/reactivate", methods=["POST"])
def reactivate(person_id: str) -> ResponseReturnValue:
    """Open a closed account again."""
    looking_after.reactivate(actor(), workspace(), person_id)
    flash(_("The account is open again, with the password that it had."))
    return redirect(_page_of(person_id), 303)


@page(people, "/people/<person_id>/link", methods=["POST"])
def link(person_id: str) -> ResponseReturnValue:
    """A new link for a person: mailed, or shown this once for handing over."""
    form = received()
    with form.refusals(AccountInactive, MailFailed):
        made = link_for(actor(), workspace(), person_id)
        if form.act == "mail" and (way := post()):
            way.send(made)
            flash(_("The link is on its way to %(email)s.", email=made.person.email))
            return redirect(_page_of(person_id), 303)
        answer = make_response(
            render_template("people/link.html", link=made, address=address_of(made))
        )
        answer.headers["Cache-Control"] = "no-store"
        return answer
    return _shown(looking_after.account(actor(), workspace(), person_id), form), 422


def _shown(found: Account, form: Form) -> str:
    return render_template(
        "people/show.html",
        account=found,
        bodies=bodies(workspace()),
        can_mail=post() is not None,
        form=form,
        own=found.person.id == actor().person_id,
    )


def _roles() -> list[tuple[str, str, str]]:
    duties = {
        Role.sponsor: _("Proposes projects of their public bodies."),
        Role.reviewer: _("Decides on the projects of other public bodies."),
        Role.architect: _("Registers and keeps up the components of their public bodies."),
        Role.administrator: _("Looks after people, public bodies and the whole catalogue."),
    }
    return [(role.value, say(f"role.{role.value}"), duty) for role, duty in duties.items()]


def _page_of(person_id: str) -> str:
    return url_for("people.show", person_id=person_id)


def _fields(person: Person, known: Mapping[str, Organization]) -> dict[str, Any]:
    names = {one: str(name_of(body)) for one, body in known.items()}
    shared = Counter(names.values())
    return {
        "email": person.email,
        "name": person.name,
        "language": person.language,
        "roles": sorted(role.value for role in person.roles),
        "organizations": sorted(
            names[one] if shared[names[one]] == 1 else one for one in person.organizations
        ),
    }


def _typed(form: Form) -> dict[str, Any]:
    """The fields of a Person, without rows that were left empty."""
    typed = {name: form.data[name] for name in _FIELDS if name in form.data}
    rows = typed.get("organizations")
    filled = [row for row in rows if row] if isinstance(rows, list) else []
    return {**typed, "organizations": filled}
