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

MOST_WORDS = 200
"""Different words of a search that are asked for; what comes after them is left unread."""

Places = Sequence[query.Term]
"""The terms by which one word may be found, each with its worth."""


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


def search_query(text: str, languages: Sequence[Language] = LANGUAGES) -> list[Places]:
    """For each of the words, its stem in the languages; where there are several, its cognate key.

    Empty where the text holds no word to search for. Words of each language
    that are stop words there are left out, unless nothing else is left.
    """
    telling = {word: _telling_in(word, languages) for word in dict.fromkeys(words(text))}
    asked = [(word, spoken) for word, spoken in telling.items() if spoken]
    if not asked and languages:
        asked = [(word, languages) for word in telling]
    across = len(languages) > 1
    return [_places(word, spoken, across=across) for word, spoken in asked[:MOST_WORDS]]


def _telling_in(word: str, languages: Iterable[Language]) -> Sequence[Language]:
    """The languages in which the word is no stop word."""
    return [language for language in languages if content_words(word, language)]


def _places(word: str, languages: Sequence[Language], *, across: bool) -> Places:
    terms = [
        query.Term(f"{part}_{language}", stem(word, language), boost=BOOSTS[part])
        for part in ("name", "text")
        for language in languages
    ]
    key = query.Term("keys", cognate_key(word), boost=BOOSTS["keys"])
    return [*terms, key] if across else terms


def rarest_terms(
    searcher: Searcher, fieldnames: Sequence[str], terms: Iterable[str], limit: int
) -> list[query.Term]:
    """The terms that fewest documents hold, in each of the fields.

    A whole description as one query takes a second at 100,000 records; its
    ten rarest stems take milliseconds and find as well. Terms that no
    document holds are left out.
    """
    counted = []
    for term in dict.fromkeys(terms):
        held = sum(searcher.doc_frequency(name, term) for name in fieldnames)
        if held:
            counted.append((held, term))
    chosen = [term for _, term in sorted(counted)[:limit]]
    return [query.Term(name, term) for term in chosen for name in fieldnames]
