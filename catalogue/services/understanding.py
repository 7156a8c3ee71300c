"""A search as it is put to the stacks: its words corrected and completed, in every view."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from catalogue.domain.text import LANGUAGES, Language
from catalogue.language.guess import guess_language
from catalogue.language.lexicon import Lexicon
from catalogue.language.stems import content_words, stem
from catalogue.language.thesaurus import Thesaurus
from catalogue.language.tokens import spoken, words
from catalogue.matching.features import bucket, letter_groups
from catalogue.search.asked import Asked
from catalogue.search.postings import Query
from catalogue.search.spelling import Spelling

MOST_WORDS = 200
"""Words of a search that are looked for; what comes after them is left unread."""


@dataclass(frozen=True)
class Understood:
    """What is looked for.

    ``text`` is what was typed with its slips mended, its words written as the
    catalogue writes them, accents and all; ``mended`` the words that
    differ, as typed and as read. ``stems`` and ``lexicon`` are queries by the
    language in which the words are read, ``letters`` one of letter groups,
    ``concepts`` one of the thesaurus's concepts that are named.
    ``length`` counts the telling words; ``names`` are what a component of that
    name would be called, by language.
    """

    text: str
    language: Language
    length: int
    mended: Mapping[str, str]
    stems: Mapping[Language, Query]
    lexicon: Mapping[Language, Query]
    letters: Query
    concepts: Query
    names: Mapping[Language, frozenset[str]]


def understand(
    asked: Asked,
    spelling: Spelling,
    lexicon: Lexicon,
    thesaurus: Thesaurus,
    knows: Callable[[str], bool],
) -> Understood:
    """The search with its slips mended and its last word completed.

    What somebody ``knows`` to be a word, as it is written, is no slip.
    """
    pairs = spoken(asked.words)[:MOST_WORDS]
    begun = _begun(asked, spelling)
    nearest = {word: (spelling.nearest(word), w) for word, w in pairs if word not in begun}
    read = {word: near for word, (near, written) in nearest.items() if near and not knows(written)}
    text = asked.words
    for word, written in pairs:
        near = read.get(word)
        meant = spelling.written(near) if near else spelling.accented(word, written)
        if meant not in {written, written.lower()}:
            text = re.sub(rf"\b{re.escape(written)}\b", meant, text)
    completions = " ".join(end for ends in begun.values() for end in ends)
    language = guess_language(text)
    telling = {spoken_in: _telling(text, spoken_in) for spoken_in in LANGUAGES}
    completed = {one: [*telling[one], *_telling(completions, one)] for one in LANGUAGES}
    return Understood(
        text=text,
        language=language,
        length=len(telling[language]),
        mended={written: spelling.written(read[word]) for word, written in pairs if word in read},
        stems={one: _stems(completed[one], one) for one in LANGUAGES},
        lexicon={one: _rendered(lexicon, completed[one], one) for one in LANGUAGES},
        concepts=dict.fromkeys(
            (one for spoken_in in LANGUAGES for one in named_in(text, spoken_in, thesaurus)), 1.0
        ),
        letters=_damped(bucket(gram) for one in telling[language] for gram in letter_groups(one)),
        names={
            one: frozenset({" ".join(telling[one]), " ".join(words(text))}) for one in LANGUAGES
        },
    )


def named_in(text: str, language: Language, thesaurus: Thesaurus) -> list[int]:
    """The concepts that a text names, as terms of postings, each as often as it is named."""
    return [bucket(f"concept:{one.concept}") for one in thesaurus.mentions(text, language)]


def _begun(asked: Asked, spelling: Spelling) -> Mapping[str, Sequence[str]]:
    """The word that is still being typed, with the words that it may become."""
    if not asked.open_word:
        return {}
    last = words(asked.open_word)[-1:]
    return {
        word: ends for word in last if word not in spelling if (ends := spelling.beginning(word))
    }


def _telling(text: str, language: Language) -> list[str]:
    """The words that tell something in the language; all of them where none does."""
    return content_words(text, language) or words(text)


def _stems(telling: Iterable[str], language: Language) -> Query:
    return _damped(bucket(f"{language}:{stem(word, language)}") for word in telling)


def _rendered(lexicon: Lexicon, telling: Sequence[str], language: Language) -> Query:
    weights: defaultdict[int, float] = defaultdict(float)
    for rendering in lexicon.render(telling, language):
        weights[bucket(rendering.term)] += rendering.weight
    return {term: _damp(weight) for term, weight in weights.items()}


def _damped(terms: Iterable[int]) -> Query:
    return {term: _damp(count) for term, count in Counter(terms).items()}


def _damp(count: float) -> float:
    """A word that stands several times in a question counts little more than once."""
    return 1 + math.log(count) if count > 1 else count
