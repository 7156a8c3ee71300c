"""Asking the index."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from whoosh import query as whoosh_query
from whoosh.searching import Searcher

from catalogue.domain.text import LANGUAGES, Language
from catalogue.language.stems import cognate_keys, stems

from .query import Filters, rarest_terms, search_query

_RAREST = 16


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
    built = search_query(text, list(languages))
    if built is None or limit <= 0:
        return []
    return _hits(searcher, built, (filters or Filters()).as_query(), limit)


def find_alike(
    searcher: Searcher,
    text: str,
    language: Language,
    record_type: str,
    limit: int = 100,
) -> list[str]:
    """Identifiers of records of a type that share a text's most telling words.

    Two questions are asked: the rarest stems in the text's language, and the
    rarest cognate keys, which cross languages.
    """
    wanted = whoosh_query.Term("type", record_type)
    stem_fields = (f"name_{language}", f"text_{language}")
    questions = (
        rarest_terms(searcher, stem_fields, stems(text, language), _RAREST),
        rarest_terms(searcher, ("keys",), cognate_keys(text, language), _RAREST),
    )
    found: dict[str, None] = {}
    for question in questions:
        if question is not None:
            hits = _hits(searcher, question, wanted, limit)
            found.update(dict.fromkeys(hit.record_id for hit in hits))
    return list(found)


def _hits(
    searcher: Searcher,
    question: whoosh_query.Query,
    limited_to: whoosh_query.Query | None,
    limit: int,
) -> list[Hit]:
    results = searcher.search(question, limit=limit, filter=limited_to)
    return [Hit(hit["type"], hit["id"], float(hit.score or 0.0)) for hit in results]
