"""What in two texts causes each signal: words, pairs of words, passages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from rapidfuzz import fuzz, process

from catalogue.domain.match import Passage, WordPair

from .answers import Candidate, in_words
from .corpus import Entry, Floats
from .fuzzy import likeness as likeness_of_names
from .fuzzy import names_of
from .passages import closest_passages
from .signals import spoken_acronyms
from .telling import Lookup, Telling
from .variant import Variant

_TERMS = 8
_ALIKE = 86
_SHORT = 3
_CONVINCING = 0.3
"""Words less alike than this count, but convince nobody when shown side by side."""

_CARRYING = 0.5
"""Pairs worth less than this share of the best one of a text carry nothing beside it."""

_ONE_CONCEPT = 2.0
"""How much more a pair is worth that names a concept of the thesaurus on both sides."""

_ATTENDED = 0.08
"""Share of what both texts' concepts have in common from which an unnamed concept is told."""

_SPOKEN = 0.25
"""Share of what both texts' words speak of in common from which words for it are told: those of
lesser topics convinced nobody (*released* beside *changes*), read on forty proposals."""

_LABELS = 2

_NOTHING = 1e-6


@dataclass(frozen=True)
class Side:
    """One of the two variants compared: its texts and its numbers."""

    variant: Variant
    entry: Entry


@dataclass(frozen=True)
class Comparison:
    """Both sides and their words."""

    left: Side
    right: Side
    asked: Telling
    answered: Telling
    lookup: Lookup

    @cached_property
    def words_in_meaning(self) -> tuple[list[str], list[str], Floats]:
        """The words of either side, and the squares of their vectors' cosines (left, right).

        No words where the catalogue around them is not known; words that are
        not shown are empty.
        """
        left, right = self.left.entry, self.right.entry
        if left.reading is None or right.reading is None:
            return [], [], np.zeros((0, 0), dtype=np.float32)
        own, others = left.reading.lexis.meanings, right.reading.lexis.meanings
        cosines = own.vectors @ others.vectors.T
        table: Floats = np.maximum(cosines, 0) ** 2
        return self.asked.numbered(left), self.answered.numbered(right), table


@dataclass(frozen=True)
class Finding:
    """What both sides say alike: the same words, words that answer each other, and passages."""

    terms: tuple[str, ...] = ()
    pairs: tuple[WordPair, ...] = ()
    passages: tuple[Passage, ...] = ()


def found(signal: str, both: Comparison) -> Finding:
    """What causes a signal; nothing for signals that rest on whole texts."""
    finder = _FINDERS.get(signal)
    return finder(both) if finder else Finding()


def _shared_stems(both: Comparison) -> Finding:
    return _answering(both, both.asked.by_stem, both.answered.by_stem)


def _shared_keys(both: Comparison) -> Finding:
    """Words of the same beginning."""
    return _answering(both, both.asked.by_key, both.answered.by_key)


def _translated(both: Comparison) -> Finding:
    """Words that the lexicon makes equivalents of each other."""
    return _answering(both, both.asked.by_term, both.answered.by_term)


def _answering(both: Comparison, own: Mapping[str, str], others: Mapping[str, str]) -> Finding:
    """The words of either side that stand under the same key."""
    shared = (key for key in own.keys() & others.keys() if len(key) > _SHORT)
    return _told(both, ((own[key], others[key], 1.0) for key in shared))


def _told(both: Comparison, joined: Iterable[tuple[str, str, float]]) -> Finding:
    """Words of either side, joined with how alike they are; those that tell most first."""
    candidates: Iterator[Candidate] = (
        (own, other, alike * (both.asked.weight[own] + both.answered.weight[other]))
        for own, other, alike in joined
    )
    return Finding(*in_words(candidates, both.asked, both.answered, _TERMS))


