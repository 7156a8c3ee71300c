"""Why two records match: each signal's contribution, and the words that caused it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz

from catalogue.domain.match import Evidence, Match, Passage, WordPair
from catalogue.language.stems import cognate_key

from .corpus import Entry
from .fuzzy import best_likeness
from .model import MatchingModel
from .passages import sentences_of
from .ranking import Scored
from .signals import SIGNALS, spoken_acronyms
from .telling import Lookup, Telling, telling
from .variant import Variant
from .vocabulary import likeness

_TERMS = 8
_PASSAGES = 3
_ALIKE = 86
_SHORT = 3
_CONVINCING = 0.25
"""Words less alike than this count, but convince nobody when shown side by side."""


@dataclass(frozen=True)
class Side:
    """One of the two variants compared: its texts and its numbers."""

    variant: Variant
    entry: Entry


def explain(left: Side, right: Side, scored: Scored, model: MatchingModel, lookup: Lookup) -> Match:
    """The match with its evidence, strongest contribution first.

    Signals that contribute nothing are left out; prior and contributions add
    up to the log-odds.
    """
    contributions = model.contributions(scored.values)
    asked = telling(left.variant, lookup)
    answered = telling(right.variant, lookup)
    found = [
        _evidence(name, float(scored.values[position]), float(contributions[position]), finding)
        for position, name in enumerate(SIGNALS)
        if contributions[position] > 0
        for finding in [_FINDERS[name](left, right, asked, answered)]
    ]
    found.sort(key=lambda evidence: -evidence.contribution)
    return Match(
        id=right.variant.record_id,
        type="proposal" if right.variant.record_type == "proposal" else "component",
        name=right.variant.title,
        language=right.variant.language,
        probability=scored.probability,
        band=model.band(scored.probability),
        prior=model.prior,
        log_odds=scored.log_odds,
        evidence=tuple(found),
        only_left=_lacking(asked, answered),
        only_right=_lacking(answered, asked),
    )


Finding = tuple[tuple[str, ...], tuple[WordPair, ...], tuple[Passage, ...]]
_NOTHING: Finding = ((), (), ())


def _evidence(name: str, value: float, contribution: float, finding: Finding) -> Evidence:
    terms, pairs, passages = finding
    return Evidence(
        signal=name,
        value=value,
        contribution=contribution,
        terms=terms,
        pairs=pairs,
        passages=passages,
    )


def _shared_stems(_: Side, __: Side, asked: Telling, answered: Telling) -> Finding:
    shared = {asked.by_stem[key] for key in asked.by_stem.keys() & answered.by_stem.keys()}
    return tuple(asked.written[word] for word in asked.best(shared, _TERMS)), (), ()


def _shared_keys(_: Side, __: Side, asked: Telling, answered: Telling) -> Finding:
    """Words of the same beginning: those that both write alike, and pairs of others."""
    return _answering(asked.by_key, answered.by_key, asked, answered)


def _translated(_: Side, __: Side, asked: Telling, answered: Telling) -> Finding:
    """Words that the lexicon makes equivalents of each other."""
    return _answering(asked.by_term, answered.by_term, asked, answered)


def _answering(
    own: dict[str, str], others: dict[str, str], asked: Telling, answered: Telling
) -> Finding:
    """The words of either side that stand under the same key."""
    shared = {own[key]: others[key] for key in own.keys() & others.keys() if len(key) > _SHORT}
    return _same_and_pairs(shared, asked, answered)


def _alike_spelling(_: Side, __: Side, asked: Telling, answered: Telling) -> Finding:
    shared = {word: word for word in asked.weight.keys() & answered.weight.keys()}
    for word in asked.weight.keys() - shared.keys():
        scored = [(fuzz.ratio(word, other), other) for other in answered.weight if len(other) > 4]
        score, other = max(scored, default=(0.0, "")) if len(word) > 4 else (0.0, "")
        if score >= _ALIKE:
            shared[word] = other
    return _same_and_pairs(shared, asked, answered)


def _alike_in_meaning(left: Side, right: Side, asked: Telling, answered: Telling) -> Finding:
    """Words of either side that mean alike things, those that count most first."""
    if left.entry.reading is None or right.entry.reading is None:
        return _NOTHING
    own, others = left.entry.reading.lexis, right.entry.reading.lexis
    table = likeness(own, others)
    worth = table * (own.weights[:, np.newaxis] + others.weights)
    named, answering = asked.numbered(left.entry), answered.numbered(right.entry)
    shared: dict[str, str] = {}
    while worth.size and len(shared) < _TERMS and worth.max() > 0:
        i, j = np.unravel_index(int(worth.argmax()), worth.shape)
        if table[i, j] >= _CONVINCING:
            shared[named[int(i)]] = answering[int(j)]
        worth[i, :] = worth[:, j] = 0.0
    return _said_alike(shared, asked, answered)


def _said_alike(shared: dict[str, str], asked: Telling, answered: Telling) -> Finding:
    same = tuple(asked.written[word] for word, other in shared.items() if word == other)
    pairs = tuple(
        WordPair(left=asked.written[word], right=answered.written[other])
        for word, other in shared.items()
        if word != other
    )
    return same, pairs, ()


def _same_and_pairs(shared: dict[str, str], asked: Telling, answered: Telling) -> Finding:
    best = asked.best(set(shared), _TERMS)
    return _said_alike({word: shared[word] for word in best}, asked, answered)


def _alike_names(left: Side, right: Side, _: Telling, __: Telling) -> Finding:
    _score, own, other = best_likeness(left.entry.names, right.entry.names)
    return (), (WordPair(left=own, right=other),) if own and other else (), ()


def _concepts(left: Side, right: Side, asked: Telling, answered: Telling) -> Finding:
    """Concepts that both texts name, as they name them, those both are about most first."""
    if left.entry.reading is None or right.entry.reading is None:
        return _NOTHING
    both = left.entry.reading.attention * right.entry.reading.attention
    about = dict(zip(left.entry.reading.concepts, both.tolist(), strict=True))
    named = sorted(asked.mentions.keys() & answered.mentions.keys(), key=lambda c: -about.get(c, 0))
    said = [(asked.mentions[one], answered.mentions[one]) for one in named[:_TERMS]]
    same = tuple(dict.fromkeys(own for own, other in said if own == other))
    pairs = tuple(WordPair(left=own, right=other) for own, other in said if own != other)
    return same, tuple(dict.fromkeys(pairs)), ()


def _acronyms(left: Side, right: Side, _: Telling, __: Telling) -> Finding:
    spoken = sorted(spoken_acronyms(left.entry, right.entry))
    return tuple(acronym.upper() for acronym in spoken), (), ()


def _capabilities(left: Side, right: Side, _: Telling, __: Telling) -> Finding:
    return tuple(sorted(left.entry.capabilities & right.entry.capabilities)), (), ()


def _links(left: Side, right: Side, _: Telling, __: Telling) -> Finding:
    return tuple(sorted(left.entry.links & right.entry.links)), (), ()


def _titles(left: Side, right: Side, _: Telling, __: Telling) -> Finding:
    similarity = _cosine_of_titles(left.entry, right.entry)
    passage = Passage(left=left.variant.title, right=right.variant.title, similarity=similarity)
    return (), (), (passage,)


def _cosine_of_titles(left: Entry, right: Entry) -> float:
    if left.vectors is None or right.vectors is None:
        return 0.0
    return float(left.vectors.title @ right.vectors.title)


def _passages(left: Side, right: Side, _: Telling, __: Telling) -> Finding:
    """The sentences of either side that come closest, no sentence told twice."""
    if left.entry.vectors is None or right.entry.vectors is None:
        return _NOTHING
    own, others = sentences_of(left.variant), sentences_of(right.variant)
    table = left.entry.vectors.sentences @ right.entry.vectors.sentences.T
    table = np.array(table[: len(own), : len(others)], dtype=np.float64)
    found: list[Passage] = []
    while table.size and len(found) < _PASSAGES and table.max() > 0.1:
        i, j = np.unravel_index(int(table.argmax()), table.shape)
        found.append(Passage(left=own[int(i)], right=others[int(j)], similarity=float(table[i, j])))
        table[i, :] = table[:, j] = -1.0
    return (), (), tuple(found)


def _nothing(_: Side, __: Side, ___: Telling, ____: Telling) -> Finding:
    return _NOTHING


_FINDERS: dict[str, Callable[[Side, Side, Telling, Telling], Finding]] = {
    "stems": _shared_stems,
    "keys": _shared_keys,
    "ngrams": _alike_spelling,
    "lexicon": _translated,
    "word_meaning": _alike_in_meaning,
    "concepts": _concepts,
    "names": _alike_names,
    "acronym": _acronyms,
    "capabilities": _capabilities,
    "link": _links,
    "meaning_body": _nothing,
    "meaning_title": _titles,
    "meaning_title_body": _nothing,
    "meaning_sentences": _passages,
    "meaning_passage": _nothing,
}


def _lacking(own: Telling, other: Telling) -> tuple[str, ...]:
    """The most telling words of one side that nothing on the other answers."""
    answered = set(other.by_term)
    alone = {
        word
        for stemmed, word in own.by_stem.items()
        if stemmed not in other.by_stem
        and cognate_key(word) not in other.by_key
        and len(word) > _SHORT
    }
    alone -= {word for term, word in own.by_term.items() if term in answered}
    return tuple(own.written[word] for word in own.best(alone, _TERMS))
