"""Components that resemble a component, and in what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from catalogue.domain.component import Component, Lifecycle
from catalogue.domain.match import Band, Match
from catalogue.matching.evidence import Side, explain
from catalogue.matching.ranking import rank
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


@dataclass(frozen=True)
class Similar:
    """A component that resembles the one asked about, and what both have.

    ``capabilities`` are identifiers; ``words`` as the one asked about writes them.
    """

    component: Component
    capabilities: tuple[str, ...]
    words: tuple[str, ...]


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


_Answer = tuple[tuple[str, tuple[str, ...]], ...]
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


def _alike(workspace: Workspace, component: Component) -> Iterator[tuple[str, tuple[str, ...]]]:
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
        scored = likely[record_id]
        held = corpus.entries[scored.row]
        for variant in variants_of(other):
            if variant.language == held.language:
                right = Side(variant, held)
                match = explain(own[scored.asked], right, scored, model, corpora.lookup)
                yield record_id, _shared(match)


def _not_retired(workspace: Workspace, component_ids: Iterable[str]) -> dict[str, Component]:
    held = records.fetch(workspace.db, "component", component_ids)
    return {one: it for one, it in held.items() if it.lifecycle is not Lifecycle.retired}


def _shared(match: Match) -> tuple[str, ...]:
    """The words of both that the strongest signals rest on, each once."""
    telling = [evidence for evidence in match.evidence if evidence.signal not in _NOT_WORDS]
    return tuple(dict.fromkeys(term for one in telling for term in one.terms))[:_WORDS]