def _alike_spelling(both: Comparison) -> Finding:
    own = [word for word in both.asked.weight if len(word) > _SHORT]
    others = [word for word in both.answered.weight if len(word) > _SHORT]
    table = process.cdist(own, others, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    near = np.argwhere(table > 0)
    return _told(both, ((own[i], others[j], float(table[i, j]) / 100) for i, j in near))


def _alike_in_meaning(both: Comparison) -> Finding:
    """Words of either side that mean alike things.

    A pair is worth what the commoner of both words is, and more where it names
    a concept; what is worth little beside the best is left out.
    """
    own, others, table = both.words_in_meaning
    near = np.argwhere(table >= _CONVINCING)
    candidates = [
        (own[i], others[j], float(table[i, j]) * _carried(both, own[i], others[j]))
        for i, j in near
        if own[i] and others[j]
    ]
    shown = [worth for left, right, worth in candidates if _may_be_shown(both, left, right)]
    least = _CARRYING * max(shown, default=0.0)
    kept = (one for one in candidates if one[2] >= least)
    return Finding(*in_words(kept, both.asked, both.answered, _TERMS))


def _may_be_shown(both: Comparison, left: str, right: str) -> bool:
    return left not in both.asked.common and right not in both.answered.common


def _carried(both: Comparison, left: str, right: str) -> float:
    """What showing two words is worth: their rarity, and whether they name one concept."""
    rarity = min(both.asked.weight[left], both.answered.weight[right])
    return rarity * (_ONE_CONCEPT if _names_one_concept(both, left, right) else 1.0)


def _names_one_concept(both: Comparison, left: str, right: str) -> bool:
    said = both.asked.written[left], both.answered.written[right]
    own, others = both.asked.mentions, both.answered.mentions
    return any((own[one], others[one]) == said for one in own.keys() & others.keys())


def _concepts(both: Comparison) -> Finding:
    """Concepts that both texts name, as they name them, those both are about most first.

    Where they name none alike, those that both are about all the same, by the
    thesaurus's terms.
    """
    left, right = both.left.entry.reading, both.right.entry.reading
    if left is None or right is None:
        return Finding()
    shares = left.attention * right.attention
    about = dict(zip(left.concepts, shares.tolist(), strict=True))
    named = both.asked.mentions.keys() & both.answered.mentions.keys()
    least = _ATTENDED * float(shares.sum())
    attended = [concept for concept, share in about.items() if share >= least > 0]
    strongest = sorted(attended, key=lambda concept: (-round(about[concept], 4), concept))
    told = sorted(named, key=lambda concept: (-round(about.get(concept, 0), 4), concept))
    said = [_called(concept, both) for concept in (told or strongest[:_LABELS])]
    same = tuple(dict.fromkeys(own for own, other in said if own == other))
    pairs = (WordPair(left=own, right=other) for own, other in said if own != other)
    return Finding(same[:_TERMS], tuple(dict.fromkeys(pairs))[:_TERMS])


def _topics(both: Comparison) -> Finding:
    """The most telling words by which either side speaks of what both speak of most."""
    left, right = both.left.entry.reading, both.right.entry.reading
    if left is None or right is None:
        return Finding()
    shares = left.topics * right.topics
    least = max(_SPOKEN * float(shares.sum()), _NOTHING)
    most = np.argsort(-shares, kind="stable")[:_TERMS].tolist()
    own, other = _speaking(both.left, both.asked), _speaking(both.right, both.answered)
    candidates = [
        (own[one], other[one], float(shares[one]))
        for one in most
        if shares[one] >= least and one in own and one in other
    ]
    return Finding(*in_words(candidates, both.asked, both.answered, _TERMS))


def _speaking(side: Side, words: Telling) -> dict[int, str]:
    """The most telling word by which a side speaks of each concept, by the concept's number."""
    reading = side.entry.reading
    if reading is None:
        return {}
    standing, said = reading.lexis.meanings.standing, words.numbered(side.entry)
    owners = standing.owners
    order = np.argsort(reading.lexis.weights[owners] * standing.shares, kind="stable")
    spoken = zip(standing.concepts[order].tolist(), owners[order].tolist(), strict=True)
    shown = [word if word not in words.common else "" for word in said]
    return {concept: shown[owner] for concept, owner in spoken if shown[owner]}


def _called(concept: str, both: Comparison) -> tuple[str, str]:
    """How either side names a concept; how one does, where the other is silent about it.

    Where both are, how the thesaurus calls it in either language.
    """
    own, other = both.asked.mentions.get(concept), both.answered.mentions.get(concept)
    if own or other:
        return own or other or "", other or own or ""
    known = both.lookup.thesaurus.concepts.get(concept)
    left, right = (
        (known.terms(side.language) if known else ()) or (concept,)
        for side in (both.asked, both.answered)
    )
    return left[0], right[0]


def _alike_names(both: Comparison) -> Finding:
    """The two names that are most alike, as they are written."""
    own, others = _names(both.left.variant), _names(both.right.variant)
    pairs = [(likeness_of_names(a, b), a, b) for a in own for b in others]
    best = min(pairs, key=lambda one: (-round(one[0], 6), *sorted(one[1:])), default=(0.0, "", ""))
    if not best[0]:
        return Finding()
    return Finding(pairs=(WordPair(left=own[best[1]], right=others[best[2]]),))


def _names(variant: Variant) -> dict[str, str]:
    """The variant's names as they are written, by how they are compared."""
    return {
        folded: name
        for name in reversed(variant.names)
        for folded in names_of(Variant("", "", variant.language, "", "", (name,))).names
    }


def _acronyms(both: Comparison) -> Finding:
    spoken = sorted(spoken_acronyms(both.left.entry, both.right.entry))
    return Finding(tuple(acronym.upper() for acronym in spoken))


def _capabilities(both: Comparison) -> Finding:
    return Finding(tuple(sorted(both.left.entry.capabilities & both.right.entry.capabilities)))


def _links(both: Comparison) -> Finding:
    return Finding(tuple(sorted(both.left.entry.links & both.right.entry.links)))


def _titles(both: Comparison) -> Finding:
    left, right = both.left, both.right
    similarity = 0.0
    if left.entry.vectors is not None and right.entry.vectors is not None:
        similarity = float(left.entry.vectors.title @ right.entry.vectors.title)
    passage = Passage(left=left.variant.title, right=right.variant.title, similarity=similarity)
    return Finding(passages=(passage,))


def _passages(both: Comparison) -> Finding:
    left, right = both.left, both.right
    told = closest_passages((left.variant, left.entry), (right.variant, right.entry))
    return Finding(passages=told)


_FINDERS: dict[str, Callable[[Comparison], Finding]] = {
    "stems": _shared_stems,
    "keys": _shared_keys,
    "ngrams": _alike_spelling,
    "lexicon": _translated,
    "word_meaning": _alike_in_meaning,
    "concepts": _concepts,
    "topics": _topics,
    "names": _alike_names,
    "acronym": _acronyms,
    "capabilities": _capabilities,
    "link": _links,
    "meaning_title": _titles,
    "meaning_sentences": _passages,
}
