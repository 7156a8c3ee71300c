"""Why two records match: each signal's contribution, and the words that caused it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz

from catalogue.domain.match import Evidence, Match, Passage, WordPair
from catalogue.language.stems import cognate_key, content_words, stem

from .corpus import Entry, Rarity
from .features import bucket
from .fuzzy import best_likeness
from .model import MatchingModel
from .passages import sentences_of
from .ranking import Scored
from .signals import SIGNALS, spoken_acronyms
from .variant import Variant

_TERMS = 8
_PASSAGES = 3
_ALIKE = 80


@dataclass(frozen=True)
class Side:
    """One of the two variants compared: its texts and its numbers."""

    variant: Variant
    entry: Entry


@dataclass(frozen=True)
class _Words:
    """A side's words by stem and by cognate key, the rarest first."""

    by_stem: dict[str, str]
    by_key: dict[str, str]
    weight: dict[str, float]


def explain(left: Side, right: Side, scored: Scored, model: MatchingModel, rarity: Rarity) -> Match:
    """The match with its evidence, strongest contribution first.

    Signals that contribute nothing are left out; prior and contributions add
    up to the log-odds.
    """
    contributions = model.contributions(scored.values)
    asked, answered = _words(left.variant, rarity), _words(right.variant, rarity)
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


def _words(variant: Variant, rarity: Rarity) -> _Words:
    by_stem: dict[str, str] = {}
    by_key: dict[str, str] = {}
    weight: dict[str, float] = {}
    for word in content_words(variant.body, variant.language):
        stemmed = f"{variant.language}:{stem(word, variant.language)}"
        by_stem.setdefault(stemmed, word)
        by_key.setdefault(cognate_key(word), word)
        weight[word] = float(rarity.of["stems"][bucket(stemmed)])
    return _Words(by_stem, by_key, weight)


def _shared_stems(_: Side, __: Side, asked: _Words, answered: _Words) -> Finding:
    shared = [
        (asked.weight[asked.by_stem[key]], asked.by_stem[key])
        for key in asked.by_stem.keys() & answered.by_stem.keys()
    ]
    return tuple(word for _, word in sorted(shared, reverse=True)[:_TERMS]), (), ()


def _shared_keys(_: Side, __: Side, asked: _Words, answered: _Words) -> Finding:
    """Words of the same beginning, those that share no stem first told in pairs."""
    pairs = [
        (asked.weight[asked.by_key[key]], asked.by_key[key], answered.by_key[key])
        for key in asked.by_key.keys() & answered.by_key.keys()
        if len(key) > 3
    ]
    best = sorted(pairs, reverse=True)[:_TERMS]
    same = tuple(left for _, left, right in best if left == right)
    differing = tuple(WordPair(left=left, right=right) for _, left, right in best if left != right)
    return same, differing, ()


def _alike_spelling(_: Side, __: Side, asked: _Words, answered: _Words) -> Finding:
    pairs = []
    for word, weight in asked.weight.items():
        if len(word) < 5 or word in answered.weight:
            continue
        score, other = max(
            ((fuzz.ratio(word, other), other) for other in answered.weight if len(other) > 4),
            default=(0.0, ""),
        )
        if score >= _ALIKE:
            pairs.append((weight, word, other))
    best = sorted(pairs, reverse=True)[:_TERMS]
    same = sorted(asked.weight.keys() & answered.weight.keys(), key=lambda w: -asked.weight[w])
    return tuple(same[:_TERMS]), tuple(WordPair(left=a, right=b) for _, a, b in best), ()


def _alike_names(left: Side, right: Side, _: _Words, __: _Words) -> Finding:
    _score, own, other = best_likeness(left.entry.names, right.entry.names)
    return (), (WordPair(left=own, right=other),) if own and other else (), ()


def _acronyms(left: Side, right: Side, _: _Words, __: _Words) -> Finding:
    spoken = sorted(spoken_acronyms(left.entry, right.entry))
    return tuple(acronym.upper() for acronym in spoken), (), ()


def _capabilities(left: Side, right: Side, _: _Words, __: _Words) -> Finding:
    return tuple(sorted(left.entry.capabilities & right.entry.capabilities)), (), ()


def _links(left: Side, right: Side, _: _Words, __: _Words) -> Finding:
    return tuple(sorted(left.entry.links & right.entry.links)), (), ()


def _titles(left: Side, right: Side, _: _Words, __: _Words) -> Finding:
    similarity = _cosine_of_titles(left.entry, right.entry)
    passage = Passage(left=left.variant.title, right=right.variant.title, similarity=similarity)
    return (), (), (passage,)


def _cosine_of_titles(left: Entry, right: Entry) -> float:
    if left.vectors is None or right.vectors is None:
        return 0.0
    return float(left.vectors.title @ right.vectors.title)


def _passages(left: Side, right: Side, _: _Words, __: _Words) -> Finding:
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


def _nothing(_: Side, __: Side, ___: _Words, ____: _Words) -> Finding:
    return _NOTHING


_FINDERS: dict[str, Callable[[Side, Side, _Words, _Words], Finding]] = {
    "stems": _shared_stems,
    "keys": _shared_keys,
    "ngrams": _alike_spelling,
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


def _lacking(own: _Words, other: _Words) -> tuple[str, ...]:
    """The rarest words of one side that nothing on the other answers."""
    alone = [
        (own.weight[word], word)
        for stemmed, word in own.by_stem.items()
        if stemmed not in other.by_stem and cognate_key(word) not in other.by_key and len(word) > 3
    ]
    return tuple(word for _, word in sorted(alone, reverse=True)[:_TERMS])
