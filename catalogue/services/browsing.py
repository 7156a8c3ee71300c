"""Searching and browsing the catalogue: words, filters with counts, an order, and pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np

from catalogue.domain.component import Component
from catalogue.domain.text import Language
from catalogue.storage import records
from catalogue.storage.times import from_text

from .keeping_up import keep_up
from .ranking import answers
from .shelf import SHELF, Facet, Mask, Rows, Shelf, Sort
from .workspace import Workspace

Chosen = Mapping[Facet, tuple[str, ...]]


@dataclass(frozen=True)
class SearchRequest:
    """What somebody asks for.

    ``words`` in either language; without them every component answers.
    ``filters``: for each facet any of the values; facets are joined by *and*.
    ``sort``: None is *relevance* where there are words, else *newest*.
    ``page`` counts from 1; one beyond the last is the last. ``language`` is
    the reader's.
    """

    words: str = ""
    filters: Chosen = field(default_factory=dict)
    sort: Sort | None = None
    page: int = 1
    size: int = 20
    language: Language = "fr"

    @property
    def wordless(self) -> bool:
        """Whether no word was typed, at most signs: every component answers those."""
        return not any(sign.isalnum() for sign in self.words)

    @property
    def order(self) -> Sort:
        """The order that is meant."""
        by_words = bool(self.words.strip())
        if self.sort is None or (self.sort is Sort.relevance and not by_words):
            return Sort.relevance if by_words else Sort.newest
        return self.sort


@dataclass(frozen=True)
class Hit:
    """A component that answers, when it was registered, and when it last changed."""

    component: Component
    registered: datetime
    changed: datetime


@dataclass(frozen=True)
class FacetValue:
    """A value to filter by, how many answers would have it, and whether it is chosen already."""

    value: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class SearchPage:
    """One page of answers.

    ``total`` counts all answers, ``catalogued`` all components. The count of a
    facet's value says how many answers there are with that value and with the
    filters of the other facets. ``fresh`` says whether the words were looked
    for in every component as it stands now, ``meant`` what was looked for
    instead of what was typed, where that had slips.
    """

    hits: tuple[Hit, ...]
    total: int
    catalogued: int
    page: int
    pages: int
    facets: Mapping[Facet, tuple[FacetValue, ...]]
    fresh: bool
    meant: str | None = None


@dataclass(frozen=True)
class Selection:
    """Every component that answers, in the order asked for, as ``rows`` of the shelf.

    ``among`` are those that answer the words, ``masks`` those that pass each
    filter; ``fresh`` and ``meant`` are those of a SearchPage.
    """

    shelf: Shelf
    rows: Rows
    among: Mask
    masks: Mapping[Facet, Mask]
    fresh: bool
    meant: str | None

    def facets(self, filters: Chosen) -> dict[Facet, tuple[FacetValue, ...]]:
        """The values of each facet with their counts."""
        return {
            facet: _values(
                self.shelf, facet, _all_of(self.among, self.masks, without=facet), filters
            )
            for facet in Facet
        }


def find(workspace: Workspace, request: SearchRequest) -> SearchPage:
    """The page of components that answer. Raises IndexUnavailable."""
    selection = select(workspace, request)
    rows = selection.rows
    pages = max(1, -(-len(rows) // request.size))
    page = min(max(request.page, 1), pages)
    shown = rows[(page - 1) * request.size : page * request.size]
    return SearchPage(
        hits=hits(workspace, selection.shelf, shown),
        total=len(rows),
        catalogued=len(selection.shelf),
        page=page,
        pages=pages,
        facets=selection.facets(request.filters),
        fresh=selection.fresh,
        meant=selection.meant,
    )


def select(workspace: Workspace, request: SearchRequest) -> Selection:
    """All components that answer, whatever the page. Raises IndexUnavailable."""
    fresh = keep_up(workspace) if request.words.strip() else True
    shelf = SHELF.of(workspace)
    answering, meant = _answering(workspace, shelf, request)
    among = np.zeros(len(shelf), dtype=bool)
    among[answering] = True
    masks = {
        facet: shelf.columns[facet].having(_narrowest(values))
        for facet, values in request.filters.items()
        if values
    }
    selected = _all_of(among, masks)
    rows = shelf.sorted(answering[selected[answering]], request.order, request.language)
    return Selection(shelf, rows, among, masks, fresh, meant)


def _answering(
    workspace: Workspace, shelf: Shelf, request: SearchRequest
) -> tuple[Rows, str | None]:
    if not request.words.strip():
        return np.arange(len(shelf), dtype=np.intp), None
    found = answers(workspace, request.words, max(1, len(shelf)))
    return shelf.rows(component for component, _ in found.found), found.meant


def _narrowest(chosen: tuple[str, ...]) -> list[str]:
    """The values without those of which a narrower one is chosen as well."""
    return [one for one in chosen if not any(other.startswith(f"{one}/") for other in chosen)]


def _all_of(among: Mask, masks: Mapping[Facet, Mask], without: Facet | None = None) -> Mask:
    found: Mask = among.copy()
    for facet, mask in masks.items():
        if facet is not without:
            found &= mask
    return found


def _values(shelf: Shelf, facet: Facet, among: Mask, filters: Chosen) -> tuple[FacetValue, ...]:
    """Values that some answer has, or that are chosen, the most frequent first."""
    counts = shelf.columns[facet].counts(among)
    chosen = filters.get(facet, ())
    values = dict.fromkeys([*counts, *chosen])
    found = [FacetValue(value, counts.get(value, 0), value in chosen) for value in values]
    return tuple(sorted(found, key=lambda one: (-one.count, one.value)))


def hits(workspace: Workspace, shelf: Shelf, rows: Iterable[int]) -> tuple[Hit, ...]:
    """The components of some rows, in their order; those that are gone are left out."""
    rows = list(rows)
    held = records.fetch(workspace.db, "component", [shelf.ids[row] for row in rows])
    return tuple(
        Hit(
            held[shelf.ids[row]],
            from_text(shelf.created[row]),
            from_text(shelf.updated[row]),
        )
        for row in rows
        if shelf.ids[row] in held
    )
