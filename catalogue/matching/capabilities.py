"""Capabilities that a text is likely to ask for, by the concepts of the thesaurus."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from .concepts import Concepts, shares
from .corpus import Entry, Floats
from .standing import spoken_of

TITLE = 0.5
"""What the title's meaning counts beside the whole text's."""

NAMED = 0.5
"""What the concepts that a text names count, beside those that it comes near to in meaning. With
both, 88 % of the capabilities of the sample's 199 components are among the first five suggested,
and 66 % of those of its 37 proposals; flat from 0.25 to 1."""


def likely_capabilities(
    asked: Entry,
    named: Sequence[str],
    concepts: Concepts,
    capabilities: Mapping[str, Sequence[str]],
) -> list[str]:
    """Identifiers of capabilities, the likeliest first.

    ``asked`` is the text, made ready to be compared, ``named`` the concepts
    that it names; ``capabilities`` are those of each concept. Without sentence
    vectors only what is named counts.
    """
    scores: defaultdict[str, float] = defaultdict(float)
    spoken = _spoken(asked, concepts)
    for concept, share in [*_near(asked, concepts, spoken), *_named(named, concepts, spoken)]:
        own = capabilities.get(concept, ())
        for capability in own:
            scores[capability] += share / len(own)
    return sorted(scores, key=lambda one: (-scores[one], one))


def _near(asked: Entry, concepts: Concepts, spoken: Floats | None) -> Iterable[tuple[str, float]]:
    """Each concept's share of the attention of the text and of its title."""
    if asked.vectors is None or not len(concepts.ids):
        return []
    rows = np.vstack([asked.vectors.body, asked.vectors.title])
    of_both = None if spoken is None else np.vstack([spoken, spoken])
    shared = np.array([1.0, TITLE]) @ shares(rows, concepts.vectors, of_both) ** 2
    return zip(concepts.ids, shared.tolist(), strict=True)


def _spoken(asked: Entry, concepts: Concepts) -> Floats | None:
    """How much the text's words speak of each concept, where the catalogue around it is known."""
    if asked.reading is None:
        return None
    lexis = asked.reading.lexis
    everywhere = np.zeros(len(lexis.weights), dtype=np.intp)
    standing, counted = lexis.meanings.standing, lexis.weights
    own: Floats = spoken_of(standing, everywhere, counted, 1, len(concepts.ids))[0]
    return own


def _named(
    named: Sequence[str], concepts: Concepts, spoken: Floats | None
) -> Iterable[tuple[str, float]]:
    """Each named concept's share of what is named: by how much the words speak of it."""
    said = dict(zip(concepts.ids, spoken.tolist(), strict=True)) if spoken is not None else {}
    weights = [said.get(concept, 0.0) for concept in named] if said else [1.0] * len(named)
    total = sum(weights)
    return [
        (concept, NAMED * weight / total)
        for concept, weight in zip(named, weights, strict=True)
        if total
    ]
