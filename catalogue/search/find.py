"""Asking the index."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from whoosh.searching import Searcher

from catalogue.domain.text import LANGUAGES, Language
from catalogue.language.stems import cognate_keys, stems

from .query import Filters, Places, rarest_terms, search_query

_RAREST = 16
_OTHER_PLACES = 0.1
"""Share of a word's score in its lesser places that is added to that in its best place."""


@dataclass(frozen=True)
class Hit:
    """A found record and its score, higher is better."""

    record_type: str
    record_id: str
    score: float


def find(
    searcher: Searcher,
    text: str,
    *,
    languages: Iterable[Language] = LANGUAGES,
    filters: Filters | None = None,
    limit: int = 10,
) -> list[Hit]:
    """The records that answer the words best, at most ``limit``; equal ones in a stable order."""
    asked = search_query(text, list(languages))
    if not asked or limit <= 0:
        return []
    scores = _scores(searcher, asked)
    limited_to = (filters or Filters()).as_query()
    if limited_to is not None:
        allowed = set(searcher.docs_for_query(limited_to))
        scores = {document: score for document, score in scores.items() if document in allowed}
    best = heapq.nsmallest(limit, ((-score, document) for document, score in scores.items()))
    return [_hit(searcher.stored_fields(document), -negated) for negated, document in best]


def _scores(searcher: Searcher, asked: Iterable[Places]) -> dict[int, float]:
    """The score of each document that holds any of the words.

    Added up here, since Whoosh's ``DisjunctionMax`` credits a document with
    the scores of others, and drops some that belong among the first.
    """
    scores: defaultdict[int, float] = defaultdict(float)
    for places in asked:
        for segment, offset in searcher.leaf_searchers():
            for document, score in _best_places(segment, places).items():
                scores[offset + document] += score
    return scores


def _best_places(segment: Searcher, places: Places) -> dict[int, float]:
    """What one word is worth in each document: its best place, and a share of the others."""
    best: dict[int, float] = {}
    others: dict[int, float] = {}
    for term in places:
        matcher = term.matcher(segment)
        while matcher.is_active():
            document, score = matcher.id(), matcher.score()
            if document in best:
                others[document] = others.get(document, 0.0) + min(best[document], score)
                score = max(best[document], score)
            best[document] = score
            matcher.next()
    for document, lesser in others.items():
        best[document] += _OTHER_PLACES * lesser
    return best


def find_alike(
    searcher: Searcher, text: str, language: Language, limit: int = 100
) -> dict[str, list[str]]:
    """Identifiers of records that share a text's most telling words, by type of record.

    Two questions are asked: the rarest stems in the text's language, and the
    rarest cognate keys, which cross languages. At most ``limit`` records answer each.
    """
    stem_fields = (f"name_{language}", f"text_{language}")
    questions = (
        rarest_terms(searcher, stem_fields, stems(text, language), _RAREST),
        rarest_terms(searcher, ("keys",), cognate_keys(text, language), _RAREST),
    )
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for question in questions:
        scores = _scores(searcher, ([term] for term in question))
        for document in heapq.nsmallest(limit, scores, key=lambda one: (-scores[one], one)):
            stored = searcher.stored_fields(document)
            found[stored["type"]][stored["id"]] = None
    return {kind: list(ids) for kind, ids in found.items()}


def _hit(stored: Mapping[str, str], score: float) -> Hit:
    return Hit(stored["type"], stored["id"], score)
