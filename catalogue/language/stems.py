"""Words reduced to what their inflections share (Snowball's French and English stemmers)."""

from __future__ import annotations

import re
from functools import lru_cache

import snowballstemmer

from catalogue.domain.text import Language

from .stopwords import stop_words
from .tokens import words

_STEMMERS = {
    "fr": snowballstemmer.stemmer("french"),
    "en": snowballstemmer.stemmer("english"),
}

_FEMININE = re.compile(r"(?<=[a-z]{5})ees?$")
"""A feminine participle (*partagées*), whose accent the stemmer would have known it by."""

COGNATE_LENGTH = 5


@lru_cache(maxsize=200_000)
def stem(word: str, language: Language) -> str:
    """The stem of a folded word."""
    if language == "fr":
        word = _FEMININE.sub("e", word)
    return str(_STEMMERS[language].stemWord(word))


def content_words(text: str, language: Language) -> list[str]:
    """The text's words without stop words, in order."""
    stops = stop_words(language)
    return [word for word in words(text) if word not in stops]


def stems(text: str, language: Language) -> list[str]:
    """The stems of the text's content words, in order."""
    return [stem(word, language) for word in content_words(text, language)]


def cognate_key(word: str) -> str:
    """What a French word and its English cognate most often share: their beginning."""
    return word[:COGNATE_LENGTH]


def cognate_keys(text: str, language: Language) -> list[str]:
    """The cognate keys of the text's content words, in order."""
    return [cognate_key(word) for word in content_words(text, language)]
