"""The places that every page leads to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import request, url_for
from flask_babel import LazyString, lazy_gettext

from catalogue.services.permissions import Action, may_somewhere

from .resources import actor


@dataclass(frozen=True)
class Entry:
    """A place, and the action that must be possible there for it to be shown.

    ``parts`` are blueprints whose pages belong to the place besides its own.
    """

    endpoint: str
    label: LazyString
    action: Action
    arguments: Mapping[str, str] = field(default_factory=dict)
    parts: frozenset[str] = frozenset()

    @property
    def address(self) -> str:
        """Where it leads."""
        return url_for(self.endpoint, **dict[str, Any](self.arguments))

    @property
    def current(self) -> bool:
        """Whether the reader is there."""
        if not self.arguments and self.endpoint.endswith(".overview"):
            return request.blueprint in {self.endpoint.removesuffix(".overview"), *self.parts}
        return request.endpoint == self.endpoint and request.args.to_dict() == self.arguments


ENTRIES = (
    Entry("home.search", lazy_gettext("Search"), Action.read_catalogue),
    Entry("home.search", lazy_gettext("All components"), Action.read_catalogue, {"sort": "name"}),
    Entry(
        "proposals.overview",
        lazy_gettext("Proposals"),
        Action.create_proposal,
        parts=frozenset({"drafts", "draft_moves", "follow", "warnings"}),
    ),
    Entry(
        "reviews.overview",
        lazy_gettext("To review"),
        Action.see_review,
        parts=frozenset({"rulings", "telling_apart"}),
    ),
    Entry(
        "registering.overview",
        lazy_gettext("My components"),
        Action.register_component,
        parts=frozenset({"intake"}),
    ),
    Entry(
        "administration.overview",
        lazy_gettext("Administration"),
        Action.manage_people,
        parts=frozenset({"people", "bodies", "vocabulary", "webhooks"}),
    ),
)


def navigation() -> list[Entry]:
    """The places that the reader may go to."""
    return [entry for entry in ENTRIES if may_somewhere(actor(), entry.action)]
