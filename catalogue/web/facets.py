"""Filters as readers see them: named, counted, and the few that matter first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from catalogue.domain.component import Component
from catalogue.domain.identifiers import slug
from catalogue.domain.organization import Capability, Organization
from catalogue.domain.text import Language
from catalogue.services.browsing import FacetValue, SearchPage
from catalogue.services.shelf import Facet

from .reading import Told, name_of, say

_SHOWN = 7
"""Values of a facet that stand in view; the others are one step away."""


@dataclass(frozen=True)
class Option:
    """A value to filter by, with its name and how many answers there are with it."""

    value: str
    name: Told
    count: int
    chosen: bool
    narrower: bool = False

    @property
    def foreign(self) -> Language | None:
        """The language of the name where it is not the reader's."""
        return self.name.foreign


@dataclass(frozen=True)
class Group:
    """A facet with its options: those in view, and the rest."""

    facet: Facet
    options: Sequence[Option]
    more: Sequence[Option]

    @property
    def chosen(self) -> list[Option]:
        """The options that are chosen."""
        return [option for option in chain(self.options, self.more) if option.chosen]


class Names:
    """What the values of facets are called."""

    def __init__(
        self, bodies: Mapping[str, Organization], capabilities: Mapping[str, Capability]
    ) -> None:
        self._held: dict[Facet, Mapping[str, Organization | Capability]] = {
            Facet.owner: bodies,
            Facet.capability: capabilities,
        }

    def of(self, facet: Facet, value: str) -> Told:
        """The name of a value; the value itself where nothing is called so."""
        if facet not in self._held:
            return Told(say(f"{facet.name}.{value}"))
        held = self._held[facet].get(value)
        return name_of(held) if held else Told(value)

    def owner(self, component: Component) -> Told | None:
        """What the public body that answers for a component is called."""
        return self.of(Facet.owner, component.owner) if component.owner else None


def groups(found: SearchPage, names: Names) -> list[Group]:
    """The facets that tell answers apart, in the order of Facet."""
    return [
        group
        for facet in Facet
        if found.facets[facet]
        for group in [_group(facet, found.facets[facet], names)]
        if len(group.options) > 1 or group.chosen
    ]


def _group(facet: Facet, values: Sequence[FacetValue], names: Names) -> Group:
    if facet is Facet.capability:
        return _capabilities(values, names)
    options = [_option(facet, value, names) for value in values]
    options.sort(key=lambda option: (not option.chosen, -option.count, slug(str(option.name))))
    shown = max(_SHOWN, sum(option.chosen for option in options))
    return Group(facet, options[:shown], options[shown:])


def _capabilities(values: Sequence[FacetValue], names: Names) -> Group:
    """Domains, and under each one that is chosen or holds a choice, what is in it."""
    domains = [value for value in values if "/" not in value.value]
    opened = {value.value.split("/")[0] for value in values if value.chosen}
    options: list[Option] = []
    for domain in domains:
        options.append(_option(Facet.capability, domain, names))
        if domain.value in opened:
            options += [
                _option(Facet.capability, value, names, narrower=True)
                for value in values
                if value.value.startswith(f"{domain.value}/")
            ]
    return Group(Facet.capability, options, ())


def _option(facet: Facet, value: FacetValue, names: Names, *, narrower: bool = False) -> Option:
    name = names.of(facet, value.value)
    return Option(value.value, name, value.count, value.chosen, narrower)
