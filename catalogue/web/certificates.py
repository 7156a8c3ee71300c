"""Certificates of search: to print, to send with a file, and to verify by their code."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from catalogue.domain.errors import NotFound
from catalogue.services.certifying import Certificate, attested, certificate
from catalogue.services.people import names
from catalogue.services.permissions import Action, may
from catalogue.services.showing import bodies
from catalogue.services.standing import of_body

from .addresses import outside, page
from .evidence import Exhibit, exhibits
from .proposal_text import reused
from .resources import actor, readers_only, workspace

certificates = Blueprint("certificates", __name__)

LONGEST = 60
"""Characters of a code that are looked at; it has 19, hyphens included."""


@page(certificates, "/proposals/<proposal_id>/certificates/<int:number>")
def show(proposal_id: str, number: int) -> str:
    """What was looked for and found when a proposal was submitted, on one sheet."""
    it = certificate(actor(), workspace(), proposal_id, number)
    reviewing = may(actor(), Action.see_review, of_body(it.organization))
    return render_template(
        "certificates/show.html",
        it=it,
        body=bodies(workspace()).get(it.organization or ""),
        found=_found(it),
        answers={one.matched: one for one in it.made.responses},
        people=names(actor(), workspace(), _people(it)),
        reused=reused([it.decision] if it.decision else []),
        back="reviews.show" if reviewing else "follow.show",
        verifying=outside("certificates.verify", code=it.code),
    )


@page(certificates, "/certificates")
def verify() -> ResponseReturnValue:
    """Whether a certificate is genuine, asked by its code."""
    readers_only()
    code = request.args.get("code", "")[:LONGEST].strip()
    if not code:
        return render_template("certificates/verify.html", code="", it=None)
    try:
        it = attested(workspace(), code)
    except NotFound:
        return render_template("certificates/verify.html", code=code, it=None), 404
    return render_template("certificates/verify.html", code=it.code, it=it)


def _found(it: Certificate) -> list[Exhibit]:
    return exhibits(it.made.visible.matches, asked_in=it.language, organization=it.organization)


def _people(it: Certificate) -> set[str]:
    """Everybody who is named on the certificate."""
    return {it.made.person} | ({it.decision.person} if it.decision else set())
