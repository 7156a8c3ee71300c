"""Searching the catalogue by words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from catalogue.domain.component import Component
from catalogue.domain.text import LANGUAGES, Language
from catalogue.storage import records

from .ranking import answers
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

    What is shown comes from the database; a component that search knows
    and the database does not is left out.
    """
    hits = answers(workspace, words, limit, languages).found
    held = records.fetch(workspace.db, "component", [component for component, _ in hits])
    return [Found(held[component], score) for component, score in hits if component in held]
