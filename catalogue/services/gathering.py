"""What people ask for in their own words, gathered: those who mean the same stand together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log

import numpy as np
from numpy.typing import NDArray

from catalogue.domain.text import LANGUAGES, Language
from catalogue.language.guess import guess_language
from catalogue.language.stems import content_words, stem
from catalogue.language.thesaurus import Thesaurus
from catalogue.language.tokens import words

from .corpora import shipped_means
from .workspace import Workspace

Floats = NDArray[np.float32]
Weighed = Mapping[Language, Mapping[str, float]]

ALIKE = 0.65
"""Cosine from which on two short texts ask for the same. Among the preferred terms of 700 concepts
of the thesaurus, two in three French ones reach it with their English one, and 1 in 7,000 pairs
of different concepts does."""

_MOSTLY = 0.5
"""A concept, or what others ask for, is what somebody asks for where its words are more than this
share of what the telling words weigh, rare ones more: « permis de pêche » asks for more than a
permit, « prise de RDV » for little more than an appointment."""


@dataclass
class Gathered:
    """Texts that ask for the same, by their places; and the concept of the thesaurus, if any."""

    concept: str | None
    members: list[int] = field(default_factory=list)


def gather(workspace: Workspace, texts: Sequence[str]) -> list[Gathered]:
    """The texts in groups, which no later text changes: put those first that count most.

    Texts stand together that are for the most part a term of one concept, in either language;
    or the words of a group's first; or whose meaning is near that of a group's first.
    """
    concepts = _concepts(texts, workspace.thesaurus)
    weighed = [_weighed(text, workspace.thesaurus) for text in texts]
    meanings = _meanings(workspace, texts)
    groups: list[Gathered] = []
    for place, concept in enumerate(concepts):
        group = (
            next((one for one in groups if concept and concept == one.concept), None)
            or next((one for one in groups if _said(weighed[one.members[0]], weighed[place])), None)
            or _nearest(groups, place, meanings)
        )
        if group is None:
            group = Gathered(concept)
            groups.append(group)
        group.members.append(place)
    return groups


def _said(first: Weighed, text: Weighed) -> bool:
    """Whether a text is for the most part what another one says, in either language."""
    return any(
        asked.keys() <= told.keys() and sum(asked.values()) > _MOSTLY * sum(told.values())
        for asked, told in ((first[tongue], text[tongue]) for tongue in LANGUAGES)
        if asked
    )


def _nearest(groups: Sequence[Gathered], place: int, meanings: Floats | None) -> Gathered | None:
    """The group whose first text means nearly the same."""
    if meanings is None or not groups:
        return None
    near = meanings[[one.members[0] for one in groups]] @ meanings[place]
    best = int(np.argmax(near))
    return groups[best] if near[best] >= ALIKE else None


def _meanings(workspace: Workspace, texts: Sequence[str]) -> Floats | None:
    """Unit vectors of the texts, what all of their language have in common taken off."""
    if workspace.encoder is None or not texts:
        return None
    vectors = workspace.encoder.encode(texts)
    tongues = [guess_language(text) for text in texts]
    means = shipped_means()
    return np.vstack(
        [
            means.center(vector[None, :], ("component", tongue, "title"))
            for vector, tongue in zip(vectors, tongues, strict=True)
        ]
    )


def _weighed(text: str, thesaurus: Thesaurus) -> Weighed:
    """The telling stems as each language reads them, with how much each tells."""
    return {
        tongue: {
            stem(word, tongue): _weight(word, tongue, thesaurus)
            for word in content_words(text, tongue) or words(text)
        }
        for tongue in LANGUAGES
    }


def _concepts(texts: Sequence[str], thesaurus: Thesaurus) -> list[str | None]:
    """For each text the concept that it asks for: of several, the one that most texts name."""
    named = [list(_asked_for(text, thesaurus)) for text in texts]
    times = Counter(concept for some in named for concept in some)
    return [min(some, key=lambda one: (-times[one], one)) if some else None for some in named]


def _asked_for(text: str, thesaurus: Thesaurus) -> Iterable[str]:
    for tongue in LANGUAGES:
        all_told = sum(_weight(word, tongue, thesaurus) for word in content_words(text, tongue))
        found = {
            mention.concept: sum(_weight(word, tongue, thesaurus) for word in mention.words)
            for mention in thesaurus.mentions(text, tongue)
        }
        most = max(found.values(), default=0.0)
        if most > _MOSTLY * all_told:
            yield from (concept for concept, weight in found.items() if weight == most)


def _weight(word: str, tongue: Language, thesaurus: Thesaurus) -> float:
    """How much a word tells: the less, the more concepts have it in their terms."""
    return log((1 + len(thesaurus)) / (1 + len(thesaurus.stands_for(word, tongue))))
