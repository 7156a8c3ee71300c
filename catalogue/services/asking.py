"""Putting questions to the full-text index, which may turn out damaged only then."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from catalogue.domain.errors import CatalogueError
from catalogue.search.errors import IndexUnavailable

from .syncing import repair_index
from .workspace import Workspace

T = TypeVar("T")


def ask(workspace: Workspace, question: Callable[[Any], T]) -> T:
    """The answer to a question that is called with a searcher.

    Another process may put a new index in place at this very moment, so the
    question is asked again once; then the index is made anew, and asked a last
    time. Raises IndexUnavailable where even that did not help.
    """
    for helping in (_waiting, repair_index):
        try:
            return _ask(workspace, question)
        except IndexUnavailable:
            helping(workspace)
    return _ask(workspace, question)


def _waiting(workspace: Workspace) -> None:
    """Until whoever changes the index has done so."""
    with workspace.index.writing():
        pass


def _ask(workspace: Workspace, question: Callable[[Any], T]) -> T:
    try:
        with workspace.index.searching() as searcher:
            return question(searcher)
    except CatalogueError:
        raise
    except Exception as error:  # Whoosh raises anything on a damaged file
        raise IndexUnavailable(folder=str(workspace.index.folder)) from error
