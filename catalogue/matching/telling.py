"""The words of one side of a comparison, as evidence shows them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from math import exp, log
from statistics import fmean as mean

from catalogue.domain.text import Language
from catalogue.language.lexicon import NO_LEXICON, Lexicon, Rendering
from catalogue.language.stems import cognate_key, stem
from catalogue.language.thesaurus import NO_THESAURUS, Thesaurus

from .corpus import Entry, Rarity
from .features import WORDS, bucket, word_id
from .quoting import Quoting
from .saying_little import says_little
from .variant import Variant

_UNKNOWN_TO_LEXICON = 0.5
"""Words that the field's lexicon does not know are shown after those that it knows."""

_LEAST_TRANSLATION = 0.45
"""Equivalents less sure than this are not shown as such: words with five translations or more
are joined to what nobody would call the same thing."""

_COMMON = 0.045
"""Words of more than this share of all texts convince nobody; of 2,730 real components these
are *service*, *platform*, *project* and thirty more."""

_ADDRESS = re.compile(r"\S+://\S+|\S*\w_\w\S*")
"""Addresses, and identifiers of programs: not words."""

_FEW = 3
"""In a small catalogue a word is not common before more texts than this hold it."""


_KEPT = 4


@dataclass(frozen=True)
class Telling:
    """A side's words and expressions, folded, by what they may share with the other side's.

    ``root`` is what inflections have in common, ``weight`` how telling a word
    is, ``written`` how the text writes it; ``mentions`` are the words by which
    it names a concept. ``common`` are words that are never shown.
    """

    language: Language
    by_stem: dict[str, str]
    by_key: dict[str, str]
    by_term: dict[str, str]
    root: dict[str, str]
    weight: dict[str, float]
    written: dict[str, str]
    mentions: dict[str, str]
    common: frozenset[str]

    def best(self, words: set[str], limit: int) -> list[str]:
        """The most telling of the words, one of each root, the most telling first."""
        chosen: dict[str, str] = {}
        for word in sorted(words - self.common, key=lambda word: (-self.weight[word], word)):
            chosen.setdefault(self.root[word], word)
        return list(chosen.values())[:limit]

    def numbered(self, entry: Entry) -> list[str]:
        """The folded words in the order of the entry's word features; empty for unknown ones."""
        names = {word_id(self.language, word): word for word in self.written}
        return [names.get(int(number), "") for number in entry.features[WORDS].ids]


@dataclass(frozen=True)
class Lookup:
    """What words are looked up in."""

    rarity: Rarity
    lexicon: Lexicon = NO_LEXICON
    thesaurus: Thesaurus = NO_THESAURUS

    @cached_property
    def common(self) -> float:
        """The rarity up to which a word is common."""
        texts = exp(float(self.rarity.of["stems"].max())) / 2
        return log(texts / (max(_FEW, _COMMON * texts) + 0.5))

    @cached_property
    def telling(self) -> Callable[[Variant], Telling]:
        """The words of a variant; those of the last few are kept: a draft meets many records."""
        return lru_cache(maxsize=_KEPT)(partial(telling, lookup=self))


def telling(variant: Variant, lookup: Lookup) -> Telling:
    """The words of a variant."""
    language = variant.language
    text = Quoting(_ADDRESS.sub(" ", variant.body), language)
    by_stem: dict[str, str] = {}
    by_key: dict[str, str] = {}
    root: dict[str, str] = {}
    for word in dict.fromkeys(text.words):
        root[word] = f"{language}:{stem(word, language)}"
        by_stem.setdefault(root[word], word)
        by_key.setdefault(cognate_key(word), word)
    rarity = {word: float(lookup.rarity.of["stems"][bucket(root[word])]) for word in root}
    written = {word: text.quote([word]) for word in root}
    common = frozenset(
        word
        for word, rare in rarity.items()
        if rare <= lookup.common or says_little(word, language)
    )
    by_term: dict[str, str] = {}
    shared: defaultdict[str, list[float]] = defaultdict(list)
    for rendering in lookup.lexicon.render(text.words, language):
        if not rendering.whole or rendering.weight < _LEAST_TRANSLATION:
            continue
        said = " ".join(rendering.words)
        if said not in root:
            root[said], written[said] = said, text.quote(rendering.words)
            rarity[said] = max(rarity[word] for word in rendering.words)
        by_term.setdefault(rendering.term, said)
        if language == "fr" or rendering.weight == 1:
            shared[said].append(_rarity_of_term(rendering, lookup))
    # How rare a French word is among mostly English texts says nothing; its equivalents' does.
    rarity |= {said: mean(rare) for said, rare in shared.items()}
    return Telling(
        language=language,
        by_stem=by_stem,
        by_key=by_key,
        by_term=by_term,
        root=root,
        weight={word: rare * _known(word, language, lookup) for word, rare in rarity.items()},
        written=written,
        mentions=_mentions(text, variant, lookup),
        common=common,
    )


def _rarity_of_term(rendering: Rendering, lookup: Lookup) -> float:
    return float(lookup.rarity.of["lexicon"][bucket(rendering.term)])


def _known(word: str, language: Language, lookup: Lookup) -> float:
    known = " " in word or lookup.lexicon.knows(stem(word, language), language)
    return 1.0 if known else _UNKNOWN_TO_LEXICON


def _mentions(text: Quoting, variant: Variant, lookup: Lookup) -> dict[str, str]:
    found: dict[str, str] = {}
    for mention in lookup.thesaurus.mentions(variant.body, variant.language):
        if mention.concept not in found:
            found[mention.concept] = text.quote(mention.words)
    return found
