"""What components are called, as terms of their own: a name is found by its words alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from catalogue.domain.text import LANGUAGES, Language
from catalogue.language.lexicon import Lexicon
from catalogue.language.stems import content_words, stem
from catalogue.language.tokens import words
from catalogue.matching.features import bucket
from catalogue.search.postings import Postings, Query
from catalogue.storage.overview import Said

Called = tuple[Language, Sequence[str]]
"""A name: the language in which it is read, and its words."""


def name_postings(said: Iterable[Said], lexicon: Lexicon) -> Mapping[str, Postings]:
    """Names, aliases and acronyms of each component: their stems, and their lexicon terms.

    A name is read in the language that it stands in, an alias in both.
    """
    called = [list(_called(one)) for one in said]
    return {
        "stems": Postings.of([_stems(names) for names in called]),
        "lexicon": Postings.of([_rendered(names, lexicon) for names in called]),
    }


def _called(said: Said) -> Iterable[Called]:
    for language in LANGUAGES:
        for name in said.names[language]:
            yield language, content_words(name, language) or words(name)


def _stems(names: Sequence[Called]) -> Query:
    return Counter(
        bucket(f"{language}:{stem(word, language)}") for language, said in names for word in said
    )


def _rendered(names: Sequence[Called], lexicon: Lexicon) -> Query:
    weights: defaultdict[int, float] = defaultdict(float)
    for language, said in names:
        for rendering in lexicon.render(said, language):
            weights[bucket(rendering.term)] += rendering.weight
    return weights
