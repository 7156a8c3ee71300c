"""The first page: one box to search in, and everything that there is."""

from __future__ import annotations

from flask import (
    Blueprint,
    Response,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)

from catalogue.domain.identifiers import slug
from catalogue.services.browsing import SearchPage, SearchRequest, find
from catalogue.services.extracts import sought
from catalogue.services.searches import Counted, note_search
from catalogue.services.shelf import Facet
from catalogue.services.showing import bodies, capability_tree

from . import asking, facets
from .addresses import page, preferred
from .reading import today
from .resources import readers_only, workspace

home = Blueprint("home", __name__)
home.before_request(readers_only)

FRAGMENT = "X-Fragment"
"""The request's header by which a script asks for the results alone."""

_NEWEST = 6


@page(home, "/")
def search() -> Response:
    """Results for the address's words and filters; without any, ways into the catalogue."""
    search = asking.asked()
    browsing = not asking.arguments(search)
    found = find(workspace(), search if not browsing else SearchRequest(size=_NEWEST))
    names = facets.Names(bodies(workspace()), capability_tree(workspace()))
    alone = request.headers.get(FRAGMENT) == "results"
    if not alone and search.words and search.page == 1 and not search.filters:
        counted: tuple[Counted, ...] = ("asked",) if found.total else ("asked", "without_answer")
        note_search(workspace(), search.words, frozenset(counted), today())
    response = make_response(
        render_template(
            "home/fragment.html" if alone else "home/search.html",
            search=search,
            browsing=browsing,
            found=found,
            names=names,
            groups=facets.groups(found, names),
            domains=_domains(found, names) if browsing else [],
            sought=sought(found.meant or search.words),
        )
    )
    response.headers["Vary"] = FRAGMENT
    return response


def _domains(found: SearchPage, names: facets.Names) -> list[facets.Option]:
    """The capabilities' domains by name, with how many components each has."""
    options = [
        facets.Option(value.value, names.of(Facet.capability, value.value), value.count, False)
        for value in found.facets[Facet.capability]
        if "/" not in value.value
    ]
    return sorted(options, key=lambda option: slug(str(option.name)))


root = Blueprint("root", __name__)


@root.get("/")
def start() -> Response:
    """To the first page, in the language that the reader has chosen or the browser asks for."""
    answer = redirect(url_for("home.search", language=preferred()))
    answer.headers["Vary"] = "Accept-Language, Cookie"
    return make_response(answer)
