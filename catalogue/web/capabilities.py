"""The controlled list of business capabilities, to choose from."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _

from catalogue.domain.identifiers import slug
from catalogue.domain.organization import Capability

from .reading import name_of

Groups = list[tuple[str, list[tuple[str, str]]]]
"""Domains by name, each with the identifiers and names of what is in it."""


def capability_groups(tree: Mapping[str, Capability]) -> Groups:
    """Domains by name; the first choice in each is the domain as a whole."""
    domains = sorted((one for one in tree.values() if one.parent is None), key=_sorted_as)
    return [(str(name_of(domain)), _choices(domain, tree)) for domain in domains]


def _choices(domain: Capability, tree: Mapping[str, Capability]) -> list[tuple[str, str]]:
    inner = sorted((one for one in tree.values() if one.parent == domain.id), key=_sorted_as)
    whole = _("%(domain)s, in general", domain=str(name_of(domain)))
    return [(domain.id, whole), *((one.id, str(name_of(one))) for one in inner)]


def _sorted_as(capability: Capability) -> str:
    return slug(str(name_of(capability)))
