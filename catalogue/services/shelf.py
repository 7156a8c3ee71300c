"""The catalogue's components as columns of numbers, to count and sort them at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from catalogue.domain.text import LANGUAGES, Language
from catalogue.language.folding import fold
from catalogue.storage import overview
from catalogue.storage.overview import Glance

from .kept import Kept
from .workspace import Workspace

Rows = NDArray[np.intp]
Mask = NDArray[np.bool_]


class Facet(str, Enum):
    """What components can be filtered by."""

    kind = "kind"
    capability = "capability"
    owner = "owner"
    lifecycle = "lifecycle"
    eligibility = "eligibility"
    language = "lang"


class Sort(str, Enum):
    """In which order components are listed; each but ``relevance`` stands by itself."""

    relevance = "relevance"
    newest = "newest"
    name = "name"
    used = "used"


class Column:
    """The values of one facet: a component may have none, one or several."""

    def __init__(self, lists: Sequence[Iterable[str]]) -> None:
        pairs = [(row, value) for row, values in enumerate(lists) for value in values]
        self.values = sorted({value for _, value in pairs})
        code = {value: position for position, value in enumerate(self.values)}
        self._size = len(lists)
        self._rows = np.array([row for row, _ in pairs], dtype=np.intp)
        self._codes = np.array([code[value] for _, value in pairs], dtype=np.intp)

    def having(self, chosen: Iterable[str]) -> Mask:
        """Which components have any of the values; True for those that have one."""
        wanted = np.isin(self.values, list(chosen)) if self.values else np.zeros(0, dtype=bool)
        mask = np.zeros(self._size, dtype=bool)
        mask[self._rows[wanted[self._codes]]] = True
        return mask

    def counts(self, among: Mask) -> dict[str, int]:
        """How many of the components in the mask have each value; values of none are left out."""
        held = np.bincount(self._codes[among[self._rows]], minlength=len(self.values))
        return {self.values[code]: int(held[code]) for code in np.flatnonzero(held)}


class Shelf:
    """Every component by row, with its facets and its place in each order."""

    def __init__(self, glances: Sequence[Glance]) -> None:
        self.ids = [glance.id for glance in glances]
        self.row_of = {component: row for row, component in enumerate(self.ids)}
        self.created = [glance.created_at for glance in glances]
        self.updated = [glance.updated_at for glance in glances]
        self.columns: Mapping[Facet, Column] = {
            Facet.kind: Column([[glance.kind] for glance in glances]),
            Facet.capability: Column([_with_parents(glance.capabilities) for glance in glances]),
            Facet.owner: Column([[glance.owner] if glance.owner else [] for glance in glances]),
            Facet.lifecycle: Column([[glance.lifecycle] for glance in glances]),
            Facet.eligibility: Column([dict.fromkeys(glance.eligibility) for glance in glances]),
            Facet.language: Column([glance.languages for glance in glances]),
        }
        self._names = {language: _by_name(glances, language) for language in LANGUAGES}
        self._newest = _places(sorted(range(len(glances)), key=self.created.__getitem__)[::-1])
        uses = [glance.uses for glance in glances]
        self._used = _places(sorted(range(len(glances)), key=lambda row: -uses[row]))

    def __len__(self) -> int:
        return len(self.ids)

    def rows(self, components: Iterable[str]) -> Rows:
        """The rows of identifiers, in their order; unknown ones are left out."""
        held = (self.row_of.get(component) for component in components)
        return np.array([row for row in held if row is not None], dtype=np.intp)

    def sorted(self, rows: Rows, sort: Sort, language: Language) -> Rows:
        """The rows in an order that stands by itself; names as a reader of the language has them.

        For ``relevance`` they come back as they are.
        """
        if sort is Sort.relevance:
            return rows
        places = {
            Sort.newest: self._newest,
            Sort.name: self._names[language],
            Sort.used: self._used,
        }[sort]
        ordered: Rows = rows[np.argsort(places[rows], kind="stable")]
        return ordered


def _with_parents(capabilities: Iterable[str]) -> Iterable[str]:
    found = list(capabilities)
    return dict.fromkeys([*(one.split("/")[0] for one in found), *found])


def _by_name(glances: Sequence[Glance], language: Language) -> Rows:
    names = [
        fold(glance.names.get(language) or next(iter(glance.names.values()), glance.id))
        for glance in glances
    ]
    return _places(sorted(range(len(names)), key=names.__getitem__))


def _places(order: Sequence[int]) -> Rows:
    """For each row, its place in the order."""
    places = np.empty(len(order), dtype=np.intp)
    places[list(order)] = np.arange(len(order))
    return places


def _version(workspace: Workspace) -> tuple[str, int]:
    return workspace.index.database, overview.version(workspace.db)


def _shelf(workspace: Workspace) -> Shelf:
    return Shelf(list(overview.glances(workspace.db)))


SHELF = Kept(_version, _shelf)
"""The shelf of a workspace, kept until a component changes."""
