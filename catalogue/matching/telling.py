"""The words of one side of a comparison, as evidence shows them."""

from __future__ import annotations

from dataclasses import dataclass

from catalogue.domain.text import Language
from catalogue.language.lexicon import NO_LEXICON, Lexicon
from catalogue.language.stems import cognate_key, stem
from catalogue.language.stopwords import stop_words
from catalogue.language.thesaurus import NO_THESAURUS, Thesaurus
from catalogue.language.tokens import spoken

from .corpus import Entry, Rarity
from .features import WORDS, bucket, word_id
from .variant import Variant

_UNKNOWN_TO_LEXICON = 0.5
"""Words that the field's lexicon does not know are shown after those that it knows."""

_LEAST_TRANSLATION = 0.3
"""Equivalents less sure than this are not shown as such."""


@dataclass(frozen=True)
class Telling:
    """A side's words, folded, by what they may share with the other side's.

    ``weight`` is how telling a word is, ``written`` how the text writes it;
    ``mentions`` are the words by which it names a concept.
    """

    language: Language
    by_stem: dict[str, str]
    by_key: dict[str, str]
    by_term: dict[str, str]
    weight: dict[str, float]
    written: dict[str, str]
    mentions: dict[str, str]

    def best(self, words: set[str], limit: int) -> list[str]:
        """The most telling of the words, one of each stem, the most telling first."""
        first_of_stem = set(self.by_stem.values())
        ordered = sorted(words & first_of_stem, key=lambda word: (-self.weight[word], word))
        return ordered[:limit]

    def numbered(self, entry: Entry) -> list[str]:
        """The folded words in the order of the entry's word features."""
        names = {word_id(self.language, word): word for word in self.written}
        return [names.get(int(number), "") for number in entry.features[WORDS].ids]


@dataclass(frozen=True)
class Lookup:
    """What words are looked up in."""

    rarity: Rarity
    lexicon: Lexicon = NO_LEXICON
    thesaurus: Thesaurus = NO_THESAURUS


def telling(variant: Variant, lookup: Lookup) -> Telling:
    """The words of a variant."""
    lexicon = lookup.lexicon
    language = variant.language
    stops = stop_words(language)
    said = [pair for pair in spoken(variant.body) if pair[0] not in stops]
    by_stem: dict[str, str] = {}
    by_key: dict[str, str] = {}
    weight: dict[str, float] = {}
    written: dict[str, str] = {}
    for word, piece in said:
        root = stem(word, language)
        by_stem.setdefault(f"{language}:{root}", word)
        by_key.setdefault(cognate_key(word), word)
        written.setdefault(word, piece if piece.isupper() else piece.lower())
        rare = float(lookup.rarity.of["stems"][bucket(f"{language}:{root}")])
        weight[word] = rare * (1.0 if lexicon.knows(root, language) else _UNKNOWN_TO_LEXICON)
    by_term: dict[str, str] = {}
    for rendering in lexicon.render([word for word, _ in said], language):
        if rendering.whole and rendering.weight >= _LEAST_TRANSLATION:
            by_term.setdefault(rendering.term, rendering.words[0])
    mentions: dict[str, str] = {}
    for mention in lookup.thesaurus.mentions(variant.body, language):
        mentions.setdefault(mention.concept, " ".join(written[word] for word in mention.words))
    return Telling(language, by_stem, by_key, by_term, weight, written, mentions)
