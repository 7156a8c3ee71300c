"""The signals: ways in which two variants can be alike, each in [0, 1], the same both ways."""

from __future__ import annotations

from collections.abc import Callable, Collection

import numpy as np
from numpy.typing import NDArray

from .corpus import Corpus, Entry, Floats, Rarity, Rows, Vectors
from .crowding import USUAL
from .features import VIEWS, WORDS
from .fuzzy import best_likeness
from .vocabulary import alignment

SIGNALS = (
    "stems",
    "keys",
    "ngrams",
    "lexicon",
    "word_meaning",
    "concepts",
    "topics",
    "names",
    "acronym",
    "capabilities",
    "link",
    "meaning_body",
    "meaning_title",
    "meaning_title_body",
    "meaning_sentences",
    "meaning_passage",
    "e5_body",
    "e5_title",
    "e5_title_body",
)
"""Names of the columns that ``measure`` returns."""

MEANING = (
    "word_meaning",
    "concepts",
    "topics",
    *(name for name in SIGNALS if name.startswith("meaning")),
)
"""The signals that need sentence vectors."""

BY_SECOND = tuple(name for name in SIGNALS if name.startswith("e5_"))
"""The signals that need a second sentence encoder."""

_SLIGHT = {"stems": 11.0, "keys": 10.0, "ngrams": 31.0, "lexicon": 10.5}
"""Half the usual length of a tf-idf vector in each view, measured on 2,730 real components."""

Measured = NDArray[np.float64]


def measure(
    query: Entry,
    corpus: Corpus,
    rows: Rows,
    rarity: Rarity,
    wanted: Collection[str] = SIGNALS,
) -> Measured:
    """The signals between one variant and the corpus's variants at ``rows``.

    Returns shape (len(rows), len(SIGNALS)). Where either side has no vectors,
    the meaning signals are 0, and so are those of a second encoder where either
    side was not read by one. Signals that are not ``wanted`` may be left at 0.
    """
    table = np.zeros((len(rows), len(SIGNALS)))
    if not len(rows):
        return table
    columns = {name: table[:, position] for position, name in enumerate(SIGNALS)}
    for view in VIEWS:
        if view in wanted:
            columns[view][:] = _cosine(query, corpus, rows, view, rarity)
    entries = [corpus.entries[row] for row in rows]
    for name, compare in _PAIRWISE.items():
        if name in wanted:
            columns[name][:] = [compare(query, entry) for entry in entries]
    trust = _trust(query, corpus, rows, rarity)
    for name, values in _meaning(query, corpus, rows).items():
        columns[name][:] = values * trust
    for name, values in _second(query, corpus, rows).items():
        columns[name][:] = values * trust
    return np.clip(table, 0.0, 1.0)


def _cosine(query: Entry, corpus: Corpus, rows: Rows, view: str, rarity: Rarity) -> Floats:
    """Cosine of tf-idf vectors, damped where a text is so short that few words make it."""
    terms, rare = query.features[view], rarity.of[view]
    asked = terms.weights * rare[terms.ids]
    length = float(np.linalg.norm(asked))
    if not length:
        return np.zeros(len(rows), dtype=np.float32)
    place, ids, weights = corpus.columns[view].take(rows)
    at = np.minimum(np.searchsorted(terms.ids, ids), len(terms.ids) - 1)
    shared = terms.ids[at] == ids
    products = weights[shared] * rare[ids[shared]] * asked[at[shared]] / length
    dots = np.bincount(place[shared], products, minlength=len(rows))
    lengths = corpus.lengths(view, rarity)[rows]
    damping = _substance(length, view) * _substance(lengths, view)
    return (dots / np.maximum(lengths, 1e-9) * damping).astype(np.float32)


def _substance(length: float | Floats, view: str) -> Floats:
    """How much of its cosine a tf-idf vector of this length keeps, in [0, 1]."""
    damped: Floats = (length / np.hypot(length, _SLIGHT[view])).astype(np.float32)
    return damped


def _trust(query: Entry, corpus: Corpus, rows: Rows, rarity: Rarity) -> Floats:
    """How far the meaning of two texts is trusted: less, the shorter they are."""
    terms = query.features["stems"]
    own = np.linalg.norm(terms.weights * rarity.of["stems"][terms.ids])
    others = corpus.lengths("stems", rarity)[rows]
    trusted: Floats = np.sqrt(_substance(float(own), "stems") * _substance(others, "stems"))
    return trusted


def _names(left: Entry, right: Entry) -> float:
    return best_likeness(left.names, right.names)[0]


def _acronym(left: Entry, right: Entry) -> float:
    """Whether an acronym of one stands among the other's names."""
    return float(bool(spoken_acronyms(left, right)))


