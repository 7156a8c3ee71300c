"""A search as an address, and an address as a search."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from typing import Any

from flask import Flask, request
from werkzeug.datastructures import MultiDict

from catalogue.domain.component import ComponentKind, Lifecycle
from catalogue.domain.organization import BodyKind
from catalogue.domain.text import LANGUAGES
from catalogue.services.browsing import SearchRequest
from catalogue.services.shelf import Facet, Sort

from .addresses import language

LONGEST = 500
"""Characters of a search that are read."""

LONGEST_SUGGESTED = 200
"""Characters of a name or title that an address may suggest."""

Arguments = dict[str, Any]
"""Arguments of a page's address, for ``url_for``."""

_MOST_CHOSEN = 50
_LAST_PAGE = 1_000_000


def suggested(name: str) -> str:
    """The line that an address suggests for a form: ``title`` of a proposal, say."""
    return " ".join(_shown(request.args.get(name, "")).split())[:LONGEST_SUGGESTED]


def _values(kinds: type[Enum]) -> frozenset[str]:
    return frozenset(one.value for one in kinds)


_KNOWN = {
    Facet.kind: _values(ComponentKind),
    Facet.lifecycle: _values(Lifecycle),
    Facet.eligibility: _values(BodyKind),
    Facet.language: frozenset[str](LANGUAGES),
}


def asked() -> SearchRequest:
    """The search that the request's address holds; what makes no sense in it is left out."""
    found = request.args
    sort = found.get("sort", "")
    page = found.get("page", "1")
    usable = page.isascii() and page.isdecimal() and len(page) <= len(str(_LAST_PAGE))
    return SearchRequest(
        words=" ".join(_shown(found.get("q", "")).split())[:LONGEST],
        filters={facet: values for facet in Facet if (values := _chosen(found, facet))},
        sort=Sort(sort) if sort in _values(Sort) else None,
        page=int(page) if usable else 1,
        language=language(),
    )


def _chosen(found: MultiDict[str, str], facet: Facet) -> tuple[str, ...]:
    given = dict.fromkeys(_shown(value) for value in found.getlist(facet.value))
    known = _KNOWN.get(facet)
    return tuple(value for value in given if value and (not known or value in known))[:_MOST_CHOSEN]


def _shown(text: str) -> str:
    """The text with a space in place of what cannot stand in a page."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def arguments(search: SearchRequest) -> Arguments:
    """The arguments of the search's address; what goes without saying is left out."""
    said: Arguments = {"q": search.words} if search.words else {}
    said |= {facet.value: list(values) for facet, values in search.filters.items() if values}
    if search.sort is not None:
        said["sort"] = search.sort.value
    if search.page > 1:
        said["page"] = search.page
    return said


def on_page(search: SearchRequest, page: int) -> Arguments:
    """Arguments of the same search on another page."""
    return arguments(replace(search, page=page))


def without(search: SearchRequest, facet: Facet, value: str) -> Arguments:
    """Arguments of the same search with one filter less, from its first page."""
    kept = tuple(one for one in search.filters.get(facet, ()) if one != value)
    return arguments(replace(search, filters={**search.filters, facet: kept}, page=1))


def unfiltered(search: SearchRequest) -> Arguments:
    """Arguments of the same words without any filter."""
    return arguments(replace(search, filters={}, page=1))


def feed_of(search: SearchRequest) -> Arguments:
    """Arguments of the feed of what is new for the same words and filters."""
    return arguments(replace(search, sort=None, page=1))


def sorts(search: SearchRequest) -> list[Sort]:
    """The orders that make sense: *relevance* only where there are words."""
    return [sort for sort in Sort if search.words or sort is not Sort.relevance]


def usual(search: SearchRequest) -> Sort:
    """The order that the search has where nobody chooses one."""
    return replace(search, sort=None).order


def pages_around(page: int, pages: int) -> list[int | None]:
    """The numbers of the first, the last and the neighbouring pages; None for a gap between."""
    near = sorted({1, pages, *range(max(1, page - 2), min(pages, page + 2) + 1)})
    found: list[int | None] = []
    for number in near:
        last = found[-1] if found else 0
        if last is not None and number > last + 1:
            found.append(None)
        found.append(number)
    return found


def teach(app: Flask) -> None:
    """Let templates make the addresses of searches."""
    app.jinja_env.globals.update(
        feed_of=feed_of,
        on_page=on_page,
        pages_around=pages_around,
        sorts=sorts,
        unfiltered=unfiltered,
        usual=usual,
        without=without,
    )
