"""Which components answer words, the best first."""

from __future__ import annotations

from catalogue.search.find import find
from catalogue.search.query import Filters

from .asking import ask
from .workspace import Workspace


def ranked(workspace: Workspace, words: str, most: int) -> list[str]:
    """Identifiers of the components that answer the words in either language, the best first.

    Raises IndexUnavailable.
    """
    only = Filters({"type": ["component"]})
    hits = ask(workspace, lambda searcher: find(searcher, words, filters=only, limit=most))
    return [hit.record_id for hit in hits]
