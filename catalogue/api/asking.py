"""From the parameters of a list to the search that services know."""

from __future__ import annotations

from enum import Enum

from catalogue.services.browsing import SearchRequest
from catalogue.services.shelf import Facet, Sort

from .context import language
from .shapes import Filtered, SearchQuery

_PAGING = {"cursor", "limit"}


def search_request(query: Filtered) -> SearchRequest:
    """The search without its page."""
    filters = {facet: _texts(getattr(query, facet.value)) for facet in Facet}
    return SearchRequest(
        words=query.q if isinstance(query, SearchQuery) else "",
        filters={facet: values for facet, values in filters.items() if values},
        sort=Sort(getattr(query, "sort", Sort.relevance.value)),
        language=language(),
    )


def asked_for(query: Filtered) -> str:
    """A text that is the same for each part of one list."""
    return f"{language()} {query.model_dump_json(exclude=_PAGING)}"


def _texts(values: tuple[str | Enum, ...]) -> tuple[str, ...]:
    return tuple(str(one.value) if isinstance(one, Enum) else one for one in values)
