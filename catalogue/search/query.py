"""Queries are built here, as Whoosh's own query objects, from words alone.

What a person types never reaches a query parser, so no input can address a
field, break the syntax or raise an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from whoosh import query
from whoosh.searching import Searcher

from catalogue.domain.text import LANGUAGES, Language
from catalogue.language.stems import cognate_key, content_words, stem
from catalogue.language.tokens import words

BOOSTS = {"name": 4.0, "text": 1.0, "keys": 0.3}
"""What a word is worth by where it stands: in a name, in the text, or only by its beginning."""


@dataclass(frozen=True)
class Filters:
    """What the results are limited to: for each field, any of the values."""

    values: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def as_query(self) -> query.Query | None:
        """The filter, or None where nothing is limited."""
        groups = [
            query.Or([query.Term(name, value) for value in values])
            for name, values in self.values.items()
            if values
        ]
        return query.And(groups) if groups else None


def search_query(text: str, languages: Iterable[Language] = LANGUAGES) -> query.Query | None:
    """Any of the words, in either language's stems and by cognate keys.

    Returns None where the text holds no word to search for. Words of each
    language that are stop words there are left out, unless nothing else is left.
    """
    clauses: list[query.Query] = []
    for word in dict.fromkeys(words(text)):
        clause = _any_place(word, [lang for lang in languages if content_words(word, lang)])
        if clause is not None:
            clauses.append(clause)
    if not clauses:
        everything = [_any_place(word, list(languages)) for word in dict.fromkeys(words(text))]
        clauses = [clause for clause in everything if clause is not None]
    return query.Or(clauses) if clauses else None


def _any_place(word: str, languages: Sequence[Language]) -> query.Query | None:
    if not languages:
        return None
    terms: list[query.Query] = [
        query.Term(f"{part}_{language}", stem(word, language), boost=BOOSTS[part])
        for part in ("name", "text")
        for language in languages
    ]
    terms.append(query.Term("keys", cognate_key(word), boost=BOOSTS["keys"]))
    return query.DisjunctionMax(terms, tiebreak=0.1)


def rarest_terms(
    searcher: Searcher, fieldnames: Sequence[str], terms: Iterable[str], limit: int
) -> query.Query | None:
    """An OR of the terms that fewest documents hold.

    A whole description as one query takes a second at 100,000 records; its
    ten rarest stems take milliseconds and find as well. Terms that no
    document holds are left out; None where none is left.
    """
    counted = []
    for term in dict.fromkeys(terms):
        held = sum(searcher.doc_frequency(name, term) for name in fieldnames)
        if held:
            counted.append((held, term))
    chosen = [term for _, term in sorted(counted)[:limit]]
    if not chosen:
        return None
    return query.Or([query.Term(name, term) for term in chosen for name in fieldnames])
