"""The controlled list of business capabilities, to choose from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _

from catalogue.domain.identifiers import slug
from catalogue.domain.organization import Capability

from .reading import name_of

Groups = list[tuple[str, list[tuple[str, str]]]]
"""Domains by name, each with the identifiers and names of what is in it."""


def capability_groups(
    tree: Mapping[str, Capability], suggested: Sequence[Capability] = ()
) -> Groups:
    """Domains by name; the first choice in each is the domain as a whole.

    What is ``suggested`` stands before them all, and not again in its domain.
    """
    domains = sorted((one for one in tree.values() if one.parent is None), key=_sorted_as)
    near = {one.id for one in suggested}
    groups = [
        (
            str(name_of(domain)),
            [choice for choice in _choices(domain, tree) if choice[0] not in near],
        )
        for domain in domains
    ]
    if not suggested:
        return groups
    first = [(one.id, str(name_of(one))) for one in suggested]
    return [(_("Suggested by what you wrote"), first), *groups]


def _choices(domain: Capability, tree: Mapping[str, Capability]) -> list[tuple[str, str]]:
    inner = sorted((one for one in tree.values() if one.parent == domain.id), key=_sorted_as)
    whole = _("%(domain)s, in general", domain=str(name_of(domain)))
    return [(domain.id, whole), *((one.id, str(name_of(one))) for one in inner)]


def _sorted_as(capability: Capability) -> str:
    return slug(str(name_of(capability)))
