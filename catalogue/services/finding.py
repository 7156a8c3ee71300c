"""Searching the catalogue by words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from catalogue.domain.component import Component
from catalogue.domain.text import LANGUAGES, Language
from catalogue.search.find import find
from catalogue.search.query import Filters
from catalogue.storage import records

from .asking import ask
from .workspace import Workspace


@dataclass(frozen=True)
class Found:
    """A component that answers, and its score; higher is better."""

    component: Component
    score: float


def search_components(
    workspace: Workspace,
    words: str,
    *,
    languages: Sequence[Language] = LANGUAGES,
    limit: int = 10,
) -> list[Found]:
    """The components that answer the words best.

    What is shown comes from the database; a component that the index knows
    and the database does not is left out.
    """
    only = Filters({"type": ["component"]})
    hits = ask(
        workspace,
        lambda searcher: find(searcher, words, languages=languages, filters=only, limit=limit),
    )
    held = records.fetch(workspace.db, "component", [hit.record_id for hit in hits])
    return [Found(held[hit.record_id], hit.score) for hit in hits if hit.record_id in held]
