"""Administrators' pages of the words by which texts are compared: lexicon and thesaurus."""

from __future__ import annotations

from typing import Any

from flask import (
    Blueprint,
    Response,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from catalogue.services.permissions import Action, require
from catalogue.services.uploads import UnknownEnding, forget_upload, keep_upload, kept_upload
from catalogue.services.word_lists import (
    ListChanged,
    as_csv,
    columns_that_differ,
    look_at,
    replace_with,
    reset,
    word_list,
    word_lists,
)
from catalogue.wording.errors import finding_sentence

from .addresses import language, page
from .forms import once, received, shown
from .paging import Page
from .resources import actor, workspace
from .sent_files import readable

vocabulary = Blueprint("vocabulary", __name__)

MOST_TOLD = 30
"""Entries that are added, removed or changed, of which a look tells."""


@vocabulary.before_request
def _administrators_only() -> None:
    require(actor(), Action.manage_vocabulary)


@page(vocabulary, "/vocabulary")
def overview() -> str:
    """Both lists: how many entries each has, and whether it is the one that ships."""
    return render_template("vocabulary/overview.html", lists=word_lists(actor(), workspace()))


@page(vocabulary, "/vocabulary/<list_name>", methods=["GET", "POST"])
def show(list_name: str) -> ResponseReturnValue:
    """The entries of a list; a file sent here is looked at before it takes their place."""
    words = request.args.get("q", "")
    held = word_list(actor(), workspace(), list_name, words)
    form = received()
    if form.sent:
        sent = request.files.get("file")
        if sent is None or not sent.filename:
            form.failures.append(_("Choose a file first."))
        else:
            with form.refusals(UnknownEnding):
                token = keep_upload(actor(), workspace(), sent.filename, sent.stream)
                return redirect(_place("look", list_name, token=token), 303)
    found = Page.of(held.shown)
    return shown(form, "vocabulary/show.html", words=words, it=held, found=found)


@page(vocabulary, "/vocabulary/<list_name>/export.csv")
def download(list_name: str) -> Response:
    """The list in force, to be revised in a spreadsheet."""
    answer = make_response(as_csv(actor(), workspace(), list_name))
    answer.headers["Content-Type"] = "text/csv; charset=utf-8"
    answer.headers["Content-Disposition"] = f'attachment; filename="{list_name}.csv"'
    return answer


@page(vocabulary, "/vocabulary/<list_name>/import/<token>", methods=["GET", "POST"])
def look(list_name: str, token: str) -> ResponseReturnValue:
    """What a file would make of the list, and the word to go on."""
    held = word_list(actor(), workspace(), list_name)
    form = received(revision=held.mark)
    path = kept_upload(actor(), workspace(), token)
    if form.sent:
        with readable(form), form.refusals(ListChanged):
            return once(lambda: _taken(list_name, token, form.revision))
    revision = None
    with readable(form):
        revision = look_at(actor(), workspace(), list_name, path)
    form.revision = held.mark
    return shown(
        form,
        "vocabulary/look.html",
        it=held,
        revision=revision,
        most=MOST_TOLD,
        differing=lambda old, new: columns_that_differ(list_name, old, new),
        errors=[finding_sentence(one, language()) for one in revision.errors] if revision else [],
        warnings=[finding_sentence(one, language()) for one in revision.warnings]
        if revision
        else [],
    )


@page(vocabulary, "/vocabulary/<list_name>/import/<token>/cancel", methods=["POST"])
def cancel(list_name: str, token: str) -> ResponseReturnValue:
    """Let the file go."""
    forget_upload(actor(), workspace(), token)
    flash(_("The file is deleted; nothing was stored."))
    return redirect(_place("show", list_name), 303)


@page(vocabulary, "/vocabulary/<list_name>/reset", methods=["GET", "POST"])
def go_back(list_name: str) -> ResponseReturnValue:
    """Take up the list that ships again, once the administrator has read what that does."""
    held = word_list(actor(), workspace(), list_name)
    form = received()
    if form.sent:
        if reset(actor(), workspace(), list_name):
            flash(_("The list that comes with the software is in force again."))
        return redirect(_place("show", list_name), 303)
    return shown(form, "vocabulary/reset.html", it=held)


def _taken(list_name: str, token: str, seen: str) -> str:
    path = kept_upload(actor(), workspace(), token)
    revision = replace_with(actor(), workspace(), list_name, path, seen=seen)
    if revision.errors:
        return _place("look", list_name, token=token)
    forget_upload(actor(), workspace(), token)
    flash(_("The list is replaced. Texts are compared by it from now on."))
    return _place("show", list_name)


def _place(view: str, list_name: str, **values: Any) -> str:
    return url_for(f"vocabulary.{view}", list_name=list_name, **values)
