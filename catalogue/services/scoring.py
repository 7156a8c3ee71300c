"""How well each component answers a search: several ways to be alike, added up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from catalogue.domain.component import Lifecycle
from catalogue.meaning.encoder import Encoder

from .nearness import beside, together
from .stacks import Stacks
from .understanding import Understood

Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]

SHORT = 4
"""Telling words up to which a question most likely names one thing, and its meaning has to help
its words; longer ones tell of a subject, on which many texts bear (the services' names have 4 at
the median, proposals' titles 5, Cranfield's questions 8, CISI's 19)."""

WEIGHTS: Mapping[str, tuple[float, float]] = {
    "stems": (1.0, 1.0),
    "feedback": (3.5, 3.0),
    "lexicon": (4.0, 4.0),
    "letters": (1.0, 1.0),
    "names": (0.6, 0.6),
    "renamed": (0.0, 0.8),
    "concepts": (0.0, 2.0),
    "latent": (0.7, 0.1),
    "title": (0.0, 2.6),
    "body": (1.0, 1.6),
    "beside": (0.8, 0.8),
}
"""What each likeness adds, a share of one or a cosine, to the score for a question without end and
for a short one. Chosen from a coarse grid, where the neighbours do about as well, on Cranfield,
CISI, service-public.fr, 600 federal services asked by name in the other language with and without
slips, and titles of proposals put to the components that they duplicate, all together."""

_DECLINE = 1.5
"""How steeply a question twice as long is less of a short one; 1 and 2 do nearly as well."""

TOGETHER = (0.3, 0.0)
"""How much texts that lie near each other share their scores, likewise."""

EXACT_NAME = 10.0
"""Added where a component is called just so: more than all likenesses together."""

_FEEDBACK_ROWS = 5
_FEEDBACK_TERMS = 30
"""Pseudo-relevance feedback (Rocchio, 1971; Lavrenko and Croft, 2001): the terms that tell most
of the first answers are asked for as well."""

_SAYING = ("stems", "lexicon", "names", "concepts")
"""Likenesses of which any makes a component an answer."""

STANDING: Mapping[str, float] = {
    Lifecycle.planned.value: -0.02,
    Lifecycle.deprecated.value: -0.06,
    Lifecycle.retired.value: -0.12,
}
"""Taken off for components that cannot be used now; a tenth of what a matching word brings."""

VERIFIED = 0.02
"""Added to a component whose entry somebody confirmed within the last ``VERIFIED_DAYS``."""
VERIFIED_DAYS = 365


NEAR = 0.4
"""Cosine from which on a component answers though it shares no word."""

LEAST = 0.2
"""Share of the best answer's score below which nothing answers: any common word would do."""


def scores(
    stacks: Stacks, asked: Understood, encoder: Encoder | None, today: date
) -> tuple[Floats, Mask]:
    """Each component's score, and whether it answers at all."""
    likenesses = _by_words(stacks, asked)
    answering = np.add.reduce([likenesses[name] for name in _SAYING]) > 0
    if encoder is not None and stacks.titles is not None and stacks.bodies is not None:
        read = _by_meaning(stacks, asked, encoder)
        answering |= np.maximum(read["title"], read["body"]) >= NEAR
        likenesses |= read
    total: Floats = np.add.reduce(
        [np.float32(_weigh(WEIGHTS[name], asked)) * rows for name, rows in likenesses.items()]
    )
    known = max(float(np.linalg.norm(place)) for place in _places(stacks, asked))
    total += np.float32(_weigh(WEIGHTS["beside"], asked)) * beside(stacks, total, known)
    total = together(stacks, total, _weigh(TOGETHER, asked))
    answering &= total >= LEAST * total.max(initial=0.0, where=answering)
    named = _named(stacks, asked)
    total[named] += EXACT_NAME
    answering[named] = True
    best = stacks.best_of(total) + _standing(stacks, today)
    return best, stacks.best_of(answering.astype(np.float32)) > 0


def _weigh(weight: tuple[float, float], asked: Understood) -> float:
    """The weight for a question as long as what is asked."""
    long, short = weight
    brevity: float = min(1.0, SHORT / max(asked.length, 1)) ** _DECLINE
    return long + (short - long) * brevity


def _by_meaning(stacks: Stacks, asked: Understood, encoder: Encoder) -> dict[str, Floats]:
    genre = ("component", asked.language, "title")
    vector = stacks.means.center(encoder.encode([asked.text]), genre)[0]
    return {"title": stacks.titles @ vector, "body": stacks.bodies @ vector}


def _places(stacks: Stacks, asked: Understood) -> list[Floats]:
    """Where what is asked lies among latent directions, read as each language."""
    return [stacks.latent.place(query) for query in asked.stems.values()]


def _by_words(stacks: Stacks, asked: Understood) -> dict[str, Floats]:
    stems, lexicon = stacks.postings["stems"], stacks.postings["lexicon"]
    spoken = [stems.share(query) for query in asked.stems.values()]
    rendered = [lexicon.share(query) for query in asked.lexicon.values()]
    called = [stacks.names["stems"].share(query) for query in asked.stems.values()]
    renamed = [stacks.names["lexicon"].share(query) for query in asked.lexicon.values()]
    first: Floats = np.add.reduce(spoken)
    return {
        "stems": first,
        "feedback": _feedback(stacks, first),
        "lexicon": np.maximum.reduce(rendered),
        "names": np.maximum.reduce(called)[stacks.component_of],
        "renamed": np.maximum.reduce(renamed)[stacks.component_of],
        "letters": stacks.postings["ngrams"].share(asked.letters),
        "concepts": stacks.postings["concepts"].share(asked.concepts),
        "latent": np.maximum.reduce(
            [stacks.latent.rows @ place for place in _places(stacks, asked)]
        ),
    }


def _feedback(stacks: Stacks, first: Floats) -> Floats:
    stems = stacks.postings["stems"]
    best = np.argsort(-first, kind="stable")[:_FEEDBACK_ROWS]
    total = first[best].sum()
    if not total > 0:
        return np.zeros(len(first), dtype=np.float32)
    told = stems.told_by(best, first[best] / total, _FEEDBACK_TERMS)
    # Answers that hold little of what was asked are no ground to ask for more like them.
    more: Floats = stems.share(told) * first[best[0]]
    return more


def _named(stacks: Stacks, asked: Understood) -> list[int]:
    return [
        row
        for language, names in asked.names.items()
        for name in names
        for row in stacks.rows_named.get((language, name), ())
    ]


def _standing(stacks: Stacks, today: date) -> Floats:
    """What a component's lifecycle and the age of its entry add."""
    adds = np.zeros(len(stacks), dtype=np.float32)
    for lifecycle, worth in STANDING.items():
        adds[stacks.lifecycles == lifecycle] = worth
    oldest = np.datetime64(today - timedelta(days=VERIFIED_DAYS))
    adds[stacks.verified >= oldest] += VERIFIED
    return adds
