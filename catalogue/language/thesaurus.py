"""Finding the thesaurus's concepts where a text names them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from math import hypot, log

from catalogue.domain.concept import Concept
from catalogue.domain.text import LANGUAGES, Language

from .lexicon import Phrase, phrase
from .stems import content_words, stem
from .tokens import words

LONGEST_TERM = 6


@dataclass(frozen=True)
class Mention:
    """A concept that a text names, and the words by which it does."""

    concept: str
    words: tuple[str, ...]


class Thesaurus:
    """Concepts by identifier, and by the terms of either language.

    ``version`` changes whenever a concept does.
    """

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self.concepts = {concept.id: concept for concept in concepts}
        listed = [self.concepts[key].model_dump_json() for key in sorted(self.concepts)]
        self.version = sha256("\n".join(listed).encode()).hexdigest()[:16]
        self._by_term: dict[Language, dict[Phrase, list[str]]] = {
            language: self._indexed(language) for language in LANGUAGES
        }

    def __len__(self) -> int:
        return len(self.concepts)

    def _indexed(self, language: Language) -> dict[Phrase, list[str]]:
        table: defaultdict[Phrase, list[str]] = defaultdict(list)
        for concept in self.concepts.values():
            for term in dict.fromkeys(phrase(term, language) for term in concept.terms(language)):
                if 0 < len(term) <= LONGEST_TERM:
                    table[term].append(concept.id)
        return dict(table)

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of the terms in either language, folded."""
        return frozenset(
            word
            for concept in self.concepts.values()
            for language in LANGUAGES
            for term in concept.terms(language)
            for word in words(term)
        )

    def stands_for(self, word: str, language: Language) -> Mapping[str, float]:
        """The concepts in whose terms a folded word occurs, in any inflection.

        Each with its share, the larger the more terms hold the word; the shares have unit length.
        """
        return self._standing[language].get(stem(word, language), {})

    @cached_property
    def _standing(self) -> dict[Language, dict[str, dict[str, float]]]:
        return {language: self._shares(language) for language in LANGUAGES}

    def _shares(self, language: Language) -> dict[str, dict[str, float]]:
        table: defaultdict[str, dict[str, float]] = defaultdict(dict)
        for concept in self.concepts.values():
            told = Counter(
                root
                for term in concept.terms(language)
                for root in {stem(word, language) for word in content_words(term, language)}
            )
            for root, terms in told.items():
                table[root][concept.id] = 1 + log(terms)
        return {root: _of_unit_length(shares) for root, shares in table.items()}

    def mentions(self, text: str, language: Language) -> Iterator[Mention]:
        """The concepts that the text names, in its order; longer terms hide those inside them.

        Inflection and stop words make no difference.
        """
        said = content_words(text, language)
        roots = [stem(word, language) for word in said]
        table = self._by_term[language]
        start = 0
        while start < len(roots):
            length = _longest_at(roots, start, table)
            for concept in table.get(tuple(roots[start : start + length]), ()):
                yield Mention(concept, tuple(said[start : start + length]))
            start += max(length, 1)


def _of_unit_length(shares: Mapping[str, float]) -> dict[str, float]:
    length = hypot(*shares.values())
    return {concept: share / length for concept, share in shares.items()}


def _longest_at(roots: Sequence[str], start: int, table: dict[Phrase, list[str]]) -> int:
    for length in range(min(LONGEST_TERM, len(roots) - start), 0, -1):
        if tuple(roots[start : start + length]) in table:
            return length
    return 0


NO_THESAURUS = Thesaurus(())
"""Knows no concept."""