def spoken_acronyms(left: Entry, right: Entry) -> frozenset[str]:
    """Acronyms of either side that stand among the other's acronyms or in its names."""
    return (left.names.acronyms & _spoken(right)) | (right.names.acronyms & _spoken(left))


def _spoken(entry: Entry) -> frozenset[str]:
    said = frozenset(word for name in entry.names.names for word in name.split())
    return entry.names.acronyms | said


def _capabilities(left: Entry, right: Entry) -> float:
    """Jaccard index of the two sets of capabilities."""
    union = left.capabilities | right.capabilities
    return len(left.capabilities & right.capabilities) / len(union) if union else 0.0


def _link(left: Entry, right: Entry) -> float:
    return float(bool(left.links & right.links))


_PAIRWISE: dict[str, Callable[[Entry, Entry], float]] = {
    "names": _names,
    "acronym": _acronym,
    "capabilities": _capabilities,
    "link": _link,
}


def _sentences(vectors: Vectors) -> Floats:
    """The vectors of the sentences; of the whole text where it has none."""
    return vectors.sentences if len(vectors.sentences) else vectors.body[np.newaxis]


def _meaning(query: Entry, corpus: Corpus, rows: Rows) -> dict[str, Floats]:
    """Likeness of meaning, by sentence vectors.

    What is nothing but a title is compared with titles only: beside a whole
    text it would look unlike anything.
    """
    asked = query.vectors
    if asked is None or corpus.titles is None or corpus.bodies is None:
        return {}
    titles = corpus.titles[rows] @ asked.title
    bare = corpus.bare[rows] | query.bare
    texts = _of_texts(query, asked, corpus, corpus.titles[rows], corpus.bodies[rows], rows)
    whole = {name: np.where(bare, titles, values) for name, values in texts.items()}
    return {**_read(query, corpus, rows), "meaning_title": titles, **whole}


def _of_texts(
    query: Entry, asked: Vectors, corpus: Corpus, titles: Floats, bodies: Floats, rows: Rows
) -> dict[str, Floats]:
    """Cosines of sentence vectors of whole texts and of their sentences."""
    held = [_sentences(vectors) for row in rows if (vectors := corpus.entries[row].vectors)]
    starts = np.cumsum([0] + [len(rows) for rows in held])[:-1]
    own, sentences = _sentences(asked), np.vstack(held)
    table = own @ sentences.T
    best = np.maximum.reduceat(table, starts, axis=1)
    answered = np.add.reduceat(table.max(axis=0), starts) / [len(rows) for rows in held]
    to_sentence = np.maximum.reduceat(sentences @ asked.body, starts)
    to_body = (bodies @ own.T).max(axis=1)
    return {
        "meaning_body": bodies @ asked.body + (USUAL - _crowding(query, corpus, rows)),
        "meaning_title_body": np.maximum(bodies @ asked.title, titles @ asked.body),
        "meaning_sentences": (best.mean(axis=0) + answered) / 2,
        "meaning_passage": np.maximum(to_sentence, to_body),
    }


def _second(query: Entry, corpus: Corpus, rows: Rows) -> dict[str, Floats]:
    """Cosines of titles and whole texts as a second encoder reads them; bare ones as titles."""
    asked, held = query.second, corpus.second
    if asked is None or held is None:
        return {}
    titles, bodies = held.title[rows], held.body[rows]
    bare = corpus.bare[rows] | query.bare
    alike = titles @ asked.title
    across = np.maximum(bodies @ asked.title, titles @ asked.body)
    return {
        "e5_body": np.where(bare, alike, bodies @ asked.body),
        "e5_title": alike,
        "e5_title_body": np.where(bare, alike, across),
    }


def _crowding(query: Entry, corpus: Corpus, rows: Rows) -> Floats:
    """How crowded the places of both texts are, in the mean."""
    own = query.reading.crowding if query.reading else USUAL
    others = corpus.readings.crowding[rows] if corpus.readings else np.full(len(rows), USUAL)
    mean: Floats = ((own + others) / 2).astype(np.float32)
    return mean


def _read(query: Entry, corpus: Corpus, rows: Rows) -> dict[str, Floats]:
    """What the words mean one by one, and the concepts that both texts are about."""
    reading, readings = query.reading, corpus.readings
    if reading is None or readings is None:
        return {}
    column = corpus.columns[WORDS]
    place, positions = column.positions(rows)
    words = readings.words[positions]
    known = words >= 0
    return {
        "word_meaning": alignment(
            readings.vocabulary,
            reading.lexis,
            place[known],
            words[known],
            column.weights[positions][known],
            len(rows),
        ),
        "concepts": readings.attention[rows].astype(np.float32) @ reading.attention,
        "topics": readings.topics.alike(reading.topics, rows),
    }
