"""The figures of search on test collections, for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

import click

from catalogue.services.trying_search import PLACES, RECALL_PLACES, SearchQuality

from .speech import say
from .tables import Table, decimal, note

_SEARCH = Table(24, 11, 11, 9, 9, 12, 13)


def show_search(found: Sequence[SearchQuality]) -> None:
    """Print a row a collection, and their means where there are several."""
    click.echo()
    names = ("documents", "questions", "ndcg", "map", "recall_search", "milliseconds")
    places = {"ndcg": PLACES, "recall_search": RECALL_PLACES}
    heads = [say(f"evaluate.column.{name}", cutoff=places.get(name, "")) for name in names]
    _SEARCH.row(say("evaluate.collection"), *heads)
    for one in found:
        figures = (decimal(one.documents, 0), decimal(one.questions, 0), *_figures([one]))
        _SEARCH.row(f"  {one.collection[:20]}", *figures)
    if len(found) > 1:
        _SEARCH.row(f"  {say('evaluate.mean')}", "", "", *_figures(found))
    note(say("evaluate.search_note"))


def _figures(found: Sequence[SearchQuality]) -> list[str]:
    means = {
        name: sum(getattr(one, name) for one in found) / len(found)
        for name in ("ndcg", "average_precision", "recall", "milliseconds")
    }
    quality = [decimal(means[name]) for name in ("ndcg", "average_precision", "recall")]
    return [*quality, decimal(means["milliseconds"], 1)]
