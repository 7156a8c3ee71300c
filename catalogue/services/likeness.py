"""Components that resemble a component, and in what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from catalogue.domain.component import Component, Lifecycle
from catalogue.domain.match import Band, Match
from catalogue.domain.text import Language
from catalogue.matching.evidence import Side, explain
from catalogue.matching.ranking import Scored, rank
from catalogue.matching.signals import measure
from catalogue.matching.variant import variants_of
from catalogue.storage import records
from catalogue.storage.derived import DerivedState

from .corpora import Corpora, derived_state
from .kept import Kept
from .second_vectors import second_in_force
from .workspace import Workspace

MOST = 5
_WORDS = 4
_NOT_WORDS = frozenset({"acronym", "capabilities", "link", "names"})
"""Signals that rest on whole names, addresses or identifiers."""


Shared = tuple[tuple[Language, tuple[str, ...]], ...]
"""Words that two components have in common, by the language in which they were compared."""


@dataclass(frozen=True)
class Similar:
    """A component that resembles the one asked about, and what both have.

    ``capabilities`` are identifiers; ``words`` as the one asked about writes
    them in each of its languages, the one that is most alike first.
    """

    component: Component
    capabilities: tuple[str, ...]
    words: Shared

    def words_in(self, wanted: Language) -> tuple[Language, tuple[str, ...]]:
        """The words in the language where there are any, else in the other one; it is named."""
        said = [one for one in self.words if one[1]]
        own = [one for one in said if one[0] == wanted]
        return next(iter(own or said), (wanted, ()))


def _version(workspace: Workspace) -> tuple[str, DerivedState, bool, str, str]:
    return (
        workspace.index.database,
        derived_state(workspace),
        second_in_force(workspace) is not None,
        workspace.lexicon.version,
        workspace.thesaurus.version,
    )


CORPORA = Kept(_version, Corpora)
"""The matcher's view of a workspace, kept while what is derived, and read with, stays the same."""


_Answer = tuple[tuple[str, Shared], ...]
"""Identifiers of the components that resemble one, each with the words in common."""

_ANSWERS: Kept[dict[str, _Answer]] = Kept(_version, lambda _: {})


def similar(workspace: Workspace, component: Component) -> tuple[Similar, ...]:
    """Components that the model calls at least *related*, the most alike first; none retired.

    Works from what is derived already, so a component registered this very
    moment may not resemble anything yet.
    """
    answers = _ANSWERS.of(workspace)
    if component.id not in answers:
        answers[component.id] = tuple(_alike(workspace, component))
    found = answers[component.id]
    held = _not_retired(workspace, [other for other, _ in found])
    return tuple(
        Similar(held[other], _both(component, held[other]), words)
        for other, words in found
        if other in held
    )


def _both(component: Component, other: Component) -> tuple[str, ...]:
    return tuple(one for one in component.capabilities if one in other.capabilities)


def _alike(workspace: Workspace, component: Component) -> Iterator[tuple[str, Shared]]:
    corpora = CORPORA.of(workspace)
    corpus, model = corpora.of["component"], corpora.model
    own = [
        Side(variant, corpora.read_again(variant, entry))
        for variant in variants_of(component)
        for entry in corpus.entries
        if (entry.record_id, entry.language) == (component.id, variant.language)
    ]
    if not own:
        return
    entries = [side.entry for side in own]
    ranked = rank(entries, corpus, corpora.rarity, model, (), component.id)[: 2 * MOST]
    related = model.thresholds[Band.related]
    likely = {one.record_id: one for one in ranked if one.probability >= related}
    for record_id, other in islice(_not_retired(workspace, likely).items(), MOST):
        yield record_id, tuple(_in_common(corpora, own, other, likely[record_id]))


def _in_common(
    corpora: Corpora, own: Sequence[Side], other: Component, best: Scored
) -> Iterator[tuple[Language, tuple[str, ...]]]:
    """The words of both, compared in each language of one; in that of ``best`` first."""
    corpus, model = corpora.of["component"], corpora.model
    written = {variant.language: variant for variant in variants_of(other)}
    for asked in sorted(range(len(own)), key=lambda asked: asked != best.asked):
        left = own[asked]
        pair = _paired(corpora, left, best, asked)
        entry = corpus.entries[pair.row]
        if entry.language in written:
            right = Side(written[entry.language], entry)
            match = explain(left, right, pair, model, corpora.lookup)
            yield left.variant.language, _shared(match)


def _paired(corpora: Corpora, left: Side, best: Scored, asked: int) -> Scored:
    """The same two components, of which one is read in another language and both if possible."""
    corpus, spoken = corpora.of["component"], left.variant.language
    rows = corpus.rows_of[best.record_id]
    row = next((row for row in rows if corpus.entries[row].language == spoken), best.row)
    if (asked, row) == (best.asked, best.row):
        return best
    wanted = corpora.model.weighed
    values = measure(left.entry, corpus, np.array([row]), corpora.rarity, wanted)
    return replace(best, asked=asked, row=row, values=values[0])


def _not_retired(workspace: Workspace, component_ids: Iterable[str]) -> dict[str, Component]:
    held = records.fetch(workspace.db, "component", component_ids)
    return {one: it for one, it in held.items() if it.lifecycle is not Lifecycle.retired}


def _shared(match: Match) -> tuple[str, ...]:
    """The words of both that the strongest signals rest on, each once."""
    telling = [evidence for evidence in match.evidence if evidence.signal not in _NOT_WORDS]
    return tuple(dict.fromkeys(term for one in telling for term in one.terms))[:_WORDS]
