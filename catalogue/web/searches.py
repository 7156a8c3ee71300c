"""What is searched for: suggestions while typing, and what people look for, for who registers."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, Response, jsonify, make_response, render_template, request

from catalogue.services.completing import complete
from catalogue.services.pacing import Pace, TooFast
from catalogue.services.permissions import Action, require
from catalogue.services.searches import Counted, note_search, search_log

from .addresses import page
from .asking import LONGEST
from .reading import today
from .resources import actor, readers_only, workspace

searches = Blueprint("searches", __name__)
searches.before_request(readers_only)

PACE = Pace("searched", most=60, seconds=60)
"""More than a reader tells of, less than what would fill the log with one reader's words."""


@page(searches, "/suggest")
def suggest() -> Response:
    """Searches that begin as the address's ``q``, as a list of texts (JSON)."""
    response = jsonify(complete(workspace(), request.args.get("q", "")[:LONGEST], today()))
    response.headers["Cache-Control"] = "private, max-age=60"
    return response


@page(searches, "/searched", methods=["POST"])
def note() -> Response:
    """Count that answers were looked at, or one of them opened; a script sends this.

    It needs no token: it changes nothing of anybody's, and other sites are told from ours by
    what the browser says of where it comes from.
    """
    if not _from_here():
        return make_response("", 403)
    try:
        PACE.let_pass(workspace(), request.remote_addr or "")
    except TooFast as error:
        return make_response("", 429, {"Retry-After": str(error.seconds)})
    counted: set[Counted] = {"opened"} if request.form.get("opened") else {"watched"}
    if request.form.get("typed"):
        counted.add("asked")
        if request.form.get("found") == "0":
            counted.add("without_answer")
    note_search(workspace(), request.form.get("q", "")[:LONGEST], frozenset(counted), today())
    return make_response("", 204)


def _from_here() -> bool:
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.host:
        return False
    return request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"


@page(searches, "/searches")
def overview() -> str:
    """What people look for: most often, in vain, and without opening an answer."""
    require(actor(), Action.see_searches)
    return render_template("searches/overview.html", log=search_log(actor(), workspace(), today()))
