"""Asking the index."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable

from whoosh import query
from whoosh.searching import Searcher

from catalogue.domain.text import LANGUAGES, Language
from catalogue.language.stems import cognate_keys, stems

from .query import all_stems, rarest_terms

_RAREST = 16


def _scores(searcher: Searcher, terms: Iterable[query.Term]) -> dict[int, float]:
    """The score of each document that holds any of the terms.

    Added up here, since Whoosh's own ways to combine terms credit a document with the scores of
    others, and drop some that belong among the first.
    """
    scores: defaultdict[int, float] = defaultdict(float)
    for term in terms:
        for segment, offset in searcher.leaf_searchers():
            matcher = term.matcher(segment)
            while matcher.is_active():
                scores[offset + matcher.id()] += matcher.score()
                matcher.next()
    return scores


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
        scores = _scores(searcher, question)
        for document in heapq.nsmallest(limit, scores, key=lambda one: (-scores[one], one)):
            stored = searcher.stored_fields(document)
            found[stored["type"]][stored["id"]] = None
    return {kind: list(ids) for kind, ids in found.items()}


def find_holding(searcher: Searcher, expression: str) -> set[str] | None:
    """Identifiers of the components that may say the expression: they hold all its telling words.

    None where the expression has none but stop words in a language, so that any may.
    """
    found: set[str] = set()
    for language in LANGUAGES:
        telling = stems(expression, language)
        if not telling:
            return None
        for document in searcher.docs_for_query(all_stems(telling, language, "component")):
            found.add(searcher.stored_fields(document)["id"])
    return found
