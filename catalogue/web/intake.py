"""Importing a file: sent, looked at, and taken in."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from flask import (
    Blueprint,
    Response,
    flash,
    make_response,
    redirect,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from catalogue.services.fresh_check import CheckCouldNotRun
from catalogue.services.intake import Finding, preview, take_file_in, template_file
from catalogue.services.permissions import Action, require
from catalogue.services.uploads import (
    ENDINGS,
    UnknownEnding,
    forget_upload,
    keep_upload,
    kept_upload,
)
from catalogue.wording.errors import finding_sentence
from catalogue.wording.file_fields import labelled

from .addresses import language, page
from .clashes import clashes
from .forms import once, received, shown
from .keeping import keeps_typed
from .resources import actor, workspace
from .sent_files import readable

intake = Blueprint("intake", __name__)

_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@intake.before_request
def _importers_only() -> None:
    require(actor(), Action.import_components)


@page(intake, "/import", methods=["GET", "POST"])
def upload() -> ResponseReturnValue:
    """Choose a file; nothing is stored before it was looked at."""
    form = received()
    if form.sent:
        sent = request.files.get("file")
        if sent is None or not sent.filename:
            form.failures.append(_("Choose a file first."))
        else:
            with form.refusals(UnknownEnding):
                token = keep_upload(actor(), workspace(), sent.filename, sent.stream)
                return redirect(url_for("intake.look", token=token), 303)
    return shown(form, "intake/upload.html", endings=", ".join(ENDINGS))


@page(intake, "/import/template.<ending>")
def template(ending: str) -> Response:
    """An empty file of components to fill in, its columns explained."""
    chosen = ending if ending in _TYPES else "csv"
    answer = make_response(template_file(language(), chosen))
    answer.headers["Content-Type"] = _TYPES[chosen]
    answer.headers["Content-Disposition"] = f'attachment; filename="components.{chosen}"'
    return answer


@page(intake, "/import/<token>", methods=["GET", "POST"])
@keeps_typed
def look(token: str) -> ResponseReturnValue:
    """What would become of the file's records, and the word to go on."""
    form = received()
    if form.sent:
        theirs = form.data.get("theirs", ())
        return once(lambda: _taken(token, theirs))
    found = None
    path = kept_upload(actor(), workspace(), token)
    with readable(form), form.refusals(CheckCouldNotRun):
        found = preview(actor(), workspace(), path)
    return shown(
        form,
        "intake/look.html",
        found=found,
        clashes=clashes(found.report.conflicts) if found else [],
        errors=_told(found.report.errors) if found else [],
        left_out=_told(found.report.left_out) if found else [],
        warnings=_told(found.report.warnings) if found else [],
    )


@page(intake, "/import/<token>/cancel", methods=["POST"])
def cancel(token: str) -> ResponseReturnValue:
    """Let the file go."""
    forget_upload(actor(), workspace(), token)
    flash(_("The file is deleted; nothing was stored."))
    return redirect(url_for("intake.upload"), 303)


def _taken(token: str, theirs: Collection[str]) -> str:
    path = kept_upload(actor(), workspace(), token)
    report = take_file_in(actor(), workspace(), path, theirs=theirs)
    if not report.stored:
        flash(_("The catalogue has changed since you looked: look again."))
        return url_for("intake.look", token=token)
    forget_upload(actor(), workspace(), token)
    count = sum(number for (kind, _outcome), number in report.counts.items() if kind == "component")
    flash(ngettext("One component is taken in.", "%(num)s components are taken in.", count))
    if kept := len(report.conflicts):
        flash(
            ngettext(
                "One record stays, wholly or in part, as it is here.",
                "%(num)s records stay, wholly or in part, as they are here.",
                kept,
            )
        )
    return url_for("registering.overview")


def _told(findings: Sequence[Finding]) -> list[str]:
    said = [finding_sentence(labelled(one, language()), language()) for one in findings]
    return [one[:1].upper() + one[1:] for one in said]
