"""Which records are worth measuring: a few hundred, from several cheap sources joined."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable

import numpy as np
from rapidfuzz import fuzz, process

from .corpus import Corpus, Entry, Rows, name_keys

BY_BODY = 150
BY_TITLE = 60
BY_NAME = 40
BY_CAPABILITY = 100
_NAME_CUTOFF = 60.0
_NAMES_COMPARED = 4_000
"""Names that RapidFuzz compares with one name: about 4 ms."""


def candidate_rows(
    query: Entry, corpus: Corpus, found: Iterable[str], *, without: str = ""
) -> Rows:
    """Rows of the corpus to measure against the query, ascending.

    ``found`` are record ids that full-text search brought; ``without`` is a
    record that is never its own candidate.
    """
    rows: set[int] = set()
    for record_id in found:
        rows.update(corpus.rows_of.get(record_id, ()))
    rows.update(_by_vectors(query, corpus))
    rows.update(_by_names(query, corpus))
    rows.update(_by_acronyms(query, corpus))
    rows.update(_by_capability(query, corpus))
    for row in [*rows]:
        rows.update(corpus.rows_of[corpus.record_ids[row]])
    rows.difference_update(corpus.rows_of.get(without, ()))
    return np.array(sorted(rows), dtype=np.intp)


def _by_vectors(query: Entry, corpus: Corpus) -> Iterable[int]:
    asked = query.vectors
    if asked is None or corpus.near_titles is None or corpus.near_bodies is None:
        return
    yield from corpus.near_bodies.nearest(asked.body, BY_BODY).tolist()
    yield from corpus.near_bodies.nearest(asked.title, BY_TITLE).tolist()
    yield from corpus.near_titles.nearest(asked.title, BY_TITLE).tolist()


def _by_names(query: Entry, corpus: Corpus) -> Iterable[int]:
    for name in query.names.names:
        hits = process.extract(
            name,
            _alike_somewhere(name, corpus),
            scorer=fuzz.token_set_ratio,
            limit=BY_NAME,
            score_cutoff=_NAME_CUTOFF,
        )
        yield from (corpus.name_rows[place] for _, _, place in hits)


def _alike_somewhere(name: str, corpus: Corpus) -> dict[int, str]:
    """Names of the corpus that begin some word as this one does, by their place.

    Of very many names, those with the rarest beginnings.
    """
    places: set[int] = set()
    beginnings = [corpus.names_with_key.get(key, []) for key in name_keys(name)]
    for held in sorted(beginnings, key=len):
        if places and len(places) + len(held) > _NAMES_COMPARED:
            break
        places.update(held[:_NAMES_COMPARED])
    return {place: corpus.names[place] for place in sorted(places)}


def _by_acronyms(query: Entry, corpus: Corpus) -> Iterable[int]:
    """Records whose acronym the query bears or says in its names."""
    said = query.names.acronyms.union(*(name.split() for name in query.names.names))
    for acronym in sorted(said & corpus.rows_with_acronym.keys()):
        yield from corpus.rows_with_acronym[acronym][:BY_NAME]


def _by_capability(query: Entry, corpus: Corpus) -> Iterable[int]:
    shared = Counter(
        row
        for capability in query.capabilities
        for row in corpus.rows_with_capability.get(capability, ())
    )
    best = heapq.nsmallest(BY_CAPABILITY, shared.items(), key=lambda item: (-item[1], item[0]))
    return (row for row, _ in best)
